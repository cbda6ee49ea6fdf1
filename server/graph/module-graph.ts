import type { ModSummary } from "../modfile/scan.ts";
import { compareModVersions } from "../version/go-version.ts";
import { commonVersion } from "../version/semver.ts";
import type { Unavailable } from "./lookup.ts";
import { formatModule, isToolchain, type ModuleVersion } from "./module-version.ts";
import type { ModuleSet, Requirements } from "./requirements.ts";

/** A module version of the graph, selected or not. */
export interface ModuleNode extends ModuleVersion {
  /** from 0 in the order in which the graph met its nodes: what is kept of nodes in an array costs less than in a map */
  readonly index: number;
  /** what its go.mod requires, in the order of that file; empty where that is not part of the graph */
  readonly requires: readonly ModuleNode[];
  /** whether its go.mod is part of the graph: neither pruned out nor unavailable, and not Go itself */
  readonly read: boolean;
  /** its go.mod, where that is part of the graph. In a graph of an earlier run it is read at its first use. */
  readonly summary: ModSummary | undefined;
  /** what was read instead of it, where a replacement acts; otherwise the module itself */
  readonly target: ModuleVersion;
  /** why its go.mod could not be had, although the graph needs it */
  readonly problem: Unavailable | undefined;
}

/** The builder's view of a node. */
export interface MutableNode extends ModuleNode {
  requires: MutableNode[];
  /** whether its go.mod is part of the graph, and what it says or how that is found */
  set summary(summary: ModSummary | ((node: ModuleNode) => ModSummary | undefined));
  get summary(): ModSummary | undefined;
  target: ModuleVersion;
  problem: Unavailable | undefined;
  /** whether `requires` was set (mvs.Graph.Require was called) */
  required: boolean;
  /** as its go line has it */
  pruning: "pruned" | "unpruned";
  /** bit set of the prunings it was enqueued with */
  enqueued: number;
  /** what the graph knows of its path */
  readonly entry: PathEntry;
}

interface PathEntry {
  /** undefined while nothing stands above “none”: `toolchain default` does not */
  selected: MutableNode | undefined;
  /** its version that was met first, and the others: most paths have one, and a map for each would be most of a graph */
  first: MutableNode | undefined;
  others: Map<string, MutableNode> | undefined;
}

const unreached = -2;

const noRequirements: MutableNode[] = [];
Object.freeze(noRequirements);

class Node implements MutableNode {
  readonly index: number;
  readonly path: string;
  readonly version: string;
  readonly entry: PathEntry;
  requires = noRequirements;
  target: ModuleVersion = this;
  problem: Unavailable | undefined = undefined;
  required = false;
  pruning: "pruned" | "unpruned" = "pruned";
  enqueued = 0;
  #summary: ModSummary | ((node: ModuleNode) => ModSummary | undefined) | undefined = undefined;

  constructor(index: number, path: string, version: string, entry: PathEntry) {
    this.index = index;
    this.path = path;
    this.version = version;
    this.entry = entry;
  }

  get read(): boolean {
    return this.#summary !== undefined;
  }

  get summary(): ModSummary | undefined {
    return typeof this.#summary === "function" ? this.#summary(this) : this.#summary;
  }

  set summary(summary: ModSummary | ((node: ModuleNode) => ModSummary | undefined)) {
    this.#summary = summary;
  }
}

/**
 * A module graph with the minimal version selection that follows from it (cmd/go/internal/mvs.Graph): built by `loadGraph`, read-only
 * afterwards. Node identity is (path, version).
 */
export class ModuleGraph {
  readonly set: ModuleSet;
  /** the roots that this graph was loaded from */
  readonly requirements: Requirements;
  /** the main modules, in the order of the set (a workspace's by path) */
  readonly mains: readonly ModuleNode[];
  /** nodes whose go.mod the graph needs and no source has; while there are any, selections may be too low */
  readonly unavailable: ModuleNode[] = [];
  readonly #paths = new Map<string, PathEntry>();
  readonly #nodes: MutableNode[] = [];
  #requirers: readonly (readonly ModuleNode[])[] | undefined;
  #firstRequirers: Int32Array | undefined;
  readonly #derived = new Map<(graph: ModuleGraph) => unknown, unknown>();

  constructor(set: ModuleSet, requirements: Requirements) {
    this.set = set;
    this.requirements = requirements;
    const mains = set.mains.map((main) => this.intern(main.path, ""));
    this.mains = requirements.pruning === "workspace" ? mains.sort(byPath) : mains;
  }

  /** The node of a module version; made when there is none. For the builder. */
  intern(path: string, version: string): MutableNode {
    let entry = this.#paths.get(path);
    if (entry === undefined) {
      entry = { selected: undefined, first: undefined, others: undefined };
      this.#paths.set(path, entry);
    }
    const known = nodeOf(entry, version);
    if (known !== undefined) return known;
    const node = new Node(this.#nodes.length, path, version, entry);
    this.#nodes.push(node);
    if (entry.first === undefined) entry.first = node;
    else {
      entry.others ??= new Map();
      entry.others.set(version, node);
    }
    if (isHigher(path, version, entry.selected)) entry.selected = node;
    return node;
  }

  /** Whether every go.mod that the graph needs was read, and the main modules' have no errors: only then are its answers the go command's. */
  get complete(): boolean {
    return this.unavailable.length === 0 && !this.set.mains.some((main) => main.damaged);
  }

  /** How many module versions there are, Go and its toolchains included. */
  get size(): number {
    return this.#nodes.length;
  }

  /** The version that minimal version selection gives a path: `""` for a main module, undefined where the path is not in the graph. */
  selected(path: string): string | undefined {
    return this.#paths.get(path)?.selected?.version;
  }

  /** The node at the selected version of a path. */
  selectedNode(path: string): ModuleNode | undefined {
    return this.#paths.get(path)?.selected;
  }

  /** The node of a module version, if the graph has it. */
  node(path: string, version: string): ModuleNode | undefined {
    const entry = this.#paths.get(path);
    return entry === undefined ? undefined : nodeOf(entry, version);
  }

  /** All versions of a path in the graph, in no order. */
  versions(path: string): readonly ModuleNode[] {
    const entry = this.#paths.get(path);
    return entry?.first === undefined ? [] : [entry.first, ...(entry.others?.values() ?? [])];
  }

  /** All module paths, Go and toolchain included, in no order. */
  paths(): IterableIterator<string> {
    return this.#paths.keys();
  }

  /** All module versions by `index`, Go and its toolchains included. */
  nodes(): readonly ModuleNode[] {
    return this.#nodes;
  }

  /** The selected version of every path, main modules, Go and toolchain included, in no order. */
  *selectedNodes(): IterableIterator<ModuleNode> {
    for (const { selected } of this.#paths.values()) if (selected !== undefined) yield selected;
  }

  /** Whether a node of this graph is at its path's selected version. */
  isSelected(node: ModuleNode): boolean {
    return (node as MutableNode).entry.selected === node;
  }

  /**
   * The build list: main modules first, then the selected version of every other path by path (mvs.Graph.BuildList). Contains `go` and
   * `toolchain`, which `go list -m all` leaves out.
   */
  buildList(): readonly ModuleNode[] {
    const mains = new Set(this.mains);
    const rest: ModuleNode[] = [];
    for (const { selected } of this.#paths.values()) if (selected !== undefined && !mains.has(selected)) rest.push(selected);
    rest.sort(byPath);
    return [...this.mains, ...rest];
  }

  /** Every module version once, breadth first from the main modules (mvs.Graph.WalkBreadthFirst). */
  walk(): readonly ModuleNode[] {
    const roots = this.requirements.pruning === "workspace" ? this.#workspaceRoots() : this.mains;
    const queue: ModuleNode[] = [...roots];
    const seen = new Uint8Array(this.#nodes.length);
    for (const root of roots) seen[root.index] = 1;
    for (let i = 0; i < queue.length; i++) {
      const { requires } = queue[i] as ModuleNode;
      for (let j = 0; j < requires.length; j++) {
        const next = requires[j] as ModuleNode;
        if (seen[next.index] === 1) continue;
        seen[next.index] = 1;
        queue.push(next);
      }
    }
    return queue;
  }

  #workspaceRoots(): readonly ModuleNode[] {
    return this.requirements.roots.map((m) => this.intern(m.path, m.version));
  }

  /** Who requires a module version of this graph, in breadth-first order. */
  requirers(node: ModuleNode): readonly ModuleNode[] {
    if (this.#requirers === undefined) {
      const all: ModuleNode[][] = [];
      for (let i = 0; i < this.#nodes.length; i++) all.push([]);
      for (const from of this.walk()) {
        for (const to of from.requires) {
          const list = all[to.index] as ModuleNode[];
          if (list[list.length - 1] !== from) list.push(from);
        }
      }
      this.#requirers = all;
    }
    return this.#requirers[node.index] ?? [];
  }

  /** What a pure function makes of this graph, worked out once. For graphs that are loaded to their end. */
  derived<T>(compute: (graph: ModuleGraph) => T): T {
    if (!this.#derived.has(compute)) this.#derived.set(compute, compute(this));
    return this.#derived.get(compute) as T;
  }

  /** The one shortest chain of requirements from a main module to a node (mvs.Graph.FindPath); empty when it cannot be reached. */
  shortestChain(node: ModuleNode): readonly ModuleNode[] {
    this.#firstRequirers ??= this.#walkForChains();
    const chain: ModuleNode[] = [];
    for (let at = node.index; at !== -1; at = this.#firstRequirers[at] ?? unreached) {
      if (at === unreached) return [];
      chain.push(this.#nodes[at] as ModuleNode);
    }
    return chain.reverse();
  }

  /** For each node the index of the one by which a walk from the main modules first comes to it; of a main module −1. */
  #walkForChains(): Int32Array {
    const first = new Int32Array(this.#nodes.length).fill(unreached);
    const queue: ModuleNode[] = [...this.mains];
    for (const main of queue) first[main.index] = -1;
    for (let i = 0; i < queue.length; i++) {
      const { index, requires } = queue[i] as ModuleNode;
      for (let j = 0; j < requires.length; j++) {
        const to = requires[j] as ModuleNode;
        if (first[to.index] !== unreached) continue;
        first[to.index] = index;
        queue.push(to);
      }
    }
    return first;
  }

  /** What `go mod graph` prints: a line for each requirement, breadth first. */
  print(): string {
    const names = this.#nodes.map(formatModule);
    let text = "";
    for (const { index, requires } of this.walk()) {
      if (requires.length === 0) continue;
      const name = names[index];
      const required: string[] = [];
      for (let i = 0; i < requires.length; i++) required.push(names[(requires[i] as ModuleNode).index] as string);
      text += `${name} ${required.join(`\n${name} `)}\n`;
    }
    return text;
  }

  /** Whether every root is at its selected version (modload.allRootsSelected). */
  get consistent(): boolean {
    return this.requirements.roots.every((root) => this.selected(root.path) === root.version);
  }

  /** The paths of the build list that are modules to build from: neither a main module nor Go itself. */
  dependencies(): readonly ModuleNode[] {
    return this.buildList().filter((node) => node.version !== "" && !isToolchain(node.path));
  }
}

function nodeOf({ first, others }: PathEntry, version: string): MutableNode | undefined {
  return first?.version === version ? first : others?.get(version);
}

/** Whether a version stands above the selected one of its path, or above “none”, as any common one does. */
function isHigher(path: string, version: string, selected: ModuleNode | undefined): boolean {
  if (selected === undefined && commonVersion.test(version) && !isToolchain(path)) return true;
  return compareSelected(path, selected?.version ?? "none", version) < 0;
}

/** Version order of one path in which the main module's empty version is the highest (modload.cmpVersion). */
function compareSelected(path: string, a: string, b: string): number {
  if (b === "") return a === "" ? 0 : -1;
  if (a === "") return 1;
  return compareModVersions(path, a, b);
}

function byPath(a: ModuleNode, b: ModuleNode): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}
