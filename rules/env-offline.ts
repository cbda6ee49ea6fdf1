import { environmentFinding } from "../server/analysis/environment-finding.ts";
import { defineRule } from "../server/analysis/rule.ts";

/** Modules whose zip go.sum names and no source on this machine has, where GOPROXY lets nothing be fetched. Silent where no go command was found. */
export const envOffline = defineRule({
  id: "env-offline",
  group: "env",
  summary: "modules that the build needs are missing, and nothing may bring them",
  severity: "error",
  local: true,
  on: ["mod"],
  needs: ["environment"],
  fix: "none",
  check: ({ file, environment }) => environmentFinding(file, environment, "offline"),
});
