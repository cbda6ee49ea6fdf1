import { formatNames, requirementSpan } from "../server/analysis/describe.ts";
import type { SumFiles } from "../server/analysis/facts.ts";
import { fileSpan, placeOf } from "../server/analysis/place-of.ts";
import { defineRule } from "../server/analysis/rule.ts";
import { goModSums } from "../server/analysis/sums.ts";
import type { ModuleGraph, ModuleNode } from "../server/graph/module-graph.ts";
import { formatModule, isToolchain } from "../server/graph/module-version.ts";
import { shortestPath } from "../server/graph/paths.ts";

/**
 * Modules whose go.mod the graph needs, and go.sum has no hash of it (modload.goModSummary). Where there is no go.sum at all nothing has
 * been downloaded for the module yet, and nothing is said. Builds that add what is missing, or take the vendor directory, do not stop.
 */
export const sumMissing = defineRule({
  id: "sum-missing",
  group: "sum",
  summary: "go.sum lacks the hash of a go.mod in the module graph",
  severity: "error",
  local: true,
  on: ["mod"],
  needs: ["graph", "sum"],
  fix: "none",
  *check({ file, graph: { declared }, sum }) {
    if (sum.own === undefined || sum.mode !== "readonly") return;
    const missing = nodesWithout(declared, sum);
    const why = "the go command stops with “missing go.sum entry”; `go mod tidy` adds what is missing";
    if (missing.length > 1 && sum.own.sum.entries.length === 0) {
      yield { span: fileSpan(file), message: `${sum.own.name} is empty, where ${missing.length} go.mod files need a hash`, why };
      return;
    }
    const lines = new Map(file.require.map((r) => [`${r.path.value}@${r.version.value}`, r]));
    const deeper: ModuleNode[] = [];
    for (const node of missing) {
      const line = lines.get(formatModule(node));
      if (line === undefined) deeper.push(node);
      else yield { span: requirementSpan(line), message: `${sum.own.name} has no hash of the go.mod of ${nameOf(node)}`, why };
    }
    const [first] = deeper;
    if (first === undefined) return;
    const chain = shortestPath(declared, first);
    yield {
      span: placeOf(file, chain),
      message: `${sum.own.name} has no hash of the go.mod of ${formatNames(deeper.map(nameOf), 2)}`,
      why: "whatever loads the whole graph, such as `go list -m all`, stops with “missing go.sum entry”; `go mod tidy` adds what is missing",
      related: [{ chain, message: `requires ${first.version}` }],
    };
  },
});

/** What is looked up in go.sum, which is what replaces a module where something does. */
function nameOf({ target }: ModuleNode): string {
  return `${target.path} ${target.version}`;
}

/** Modules whose go.mod is read for the graph, from anywhere but a directory, and that no file of hashes has; nearest first. */
function nodesWithout(graph: ModuleGraph, { own, work }: SumFiles): readonly ModuleNode[] {
  const seen = new Set<string>();
  return graph.walk().filter((node) => {
    if (node.version === "" || node.target.version === "" || isToolchain(node.path)) return false;
    if (!node.read && node.problem === undefined) return false;
    if (goModSums(own, node.target).length > 0 || goModSums(work, node.target).length > 0) return false;
    const name = nameOf(node);
    return !seen.has(name) && seen.add(name);
  });
}
