import { placeOf } from "../server/analysis/place-of.ts";
import { defineRule } from "../server/analysis/rule.ts";
import { formatModule } from "../server/graph/module-version.ts";
import { shortestPath } from "../server/graph/paths.ts";

/**
 * A dependency that calls itself otherwise than it is required (modload.goModSummary). Where a replacement brought it, that line is to
 * be mended: see replace-path-mismatch.
 */
export const modulePathMismatch = defineRule({
  id: "module-path-mismatch",
  group: "conflict",
  summary: "a module in the graph declares another path than it is required as",
  severity: "error",
  on: ["mod"],
  needs: ["graph"],
  fix: "none",
  *check({ file, graph: { declared, effective } }) {
    const graph = declared.complete ? effective : declared;
    for (const node of graph.unavailable) {
      if (node.problem?.unavailable !== "path-mismatch" || node.target !== node) continue;
      const chain = shortestPath(graph, node);
      yield {
        span: placeOf(file, chain),
        message: `${formatModule(node)} cannot be used: ${node.problem.detail}`,
        why: "the go command stops as soon as it reads it; require the module by the path that it declares, or replace it by a fork that has the required one",
        related: [{ chain, message: `requires ${node.version}` }],
      };
    }
  },
});
