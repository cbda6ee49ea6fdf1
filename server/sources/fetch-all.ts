import { setMaxListeners } from "node:events";
import { isUnavailable, type Lookup, type Unavailable } from "../graph/lookup.ts";
import { formatModule, type ModuleVersion } from "../graph/module-version.ts";
import type { ModSummary } from "../modfile/scan.ts";

/** What a fetched go.mod makes needed next: targets as `Lookup` takes them, replacements applied. */
export type Expand = (target: ModuleVersion, summary: ModSummary) => Iterable<ModuleVersion>;

export interface Progress {
  /** modules whose fetch has ended, well or not */
  readonly done: number;
  /** modules known so far that had to be fetched */
  readonly total: number;
  /** the module that was last asked for, as `path@version` */
  readonly current: string;
}

export interface FetchReport {
  /** go.mod files that came */
  readonly fetched: number;
  /** modules that no source has, in the order in which they were found out */
  readonly failed: readonly { readonly module: ModuleVersion; readonly problem: Unavailable }[];
  /** one clause for each proxy that is out of reach, and for what else keeps proxies from answering */
  readonly notes: readonly string[];
  /** why it ended before everything was fetched */
  readonly ended?: "aborted" | "time-limit";
}

export interface FetchParts {
  readonly lookup: Lookup;
  /** whether a failure of `lookup` is worth asking the network */
  readonly fetchable: (problem: Unavailable) => boolean;
  readonly fetch: (target: ModuleVersion, signal: AbortSignal) => Promise<ModSummary | Unavailable | "aborted">;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** milliseconds for all of it */
  readonly total: number;
}

/**
 * Brings everything that `roots` lead to, each module once. There are no levels: what a go.mod requires is asked for as soon as that
 * go.mod is there, however long others of its depth take. Rejects only with what `expand` or `onProgress` throws.
 */
export async function fetchEverything(
  roots: Iterable<ModuleVersion>,
  expand: Expand,
  parts: FetchParts,
): Promise<Omit<FetchReport, "notes">> {
  const { lookup, fetchable, fetch, onProgress, signal } = parts;
  const seen = new Set<string>();
  const failed: { module: ModuleVersion; problem: Unavailable }[] = [];
  let fetched = 0;
  let done = 0;
  let total = 0;
  let ended: FetchReport["ended"];
  const stop = new AbortController();
  setMaxListeners(0, stop.signal); // as many as there are requests under way
  const end = (why: "aborted" | "time-limit"): void => {
    ended ??= why;
    stop.abort();
  };
  const onAbort = (): void => end("aborted");
  if (signal?.aborted === true) onAbort();
  signal?.addEventListener("abort", onAbort, { once: true });
  const timer = setTimeout(() => end("time-limit"), parts.total);

  let finish: () => void = () => {};
  let fail: (bug: unknown) => void = () => {};
  const finished = new Promise<void>((resolve, reject) => {
    finish = resolve;
    fail = reject;
  });
  const bring = async (target: ModuleVersion): Promise<void> => {
    total++;
    onProgress?.({ done, total, current: formatModule(target) });
    const answer = await fetch(target, stop.signal);
    done++;
    if (answer === "aborted") {
      const why = ended === "time-limit" ? `not fetched within ${Math.round(parts.total / 1000)} s` : "not fetched: cancelled";
      failed.push({ module: target, problem: { unavailable: "proxy-failed", detail: why } });
    } else if (isUnavailable(answer)) failed.push({ module: target, problem: answer });
    else {
      fetched++;
      visit(expand(target, answer));
    }
    onProgress?.({ done, total, current: formatModule(target) });
    if (done === total) finish();
  };
  /** Takes in targets, and all that those which are here already lead to. */
  const visit = (targets: Iterable<ModuleVersion>): void => {
    const stack: ModuleVersion[] = [...targets].reverse();
    for (let target = stack.pop(); target !== undefined; target = stack.pop()) {
      const key = formatModule(target);
      if (seen.has(key)) continue;
      seen.add(key);
      const answer = lookup(target);
      if (!isUnavailable(answer)) stack.push(...[...expand(target, answer)].reverse());
      else if (fetchable(answer)) bring(target).catch(fail);
      else failed.push({ module: target, problem: answer });
    }
  };
  try {
    visit(roots);
    if (total > done) await finished;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", onAbort);
  }
  return ended === undefined ? { fetched, failed } : { fetched, failed, ended };
}
