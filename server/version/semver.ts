/*
 * Semantic versions as Go has them (golang.org/x/mod/semver): `vMAJOR[.MINOR[.PATCH[-PRERELEASE][+BUILD]]]`. They differ from npm's:
 * the `v` is demanded, `v1` and `v1.2` are short for `v1.0.0` and `v1.2.0`, numbers have any length, and whatever is not valid is
 * less than all that is.
 */

const DOT = 0x2e;
const DASH = 0x2d;
const PLUS = 0x2b;
const ZERO = 0x30;

const INCOMPATIBLE = "+incompatible";

/**
 * Releases and pseudo-versions without build metadata, which nearly all versions of a graph are. They are canonical, and told at once,
 * where other versions are gone through character by character.
 */
export const commonVersion = /^v(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)(?:-(?:0\.)?\d{14}-[0-9a-f]{12})?$/;

/** Whether `v` is a semantic version, short ones included (semver.IsValid). */
export function isSemver(v: string): boolean {
  return precedenceEnd(v) !== -1;
}

/**
 * Compares two versions by precedence (semver.Compare); build metadata counts for nothing. What is not valid is equal to its like and
 * less than every valid version.
 * @returns −1, 0 or 1
 */
export function compareSemver(v: string, w: string): number {
  // The selection of versions asks this once for each edge of a graph: no allocation here.
  if (v === w) return 0;
  if (commonVersion.test(v) && commonVersion.test(w)) return compareCommon(v, w);
  const vEnd = precedenceEnd(v);
  const wEnd = precedenceEnd(w);
  if (vEnd === -1 || wEnd === -1) return vEnd === wEnd ? 0 : vEnd === -1 ? -1 : 1;
  let i = 1;
  let j = 1;
  for (let part = 0; part < 3; part++) {
    const iEnd = digitsEnd(v, i);
    const jEnd = digitsEnd(w, j);
    // A part that a short version leaves out is empty here and means 0.
    const order =
      iEnd === i || jEnd === j ? nonZero(v, i, iEnd) - nonZero(w, j, jEnd) : compareRanges(v, i, iEnd, w, j, jEnd, true);
    if (order !== 0) return order;
    i = iEnd < vEnd && v.charCodeAt(iEnd) === DOT ? iEnd + 1 : iEnd;
    j = jEnd < wEnd && w.charCodeAt(jEnd) === DOT ? jEnd + 1 : jEnd;
  }
  return comparePrerelease(v, i, vEnd, w, j, wEnd);
}

/** Two different common versions: what decides is where they first differ. */
function compareCommon(v: string, w: string): number {
  let at = 1;
  let prerelease = false;
  for (let c = v.charCodeAt(at); c === w.charCodeAt(at); c = v.charCodeAt(++at)) if (c === DASH) prerelease = true;
  if (!prerelease) {
    // In a number more digits are more; behind it a dash makes less.
    const more = digitsEnd(v, at) - digitsEnd(w, at);
    if (more !== 0) return more < 0 ? -1 : 1;
    if (v.charCodeAt(at) === DASH) return -1;
    if (w.charCodeAt(at) === DASH) return 1;
  }
  // Timestamps have the same length, and are words with what follows them; of `0.` and a timestamp the number is less, and so is its dot.
  return v.charCodeAt(at) < w.charCodeAt(at) ? -1 : 1;
}

/** The version with all three numbers and without build metadata; undefined for what is not valid (semver.Canonical). */
export function canonicalSemver(v: string): string | undefined {
  const end = precedenceEnd(v);
  if (end === -1) return undefined;
  const minor = v.indexOf(".");
  if (minor === -1) return `${v}.0.0`;
  if (v.indexOf(".", minor + 1) === -1) return `${v}.0`;
  return v.slice(0, end);
}

/**
 * The form that versions have in a go.mod file: canonical, but with `+incompatible` kept (module.CanonicalVersion). Undefined for
 * what is not valid.
 */
export function canonicalVersion(v: string): string | undefined {
  const canonical = canonicalSemver(v);
  return canonical !== undefined && v.endsWith(INCOMPATIBLE) && canonical.length + INCOMPATIBLE.length === v.length
    ? v
    : canonical;
}

/** `v2` of `v2.1.0`; undefined for what is not valid (semver.Major). */
export function semverMajor(v: string): string | undefined {
  return isSemver(v) ? v.slice(0, digitsEnd(v, 1)) : undefined;
}

/** `v2.1` of `v2.1.0`; undefined for what is not valid (semver.MajorMinor). */
export function semverMajorMinor(v: string): string | undefined {
  if (!isSemver(v)) return undefined;
  const major = digitsEnd(v, 1);
  return major === v.length ? `${v}.0` : v.slice(0, digitsEnd(v, major + 1));
}

/** Whether `v` is a valid version of a module without go.mod whose major version its path does not name: `v2.0.0+incompatible`. */
export function isIncompatible(v: string): boolean {
  return semverBuild(v) === INCOMPATIBLE;
}

/** `-pre` of `v2.1.0-pre+meta`, `""` where there is none or `v` is not valid (semver.Prerelease). */
export function semverPrerelease(v: string): string {
  const end = precedenceEnd(v);
  const dash = v.indexOf("-");
  return dash !== -1 && dash < end ? v.slice(dash, end) : "";
}

/** `+meta` of `v2.1.0-pre+meta`, `""` where there is none or `v` is not valid (semver.Build). */
export function semverBuild(v: string): string {
  const end = precedenceEnd(v);
  return end === -1 ? "" : v.slice(end);
}

/**
 * Checks a version in one pass (semver.parse).
 * @returns where the part ends that counts for precedence, which is where build metadata begins or the version ends; −1: not valid
 */
export function precedenceEnd(v: string): number {
  if (v.charCodeAt(0) !== 0x76) return -1;
  const length = v.length;
  let at = 1;
  for (let part = 0; part < 3; part++) {
    const end = digitsEnd(v, at);
    if (end === at || (end - at > 1 && v.charCodeAt(at) === ZERO)) return -1;
    at = end;
    if (part === 2) break;
    if (at === length) return at;
    if (v.charCodeAt(at) !== DOT) return -1;
    at++;
  }
  if (at === length) return at;
  if (v.charCodeAt(at) === DASH) {
    at = identifiersEnd(v, at + 1, true);
    if (at === -1 || at === length) return at;
  }
  return v.charCodeAt(at) === PLUS && identifiersEnd(v, at + 1, false) === length ? at : -1;
}

/** The end of the dot-separated identifiers from `at` on; −1 when one is empty, or (with `strict`) a number with a leading zero. */
function identifiersEnd(v: string, at: number, strict: boolean): number {
  for (;;) {
    const start = at;
    let numeric = true;
    for (; at < v.length; at++) {
      const c = v.charCodeAt(at);
      if (isDigit(c)) continue;
      if (!isLetter(c) && c !== DASH) break;
      numeric = false;
    }
    if (at === start || (strict && numeric && at - start > 1 && v.charCodeAt(start) === ZERO)) return -1;
    if (v.charCodeAt(at) !== DOT) return at;
    at++;
  }
}

/** Both prereleases (from their dash, empty for a release) identifier by identifier (semver.comparePrerelease). */
function comparePrerelease(v: string, i: number, vEnd: number, w: string, j: number, wEnd: number): number {
  if (i === vEnd || j === wEnd) return (i === vEnd ? 1 : 0) - (j === wEnd ? 1 : 0);
  while (i < vEnd && j < wEnd) {
    i++;
    j++;
    const iEnd = identifierEnd(v, i, vEnd);
    const jEnd = identifierEnd(w, j, wEnd);
    const numeric = digitsEnd(v, i) === iEnd;
    // Numbers are less than words.
    if (numeric !== (digitsEnd(w, j) === jEnd)) return numeric ? -1 : 1;
    const order = compareRanges(v, i, iEnd, w, j, jEnd, numeric);
    if (order !== 0) return order;
    i = iEnd;
    j = jEnd;
  }
  return (i === vEnd ? 0 : 1) - (j === wEnd ? 0 : 1);
}

/** Compares `v[i, iEnd)` and `w[j, jEnd)`: by value as numbers without leading zeros, else as words by their characters. */
function compareRanges(v: string, i: number, iEnd: number, w: string, j: number, jEnd: number, numeric: boolean): number {
  const longer = iEnd - i - (jEnd - j);
  if (numeric && longer !== 0) return longer < 0 ? -1 : 1;
  for (; i < iEnd && j < jEnd; i++, j++) {
    const order = v.charCodeAt(i) - w.charCodeAt(j);
    if (order !== 0) return order < 0 ? -1 : 1;
  }
  return Math.sign(longer);
}

function nonZero(v: string, start: number, end: number): number {
  return start === end || v.charCodeAt(start) === ZERO ? 0 : 1;
}

function digitsEnd(v: string, at: number): number {
  while (at < v.length && isDigit(v.charCodeAt(at))) at++;
  return at;
}

function identifierEnd(v: string, at: number, end: number): number {
  while (at < end && v.charCodeAt(at) !== DOT) at++;
  return at;
}

function isDigit(c: number): boolean {
  return c >= 0x30 && c <= 0x39;
}

function isLetter(c: number): boolean {
  return (c >= 0x61 && c <= 0x7a) || (c >= 0x41 && c <= 0x5a);
}
