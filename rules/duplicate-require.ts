import { repeatedRequirements } from "../server/analysis/repeated-requirements.ts";
import { defineRule } from "../server/analysis/rule.ts";

/** A module path on two requirement lines. Indirect lines that disagree on the version are conflicting-indirect-version's. */
export const duplicateRequire = defineRule({
  id: "duplicate-require",
  group: "conflict",
  summary: "a module is required twice",
  severity: "error",
  on: ["mod"],
  needs: [],
  fix: "safe",
  check: ({ file }) => repeatedRequirements(file, (repeated) => !(repeated.conflicting && repeated.indirect)),
});
