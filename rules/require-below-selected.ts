import { belowSelected } from "../server/analysis/below-selected.ts";
import { defineRule } from "../server/analysis/rule.ts";

/** Direct requirements below the version that the graph selects. */
export const requireBelowSelected = defineRule({
  id: "require-below-selected",
  group: "conflict",
  summary: "a direct requirement is below the version that the module graph selects",
  severity: "error",
  on: ["mod"],
  needs: ["graph"],
  fix: "safe",
  check: ({ file, graph }) => belowSelected(file, graph, (requirement) => !requirement.indirect),
});
