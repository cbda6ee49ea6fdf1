import { Loading } from "../graph/load.ts";
import type { Lookup } from "../graph/lookup.ts";
import type { ModuleSet } from "../graph/requirements.ts";
import { type LoadedGraph, loadModuleGraph } from "../graph/update-roots.ts";
import type { FetchReport } from "../sources/fetch-all.ts";
import type { FetchOptions, ModSources } from "../sources/mod-sources.ts";

/** Bringing roots up to date can make new modules needed; each round raises at least one, so this only bounds a proxy that lies. */
const roundLimit = 20;

/**
 * Brings what a graph needs and no source on this machine has from the network, then loads it. A module is asked for as soon as what
 * requires it has come. Asks nothing when nothing is missing.
 * @param known what there is of the graph
 */
export async function fetchGraph(
  { set, graph: first }: { readonly set: ModuleSet; readonly graph: LoadedGraph },
  lookup: Lookup,
  sources: ModSources,
  options: FetchOptions,
): Promise<{ readonly graph: LoadedGraph; readonly report: FetchReport | undefined }> {
  let graph = first;
  let report: FetchReport | undefined;
  for (let round = 0; round < roundLimit; round++) {
    const partial = graph.declared.unavailable.length === 0 ? graph.effective : graph.declared;
    if (partial.unavailable.length === 0) break;
    const loading = new Loading(set, partial.requirements, lookup);
    const latest = await sources.fetchAll(loading.start(), (target) => loading.retry(target), options);
    report = report === undefined ? latest : { ...latest, fetched: report.fetched + latest.fetched };
    if (latest.fetched === 0 || latest.ended !== undefined) break;
    graph = loadModuleGraph(set, lookup);
  }
  return { graph, report };
}
