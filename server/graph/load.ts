import type { ModSummary } from "../modfile/scan.ts";
import { compareGoVersions, compareModVersions, goStrictVersion } from "../version/go-version.ts";
import { isUnavailable, type Lookup, type Unavailable } from "./lookup.ts";
import { ModuleGraph, type MutableNode } from "./module-graph.ts";
import { isToolchain, type ModuleVersion } from "./module-version.ts";
import {
  type MainModule,
  type ModuleSet,
  type Pruning,
  pruningOf,
  type ReplacementTarget,
  type Requirements,
  replacementOf,
} from "./requirements.ts";

const bit: Readonly<Record<Pruning, number>> = { pruned: 1, unpruned: 2, workspace: 4 };
const allPrunings = ["pruned", "unpruned", "workspace"] as const satisfies readonly Pruning[];

/**
 * Loads the module graph of `requirements` as cmd/go/internal/modload.readModGraph does: what a dependency requires is followed as
 * its go line and the main module's allow. A go.mod that no source has leaves a node with a `problem`; the graph then is partial.
 */
export function loadGraph(set: ModuleSet, requirements: Requirements, lookup: Lookup): ModuleGraph {
  const loading = new Loading(set, requirements, lookup);
  loading.finish();
  return loading.graph;
}

/** Targets (replacements applied) that the graph needs and that no source had when they were asked for. */
export type Missing = readonly ModuleVersion[];

/**
 * A graph while it is loaded. Each go.mod that was not there can be tried again when it has come, and is followed from there on, so that
 * fetching needs no level of the graph to be complete before the next one starts.
 */
export class Loading {
  readonly graph: ModuleGraph;
  readonly #queue: { node: MutableNode; pruning: Pruning }[] = [];
  readonly #read: (node: MutableNode) => void;
  readonly #roots: readonly MutableNode[];

  constructor(set: ModuleSet, requirements: Requirements, lookup: Lookup) {
    this.graph = new ModuleGraph(set, requirements);
    this.#read = reader(set, this.graph, lookup);
    this.#roots = requirements.roots.map((root) => this.graph.intern(root.path, root.version));
    const [main] = this.graph.mains;
    if (requirements.pruning !== "workspace" && main !== undefined) require(main as MutableNode, [...this.#roots]);
    // The queue is a stack: what is reached does not depend on the order, only on (module, pruning).
    for (let i = this.#roots.length - 1; i >= 0; i--) this.#enqueue(this.#roots[i] as MutableNode, requirements.pruning);
  }

  /** Follows all that can be followed now. */
  start(): Missing {
    const before = this.graph.unavailable.length;
    this.#drain();
    return this.graph.unavailable.slice(before).map((node) => node.target);
  }

  /** Reads the go.mod of `target` again for every module that it stands for, and follows what it requires. */
  retry(target: ModuleVersion): Missing {
    const nodes = this.graph.unavailable as MutableNode[];
    const waiting = nodes.filter((node) => node.target.path === target.path && node.target.version === target.version);
    for (const node of waiting) {
      nodes.splice(nodes.indexOf(node), 1);
      const prunings = node.enqueued;
      node.problem = undefined;
      node.required = false;
      node.enqueued = 0;
      for (const pruning of allPrunings) if ((prunings & bit[pruning]) !== 0) this.#enqueue(node, pruning);
    }
    return this.start();
  }

  /**
   * Follows some of what can be followed: reading thousands of go.mod files takes a while, and something else may be more urgent.
   * @param steps how many modules
   * @returns whether there is more to follow
   */
  advance(steps: number): boolean {
    this.#drain(steps);
    return this.#queue.length > 0;
  }

  /** Follows everything to the end, what a workspace reloads included. */
  finish(): void {
    this.#drain();
    if (this.graph.requirements.pruning === "workspace") {
      reloadSelected(
        this.graph,
        this.#roots,
        (node, pruning) => this.#enqueue(node, pruning),
        () => this.#drain(),
      );
    }
    replaceUnread(this.graph);
  }

  #enqueue(node: MutableNode, pruning: Pruning): void {
    if ((node.enqueued & bit[pruning]) !== 0) return;
    node.enqueued |= bit[pruning];
    this.#queue.push({ node, pruning });
  }

  #drain(steps = Number.POSITIVE_INFINITY): void {
    for (let left = steps; left > 0; left--) {
      const item = this.#queue.pop();
      if (item === undefined) return;
      const { node, pruning } = item;
      if (!node.required) this.#read(node);
      if (node.problem !== undefined) continue;
      // A module without pruning does not list all that its packages need: its requirements are followed to the end.
      if (pruning === "pruned" && node.pruning === "pruned") continue;
      const next = pruning === "unpruned" ? "unpruned" : node.pruning;
      const { requires } = node;
      // Most of them are known by then: a call for each of 20,000 edges would show.
      for (let i = 0; i < requires.length; i++) {
        const dependency = requires[i] as MutableNode;
        if ((dependency.enqueued & bit[next]) === 0) this.#enqueue(dependency, next);
      }
    }
  }
}

function require(node: MutableNode, requires: MutableNode[]): void {
  node.requires = requires;
  node.required = true;
}

/** What the graph asks of a go line. */
interface GoLine {
  readonly pruning: "pruned" | "unpruned";
  /** whether the module requires Go at that version */
  readonly strict: boolean;
}

/** Without go line a module is of a version before pruning. */
const noGoLine: GoLine = { pruning: "unpruned", strict: false };

/** Go lines, each compared once: thousands of modules have some dozens of them. */
function goLines(): (version: string | undefined) => GoLine {
  const known = new Map<string, GoLine>();
  return (version) => {
    if (version === undefined) return noGoLine;
    let line = known.get(version);
    if (line === undefined) {
      line = { pruning: pruningOf(version), strict: compareGoVersions(version, goStrictVersion) >= 0 };
      known.set(version, line);
    }
    return line;
  };
}

/** A function that reads a node's go.mod and sets what it requires (modload.goModSummary with mvs.Graph.Require). */
function reader(set: ModuleSet, graph: ModuleGraph, lookup: Lookup): (node: MutableNode) => void {
  const replaced = set.mains.some((main) => main.replace.size > 0) || (set.work?.replace.size ?? 0) > 0;
  const excluded = set.mains.some((main) => main.exclude.size > 0)
    ? (path: string, version: string) => set.mains.some((main) => main.exclude.get(path)?.has(version) === true)
    : undefined;
  const goLine = goLines();
  return (node) => {
    // Go itself requires nothing further, and stays pruned.
    if (isToolchain(node.path)) {
      // go 1.22.3 brings the toolchain of the same name (modload.rawGoModSummary).
      const strict = node.path === "go" && goLine(node.version).strict;
      require(node, strict ? [graph.intern("toolchain", `go${node.version}`)] : []);
      return;
    }
    const main = node.version === "" ? set.mains.find((m) => m.path === node.path) : undefined;
    if (main !== undefined) {
      const requires = main.require
        .filter((r) => excluded?.(r.path, r.version) !== true)
        .map((r) => graph.intern(r.path, r.version));
      const { pruning, strict } = goLine(main.go);
      if (strict) requires.push(graph.intern("go", main.go));
      node.pruning = pruning;
      node.summary = summaryOfMain(main);
      require(node, requires);
      return;
    }
    const target = replaced ? resolveReplacement(set, node) : undefined;
    if (target !== undefined && !("unavailable" in target)) node.target = target;
    const answer = target !== undefined && "unavailable" in target ? target : lookup(node.target);
    const problem = isUnavailable(answer) ? answer : pathMismatch(node, answer);
    if (problem !== undefined) {
      node.problem = problem;
      node.required = true;
      graph.unavailable.push(node);
      return;
    }
    const summary = answer as ModSummary;
    node.summary = summary;
    const requires: MutableNode[] = [];
    for (const r of summary.require) if (excluded?.(r.path, r.version) !== true) requires.push(graph.intern(r.path, r.version));
    const { pruning, strict } = goLine(summary.go);
    if (strict && summary.go !== undefined) requires.push(graph.intern("go", summary.go));
    node.pruning = pruning;
    require(node, requires);
  };
}

/** What a main module's go.mod says, as the graph has it. */
export function summaryOfMain({ path, go, require }: MainModule): ModSummary {
  return { path, go, require, retract: [] };
}

/**
 * The replacement that acts on a module: the workspace's own before those of its modules, of which the last counts (modload.Replacement).
 * A module's replacement of just this version that is not what an earlier module says is a conflict, as replacementFrom has it.
 */
export function resolveReplacement(set: ModuleSet, m: ModuleVersion): ReplacementTarget | Unavailable | undefined {
  if (set.work !== undefined) {
    const target = replacementOf(set.work.replace, m);
    if (target !== undefined) return target;
  }
  let found: ReplacementTarget | undefined;
  for (const main of set.mains) {
    const target = replacementOf(main.replace, m);
    if (target === undefined) continue;
    const exact = main.replace.get(m.path)?.has(m.version) === true;
    if (found !== undefined && exact && (found.spelled !== target.spelled || found.version !== target.version)) {
      const detail = `two modules of the workspace replace it: by ${found.spelled} and by ${target.spelled}`;
      return { unavailable: "conflicting-replacements", detail };
    }
    found = target;
  }
  return found;
}

/** Sets what acts for modules whose go.mod pruning spares: they are built from, and named, all the same. */
function replaceUnread(graph: ModuleGraph): void {
  const { set } = graph;
  const tables = [...set.mains.map((main) => main.replace), ...(set.work === undefined ? [] : [set.work.replace])];
  for (const path of new Set(tables.flatMap((table) => [...table.keys()]))) {
    for (const node of graph.versions(path) as readonly MutableNode[]) {
      if (node.required || node.version === "") continue;
      const target = resolveReplacement(set, node);
      if (target !== undefined && !("unavailable" in target)) node.target = target;
    }
  }
}

/** A go.mod at a version must declare the path that it is required or replaced by (modload.goModSummary); a directory may say anything. */
function pathMismatch(node: MutableNode, summary: ModSummary): Unavailable | undefined {
  if (node.target.version === "") return undefined;
  if (summary.path === undefined) return { unavailable: "malformed", detail: "its go.mod has no module line" };
  if (summary.path === node.path || summary.path === node.target.path) return undefined;
  return {
    unavailable: "path-mismatch",
    detail: `its go.mod declares the path ${summary.path}, but it is required as ${node.path}`,
  };
}

/**
 * In a workspace, the dependencies of everything that packages may come from are loaded again at their selected versions until
 * nothing changes (the second half of readModGraph).
 */
function reloadSelected(
  graph: ModuleGraph,
  roots: readonly MutableNode[],
  enqueue: (node: MutableNode, pruning: Pruning) => void,
  drain: () => void,
): void {
  const relevant = new Set(roots.map((root) => root.path));
  const seen = new Set<MutableNode>();
  for (;;) {
    const wanted = new Set<MutableNode>();
    for (const path of relevant) {
      const node = graph.selectedNode(path) as MutableNode | undefined;
      if (node === undefined) continue;
      if (!seen.has(node)) {
        wanted.add(node);
        continue;
      }
      for (const dependency of node.requires) {
        const selected = graph.selectedNode(dependency.path) as MutableNode;
        if (selected === dependency || seen.has(selected)) continue;
        // A main module stands above every version, yet gover.ModCompare sorts its empty version lowest: it is not reloaded here.
        if (selected.version !== "" && compareModVersions(dependency.path, selected.version, dependency.version) > 0)
          wanted.add(selected);
      }
    }
    if (wanted.size === 0) return;
    for (const node of wanted) {
      enqueue(node, "workspace");
      seen.add(node);
      relevant.add(node.path);
    }
    drain();
  }
}
