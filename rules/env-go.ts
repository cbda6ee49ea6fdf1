import { environmentFinding } from "../server/analysis/environment-finding.ts";
import { defineRule } from "../server/analysis/rule.ts";

/** GOROOT that is no directory, or a value of GOTOOLCHAIN that the go command refuses (toolchain.Select). Silent where no go command was found. */
export const envGo = defineRule({
  id: "env-go",
  group: "env",
  summary: "GOROOT or GOTOOLCHAIN makes no sense",
  severity: "error",
  local: true,
  on: ["mod"],
  needs: ["environment"],
  fix: "none",
  check: ({ file, environment }) => environmentFinding(file, environment, "go"),
});
