import type { LineIndex } from "../text/line-index.ts";
import type { Span } from "../text/span.ts";
import type { Line, SyntaxProblem } from "./syntax.ts";

/** What is found wrong while the meaning of one file is read. */
export interface Report {
  readonly lines: LineIndex;
  /** whether a backslash may part directories */
  readonly windows: boolean;
  readonly errors: SyntaxProblem[];
  /** versions that the go command would look up */
  readonly unresolved: SyntaxProblem[];
}

/** Enough for anybody to mend; the rest of a file that is no go.mod at all is not worth the memory. */
const errorLimit = 10_000;

export function newReport(lines: LineIndex, windows: boolean): Report {
  return { lines, windows, errors: [], unresolved: [] };
}

/** Notes an error of a line; `span` is the part of it that is wrong. Returns undefined, which is what a reader of the line returns. */
export function reportError(report: Report, line: Line, span: Span, message: string): undefined {
  addError(report, { span: onLine(report, line, span), message });
  return undefined;
}

/** Notes a version that the go command would look up; `accepted` when modfile.Parse takes it as it is. */
export function reportUnresolved(report: Report, line: Line, span: Span, message: string, accepted: boolean): undefined {
  const problem: SyntaxProblem = { span: onLine(report, line, span), message, unresolved: true };
  if (report.unresolved.length < errorLimit) report.unresolved.push(problem);
  if (!accepted) addError(report, problem);
  return undefined;
}

/** Whether no more errors are noted, so that their words need not be found. */
export function isFull(report: Report): boolean {
  return report.errors.length >= errorLimit;
}

export function addError(report: Report, problem: SyntaxProblem): void {
  if (!isFull(report)) report.errors.push(problem);
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
