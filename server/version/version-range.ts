import { compareSemver, isSemver, precedenceEnd } from "./semver.ts";

/**
 * Ranges of Go versions, in Go's order of them (semver.Compare): conditions with spaces or commas between them, which all must hold, and
 * `||` between alternatives.
 *
 *     v1.4.2                exactly that
 *     v1.4  v1.4.x  v1      whatever begins so: v1.4.0-rc.1 as well as v1.4.9
 *     >=v1.2.0 <v2          from v1.2.0 on, and below all that is v2
 *     !=v1.3.1              anything but that
 *
 * A short version stands for all that begins with it, prereleases and pseudo-versions too, so that `<v2` has none of v2 and `<=v1.4` has
 * all of v1.4. Build metadata, `+incompatible` as well, counts for nothing.
 */
export interface VersionRange {
  /** the range as it was written */
  readonly text: string;
  has(version: string): boolean;
}

/** The versions from `low` on that lie below `high`; of a whole version `high` is that version itself, and part of it. */
interface Interval {
  readonly low: string;
  readonly high: string;
  readonly whole: boolean;
}

type Condition = (version: string) => boolean;

/** Reads a range; what is wrong with it where it is none. */
export function parseVersionRange(text: string): VersionRange | { readonly problem: string } {
  const alternatives: (readonly Condition[])[] = [];
  for (const part of text.split("||")) {
    // An operator may stand apart from its version.
    const words = part
      .replace(/([<>=!]=?|==)\s+(?=v)/g, "$1")
      .split(/[\s,]+/)
      .filter((word) => word !== "");
    if (words.length === 0) return { problem: text.trim() === "" ? "is empty" : "has an empty alternative" };
    const conditions: Condition[] = [];
    for (const word of words) {
      const condition = conditionOf(word);
      if (typeof condition === "string") return { problem: condition };
      conditions.push(condition);
    }
    alternatives.push(conditions);
  }
  return {
    text,
    has: (version) => isSemver(version) && alternatives.some((conditions) => conditions.every((holds) => holds(version))),
  };
}

/** The version, where a range is but one. */
export function onlyVersion(range: string): string | undefined {
  const word = range.trim().replace(/^=\s*/, "");
  return isSemver(word) && intervalOf(word)?.whole === true ? word : undefined;
}

function conditionOf(word: string): Condition | string {
  const [, operator = "", version = ""] = /^([<>=!~^]*)(.*)$/s.exec(word) ?? [];
  if (/^[~^]/.test(operator)) return `has ${word}, which Go does not know: write v1.4 for all of v1.4, or >=v1.4.2 <v2`;
  const interval = intervalOf(version);
  if (interval === undefined) {
    const hint = intervalOf(`v${version}`) === undefined ? "" : `: write ${operator}v${version}`;
    return `has ${JSON.stringify(word)}, which is no version${hint}`;
  }
  const { low, high, whole } = interval;
  const from: Condition = (v) => compareSemver(v, low) >= 0;
  const to: Condition = (v) => (whole ? compareSemver(v, high) <= 0 : compareSemver(v, high) < 0);
  switch (operator) {
    case "":
    case "=":
      return (v) => from(v) && to(v);
    case "!=":
      return (v) => !(from(v) && to(v));
    case ">=":
      return from;
    case "<":
      return (v) => !from(v);
    case "<=":
      return to;
    case ">":
      return (v) => !to(v);
    default:
      return `has ${JSON.stringify(operator)}: the signs are =, !=, <, <=, > and >=`;
  }
}

function intervalOf(version: string): Interval | undefined {
  const [, major, minor] = /^v(0|[1-9]\d*)(?:\.(0|[1-9]\d*))?(?:\.x)?$/.exec(version) ?? [];
  if (major === undefined) {
    if (!isSemver(version)) return undefined;
    const low = version.slice(0, precedenceEnd(version));
    return { low, high: low, whole: true };
  }
  // -0 is the least of all prereleases.
  return minor === undefined
    ? { low: `v${major}.0.0-0`, high: `v${BigInt(major) + 1n}.0.0-0`, whole: false }
    : { low: `v${major}.${minor}.0-0`, high: `v${major}.${BigInt(minor) + 1n}.0-0`, whole: false };
}
