import { pathsOf } from "../environment/file-paths.ts";
import { resolveReplacement, summaryOfMain } from "../graph/load.ts";
import { isUnavailable, type Lookup } from "../graph/lookup.ts";
import { ModuleGraph, type ModuleNode, type MutableNode } from "../graph/module-graph.ts";
import { isToolchain, type ModuleVersion } from "../graph/module-version.ts";
import { type ModuleSet, requirementsOf } from "../graph/requirements.ts";
import { setKey } from "../graph/set-key.ts";
import type { Host } from "../host/host.ts";

/**
 * Graphs of earlier runs, in the user's cache directory: a graph of 2,700 modules is there after 25 ms instead of 110, of which most
 * went into opening and reading as many files.
 *
 * A graph is taken only where loading it anew would give the same: for the same requirements, replacements and exclusions, with the same
 * go.mod in each replacement directory, and where in every folder of the module cache that its files lie in (`PATH/@v`) no file has come,
 * gone or been replaced since. The go command changes files there in no other way, and a look at each of the 2,700 files would take 20 ms
 * instead of 4. Files are written atomically, so that any number of processes may use them at once.
 */
export interface KeptGraphs {
  /** The graph that a set's own requirements lead to, if it was kept and still holds. */
  find(set: ModuleSet): ModuleGraph | undefined;
  /** The hash of the go.mod that stands for a node of the graph that was found, where it was kept, too. */
  hash(graph: ModuleGraph, node: ModuleNode): string | undefined;
  /** Keeps hashes of go.mod files with the graph that was found or kept last; of other graphs, nothing. */
  keepHashes(graph: ModuleGraph, hashes: ReadonlyMap<ModuleNode, string>): void;
  /** Writes what is to be kept, and lets go of it. A cache that cannot be written is no failure. */
  flush(): void;
  /**
   * Keeps a graph, if all that was read lies in the module cache and in directories, and it is worth a file.
   * @param since when loading it began, in milliseconds since the epoch
   */
  keep(graph: ModuleGraph, since: number): void;
}

/** Where the go.mod files of a graph are: a part of `ModSources`. */
export interface GraphFiles {
  readonly lookup: Lookup;
  /** GOMODCACHE, absolute; empty when there is none */
  readonly cacheDirectory: string;
  /** The folder of the module cache that `lookup` has a version from, relative to GOMODCACHE; undefined for what came from elsewhere. */
  cacheFolder(target: ModuleVersion): string | undefined;
}

/** The content of a file. */
interface Kept {
  readonly format: 1;
  /** all that decides about a graph besides the go.mod files of others */
  readonly key: string;
  readonly since: number;
  /** path and version of each node in turn */
  readonly nodes: readonly string[];
  /** for each node −1 where its go.mod is not part of the graph, otherwise how many it requires and their indexes */
  readonly requires: readonly number[];
  /** indexes of nodes whose go.mod no source had */
  readonly missing: readonly number[];
  /** folders of the module cache, relative to it */
  readonly folders: readonly string[];
  /** index of a node → what the go.mod says in the directory that replaces it */
  readonly directories: Readonly<Record<string, string>>;
  /** index of a node → the hash of its go.mod in the module cache, of those that somebody asked for */
  readonly hashes: Readonly<Record<string, string>>;
}

/** Module versions of a graph that is worth a file: a smaller one is loaded in the time that it takes to look for it here. */
const enough = 200;

/** So many files are left, those that were written last. */
const fileLimit = 64;

/**
 * What changed so shortly before a graph was loaded, in milliseconds, may have changed after it: the clocks of file systems count in steps
 * of up to two seconds.
 */
const clockStep = 3000;

/**
 * @param directory of the program in the user's cache directory
 * @param least module versions of a graph that is kept
 */
export function keptGraphs(host: Host, directory: string, files: GraphFiles, least = enough): KeptGraphs {
  const { lookup, cacheDirectory, cacheFolder } = files;
  const folder = pathsOf(host).join(directory, "module-graphs");
  const cache = host.realPath(cacheDirectory) ?? "";
  /** all that decides about a graph but what files of others say */
  const keyOf = (set: ModuleSet): string => `${cache}\n${setKey(set)}`;
  let current: { readonly graph: ModuleGraph; kept: Kept; changed: boolean } | undefined;
  const fileOf = (set: ModuleSet): string => {
    const name = shortHash([set.work?.dir ?? "", ...set.mains.map((main) => main.dir)].join("\n"));
    return pathsOf(host).join(folder, `${name}.json`);
  };
  const summary = ({ target }: ModuleNode): ModuleNode["summary"] => {
    const answer = lookup(target);
    return isUnavailable(answer) ? undefined : answer;
  };

  /** Whether all that was read of the module cache is as it was. */
  const untouched = ({ since, folders }: Kept): boolean =>
    folders.every((name) => {
      const changed = host.changed(`${cache}/${name}`);
      return changed !== undefined && changed < since - clockStep;
    });

  const revive = (set: ModuleSet, kept: Kept): ModuleGraph | undefined => {
    const graph = new ModuleGraph(set, requirementsOf(set));
    const nodes: MutableNode[] = [];
    for (let i = 0; i < kept.nodes.length; i += 2) nodes.push(graph.intern(kept.nodes[i] as string, kept.nodes[i + 1] as string));
    const missing = new Set(kept.missing);
    let at = 0;
    for (const node of nodes) {
      const main = node.version === "" ? set.mains.find(({ path }) => path === node.path) : undefined;
      const target = main === undefined && !isToolchain(node.path) ? resolveReplacement(set, node) : undefined;
      if (target !== undefined && !("unavailable" in target)) node.target = target;
      const count = kept.requires[at++];
      if (count === undefined) return undefined;
      if (count < 0) continue;
      const requires: MutableNode[] = [];
      for (const end = at + count; at < end; at++) {
        const required = nodes[kept.requires[at] as number];
        if (required === undefined) return undefined;
        requires.push(required);
      }
      node.requires = requires;
      node.required = true;
      if (main !== undefined) {
        // A single main module is where the graph begins: its file is not read for it.
        if (set.work !== undefined) node.summary = summaryOfMain(main);
      } else if (!isToolchain(node.path) && !missing.has(node.index)) {
        if (node.target.version === "" && kept.directories[node.index] !== JSON.stringify(lookup(node.target))) return undefined;
        node.summary = summary;
      }
    }
    for (const index of kept.missing) {
      const node = nodes[index];
      const problem = node === undefined ? undefined : lookup(node.target);
      if (node === undefined || problem === undefined || !isUnavailable(problem)) return undefined;
      node.problem = problem;
      graph.unavailable.push(node);
    }
    return graph;
  };

  return {
    find(set) {
      const text = host.readText(fileOf(set));
      const kept = typeof text === "string" ? parse(text) : undefined;
      if (kept === undefined || kept.key !== keyOf(set) || !untouched(kept)) return undefined;
      const graph = revive(set, kept);
      if (graph !== undefined) current = { graph, kept, changed: false };
      return graph;
    },
    hash: (graph, node) => (current?.graph === graph ? current.kept.hashes[node.index] : undefined),
    keepHashes(graph, hashes) {
      if (current?.graph !== graph) return;
      const { kept } = current;
      const added: Record<string, string> = {};
      for (const [node, hash] of hashes) {
        // What the graph did not read may lie in a folder that nobody looks at.
        if (node.read && kept.hashes[node.index] !== hash) added[node.index] = hash;
      }
      if (Object.keys(added).length === 0) return;
      current.kept = { ...kept, hashes: { ...kept.hashes, ...added } };
      current.changed = true;
    },
    flush() {
      const done = current;
      current = undefined;
      if (done?.changed !== true) return;
      const file = fileOf(done.graph.set);
      const failure = host.write(file, JSON.stringify(done.kept), { parents: true, durable: false });
      if (failure === undefined) removeOldest(host, folder, file);
    },
    keep(graph, since) {
      if (graph.size < least || graph.set.mains.some((main) => main.damaged)) return;
      // What is missing is looked for anew; other problems may be mended where they stand.
      const stillMissing = ({ problem, target }: ModuleNode): boolean =>
        problem?.unavailable !== "conflicting-replacements" && isUnavailable(lookup(target));
      if (!graph.unavailable.every(stillMissing)) return;
      const nodes: string[] = [];
      const requires: number[] = [];
      const folders = new Set<string>();
      const directories: Record<string, string> = {};
      for (const node of graph.nodes()) {
        nodes.push(node.path, node.version);
        if (!(node as MutableNode).required) {
          requires.push(-1);
          continue;
        }
        requires.push(node.requires.length);
        for (const { index } of node.requires) requires.push(index);
        if (!node.read || graph.mains.includes(node)) continue;
        if (node.target.version === "") {
          directories[node.index] = JSON.stringify(lookup(node.target));
          continue;
        }
        const folder = cacheFolder(node.target);
        if (folder === undefined) return;
        folders.add(folder);
      }
      const missing = graph.unavailable.map(({ index }) => index);
      const kept: Kept = {
        format: 1,
        key: keyOf(graph.set),
        since,
        nodes,
        missing,
        requires,
        folders: [...folders],
        directories,
        hashes: {},
      };
      current = { graph, kept, changed: true };
    },
  };
}

/** What a file says, unless it is damaged, or of another program. */
function parse(text: string): Kept | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const kept = value as Partial<Kept> | null;
  if (kept?.format !== 1 || typeof kept.since !== "number" || !areTexts(kept.directories, kept.hashes)) return undefined;
  if (!areAll("string", kept.nodes, kept.folders) || !areAll("number", kept.requires, kept.missing)) return undefined;
  return (kept as Kept).nodes.length % 2 === 0 ? (kept as Kept) : undefined;
}

function areAll(type: "string" | "number", ...lists: readonly unknown[]): boolean {
  return lists.every((list) => Array.isArray(list) && list.every((element) => typeof element === type));
}

function areTexts(...objects: readonly unknown[]): boolean {
  return objects.every((object) => typeof object === "object" && object !== null && areAll("string", Object.values(object)));
}

function removeOldest(host: Host, folder: string, written: string): void {
  const files = (host.list(folder) ?? []).map(({ name }) => pathsOf(host).join(folder, name));
  if (files.length <= fileLimit) return;
  const ages = files.filter((file) => file !== written).map((file) => ({ file, changed: host.changed(file) ?? 0 }));
  ages.sort((a, b) => b.changed - a.changed);
  for (const { file } of ages.slice(fileLimit - 1)) host.remove(file);
}

/** FNV-1a of 32 bits, in hexadecimal digits. Two names with the same one take each other's place, no more: a file has its whole key. */
function shortHash(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, "0");
}
