import { environmentFinding } from "../server/analysis/environment-finding.ts";
import { defineRule } from "../server/analysis/rule.ts";

/** Folders that the go command writes into, and cannot: the system is asked, mode bits are not guessed at. Silent where no go command was found. */
export const envCaches = defineRule({
  id: "env-caches",
  group: "env",
  summary: "the module cache, the build cache or the folder for temporary files cannot be used",
  severity: "error",
  local: true,
  on: ["mod"],
  needs: ["environment"],
  fix: "none",
  check: ({ file, environment }) => environmentFinding(file, environment, "caches"),
});
