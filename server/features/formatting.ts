import { format } from "../modfile/format.ts";
import { indentation } from "../modfile/layout.ts";
import { type LineRange, layoutEdits } from "../modfile/layout-edits.ts";
import type { ModFile, WorkFile } from "../modfile/mod-file.ts";
import type { TextEdit } from "../text/edits.ts";
import { minimalEdits } from "../text/minimal-edits.ts";
import type { Span } from "../text/span.ts";

/** Edits as `go mod edit -fmt` (`go work edit -fmt`) makes them; undefined for a file with errors, which it does not write. */
export function formatEdits(file: ModFile | WorkFile): readonly TextEdit[] | undefined {
  return file.errors.length > 0 ? undefined : minimalEdits(file.text, format(file));
}

/**
 * The same for the lines of selections, each by itself: none is moved or dropped. A selection that ends at the start of a line does not
 * have that line.
 */
export function formatRangesEdits(file: ModFile | WorkFile, selections: readonly Span[]): readonly TextEdit[] {
  const ranges: LineRange[] = [];
  for (const { start, end } of [...selections].sort((a, b) => a.start - b.start)) {
    const first = file.lines.position(start).line;
    const { line, column } = file.lines.position(end);
    const last = end > start && column === 1 ? line - 1 : line;
    const before = ranges.at(-1);
    if (before !== undefined && first <= before.last + 1) {
      ranges[ranges.length - 1] = { first: before.first, last: Math.max(before.last, last) };
    } else ranges.push({ first, last });
  }
  return ranges.flatMap((range) => layoutEdits(file, range, "all"));
}

/** Characters after which `formatTypedEdits` has something to do. */
export const typedTriggers = ["\n", ")"] as const;

/**
 * What standard style changes where somebody has just typed a character: at a line end the white space of the line that it ends and the
 * indent of the new one; at a `)` the white space of its line. Words and line ends stay as they are.
 * @param offset of the cursor, behind what was typed
 */
export function formatTypedEdits(file: ModFile | WorkFile, offset: number, typed: string): readonly TextEdit[] {
  const { text, lines } = file;
  const { line } = lines.position(offset);
  if (typed === ")") {
    const closes = file.syntax.statements.some(
      (s) => s.kind === "block" && s.close.end === offset && s.close.end > s.close.start,
    );
    return closes ? layoutEdits(file, { first: line, last: line }, "space") : [];
  }
  if (typed !== "\n" || line === 1) return [];
  const start = lines.lineStart(line);
  const isBlank = text.slice(start, lines.lineEnd(line)).trim() === "";
  const ended = layoutEdits(file, { first: line - 1, last: isBlank ? line - 1 : line }, "space");
  if (!isBlank) return ended;
  const margin = isInBlock(file, start) ? "\t" : "";
  const now = indentation(text, lines.lineEnd(line));
  return now === margin ? ended : [...ended, { span: { start, end: start + now.length }, text: margin }];
}

function isInBlock({ syntax }: ModFile | WorkFile, offset: number): boolean {
  return syntax.statements.some((s) => s.kind === "block" && s.open.end <= offset && offset <= s.close.start);
}
