import type { Diagnostic } from "../../server/analysis/finding.ts";
import { LineIndex } from "../../server/text/line-index.ts";

/** A finding that a fixture draws below the line where it stands. */
export interface Expectation {
  /** offsets in the stripped text */
  readonly start: number;
  readonly end: number;
  readonly rule: string;
  /** what the message must contain */
  readonly message: string;
}

const drawn = /^([ \t]*)[^\S\n]*(\^+) ([a-z][a-z-]*): (.*)$/;

/**
 * Takes the drawn lines out of a text:
 *
 *     require example.com/a
 *     ^^^^^^^^^^^^^^^^^^^^^ syntax: needs a version
 *
 * A caret stands for a UTF-16 unit; the line before it gives the place, tabs in both. One caret may also mark an empty range.
 */
export function parseDrawn(text: string): { readonly text: string; readonly expectations: readonly Expectation[] } {
  const kept: string[] = [];
  const expectations: Expectation[] = [];
  let lineStart = 0;
  let next = 0;
  for (const line of text.split(/(?<=\n)/)) {
    const match = drawn.exec(line.replace(/\r?\n$/, ""));
    if (match === null) {
      kept.push(line);
      lineStart = next;
      next += line.length;
      continue;
    }
    const [, , carets = "", rule = "", message = ""] = match;
    const column = line.indexOf("^");
    expectations.push({ start: lineStart + column, end: lineStart + column + carets.length, rule, message });
  }
  return { text: kept.join(""), expectations };
}

/** Whether a finding is the drawn one. */
export function meets(diagnostic: Diagnostic, expected: Expectation): boolean {
  const { start, end } = diagnostic.span;
  const sameEnd = end === expected.end || (end === start && expected.end === expected.start + 1);
  return (
    diagnostic.rule === expected.rule && start === expected.start && sameEnd && diagnostic.message.includes(expected.message)
  );
}

/** Findings as drawn lines, for the message of a failing test: what to paste when it is right. */
export function draw(text: string, diagnostics: readonly Diagnostic[]): string {
  const index = new LineIndex(text);
  const below = new Map<number, string[]>();
  for (const { span, rule, message } of diagnostics) {
    const { line, column } = index.position(span.start);
    const source = text.slice(index.lineStart(line), index.lineEnd(line));
    const indent = source.slice(0, column - 1).replace(/[^\t]/g, " ");
    const carets = "^".repeat(Math.max(1, Math.min(span.end, index.lineEnd(line)) - span.start));
    below.set(line, [...(below.get(line) ?? []), `${indent}${carets} ${rule}: ${message}`]);
  }
  const lines: string[] = [];
  for (let line = 1; line <= index.count; line++) {
    lines.push(text.slice(index.lineStart(line), index.lineEnd(line)), ...(below.get(line) ?? []));
  }
  return lines.join("\n");
}
