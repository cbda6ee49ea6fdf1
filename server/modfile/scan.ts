import { isGoLineVersion, isToolchainLineName } from "../version/go-version.ts";
import { isIndirectComment } from "./comments.ts";
import { readLaxSummary } from "./lax-summary.ts";
import type { MalformedModFile, ModSummary, SummaryRequirement, SummaryRetraction } from "./mod-summary.ts";
import { blanksEnd, classAt, nextLine, opening, restIsEmpty, skipLine, wordEnd } from "./plain-text.ts";
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
 * process scans before its code is compiled, so lines are taken apart by the built-in searches, which are fast from the first call,
 * and each path and version is looked at once. Retractions are read when they are asked for.
 * @param memo for who scans many files: see scan-memo.ts
 */
export function scanModFile(text: string, memo: ScanMemo = newScanMemo()): ModSummary | MalformedModFile {
  return scanPlain(text, memo) ?? readLaxSummary(text);
}

interface Plain {
  path?: string;
  go?: string;
  toolchain?: string;
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
  const summary: Plain = { require: [] };
  let block = noBlock;
  let retracts = false;
  let at = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === 0x09 || code === 0x0a || code === 0x0d || code === 0x20) {
      at++;
    } else if (code === 0x2f && text.charCodeAt(at + 1) === 0x2f) {
      at = nextLine(text, at);
    } else if (code === 0x29 && block !== noBlock) {
      at = restIsEmpty(text, at + 1);
      block = noBlock;
    } else if (block === requireBlock) {
      at = requirement(text, at, summary.require, memo);
    } else {
      const end = block === noBlock ? wordEnd(text, at) : -1;
      const verb = end === -1 ? "" : text.slice(at, end);
      if (verb === "require") {
        const argument = blanksEnd(text, end);
        if (classAt(text, argument) === opening) {
          at = restIsEmpty(text, argument + 1);
          block = requireBlock;
        } else {
          at = requirement(text, argument, summary.require, memo);
        }
      } else if (verb === "module" || verb === "go" || verb === "toolchain" || verb === "ignore") {
        at = single(text, end, verb, summary);
      } else {
        if (verb === "retract") retracts = true;
        at = skipLine(text, at);
        if (at < -1) {
          at = -at;
          // In a block, ( at the end of a line is nothing.
          block = otherBlock;
        }
      }
    }
    if (at === -1) return undefined;
  }
  if (block !== noBlock) return undefined;
  if (!retracts) return { ...summary, retract: none };
  let read: readonly SummaryRetraction[] | undefined;
  return {
    ...summary,
    get retract() {
      read ??= retractions(text);
      return read;
    },
  };
}

/** The retractions of a text that ParseLax accepts: what is wrong with one of them is no error there. */
function retractions(text: string): readonly SummaryRetraction[] {
  const summary = readLaxSummary(text);
  return isMalformed(summary) ? none : summary.retract;
}

/** Reads the one argument of a verb. Where the next line begins, −1 where the line is not plain. */
function single(text: string, verbEnd: number, verb: "module" | "go" | "toolchain" | "ignore", summary: Plain): number {
  const start = blanksEnd(text, verbEnd);
  const quoted = verb === "module" && text.charCodeAt(start) === 0x22;
  const end = quoted ? text.indexOf('"', start + 1) + 1 : wordEnd(text, start);
  if (end <= start) return -1;
  const value = text.slice(start, end);
  if (verb === "module") {
    const path = plainPath(value);
    if (summary.path !== undefined || path === undefined) return -1;
    summary.path = path;
  } else if (verb === "go") {
    if (summary.go !== undefined || !isGoLineVersion(value)) return -1;
    summary.go = value;
  } else if (verb === "toolchain" && summary.toolchain === undefined && isToolchainLineName(value)) {
    summary.toolchain = value;
  }
  return restIsEmpty(text, end);
}

/** Reads `path version` up to the line's end. Where the next line begins, −1 where the line is not plain, or not right. */
function requirement(text: string, start: number, list: SummaryRequirement[], memo: ScanMemo): number {
  const newline = text.indexOf("\n", start);
  const next = newline === -1 ? text.length : newline + 1;
  const lineEnd = newline === -1 ? next : newline;
  const pathEnd = text.indexOf(" ", start);
  if (pathEnd === -1 || pathEnd >= lineEnd) return -1;
  const versionEnd = text.indexOf(" ", pathEnd + 1);
  const end = versionEnd === -1 || versionEnd > lineEnd ? lineEnd : versionEnd;
  const known = knownPath(memo, text.slice(start, pathEnd));
  if (known === undefined) return -1;
  const version = knownVersion(memo, text.slice(pathEnd + 1, text.charCodeAt(end - 1) === 0x0d ? end - 1 : end));
  if (version === undefined || !goTogether(known, version)) return -1;
  const comment = end === lineEnd ? lineEnd : blanksEnd(text, end);
  if (comment < lineEnd && !text.startsWith("//", comment)) return -1;
  const indirect =
    comment < lineEnd && (text.startsWith("// indirect\n", comment) || isIndirectComment(text.slice(comment, lineEnd)));
  list.push({ path: known.path, version: version.version, indirect });
  return next;
}
