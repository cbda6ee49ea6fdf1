import type { ModFile, WorkFile } from "../modfile/mod-file.ts";
import type { Comment, Statement } from "../modfile/syntax.ts";
import { counted } from "../text/counted.ts";
import type { Span } from "../text/span.ts";

/** A part of a file that can be folded away. */
export interface Fold {
  readonly kind: "block" | "comment";
  /** what goes: of a block what is between its parentheses, of comments all behind the first line */
  readonly span: Span;
  /** what stands for it: `12 lines` */
  readonly placeholder: string;
}

/** The blocks of a file, and comments of more than one line, in its order. */
export function folds({ text, lines, syntax }: ModFile | WorkFile): readonly Fold[] {
  const found: Fold[] = [];
  const line = (offset: number): number => lines.position(offset).line;
  const addComments = (comments: readonly Comment[]): void => {
    for (const { start, end } of runs(comments, line)) {
      const firstEnd = lines.lineEnd(line(start));
      const count = line(end) - line(start);
      if (count > 0) found.push({ kind: "comment", span: { start: firstEnd, end }, placeholder: counted(count, "more line") });
    }
  };
  const addStatement = (statement: Statement): void => {
    addComments(statement.before);
    if (statement.kind === "comment") return;
    if (statement.kind === "line") return;
    const { open, close } = statement;
    // Without its parenthesis nobody knows where the block was to end.
    if (text[close.start] === ")" && line(open.start) < line(close.start)) {
      found.push({
        kind: "block",
        span: { start: open.end, end: close.start },
        placeholder: counted(statement.lines.length, "line"),
      });
    }
    for (const inner of statement.lines) addComments(inner.before);
    addComments(statement.closeComments.before);
  };
  for (const statement of syntax.statements) addStatement(statement);
  return found.sort((a, b) => a.span.start - b.span.start);
}

/** Comments on lines that follow each other. */
function runs(comments: readonly Comment[], line: (offset: number) => number): readonly Span[] {
  const found: Span[] = [];
  for (const { span, text } of comments) {
    if (text === "") continue; // a blank line
    const last = found.at(-1);
    if (last !== undefined && line(last.end) + 1 === line(span.start)) found[found.length - 1] = { ...last, end: span.end };
    else found.push(span);
  }
  return found;
}
