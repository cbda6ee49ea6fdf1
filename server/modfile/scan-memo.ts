import { checkPathMajor, splitPathVersion } from "../version/module-path.ts";
import { canonicalVersion, commonVersion, precedenceEnd } from "../version/semver.ts";
import type { SummaryRequirement } from "./mod-summary.ts";

/**
 * The module paths, versions and lines that a scanner has seen: a graph's files name the same ones over and over, and each is checked
 * once. It holds plain paths and canonical versions only. Whoever scans many files keeps one for all of them.
 */
export interface ScanMemo {
  /** by the lines of `require` blocks, blanks and comments included */
  readonly requirements: Map<string, SummaryRequirement>;
  readonly paths: Map<string, KnownPath>;
  readonly versions: Map<string, KnownVersion>;
}

export interface KnownPath {
  readonly path: string;
  /** the major version that it names, as splitPathVersion has it */
  readonly major: string;
  /** what a canonical version of a path that ends in `/v2` begins with: `v2.` */
  readonly prefix: string;
}

export interface KnownVersion {
  readonly version: string;
  /** whether it goes with a path that names no major version */
  readonly unnamed: boolean;
}

export function newScanMemo(): ScanMemo {
  return { requirements: new Map(), paths: new Map(), versions: new Map() };
}

// One word without quotes, brackets and comments, in ASCII.
const plainWord = /^(?:[!#-&*+.\-0-9:-@A-Z\\^_a-z|~]|\/(?![/*]))+$/;

/**
 * The path that a token stands for, when it is one plain word, quoted or not, and may be a module's; undefined for others.
 * @param token as it is spelled
 */
export function knownPath(memo: ScanMemo, token: string): KnownPath | undefined {
  const known = memo.paths.get(token);
  if (known !== undefined) return known;
  const path = plainPath(token);
  const split = path === undefined ? undefined : splitPathVersion(path);
  if (path === undefined || split === undefined) return undefined;
  const added = { path, major: split.pathMajor, prefix: `${split.pathMajor.slice(1)}.` };
  memo.paths.set(token, added);
  return added;
}

/** The value of a token that is one plain word, quoted or not; undefined for others. */
export function plainPath(token: string): string | undefined {
  const quoted = token.length > 2 && token.startsWith('"') && token.endsWith('"');
  const path = quoted ? token.slice(1, -1) : token;
  // A backslash in quotes is an escape.
  return plainWord.test(path) && !(quoted && path.includes("\\")) ? path : undefined;
}

/** A canonical version; undefined for others. */
export function knownVersion(memo: ScanMemo, version: string): KnownVersion | undefined {
  const known = memo.versions.get(version);
  if (known !== undefined) return known;
  if (!isCanonical(version)) return undefined;
  const major = version.charCodeAt(1);
  const low = (major === 0x30 || major === 0x31) && version.charCodeAt(2) === 0x2e;
  const added = { version, unnamed: low || version.endsWith("+incompatible") };
  memo.versions.set(version, added);
  return added;
}

/** Whether the version goes with the path (module.CheckPathMajor). */
export function goTogether({ major, prefix }: KnownPath, { version, unnamed }: KnownVersion): boolean {
  if (major === "") return unnamed;
  return major.startsWith("/") ? version.startsWith(prefix) : checkPathMajor(version, major) === undefined;
}

/** Whether a version is the same as its canonicalVersion. */
function isCanonical(version: string): boolean {
  if (commonVersion.test(version)) return true;
  if (precedenceEnd(version) !== version.length)
    return version.endsWith("+incompatible") && canonicalVersion(version) === version;
  // A valid version with two dots is no short one.
  return version.indexOf(".", version.indexOf(".") + 1) !== -1;
}
