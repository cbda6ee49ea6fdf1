import type { LineIndex } from "../../text/line-index.ts";
import type { Span } from "../../text/span.ts";

/** A range within one line: 1-based line, 1-based columns in UTF-16 units, the end exclusive. */
export interface LineRange {
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
}

/** The part of a range on its first line: what forges can show beside the code. */
export function oneLine({ start, end }: Span, lines: LineIndex): LineRange {
  const { line, column } = lines.position(start);
  const lineEnd = lines.lineEnd(line) - lines.lineStart(line) + 1;
  return { line, column, endColumn: Math.max(column, Math.min(lineEnd, column + end - start)) };
}
