import type { ModFile, WorkFile } from "./mod-file.ts";
import type { Comment, Line, Statement } from "./syntax.ts";

/** The line end that the file uses, by its first line. */
export function lineBreak(text: string): "\n" | "\r\n" {
  const at = text.indexOf("\n");
  return at > 0 && text.charCodeAt(at - 1) === 0x0d ? "\r\n" : "\n";
}

/** Offset of the first character of the line of text that `offset` is on. */
export function startOfLine(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1;
}

/** Offset behind the last character of the line of text that `offset` is on, its line end not included. */
export function endOfLine(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  if (end === -1) return text.length;
  return end > offset && text.charCodeAt(end - 1) === 0x0d ? end - 1 : end;
}

/** Offset of the first character of the next line of text, or the text's length. */
export function startOfNextLine(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  return end === -1 ? text.length : end + 1;
}

/** The white space that a line of text begins with. */
export function indentation(text: string, offset: number): string {
  const start = startOfLine(text, offset);
  let end = start;
  while (end < offset && (text.charCodeAt(end) === 0x20 || text.charCodeAt(end) === 0x09)) end++;
  return text.slice(start, end);
}

/** Where a statement or line begins with the comments above it that belong to it. */
export function startWithComments(statement: Statement): number {
  return firstComment(statement.before)?.span.start ?? statement.span.start;
}

/** Where a statement or line ends with the comment behind it. */
export function endWithComments(statement: Statement): number {
  const { suffix } = statement;
  const behind = statement.kind === "block" ? [...statement.closeComments.suffix, ...suffix] : suffix;
  return behind.at(-1)?.span.end ?? statement.span.end;
}

/** Comments without the blank lines among them. */
export function realComments(comments: readonly Comment[]): readonly Comment[] {
  return comments.filter((comment) => comment.text !== "");
}

function firstComment(comments: readonly Comment[]): Comment | undefined {
  return comments.find((comment) => comment.text !== "");
}

/** The statement that a line is, or is in. */
export function statementOf(file: ModFile | WorkFile, line: Line): Statement | undefined {
  return file.syntax.statements.find((s) => s === line || (s.kind === "block" && s.lines.includes(line)));
}
