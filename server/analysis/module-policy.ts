import { pathMatcher } from "../version/path-pattern.ts";
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

/** Makes the entries of a policy ready. Their patterns and ranges were checked when the configuration was read. */
export function readyEntries<Entry extends ModuleEntry>(entries: readonly Entry[] = []): readonly ReadyEntry<Entry>[] {
  return entries.map((entry) => {
    const names = pathMatcher(entry.module);
    const excepted = matcherOfAny(entry.except ?? []);
    const range = entry.versions === undefined ? undefined : parseVersionRange(entry.versions);
    return {
      entry,
      range: range !== undefined && "has" in range ? range : undefined,
      names: (path) => names(path) && !excepted(path),
    };
  });
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
