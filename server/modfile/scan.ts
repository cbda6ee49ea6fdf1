import { isGoLineVersion, isToolchainLineName } from "../version/go-version.ts";
import { checkPathMajor, splitPathVersion } from "../version/module-path.ts";
import { canonicalVersion, precedenceEnd } from "../version/semver.ts";
import { isIndirectComment } from "./comments.ts";
import { readLaxSummary } from "./lax-summary.ts";

/** What the go command takes from a dependency's go.mod (modload.modFileSummary), and what else is worth knowing of it. */
export interface ModSummary {
  /** the module's path; absent when there is no module line, or an empty one */
  readonly path?: string;
  /** the message behind `Deprecated:` */
  readonly deprecated?: string;
  /** the go line's version */
  readonly go?: string;
  /** the toolchain line's name; in a dependency the go command passes over it */
  readonly toolchain?: string;
  readonly require: readonly SummaryRequirement[];
  readonly retract: readonly SummaryRetraction[];
}

export interface SummaryRequirement {
  readonly path: string;
  /** canonical */
  readonly version: string;
  readonly indirect: boolean;
}

/** All versions from `low` to `high`, both included. */
export interface SummaryRetraction {
  readonly low: string;
  readonly high: string;
  /** empty when there is none */
  readonly rationale: string;
}

/** Why modfile.ParseLax rejects a text: its first error. */
export interface MalformedModFile {
  readonly malformed: string;
  /** 1-based */
  readonly line: number;
}

/** Whether a scan failed. */
export function isMalformed(answer: ModSummary | MalformedModFile): answer is MalformedModFile {
  return "malformed" in answer;
}

/**
 * Reads a dependency's go.mod with the meaning of modfile.ParseLax without a version fixer (as modload.rawGoModSummary calls it).
 * Looks at each character about once; texts with anything but plain words and comments on module, go and require lines take a slower way.
 */
export function scanModFile(text: string): ModSummary | MalformedModFile {
  return scanPlain(text) ?? readLaxSummary(text);
}

// What an ASCII character is to the scanner. Everything that is no plain text in a plain file is left to the slow way.
const other = 0;
const word = 1;
const space = 2;
const newline = 3;
const open = 4;
const close = 5;
const slash = 6;
const punctuation = 7;

const classes: Uint8Array = (() => {
  const table = new Uint8Array(128);
  for (let code = 0x21; code < 0x7f; code++) table[code] = word;
  for (const [characters, kind] of [
    [" \t\r", space],
    ["\n", newline],
    ["(", open],
    [")", close],
    ["/", slash],
    ["[]{},", punctuation],
    // ' too: a path must not have one.
    ["\"'`", other],
  ] as const) {
    for (const character of characters) table[character.charCodeAt(0)] = kind;
  }
  return table;
})();

interface Plain {
  path?: string;
  go?: string;
  toolchain?: string;
  readonly require: SummaryRequirement[];
  readonly retract: readonly SummaryRetraction[];
}

const none: readonly never[] = Object.freeze([]);

/** The fast way; undefined where the file is not plain, whether it is right or wrong. */
function scanPlain(text: string): ModSummary | undefined {
  if (text.includes("Deprecated:")) return undefined;
  const summary: Plain = { require: [], retract: none };
  const { length } = text;
  /** inside of which block: 0 none, 1 require, 2 one without meaning */
  let block = 0;
  let at = 0;
  while (at < length) {
    const kind = classAt(text, at);
    if (kind === space || kind === newline) {
      at++;
      continue;
    }
    if (kind === slash && text.charCodeAt(at + 1) === 0x2f) {
      at = nextLine(text, at);
      continue;
    }
    if (kind === close && block !== 0) {
      at = emptyRest(text, at + 1);
      if (at === -1) return undefined;
      block = 0;
      continue;
    }
    if (block === 1) {
      at = requirement(text, at, summary.require);
      if (at === -1) return undefined;
      continue;
    }
    const end = wordEnd(text, at);
    if (end === -1) return undefined;
    if (end === at || block === 2) {
      at = unknownLine(text, at);
      if (at < 0) {
        if (at === -1) return undefined;
        at = -at;
        // In a block, ( at the end of a line is nothing.
        if (block === 0) block = 2;
      }
      continue;
    }
    const verb = text.slice(at, end);
    const argument = blanksEnd(text, end);
    switch (verb) {
      case "require":
        if (classAt(text, argument) === open) {
          at = emptyRest(text, argument + 1);
          block = 1;
        } else {
          at = requirement(text, argument, summary.require);
        }
        if (at === -1) return undefined;
        continue;
      case "module":
      case "go":
      case "toolchain": {
        const argumentEnd = wordEnd(text, argument);
        if (argumentEnd === -1 || argumentEnd === argument) return undefined;
        at = emptyRest(text, argumentEnd);
        if (at === -1 || !set(summary, verb, text.slice(argument, argumentEnd))) return undefined;
        continue;
      }
      case "retract":
      case "ignore":
        return undefined;
      default:
        at = unknownLine(text, at);
        if (at === -1) return undefined;
        if (at < 0) {
          at = -at;
          block = 2;
        }
    }
  }
  return block === 0 ? summary : undefined;
}

function set(summary: Plain, verb: "module" | "go" | "toolchain", value: string): boolean {
  if (verb === "toolchain") {
    if (summary.toolchain === undefined && isToolchainLineName(value)) summary.toolchain = value;
    return true;
  }
  if (verb === "go") {
    if (summary.go !== undefined || !isGoLineVersion(value)) return false;
    summary.go = value;
    return true;
  }
  if (summary.path !== undefined) return false;
  summary.path = value;
  return true;
}

/** Reads `path version` up to the line's end; returns where the next line begins, −1 where the line is not plain. */
function requirement(text: string, start: number, list: SummaryRequirement[]): number {
  const pathEnd = wordEnd(text, start);
  if (pathEnd === -1 || pathEnd === start) return -1;
  const versionStart = blanksEnd(text, pathEnd);
  const versionEnd = wordEnd(text, versionStart);
  if (versionEnd === -1 || versionEnd === versionStart) return -1;
  const path = text.slice(start, pathEnd);
  const version = text.slice(versionStart, versionEnd);
  if (!isPlainModule(path, version)) return -1;
  const at = blanksEnd(text, versionEnd);
  if (at === text.length) {
    list.push({ path, version, indirect: false });
    return at;
  }
  const code = text.charCodeAt(at);
  if (code === 0x0a) {
    list.push({ path, version, indirect: false });
    return at + 1;
  }
  if (code !== 0x2f || text.charCodeAt(at + 1) !== 0x2f) return -1;
  if (text.startsWith("// indirect\n", at)) {
    list.push({ path, version, indirect: true });
    return at + 12;
  }
  const next = nextLine(text, at);
  list.push({ path, version, indirect: isIndirectComment(text.slice(at, next)) });
  return next;
}

/** Whether path and version need no second look: a canonical version that fits a path without, or with the same, major version. */
function isPlainModule(path: string, version: string): boolean {
  if (!isCanonical(version)) return false;
  const last = path.charCodeAt(path.length - 1);
  if (path.startsWith("gopkg.in/") || (last >= 0x30 && last <= 0x39) || last === 0x2e) return fitsPath(path, version);
  const major = version.charCodeAt(1);
  return ((major === 0x30 || major === 0x31) && version.charCodeAt(2) === 0x2e) || version.endsWith("+incompatible");
}

/** Whether a version is the same as its canonicalVersion, without making that. */
function isCanonical(version: string): boolean {
  // A valid version with two dots is no short one.
  if (precedenceEnd(version) !== version.length)
    return version.endsWith("+incompatible") && canonicalVersion(version) === version;
  return version.indexOf(".", version.indexOf(".") + 1) !== -1;
}

function fitsPath(path: string, version: string): boolean {
  const split = splitPathVersion(path);
  return split !== undefined && checkPathMajor(version, split.pathMajor) === undefined;
}

/** The class of a character; `other` for the end of the text and everything beyond ASCII. */
function classAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code < 128 ? (classes[code] as number) : other;
}

/** Offset of the next line's first character. */
function nextLine(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end === -1 ? text.length : end + 1;
}

/** Offset of the first character at or behind `at` that is no blank. */
function blanksEnd(text: string, at: number): number {
  while (classAt(text, at) === space) at++;
  return at;
}

/** Offset behind the plain word at `at` (`at` itself: there is none); −1 where something comes that is not plain. */
function wordEnd(text: string, at: number): number {
  for (; at < text.length; at++) {
    const kind = classAt(text, at);
    if (kind === word) continue;
    if (kind !== slash) return kind === other ? -1 : at;
    const next = text.charCodeAt(at + 1);
    if (next === 0x2f) return at;
    if (next === 0x2a) return -1;
  }
  return at;
}

/** Where the next line begins when nothing but blanks and a comment is left of this one; else −1. */
function emptyRest(text: string, start: number): number {
  const at = blanksEnd(text, start);
  if (at === text.length) return at;
  const kind = classAt(text, at);
  if (kind === newline) return at + 1;
  return kind === slash && text.charCodeAt(at + 1) === 0x2f ? nextLine(text, at) : -1;
}

/**
 * Passes over a line whose meaning does not matter. Where the next one begins: negative when the line's last token is `(`, so that
 * it opens a block if it stands outside of one; −1 where something comes that is not plain.
 */
function unknownLine(text: string, start: number): number {
  let at = start;
  let last = other;
  while (at < text.length) {
    const kind = classAt(text, at);
    switch (kind) {
      case other:
        return -1;
      case space:
        at++;
        break;
      case newline:
        return last === open ? -(at + 1) : at + 1;
      case slash:
      case word: {
        if (kind === slash && text.charCodeAt(at + 1) === 0x2f) {
          const next = nextLine(text, at);
          return last === open ? -next : next;
        }
        at = wordEnd(text, at);
        if (at === -1) return -1;
        last = word;
        break;
      }
      default:
        // ( ) at a line's end is a block without lines; elsewhere it is like any other token.
        last = kind === open && at > start ? open : punctuation;
        at++;
    }
  }
  return last === open ? -at : at;
}
