import type { ModuleGraph, ModuleNode } from "../graph/module-graph.ts";
import { formatModule, isToolchain, type ModuleVersion } from "../graph/module-version.ts";
import { type RequirementEdge, requirersOf } from "../graph/requirers.ts";
import type { FilePlace } from "../workspace/file-place.ts";
import { placeAt } from "./place.ts";
import { subjectOf, usedFile } from "./subject.ts";
import {
  builtGraph,
  declarationPlace,
  declaredGraph,
  type Known,
  replacementFor,
  requirementPlace,
  roots,
  type Surroundings,
} from "./surroundings.ts";

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
    const graphs = graphsOf(root, surroundings);
    const version = graphs?.built.selected(subject.path);
    const node = version === undefined ? undefined : graphs?.findNode({ path: subject.path, version });
    if (graphs !== undefined && node !== undefined) return graphs.item(node, graphs.state(node));
  }
  return undefined;
}

/**
 * Who requires a module. For the selected version these are all who require the module at any version, highest first, since that is
 * what they get; for another version those who require just that one, so that a chain of requirers is a chain of the graph.
 * @param root what is known of the go.mod whose graph it is, as it is now
 * @param module as an item had it; where the graph has lost that version meanwhile, the highest
 */
export function incomingCalls(root: Known, module: ModuleVersion, surroundings: Surroundings): readonly ModuleCall[] {
  const graphs = graphsOf(root, surroundings);
  const node = graphs?.findNode(module);
  if (graphs === undefined || node === undefined) return [];
  return graphs.edgesTo(node).flatMap(({ from, to }) => {
    const item = graphs.item(from, `requires ${to.version}${graphs.isBuilt(from) ? "" : `, ${graphs.builtText(from)}`}`);
    const at = requirementPlace(root, surroundings.places, from, to);
    return item === undefined ? [] : [{ item, at: at?.path === item.place.path ? at : undefined }];
  });
}

/** What a module requires, in the order of its file; Go itself is left out. The parameters are as for `incomingCalls`. */
export function outgoingCalls(root: Known, module: ModuleVersion, surroundings: Surroundings): readonly ModuleCall[] {
  const graphs = graphsOf(root, surroundings);
  const node = graphs?.findNode(module);
  if (graphs === undefined || node === undefined) return [];
  return [...new Set(node.requires)].flatMap((to) => {
    const item = isToolchain(to.path) ? undefined : graphs.item(to, graphs.state(to));
    return item === undefined ? [] : [{ item, at: requirementPlace(root, surroundings.places, node, to) }];
  });
}

/** The two graphs of a go.mod: who requires whom is of the declared one, what builds have of the other. */
interface Graphs {
  readonly built: ModuleGraph;
  /** The node that an item stands for: a main module whatever its path is now. */
  findNode(module: ModuleVersion): ModuleNode | undefined;
  edgesTo(node: ModuleNode): readonly RequirementEdge[];
  isBuilt(node: ModuleNode): boolean;
  builtText(node: ModuleNode): string;
  /** What is worth knowing of a node; may be empty. */
  state(node: ModuleNode): string;
  item(node: ModuleNode, detail: string): ModuleItem | undefined;
}

function graphsOf(root: Known, { places }: Surroundings): Graphs | undefined {
  const built = builtGraph(root);
  const declared = declaredGraph(root);
  if (built === undefined || declared === undefined) return undefined;
  const isBuilt = ({ path, version }: ModuleNode): boolean => built.selected(path) === version;
  const builtText = ({ path }: ModuleNode): string => {
    const version = built.selected(path);
    if (version === undefined) return "not in the build";
    return version === "" ? "the build has the main module" : `the build has ${version}`;
  };
  return {
    built,
    isBuilt,
    builtText,
    findNode({ path, version }) {
      return declared.node(path, version) ?? (version === "" ? declared.mains[0] : declared.selectedNode(path));
    },
    edgesTo(node) {
      // Until the file is brought up to date the builds may have a version that nobody requires yet.
      const selected = isBuilt(node) || declared.isSelected(node);
      if (selected && !isToolchain(node.path)) return requirersOf(declared, node.path);
      return declared.requirers(node).map((from) => ({ from, to: node }));
    },
    state(node) {
      const parts = isBuilt(node) ? [] : [builtText(node)];
      const replacement = replacementFor(root, node);
      if (replacement !== undefined) {
        parts.push(`replaced by ${formatModule({ path: replacement.spelled, version: replacement.version })}`);
      }
      if (node.problem !== undefined) parts.push("its go.mod could not be read");
      return parts.join(", ");
    },
    item(node, detail) {
      // Go has no go.mod; of a module whose own is not on this machine there is the line by which it comes into the graph.
      const declaration = isToolchain(node.path) ? undefined : declarationPlace(root, places, node);
      const [from, to] = declaration === undefined ? declared.shortestChain(node).slice(-2) : [];
      const place = from === undefined || to === undefined ? declaration : requirementPlace(root, places, from, to);
      if (place === undefined) return undefined;
      return {
        root: root.path,
        module: { path: node.path, version: node.version },
        name: formatModule(node),
        detail,
        main: node.version === "",
        deprecated: node.summary?.deprecated !== undefined,
        place,
      };
    },
  };
}
