import { formatNames } from "../server/analysis/describe.ts";
import type { Related } from "../server/analysis/finding.ts";
import { defineRule } from "../server/analysis/rule.ts";
import type { ModuleGraph, ModuleNode } from "../server/graph/module-graph.ts";
import { formatModule } from "../server/graph/module-version.ts";
import { shortestPath } from "../server/graph/paths.ts";

/** One note that names what no source has, instead of guesses by the rules that need it. */
export const incompleteGraph = defineRule({
  id: "incomplete-graph",
  group: "meta",
  summary: "the go.mod of a module in the graph could not be read",
  severity: "info",
  local: true,
  on: ["mod"],
  needs: ["graph"],
  fix: "none",
  *check({ file, graph }) {
    const { declared, effective } = graph;
    const partial = declared.unavailable.length === 0 ? effective : declared;
    if (partial.unavailable.length === 0) return;
    const missing = partial.derived(nearestFirst);
    const related: Related[] = missing.slice(0, 5).map((node) => ({
      chain: shortestPath(partial, node),
      message: node.problem?.detail ?? "is not available",
    }));
    yield {
      span: file.module?.path.span ?? { start: 0, end: file.lines.lineEnd(1) },
      message: `the module graph is incomplete: ${formatNames(missing.map(formatModule))} could not be read`,
      why: "rules whose answer could change stay silent; `go mod download` fetches what is missing where there is a network",
      related,
    };
  },
});

/** What is missing, by the number of requirements that lead there, then by name. */
function nearestFirst(graph: ModuleGraph): readonly ModuleNode[] {
  const distance = new Map<ModuleNode, number>(graph.mains.map((main) => [main, 0]));
  for (const from of graph.walk()) {
    const next = (distance.get(from) ?? 0) + 1;
    for (const to of from.requires) if (!distance.has(to)) distance.set(to, next);
  }
  const far = (node: ModuleNode): number => distance.get(node) ?? Number.POSITIVE_INFINITY;
  return [...graph.unavailable].sort((a, b) => far(a) - far(b) || (formatModule(a) < formatModule(b) ? -1 : 1));
}
