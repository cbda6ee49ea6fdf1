import { environmentFinding } from "../server/analysis/environment-finding.ts";
import { defineRule } from "../server/analysis/rule.ts";

/** A repository whose owner git does not trust, so that go build of a program fails when it stamps the revision (load.Package, vcs.FromDir). Silent where no go command was found. */
export const envOwner = defineRule({
  id: "env-owner",
  group: "env",
  summary: "the repository belongs to another user, so that git refuses it",
  severity: "error",
  local: true,
  on: ["mod"],
  needs: ["environment"],
  fix: "none",
  check: ({ file, environment }) => environmentFinding(file, environment, "machine"),
});
