import type { Diagnostic } from "../../analysis/finding.ts";
import { printableLine } from "./printable.ts";
import type { FileReport } from "./report.ts";
import type { Style } from "./style.ts";
import { showLine } from "./width.ts";

/** Lines of a finding that are shown before it is cut. */
const most = 3;

/**
 * The lines of a finding with its range underlined, line numbers in front.
 * @returns the text, each line ended, and the width of the line numbers
 */
export function excerpt(
  { text, lines }: Pick<FileReport, "text" | "lines">,
  { span, severity }: Pick<Diagnostic, "span" | "severity">,
  style: Style,
): { readonly text: string; readonly margin: number } {
  const first = lines.position(span.start).line;
  const last = Math.max(first, lines.position(Math.max(span.start, span.end - 1)).line);
  const shownLast = Math.min(last, first + most - 1);
  const margin = String(shownLast).length;
  const bar = style.dim("|");
  let shown = `${" ".repeat(margin)} ${bar}\n`;
  for (let line = first; line <= shownLast; line++) {
    const from = lines.lineStart(line);
    const content = printableLine(text.slice(from, lines.lineEnd(line)).replace(/\r$/, ""));
    const start = line === first ? span.start - from : content.length - content.trimStart().length;
    const end = Math.min(content.length, span.end - from);
    const part = showLine(content, Math.min(start, content.length), Math.max(start, end));
    // An empty range still has a place.
    const carets = "^".repeat(Math.max(1, part.end - part.start));
    shown += `${style.dim(String(line).padStart(margin))} ${bar}${` ${part.text}`.trimEnd()}\n`;
    shown += `${" ".repeat(margin)} ${bar} ${" ".repeat(part.start)}${style.severity(severity, carets)}\n`;
  }
  if (last > shownLast) shown += `${" ".repeat(margin)} ${bar} … ${last - shownLast} more lines\n`;
  return { text: shown, margin };
}
