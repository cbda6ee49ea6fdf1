import type { ModuleNode } from "../graph/module-graph.ts";
import { formatModule } from "../graph/module-version.ts";
import type { GraphReport } from "./graph-report.ts";
import { missingModules, type OpenModule } from "./module-file.ts";

/**
 * The module graph for programs: `modules` (each with what it requires, as `path@version`) in the order of `go mod graph`, and what is
 * `missing` from it.
 */
export function graphReport({ graph, found }: OpenModule): GraphReport {
  const built = graph.effective;
  const goOf = (node: ModuleNode): { readonly go?: string } => {
    const go = node.version === "" ? found.set.mains.find((main) => main.path === node.path)?.go : node.summary?.go;
    return go === undefined ? {} : { go };
  };
  const modules = built.walk().map((node) => ({
    path: node.path,
    ...(node.version === "" ? { main: true as const } : { version: node.version }),
    selected: built.isSelected(node),
    ...goOf(node),
    ...replacement(node),
    requires: node.requires.map(formatModule),
  }));
  const missing = missingModules(built).map(({ node, reason, detail, chain }) => ({
    module: formatModule(node),
    reason,
    detail,
    path: chain.map(formatModule),
  }));
  return { modules, missing };
}

/** What stands in a module's place, if a replacement acts on it. */
export function replacement({ target, ...node }: ModuleNode): { readonly replacement?: string } {
  return target.path === node.path && target.version === node.version ? {} : { replacement: formatModule(target) };
}
