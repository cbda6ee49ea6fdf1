import { environmentFinding } from "../server/analysis/environment-finding.ts";
import { defineRule } from "../server/analysis/rule.ts";

/** A switched off module mode (GO111MODULE=off, or a value that it has not), or a workspace above that does not use the module (modload.Init). Silent where no go command was found. */
export const envModuleMode = defineRule({
  id: "env-module-mode",
  group: "env",
  summary: "modules are off, or the go command works with another module",
  severity: "error",
  local: true,
  on: ["mod"],
  needs: ["environment"],
  fix: "none",
  check: ({ file, environment }) => environmentFinding(file, environment, "module-mode"),
});
