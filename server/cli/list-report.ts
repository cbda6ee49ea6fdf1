import type { ModuleGraph, ModuleNode } from "../graph/module-graph.ts";
import { isToolchain } from "../graph/module-version.ts";
import { namedReplacement, type PathFunctions } from "../graph/replacement.ts";
import { isVendorManifest } from "../graph/vendor.ts";

/** The modules that `go list -m all` is about: the build list without Go itself, main modules first. */
export function listedModules(graph: ModuleGraph): readonly ModuleNode[] {
  return graph.buildList().filter((node) => !isToolchain(node.path) && !isVendorManifest(node));
}

/** What `go list -m all` prints: path and version, and what replaces the module (modinfo.ModulePublic.String). */
export function listText(graph: ModuleGraph, paths: PathFunctions): string {
  return listedModules(graph)
    .map((node) => {
      const replacement = namedReplacement(graph.set, node, paths);
      return `${named(node)}${replacement === undefined ? "" : ` => ${named(replacement)}`}\n`;
    })
    .join("");
}

function named({ path, version }: { readonly path: string; readonly version: string }): string {
  return version === "" ? path : `${path} ${version}`;
}
