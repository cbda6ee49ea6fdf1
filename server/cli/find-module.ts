import { nearest } from "../analysis/settings.ts";
import type { ModuleGraph, ModuleNode } from "../graph/module-graph.ts";
import { formatModule } from "../graph/module-version.ts";

/** A module that a command line asks about, `MODULE[@VERSION]`, taken apart. */
export function splitModule(wanted: string): { readonly path: string; readonly version?: string } {
  const at = wanted.lastIndexOf("@");
  return at > 0 ? { path: wanted.slice(0, at), version: wanted.slice(at + 1) } : { path: wanted };
}

/** The module version that is asked for, the selected one where none is named; or what is wrong with the question. */
export function findModule(graph: ModuleGraph, wanted: string): ModuleNode | string {
  const { path, version } = splitModule(wanted);
  const selected = graph.selectedNode(path);
  if (selected === undefined) return `${path} is not in the module graph`;
  if (version === undefined) return selected;
  return graph.node(path, version) ?? `${wanted} is not in the module graph`;
}

/** What may have been meant: another version, the module of a package, a similar path. */
export function suggestModule(graph: ModuleGraph, wanted: string): string {
  const { path } = splitModule(wanted);
  const versions = graph.versions(path).filter((node) => node.version !== "");
  if (versions.length > 0) return `versions in the graph: ${versions.map((node) => node.version).join(", ")}`;
  const paths = [...graph.paths()];
  const module = paths.filter((known) => path.startsWith(`${known}/`)).sort((a, b) => b.length - a.length)[0];
  const near = module ?? nearest(path, paths) ?? paths.filter((known) => known.endsWith(`/${path}`)).sort()[0];
  return near === undefined
    ? "gomod-lint graph lists all that is in it"
    : `did you mean ${formatModule({ path: near, version: "" })}?`;
}
