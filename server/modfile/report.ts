import type { LineIndex } from "../text/line-index.ts";
import type { Span } from "../text/span.ts";
import type { Line, SyntaxProblem } from "./syntax.ts";

/** What is found wrong while the meaning of one file is read. */
export interface Report {
  readonly lines: LineIndex;
  readonly errors: SyntaxProblem[];
  /** versions that the go command would look up */
  readonly unresolved: SyntaxProblem[];
}

export function newReport(lines: LineIndex): Report {
  return { lines, errors: [], unresolved: [] };
}

/** Notes an error of a line; `span` is the part of it that is wrong. Returns undefined, which is what a reader of the line returns. */
export function reportError(report: Report, line: Line, span: Span, message: string): undefined {
  report.errors.push({ span: onLine(report, line, span), message });
  return undefined;
}

/** Notes a version that the go command would look up; `accepted` when modfile.Parse takes it as it is. */
export function reportUnresolved(report: Report, line: Line, span: Span, message: string, accepted: boolean): undefined {
  const problem: SyntaxProblem = { span: onLine(report, line, span), message, unresolved: true };
  report.unresolved.push(problem);
  if (!accepted) report.errors.push(problem);
  return undefined;
}

/** Go reports every error where its line begins: a token of a folded line that stands further down must not move it. */
function onLine(report: Report, line: Line, span: Span): Span {
  const first = report.lines.position(line.span.start).line;
  return report.lines.position(span.start).line === first ? span : line.span;
}

/** From the start of the first to the end of the last. */
export function covering(first: Span, last: Span): Span {
  return { start: first.start, end: last.end };
}
