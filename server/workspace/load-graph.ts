import { Loading } from "../graph/load.ts";
import type { Lookup } from "../graph/lookup.ts";
import { type ModuleSet, requirementsOf } from "../graph/requirements.ts";
import { type LoadedGraph, loadModuleGraph } from "../graph/update-roots.ts";
import type { Host } from "../host/host.ts";
import { type KeptGraphs, keptGraphs } from "../sources/kept-graphs.ts";
import type { ModSources } from "../sources/mod-sources.ts";
import { ownCacheDirectory } from "../sources/own-cache.ts";

/** How long a graph is loaded before messages are let in, in milliseconds. */
const stretch = 5;

/**
 * How long after the first graph was asked for what is kept is written, in milliseconds: rules have added their hashes then. A command is over
 * by then, and writes it at its end; an editor may end its server without a word.
 */
const writtenAfter = 3000;

/**
 * Loads graphs from what is on this machine. The first may be one that an earlier run kept, and is kept for later ones: of many modules
 * most read the same files, which is done once for all of them.
 */
export class GraphLoader {
  readonly #host: Host;
  /** what is kept between runs; undefined where there is no place for it */
  readonly kept: KeptGraphs | undefined;
  #any = false;

  constructor(host: Host, sources: ModSources) {
    this.#host = host;
    const directory = ownCacheDirectory(host);
    if (directory !== undefined) this.kept = keptGraphs(host, directory, sources);
  }

  /** The graph of a set, at once. */
  load(set: ModuleSet, lookup: Lookup): LoadedGraph {
    const { graph, keep } = this.#first(set);
    if (graph !== undefined) return graph;
    const loaded = loadModuleGraph(set, lookup);
    keep?.(loaded);
    return loaded;
  }

  /**
   * The same, a stretch at a time.
   * @param breathe called between stretches; false: it is not wanted any more, and undefined is the answer
   */
  async prepare(set: ModuleSet, lookup: Lookup, breathe: () => Promise<boolean>): Promise<LoadedGraph | undefined> {
    const { graph, keep } = this.#first(set);
    if (graph !== undefined) return graph;
    const loading = new Loading(set, requirementsOf(set), lookup);
    for (let since = performance.now(); loading.advance(8); ) {
      if (performance.now() - since < stretch) continue;
      if (!(await breathe())) return undefined;
      since = performance.now();
    }
    const loaded = loadModuleGraph(set, lookup, loading);
    keep?.(loaded);
    return loaded;
  }

  /** The first graph as an earlier run kept it, or what keeps it for later ones. */
  #first(set: ModuleSet): { readonly graph?: LoadedGraph; readonly keep?: (loaded: LoadedGraph) => void } {
    const { kept } = this;
    if (kept === undefined || this.#any) return {};
    this.#any = true;
    setTimeout(() => kept.flush(), writtenAfter).unref();
    const graph = kept.find(set);
    if (graph !== undefined) return { graph: { declared: graph, effective: graph } };
    const since = this.#host.now();
    return {
      keep({ declared, effective }) {
        if (declared === effective) kept.keep(declared, since);
      },
    };
  }
}
