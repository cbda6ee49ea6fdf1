import { isGoLineVersion, isToolchainLineName } from "../version/go-version.ts";
import { isIndirectComment } from "./comments.ts";
import { readLaxSummary } from "./lax-summary.ts";
import type { MalformedModFile, ModSummary, SummaryRequirement, SummaryRetraction } from "./mod-summary.ts";
import { blanksEnd, classAt, commentAt, opening, opensBlock, restIsEmpty, wordEnd } from "./scan-line.ts";
import { goTogether, knownPath, knownVersion, newScanMemo, plainPath, type ScanMemo } from "./scan-memo.ts";

export type { MalformedModFile, ModSummary } from "./mod-summary.ts";

/** Whether a scan failed. */
export function isMalformed(answer: ModSummary | MalformedModFile): answer is MalformedModFile {
  return "malformed" in answer;
}

/**
 * Reads a dependency's go.mod with the meaning of modfile.ParseLax without a version fixer (as modload.rawGoModSummary calls it).
 *
 * A plain file (words and comments, nothing quoted, nothing wrong) is scanned; any other is read by way of its syntax. A one-shot
 * process scans before its code is compiled, so lines are taken apart by built-in functions, which are fast from the first call, and a
 * line that another file has too, as five of six have in a graph of 2,000 modules, is not read again. Retractions are read when they
 * are asked for.
 * @param memo for who scans many files: see scan-memo.ts
 */
export function scanModFile(text: string, memo: ScanMemo = newScanMemo()): ModSummary | MalformedModFile {
  return scanPlain(text, memo) ?? readLaxSummary(text);
}

interface Plain {
  path: string | undefined;
  go: string | undefined;
  toolchain: string | undefined;
  readonly require: SummaryRequirement[];
}

const none: readonly never[] = Object.freeze([]);

// Which block a line is in.
const noBlock = 0;
const requireBlock = 1;
const otherBlock = 2;

/** The fast way; undefined where the file is not plain, whether it is right or wrong. */
function scanPlain(text: string, memo: ScanMemo): ModSummary | undefined {
  if (text.includes("Deprecated:")) return undefined;
  const summary: Plain = { path: undefined, go: undefined, toolchain: undefined, require: [] };
  const lines = text.split("\n");
  let block = noBlock;
  let retracts = false;
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] as string;
    if (block === requireBlock) {
      const known = memo.requirements.get(line);
      if (known !== undefined) {
        summary.require.push(known);
        continue;
      }
    }
    const at = blanksEnd(line, 0);
    if (at === line.length || commentAt(line, at)) continue;
    if (block !== noBlock && line.charCodeAt(at) === 0x29) {
      if (!restIsEmpty(line, at + 1)) return undefined;
      block = noBlock;
    } else if (block === requireBlock) {
      const read = requirement(line, at, memo);
      if (read === undefined) return undefined;
      summary.require.push(read);
      memo.requirements.set(line, read);
    } else {
      const end = block === noBlock ? wordEnd(line, at) : -1;
      const verb = end === -1 ? "" : line.slice(at, end);
      if (verb === "require") {
        const argument = blanksEnd(line, end);
        if (classAt(line, argument) === opening) {
          if (!restIsEmpty(line, argument + 1)) return undefined;
          block = requireBlock;
        } else {
          const read = requirement(line, argument, memo);
          if (read === undefined) return undefined;
          summary.require.push(read);
        }
      } else if (verb === "module" || verb === "go" || verb === "toolchain" || verb === "ignore") {
        if (!single(line, end, verb, summary, memo)) return undefined;
      } else {
        if (verb === "retract") retracts = true;
        const opens = opensBlock(line, at);
        if (opens === undefined) return undefined;
        // In a block, ( at the end of a line is nothing.
        if (opens) block = otherBlock;
      }
    }
  }
  if (block !== noBlock) return undefined;
  return retracts ? withRetractions(text, summary) : withoutRetractions(summary);
}

/** Nearly all files give an object of one of two shapes, which is what the graph's code is then compiled for. */
function withoutRetractions({ path, go, toolchain, require }: Plain): ModSummary {
  if (path === undefined || toolchain !== undefined) return { ...present({ path, go, toolchain }), require, retract: none };
  return go === undefined ? { path, require, retract: none } : { path, go, require, retract: none };
}

const textOf = Symbol("text");

function withRetractions(text: string, { path, go, toolchain, require }: Plain): ModSummary {
  const summary = { ...present({ path, go, toolchain }), require };
  Object.defineProperty(summary, textOf, { value: text });
  return Object.defineProperty(summary, "retract", lazyRetractions) as typeof summary & Pick<ModSummary, "retract">;
}

// One getter for all: with one of its own each object would have a shape of its own.
const lazyRetractions = {
  configurable: true,
  enumerable: true,
  get(this: { readonly [textOf]: string }): readonly SummaryRetraction[] {
    const value = retractions(this[textOf]);
    Object.defineProperty(this, "retract", { value, enumerable: true });
    return value;
  },
};

function present({ path, go, toolchain }: Omit<Plain, "require">): Pick<ModSummary, "path" | "go" | "toolchain"> {
  return {
    ...(path !== undefined && { path }),
    ...(go !== undefined && { go }),
    ...(toolchain !== undefined && { toolchain }),
  };
}

/** The retractions of a text that ParseLax accepts: what is wrong with one of them is no error there. */
function retractions(text: string): readonly SummaryRetraction[] {
  const summary = readLaxSummary(text);
  return isMalformed(summary) ? none : summary.retract;
}

/** Reads the one argument of a verb; false where the line is not plain. */
function single(
  line: string,
  verbEnd: number,
  verb: "module" | "go" | "toolchain" | "ignore",
  summary: Plain,
  memo: ScanMemo,
): boolean {
  const start = blanksEnd(line, verbEnd);
  const quoted = verb === "module" && line.charCodeAt(start) === 0x22;
  const end = quoted ? line.indexOf('"', start + 1) + 1 : wordEnd(line, start);
  if (end <= start) return false;
  const value = line.slice(start, end);
  if (verb === "module") {
    // Who requires it has the same string, so that the two are compared at a glance.
    const path = knownPath(memo, value)?.path ?? plainPath(value);
    if (summary.path !== undefined || path === undefined) return false;
    summary.path = path;
  } else if (verb === "go") {
    if (summary.go !== undefined || !isGoLineVersion(value)) return false;
    summary.go = value;
  } else if (verb === "toolchain" && summary.toolchain === undefined && isToolchainLineName(value)) {
    summary.toolchain = value;
  }
  return restIsEmpty(line, end);
}

/** Reads `path version` up to the line's end; undefined where that is not plain, or not right. */
function requirement(line: string, start: number, memo: ScanMemo): SummaryRequirement | undefined {
  const pathEnd = line.indexOf(" ", start);
  if (pathEnd === -1) return undefined;
  const path = knownPath(memo, line.slice(start, pathEnd));
  if (path === undefined) return undefined;
  const lineEnd = line.endsWith("\r") ? line.length - 1 : line.length;
  const space = line.indexOf(" ", pathEnd + 1);
  const versionEnd = space === -1 ? lineEnd : space;
  const version = knownVersion(memo, line.slice(pathEnd + 1, versionEnd));
  if (version === undefined || !goTogether(path, version)) return undefined;
  const comment = blanksEnd(line, versionEnd);
  if (comment < line.length && !commentAt(line, comment)) return undefined;
  const indirect = comment < line.length && isIndirectComment(line.slice(comment));
  return { path: path.path, version: version.version, indirect };
}
