import { LineIndex } from "../text/line-index.ts";
import { sha256Function } from "../text/sha256.ts";
import type { Span } from "../text/span.ts";
import { isSpace } from "./go-text.ts";
import type { Located } from "./mod-file.ts";

/** One line of go.sum: the hash of a module's files, or of its go.mod alone. */
export interface SumEntry {
  /** from the first field to the last */
  readonly span: Span;
  readonly path: Located;
  /** without `/go.mod`; `span` too */
  readonly version: Located;
  /** whether the hash is that of the go.mod file */
  readonly goMod: boolean;
  /** with its algorithm: `h1:…` */
  readonly hash: Located;
}

/** A line that does not have three fields: the go command stops at it, but for `go mod tidy`, which drops it. */
export interface MalformedSum {
  readonly span: Span;
  /** how many fields it has */
  readonly fields: number;
}

/** A go.sum file. Frozen. */
export interface GoSum {
  readonly text: string;
  readonly lines: LineIndex;
  /** without the lines that the go command drops: the hash of an empty go.mod, once written by mistake */
  readonly entries: readonly SumEntry[];
  readonly malformed: readonly MalformedSum[];
}

/** The hash of a go.mod without content, which old versions of Go wrote for what is no module (modfetch.emptyGoModHash). */
const emptyGoModHash = "h1:G7mAYYxgmS0lVkHyy2hEOLQCFB0DlQFTMLWggykrydY=";
const goModSuffix = "/go.mod";

/**
 * Reads go.sum text as modfetch.readGoSum does; nothing is an error but what is in `malformed`. A line as the go command writes it is taken
 * apart by one expression, which is fast from the first call; any other one word by word.
 */
export function parseGoSum(text: string): GoSum {
  const entries: SumEntry[] = [];
  const malformed: MalformedSum[] = [];
  const plain = /([!-~]+) ([!-~]+) ([!-~]+)(?:\n|$)/y;
  const words: Span[] = [];
  for (let start = 0; start < text.length; ) {
    plain.lastIndex = start;
    const match = plain.exec(text);
    if (match !== null) {
      const [line, path = "", version = "", hash = ""] = match;
      const versionStart = start + path.length + 1;
      const hashStart = versionStart + version.length + 1;
      if (hash !== emptyGoModHash) entries.push(entry(path, start, version, versionStart, hash, hashStart));
      start += line.length;
      continue;
    }
    const newline = text.indexOf("\n", start);
    const end = newline === -1 ? text.length : newline;
    words.length = 0;
    splitFields(text, start, end, words);
    start = end + 1;
    const [path, version, hash] = words;
    const last = words.at(-1);
    if (path === undefined || last === undefined) continue;
    if (version === undefined || hash === undefined || words.length !== 3) {
      malformed.push(Object.freeze({ span: Object.freeze({ start: path.start, end: last.end }), fields: words.length }));
      continue;
    }
    const [name, number, sum] = [path, version, hash].map((word) => text.slice(word.start, word.end)) as [string, string, string];
    if (sum !== emptyGoModHash) entries.push(entry(name, path.start, number, version.start, sum, hash.start));
  }
  Object.freeze(entries);
  Object.freeze(malformed);
  const lines = new LineIndex(text);
  Object.freeze(lines);
  return Object.freeze({ text, lines, entries, malformed });
}

function entry(
  path: string,
  pathStart: number,
  version: string,
  versionStart: number,
  hash: string,
  hashStart: number,
): SumEntry {
  const goMod = version.endsWith(goModSuffix);
  return Object.freeze({
    span: Object.freeze({ start: pathStart, end: hashStart + hash.length }),
    path: located(path, pathStart),
    version: located(goMod ? version.slice(0, -goModSuffix.length) : version, versionStart),
    goMod,
    hash: located(hash, hashStart),
  });
}

/**
 * The `h1:` hash that go.sum has for a go.mod file (modfetch.goModSum: dirhash.Hash1 of that one file).
 * @param content the file as it is, byte for byte; a string stands for its UTF-8
 */
export function goModHash(content: string | Uint8Array): string {
  return goModHasher()(content);
}

/** The same function for who hashes many files. */
export function goModHasher(): (content: string | Uint8Array) => string {
  const sha256 = sha256Function();
  return (content) => `h1:${sha256(`${sha256(content, "hex")}  go.mod\n`, "base64")}`;
}

function located(value: string, start: number): Located {
  return Object.freeze({ value, span: Object.freeze({ start, end: start + value.length }) });
}

/** The places of the words between `start` and `end` (strings.Fields). */
function splitFields(text: string, start: number, end: number, words: Span[]): void {
  let wordStart = -1;
  for (let at = start; at <= end; at++) {
    if (at === end || isSpace(text.charCodeAt(at))) {
      if (wordStart !== -1) words.push({ start: wordStart, end: at });
      wordStart = -1;
    } else if (wordStart === -1) {
      wordStart = at;
    }
  }
}
