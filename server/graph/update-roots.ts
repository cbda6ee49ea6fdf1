import { compareModVersions, modSort } from "../version/go-version.ts";
import { type Loading, loadGraph } from "./load.ts";
import type { Lookup } from "./lookup.ts";
import type { ModuleGraph, ModuleNode } from "./module-graph.ts";
import type { ModuleVersion } from "./module-version.ts";
import { type ModuleSet, type Requirements, requirementsOf } from "./requirements.ts";

/** A main module's graph as its file declares it, and as the go command would have it after bringing the roots up to date. */
export interface LoadedGraph {
  /** loaded from the file's own requirements */
  readonly declared: ModuleGraph;
  /**
   * what `go mod graph` prints: the same graph when every root is at its selected version, otherwise the one of the updated roots. A
   * partial graph is not updated: what is missing could change the answer. Whole where only what the update drops is missing.
   */
  readonly effective: ModuleGraph;
}

/**
 * The graph that tells who asks for a module: the lines as they are, as long as all could be followed and lead to the version that builds
 * have. The other has lines of the main module that are yet to be written.
 */
export function askingGraph({ declared, effective }: LoadedGraph, path: string): ModuleGraph {
  return declared.complete && declared.selected(path) === effective.selected(path) ? declared : effective;
}

/**
 * Loads the graph of a module or workspace and makes its roots consistent (modload.loadModFile with expandGraph, -mod=mod).
 * @param loading the beginning of it, from the set's own requirements
 */
export function loadModuleGraph(set: ModuleSet, lookup: Lookup, loading?: Loading): LoadedGraph {
  const requirements = loading?.graph.requirements ?? requirementsOf(set);
  loading?.finish();
  const declared = loading?.graph ?? loadGraph(set, requirements, lookup);
  if (requirements.pruning === "workspace") return { declared, effective: declared };
  let effective = declared;
  const redundant = hasRedundantRoot(set, requirements);
  if (redundant && requirements.pruning === "pruned") {
    // The go command settles repeated roots before it looks at any dependency (loadModFile): lower ones are not even read.
    effective = updateRoots(set, requirements, undefined, lookup);
  } else if (redundant && declared.complete) effective = updateRoots(set, requirements, declared, lookup);
  if (effective.complete && !effective.consistent) effective = updateRoots(set, effective.requirements, effective, lookup);
  return { declared, effective };
}

/** Whether a path stands in the roots twice, or is the main module itself (modload.Requirements.hasRedundantRoot). */
function hasRedundantRoot(set: ModuleSet, { roots }: Requirements): boolean {
  return roots.some(
    (root, i) => set.mains.some((main) => main.path === root.path) || (i > 0 && roots[i - 1]?.path === root.path),
  );
}

function updateRoots(set: ModuleSet, requirements: Requirements, graph: ModuleGraph | undefined, lookup: Lookup): ModuleGraph {
  return requirements.pruning === "pruned"
    ? updatePrunedRoots(set, requirements, graph, lookup)
    : updateUnprunedRoots(set, requirements, graph ?? loadGraph(set, requirements, lookup), lookup);
}

/**
 * Raises each root to its selected version until all are (modload.updatePrunedRoots without packages): each round may bring new
 * requirements into the pruned graph.
 */
function updatePrunedRoots(set: ModuleSet, start: Requirements, graph: ModuleGraph | undefined, lookup: Lookup): ModuleGraph {
  let requirements = start;
  let current = graph;
  for (;;) {
    const known = current;
    const highest = known === undefined ? highestRoots(requirements.roots) : undefined;
    const taken = new Set(set.mains.map((main) => main.path));
    const roots: ModuleVersion[] = [];
    let raised = false;
    for (const root of requirements.roots) {
      if (taken.has(root.path)) continue;
      taken.add(root.path);
      const version = (highest === undefined ? known?.selected(root.path) : highest.get(root.path)) ?? "none";
      roots.push({ path: root.path, version });
      if (version !== root.version) raised = true;
    }
    const unchanged = roots.length === requirements.roots.length && !raised;
    if (unchanged && current !== undefined) return current;
    requirements = { ...requirements, roots };
    current = loadGraph(set, requirements, lookup);
    if (!raised || !current.complete) return current;
  }
}

function highestRoots(roots: readonly ModuleVersion[]): ReadonlyMap<string, string> {
  const highest = new Map<string, string>();
  for (const { path, version } of roots) {
    const before = highest.get(path);
    if (before === undefined || compareModVersions(path, before, version) < 0) highest.set(path, version);
  }
  return highest;
}

/**
 * A least set of roots that keeps the build list and every root that was right already (modload.updateUnprunedRoots): the build list
 * does not change, only who is named.
 */
function updateUnprunedRoots(set: ModuleSet, requirements: Requirements, graph: ModuleGraph, lookup: Lookup): ModuleGraph {
  if (!graph.complete) return graph;
  const base: string[] = [];
  const inBase = new Set<string>();
  const add = (path: string): void => {
    if (inBase.has(path)) return;
    inBase.add(path);
    base.push(path);
  };
  for (const root of requirements.roots) if (graph.selected(root.path) === root.version) add(root.path);
  const keep = graph.buildList().slice(graph.mains.length);
  for (const node of keep) if (requirements.direct.has(node.path)) add(node.path);
  const roots = minimalRoots(graph, keep, base);
  const same = roots.length === requirements.roots.length && roots.every((r, i) => r.version === requirements.roots[i]?.version);
  if (same && roots.every((r, i) => r.path === requirements.roots[i]?.path)) return graph;
  return loadGraph(set, { ...requirements, roots }, lookup);
}

/**
 * The shortest list that contains `base` and implies `buildList` (mvs.Req): modules that others of the list imply are left out,
 * decided in reverse post-order.
 */
function minimalRoots(graph: ModuleGraph, buildList: readonly ModuleNode[], base: readonly string[]): readonly ModuleVersion[] {
  const postorder: ModuleNode[] = [];
  const visited = new Set<ModuleNode>(graph.mains);
  for (const start of buildList) visitPostorder(start, visited, postorder);
  const have = new Set<ModuleNode>();
  const cover = (node: ModuleNode): void => {
    const stack = [node];
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
      if (have.has(next)) continue;
      have.add(next);
      stack.push(...next.requires);
    }
  };
  const roots: ModuleVersion[] = [];
  const take = (node: ModuleNode): void => {
    roots.push({ path: node.path, version: node.version });
    cover(node);
  };
  for (const path of base) {
    const node = graph.selectedNode(path);
    if (node !== undefined) take(node);
  }
  for (let i = postorder.length - 1; i >= 0; i--) {
    const node = postorder[i] as ModuleNode;
    if (graph.isSelected(node) && !have.has(node)) take(node);
  }
  return modSort(roots);
}

/** Depth first without recursion: a requirement chain can be longer than the call stack. */
function visitPostorder(start: ModuleNode, visited: Set<ModuleNode>, postorder: ModuleNode[]): void {
  if (visited.has(start)) return;
  visited.add(start);
  const stack: { node: ModuleNode; next: number }[] = [{ node: start, next: 0 }];
  while (stack.length > 0) {
    const top = stack[stack.length - 1] as { node: ModuleNode; next: number };
    const dependency = top.node.requires[top.next++];
    if (dependency === undefined) {
      postorder.push(top.node);
      stack.pop();
    } else if (!visited.has(dependency)) {
      visited.add(dependency);
      stack.push({ node: dependency, next: 0 });
    }
  }
}
