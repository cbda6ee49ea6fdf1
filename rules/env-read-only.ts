import { environmentFinding } from "../server/analysis/environment-finding.ts";
import { defineRule } from "../server/analysis/rule.ts";

/** Files that go get and go mod tidy write, and cannot. Silent where no go command was found. */
export const envReadOnly = defineRule({
  id: "env-read-only",
  group: "env",
  summary: "go.mod or go.sum may not be written",
  severity: "info",
  local: true,
  on: ["mod"],
  needs: ["environment"],
  fix: "none",
  check: ({ file, environment }) => environmentFinding(file, environment, "files", "info"),
});
