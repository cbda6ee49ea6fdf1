import { environmentFinding } from "../server/analysis/environment-finding.ts";
import { defineRule } from "../server/analysis/rule.ts";

/** Modules with a sign of being private, which GOPROXY and GOSUMDB would be asked about. Silent where no go command was found. */
export const envPrivate = defineRule({
  id: "env-private",
  group: "env",
  summary: "private modules would be asked of a public proxy or checksum database",
  severity: "warning",
  local: true,
  on: ["mod"],
  needs: ["environment"],
  fix: "none",
  check: ({ file, environment }) => environmentFinding(file, environment, "private"),
});
