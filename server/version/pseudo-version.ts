import { decrementDecimal } from "./decimal.ts";
import { precedenceEnd, semverMajor } from "./semver.ts";

/*
 * Pseudo-versions, which name a commit without a tag (golang.org/x/mod/module pseudo.go):
 *   vX.0.0-yyyymmddhhmmss-commit          no earlier tag
 *   vX.Y.(Z+1)-0.yyyymmddhhmmss-commit    the tag before is vX.Y.Z
 *   vX.Y.Z-pre.0.yyyymmddhhmmss-commit    the tag before is vX.Y.Z-pre
 * The last two may end in build metadata, which is `+incompatible` for versions of a go.mod file.
 */

/** The parts of a pseudo-version. */
export interface PseudoVersion {
  /** all before the time stamp and its separator: `vX.0.0`, `vX.Y.(Z+1)-0`, `vX.Y.Z-pre.0` */
  readonly stem: string;
  /** 14 digits: year, month, day, hour, minute, second in UTC; perhaps no possible time */
  readonly timestamp: string;
  /** the commit, mostly the first 12 digits of its hash */
  readonly revision: string;
  /** with its `+`, or empty */
  readonly build: string;
}

/** The parts of `v`, or undefined when it is no pseudo-version (module.parsePseudoVersion). */
export function parsePseudoVersion(v: string): PseudoVersion | undefined {
  const end = precedenceEnd(v);
  // From here on `v` is valid: three numbers before the first dash, and no empty identifier.
  if (end === -1) return undefined;
  const firstDash = v.indexOf("-");
  const lastDash = v.lastIndexOf("-", end);
  const start = lastDash - 14;
  if (firstDash === -1 || start <= firstDash || !digitsAt(v, start, lastDash)) return undefined;
  const revision = v.slice(lastDash + 1, end);
  if (revision === "" || revision.includes(".")) return undefined;
  const stem = v.slice(0, start - 1);
  const build = v.slice(end);
  const parts = { stem, timestamp: v.slice(start, lastDash), revision, build };
  if (v[start - 1] === "-") return start - 1 === firstDash && stem.endsWith(".0.0") ? parts : undefined;
  if (v[start - 1] !== "." || v[start - 2] !== "0") return undefined;
  return start - 3 === firstDash || (start - 3 > firstDash && v[start - 3] === ".") ? parts : undefined;
}

/** Whether `v` is a pseudo-version (module.IsPseudoVersion). */
export function isPseudoVersion(v: string): boolean {
  return parsePseudoVersion(v) !== undefined;
}

/** Whether `v` is the placeholder for no commit at all, `vX.0.0-00010101000000-000000000000` (module.IsZeroPseudoVersion). */
export function isZeroPseudoVersion(v: string): boolean {
  const major = semverMajor(v);
  return major !== undefined && v === `${major}.0.0-00010101000000-000000000000`;
}

/**
 * When the commit was made (module.PseudoVersionTime).
 * @returns undefined when `v` is no pseudo-version, or its digits are no time (a 13th month)
 */
export function pseudoVersionTime(v: string): Date | undefined {
  const timestamp = parsePseudoVersion(v)?.timestamp;
  if (timestamp === undefined) return undefined;
  const [, year, month, day, hour, minute, second] = /^(....)(..)(..)(..)(..)(..)$/.exec(timestamp) ?? [];
  const spelled = `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
  const time = new Date(spelled);
  // Date takes the 31st of February for the 3rd of March, and hour 24 for the next day's 0.
  return !Number.isNaN(time.getTime()) && time.toISOString() === spelled ? time : undefined;
}

/** The commit that `v` names, or undefined when it is no pseudo-version (module.PseudoVersionRev). */
export function pseudoVersionRevision(v: string): string | undefined {
  return parsePseudoVersion(v)?.revision;
}

/**
 * The version that `v` comes after, with `+incompatible` if `v` has it (module.PseudoVersionBase).
 * @returns `""` when there is none (the first form); undefined when `v` is no pseudo-version, or one that cannot have come about:
 *   the first form with build metadata, or the second with a patch number of 0
 */
export function pseudoVersionBase(v: string): string | undefined {
  const parts = parsePseudoVersion(v);
  if (parts === undefined) return undefined;
  const { stem, build } = parts;
  const dash = stem.indexOf("-");
  if (dash === -1) return build === "" ? "" : undefined;
  if (stem.slice(dash) !== "-0") return stem.slice(0, -".0".length) + build;
  const patch = stem.lastIndexOf(".", dash) + 1;
  const before = decrementDecimal(stem.slice(patch, dash));
  return before === undefined ? undefined : stem.slice(0, patch) + before + build;
}

function digitsAt(v: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    const c = v.charCodeAt(i);
    if (c < 0x30 || c > 0x39) return false;
  }
  return true;
}
