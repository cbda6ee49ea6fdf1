import { environmentFinding } from "../server/analysis/environment-finding.ts";
import { defineRule } from "../server/analysis/rule.ts";

/** Words of GOFLAGS that are no flags or flags that no command has (base.InitGOFLAGS), and -mod or -modfile that do not fit the module. Silent where no go command was found. */
export const envGoflags = defineRule({
  id: "env-goflags",
  group: "env",
  summary: "GOFLAGS has what the go command rejects",
  severity: "error",
  local: true,
  on: ["mod"],
  needs: ["environment"],
  fix: "none",
  check: ({ file, environment }) => environmentFinding(file, environment, "goflags"),
});
