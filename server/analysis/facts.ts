import type { Unavailable } from "../graph/lookup.ts";
import type { LoadedGraph } from "../graph/update-roots.ts";
import type { Replacement } from "../modfile/mod-file.ts";
import type { ModSummary } from "../modfile/scan.ts";

/** What a rule may ask to know beyond the file itself. Frozen values, loaded before the rules run. */
export interface Facts {
  /** the module graph of the file */
  readonly graph: LoadedGraph;
  /** what the directory of each local replacement declares, in the graph or not */
  readonly directories: ReadonlyMap<Replacement, ModSummary | Unavailable>;
}

/** A fact is there, or the reason why it is not. */
export type FactState<T> = { readonly ready: T } | { readonly unavailable: string };

/** The facts that were loaded for one file; a fact that is absent was not asked for. */
export type FactStates = { readonly [Name in keyof Facts]?: FactState<Facts[Name]> };
