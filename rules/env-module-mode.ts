import { environmentFinding } from "../server/analysis/environment-finding.ts";
import { defineRule } from "../server/analysis/rule.ts";

/** A switched off module mode (GO111MODULE=off, or a value that it has not), or a go.mod in a place that does not count (modload.Init). Silent where no go command was found. */
export const envModuleMode = defineRule({
  id: "env-module-mode",
  group: "env",
  summary: "modules are off, or the file lies where no go.mod counts",
  severity: "error",
  local: true,
  on: ["mod"],
  needs: ["environment"],
  fix: "none",
  check: ({ file, environment }) => environmentFinding(file, environment, "module-mode"),
});
