import type { ModuleNode } from "../graph/module-graph.ts";
import { formatModule } from "../graph/module-version.ts";
import { missingModules, type OpenModule } from "./module-file.ts";
import { toJson } from "./output-format.ts";

/**
 * The module graph for programs: `modules` (each with what it requires, as `path@version`) in the order of `go mod graph`, and what is
 * `missing` from it.
 */
export function graphJson({ graph, found }: OpenModule): string {
  const built = graph.effective;
  const goOf = (node: ModuleNode): string | undefined =>
    node.version === "" ? found.set.mains.find((main) => main.path === node.path)?.go : node.summary?.go;
  const modules = built.walk().map((node) => ({
    path: node.path,
    ...(node.version === "" ? { main: true } : { version: node.version }),
    selected: built.isSelected(node),
    ...(goOf(node) === undefined ? {} : { go: goOf(node) }),
    ...replacement(node),
    requires: node.requires.map(formatModule),
  }));
  const missing = missingModules(built).map(({ node, reason, detail, chain }) => ({
    module: formatModule(node),
    reason,
    detail,
    path: chain.map(formatModule),
  }));
  return toJson({ modules, missing });
}

/** What stands in a module's place, if a replacement acts on it. */
export function replacement({ target, ...node }: ModuleNode): { readonly replacement?: string } {
  return target.path === node.path && target.version === node.version ? {} : { replacement: formatModule(target) };
}
