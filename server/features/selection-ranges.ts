import { requirementSpan } from "../analysis/describe.ts";
import type { ModFile, WorkFile } from "../modfile/mod-file.ts";
import type { Comment, Line, Statement } from "../modfile/syntax.ts";
import { type Span, touches } from "../text/span.ts";
import { placeAt } from "./place.ts";

/**
 * What to select around an offset, from the inside out, each larger than the one before: the word, path and version, the line's tokens,
 * the line with its comments, the lines of the block, the block, the file.
 */
export function selectionRanges(file: ModFile | WorkFile, offset: number): readonly Span[] {
  const found: Span[] = [];
  const add = (span: Span | undefined): void => {
    if (span === undefined || !touches(span, offset)) return;
    const last = found.at(-1);
    const larger = last === undefined || (span.start <= last.start && last.end <= span.end);
    if (larger && (last === undefined || span.end - span.start > last.end - last.start)) found.push(span);
  };
  for (const statement of file.syntax.statements)
    if (touches(around(statement), offset)) addStatement(statement, file, offset, add);
  add({ start: 0, end: file.text.length });
  return found;
}

function addStatement(
  statement: Statement,
  file: ModFile | WorkFile,
  offset: number,
  add: (span: Span | undefined) => void,
): void {
  for (const comment of statement.before) add(commentSpan(comment));
  if (statement.kind === "line") addLine(statement, file, offset, add);
  if (statement.kind === "block") {
    for (const token of statement.tokens) add(token.span);
    for (const line of statement.lines) if (touches(around(line), offset)) addLine(line, file, offset, add);
    const [first, last] = [statement.lines[0], statement.lines.at(-1)];
    if (first !== undefined && last !== undefined) add({ start: around(first).start, end: around(last).end });
    add(statement.span);
  }
  add(around(statement));
}

function addLine(line: Line, file: ModFile | WorkFile, offset: number, add: (span: Span | undefined) => void): void {
  for (const comment of [...line.before, ...line.suffix]) add(commentSpan(comment));
  for (const token of line.tokens) add(token.span);
  const place = placeAt(file, offset);
  if (place?.kind === "require" || place?.kind === "exclude") add(requirementSpan(place.entry));
  add(line.span);
  add(around(line));
}

/** A comment without a blank line's empty one. */
function commentSpan({ span, text }: Comment): Span | undefined {
  return text === "" ? undefined : span;
}

/** A statement with all its comments. */
function around(statement: Statement): Span {
  const comments = [...statement.before, ...statement.suffix, ...statement.after];
  if (statement.kind === "block") comments.push(...statement.closeComments.suffix);
  const real = comments.filter(({ text }) => text !== "").map(({ span }) => span);
  return {
    start: Math.min(statement.span.start, ...real.map(({ start }) => start)),
    end: Math.max(statement.span.end, ...real.map(({ end }) => end)),
  };
}
