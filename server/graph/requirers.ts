import { compareModVersions } from "../version/go-version.ts";
import type { ModuleGraph, ModuleNode } from "./module-graph.ts";

/** One requirement on a path: who, and at which version. */
export interface RequirementEdge {
  readonly from: ModuleNode;
  readonly to: ModuleNode;
}

/**
 * All requirements on any version of a path, highest version first, and within a version those of selected modules first, then in
 * breadth-first order.
 */
export function requirersOf(graph: ModuleGraph, path: string): readonly RequirementEdge[] {
  const versions = [...graph.versions(path)].sort((a, b) => compareModVersions(path, b.version, a.version));
  return versions.flatMap((to) => {
    const from = graph.requirers(to);
    const selected = from.filter((node) => graph.isSelected(node));
    const others = from.filter((node) => !graph.isSelected(node));
    return [...selected, ...others].map((node) => ({ from: node, to }));
  });
}

/** The requirements that make a path's selected version what it is: those on exactly that version. */
export function forcing(graph: ModuleGraph, path: string): readonly RequirementEdge[] {
  const selected = graph.selectedNode(path);
  return selected === undefined ? [] : requirersOf(graph, path).filter((edge) => edge.to === selected);
}
