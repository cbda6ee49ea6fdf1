import { isWildPattern, pathMatcher } from "../version/path-pattern.ts";
import { parseVersionRange, type VersionRange } from "../version/version-range.ts";

/** What an entry of a policy says of modules. */
export interface ModuleEntry {
  readonly module: string;
  readonly versions?: string;
  readonly except?: readonly string[];
}

/** An entry made ready to be held against many modules. */
export interface ReadyEntry<Entry extends ModuleEntry> {
  readonly entry: Entry;
  readonly range: VersionRange | undefined;
  names(path: string): boolean;
}

/** The entries of a policy, in their order. */
export interface ReadyEntries<Entry extends ModuleEntry> {
  readonly all: readonly ReadyEntry<Entry>[];
  /** those that name a path */
  naming(path: string): readonly ReadyEntry<Entry>[];
}

/**
 * Makes the entries of a policy ready. Their patterns and ranges were checked when the configuration was read. A policy may have a thousand
 * entries, and a graph as many modules: those that name one path are found by it.
 */
export function readyEntries<Entry extends ModuleEntry>(entries: readonly Entry[] = []): ReadyEntries<Entry> {
  const all = entries.map(readyEntry);
  const exact = new Map<string, ReadyEntry<Entry>[]>();
  const wild: ReadyEntry<Entry>[] = [];
  for (const ready of all) {
    const { module } = ready.entry;
    const same = exact.get(module);
    if (isWildPattern(module)) wild.push(ready);
    else if (same === undefined) exact.set(module, [ready]);
    else same.push(ready);
  }
  return {
    all,
    naming(path) {
      const own = (exact.get(path) ?? []).filter(({ names }) => names(path));
      const more = wild.filter(({ names }) => names(path));
      if (own.length === 0 || more.length === 0) return own.length === 0 ? more : own;
      return [...own, ...more].sort((a, b) => all.indexOf(a) - all.indexOf(b));
    },
  };
}

function readyEntry<Entry extends ModuleEntry>(entry: Entry): ReadyEntry<Entry> {
  const names = pathMatcher(entry.module);
  const excepted = matcherOfAny(entry.except ?? []);
  const range = entry.versions === undefined ? undefined : parseVersionRange(entry.versions);
  return {
    entry,
    range: range !== undefined && "has" in range ? range : undefined,
    names: (path) => names(path) && !excepted(path),
  };
}

/** Whether any of the patterns matches a path. */
export function matcherOfAny(patterns: readonly string[]): (path: string) => boolean {
  const matchers = patterns.map(pathMatcher);
  return (path) => matchers.some((matches) => matches(path));
}

/** Whether an `until` is over on the day `today`: it is the last day that counts. */
export function isOver(until: string | undefined, today: string): boolean {
  return until !== undefined && until < today;
}

/** A reason as part of a message: `: it is archived`, or nothing. */
export function because(reason: string | undefined): string {
  const text = reason?.replace(/\s+/g, " ").trim().replace(/\.$/, "") ?? "";
  return text === "" ? "" : `: ${text}`;
}
