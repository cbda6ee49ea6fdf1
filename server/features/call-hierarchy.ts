import type { ModuleGraph, ModuleNode } from "../graph/module-graph.ts";
import { formatModule, isToolchain, type ModuleVersion } from "../graph/module-version.ts";
import { type RequirementEdge, requirersOf } from "../graph/requirers.ts";
import type { FilePlace } from "../workspace/file-place.ts";
import { placeAt } from "./place.ts";
import { subjectOf, usedFile } from "./subject.ts";
import { builtGraph, declarationPlace, type Known, requirementPlace, roots, type Surroundings } from "./surroundings.ts";

/** A module version of a graph, as a function is of a program: it calls what it requires. */
export interface ModuleItem {
  /** absolute path of the go.mod whose graph it is of */
  readonly root: string;
  readonly module: ModuleVersion;
  /** what `go mod graph` calls it */
  readonly name: string;
  /** what is worth knowing besides; may be empty */
  readonly detail: string;
  readonly main: boolean;
  readonly deprecated: boolean;
  /** its module line; where its go.mod is not on this machine, the line that brings it into the graph */
  readonly place: FilePlace;
}

/** A requirement, seen from one end. */
export interface ModuleCall {
  /** the other end */
  readonly item: ModuleItem;
  /** where the requirement stands, in the go.mod of the one that requires */
  readonly at: FilePlace | undefined;
}

/** The module that an offset of a document speaks of, at the version that builds have; of go.work, in the first graph that has it. */
export function prepareCalls(known: Known, offset: number, surroundings: Surroundings): ModuleItem | undefined {
  const place = placeAt(known.file, offset);
  const subject = place === undefined ? undefined : subjectOf(place, known, surroundings);
  if (place === undefined || subject === undefined) return undefined;
  const used = place.kind === "use" ? usedFile(place.entry.path.value, known, surroundings) : undefined;
  for (const root of used === undefined ? roots(known, surroundings) : [used]) {
    const graph = builtGraph(root);
    const node = graph?.selectedNode(subject.path);
    if (graph === undefined || node === undefined) continue;
    return itemOf(node, state(node, graph), root, graph, surroundings);
  }
  return undefined;
}

/**
 * Who requires a module. For the selected version these are all who require the module at any version, highest first, since that is what
 * they get; for another version those who require just that one, so that a chain of requirers is a chain of the graph.
 * @param root what is known of the go.mod whose graph it is, as it is now
 * @param module as an item had it; where the graph has lost that version meanwhile, the selected one
 */
export function incomingCalls(root: Known, module: ModuleVersion, surroundings: Surroundings): readonly ModuleCall[] {
  const graph = builtGraph(root);
  const node = graph === undefined ? undefined : nodeOf(graph, module);
  if (graph === undefined || node === undefined) return [];
  return edgesTo(graph, node).flatMap(({ from, to }) => {
    const item = itemOf(from, `requires ${to.version}${otherVersion(from, graph)}`, root, graph, surroundings);
    const at = requirementPlace(root, surroundings.places, from, to);
    return item === undefined ? [] : [{ item, at: at?.path === item.place.path ? at : undefined }];
  });
}

/** What a module requires, in the order of its file; Go itself is left out. The parameters are as for `incomingCalls`. */
export function outgoingCalls(root: Known, module: ModuleVersion, surroundings: Surroundings): readonly ModuleCall[] {
  const graph = builtGraph(root);
  const node = graph === undefined ? undefined : nodeOf(graph, module);
  if (graph === undefined || node === undefined) return [];
  return [...new Set(node.requires)].flatMap((to) => {
    if (isToolchain(to.path)) return [];
    const item = itemOf(to, state(to, graph), root, graph, surroundings);
    return item === undefined ? [] : [{ item, at: requirementPlace(root, surroundings.places, node, to) }];
  });
}

/** The node that an item stands for: a main module whatever its path is now. */
function nodeOf(graph: ModuleGraph, { path, version }: ModuleVersion): ModuleNode | undefined {
  return graph.node(path, version) ?? (version === "" ? graph.mains[0] : graph.selectedNode(path));
}

function edgesTo(graph: ModuleGraph, node: ModuleNode): readonly RequirementEdge[] {
  if (graph.isSelected(node) && !isToolchain(node.path)) return requirersOf(graph, node.path);
  return graph.requirers(node).map((from) => ({ from, to: node }));
}

function itemOf(
  node: ModuleNode,
  detail: string,
  root: Known,
  graph: ModuleGraph,
  { places }: Surroundings,
): ModuleItem | undefined {
  const place = isToolchain(node.path) ? undefined : declarationPlace(root, places, node);
  const anchor = place ?? requirementOf(node, root, graph, places);
  if (anchor === undefined) return undefined;
  return {
    root: root.path,
    module: { path: node.path, version: node.version },
    name: formatModule(node),
    detail,
    main: node.version === "",
    deprecated: node.summary?.deprecated !== undefined,
    place: anchor,
  };
}

/** The requirement by which a walk from the main module first comes to a node. */
function requirementOf(node: ModuleNode, root: Known, graph: ModuleGraph, places: Surroundings["places"]): FilePlace | undefined {
  const [from, to] = graph.shortestChain(node).slice(-2);
  return from === undefined || to === undefined ? undefined : requirementPlace(root, places, from, to);
}

function state(node: ModuleNode, graph: ModuleGraph): string {
  const parts: string[] = [];
  if (!graph.isSelected(node)) parts.push(selectedText(node, graph));
  if (node.target !== node) parts.push(`replaced by ${formatModule(node.target)}`);
  if (node.problem !== undefined) parts.push("its go.mod could not be read");
  return parts.join(", ");
}

function otherVersion(node: ModuleNode, graph: ModuleGraph): string {
  return graph.isSelected(node) ? "" : `, ${selectedText(node, graph)}`;
}

function selectedText({ path }: ModuleNode, graph: ModuleGraph): string {
  const selected = graph.selected(path);
  return selected === "" ? "the build has the main module" : `the build has ${selected}`;
}
