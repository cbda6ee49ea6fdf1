import { formatNames } from "../server/analysis/describe.ts";
import type { Related } from "../server/analysis/finding.ts";
import { defineRule } from "../server/analysis/rule.ts";
import { formatModule } from "../server/graph/module-version.ts";
import { shortestPath } from "../server/graph/paths.ts";

/** One note that names what no source has, instead of guesses by the rules that need it. */
export const incompleteGraph = defineRule({
  id: "incomplete-graph",
  group: "meta",
  summary: "the go.mod of a module in the graph could not be read",
  severity: "info",
  on: ["mod"],
  needs: ["graph"],
  fix: "none",
  *check({ file, graph }) {
    const { declared, effective } = graph;
    const partial = declared.complete ? effective : declared;
    if (partial.complete) return;
    const missing = partial.unavailable.map((node) => ({ node, chain: shortestPath(partial, node) }));
    missing.sort((a, b) => a.chain.length - b.chain.length || (formatModule(a.node) < formatModule(b.node) ? -1 : 1));
    const related: Related[] = missing
      .slice(0, 5)
      .map(({ node, chain }) => ({ chain, message: node.problem?.detail ?? "is not available" }));
    yield {
      span: file.module?.path.span ?? { start: 0, end: file.lines.lineEnd(1) },
      message: `the module graph is incomplete: ${formatNames(missing.map(({ node }) => formatModule(node)))} could not be read`,
      why: "rules whose answer could change stay silent; `go mod download` fetches what is missing where there is a network",
      related,
    };
  },
});
