import { belowSelected } from "../server/analysis/below-selected.ts";
import { repeatedRequirements } from "../server/analysis/repeated-requirements.ts";
import { defineRule } from "../server/analysis/rule.ts";

/** `// indirect` requirements that contradict the graph, or each other. */
export const conflictingIndirectVersion = defineRule({
  id: "conflicting-indirect-version",
  group: "conflict",
  summary: "an indirect requirement is below the version that the module graph selects, or names two versions",
  severity: "error",
  on: ["mod"],
  needs: ["graph"],
  fix: "safe",
  *check({ file, graph }) {
    yield* belowSelected(file, graph, (requirement) => requirement.indirect);
    yield* repeatedRequirements(file, (repeated) => repeated.conflicting && repeated.indirect);
  },
});
