import type { TextEdit } from "../text/edits.ts";
import type { Span } from "../text/span.ts";
import {
  endOfLine,
  endWithComments,
  indentation,
  lineBreak,
  realComments,
  startOfLine,
  startOfNextLine,
  startWithComments,
} from "./layout.ts";
import type { Entry, ModFile, WorkFile } from "./mod-file.ts";
import type { Block, Comment, Line, Statement } from "./syntax.ts";

export interface RemoveOptions {
  /**
   * `keep` (default): the comments of a line that goes stay where it stood, each on a line of its own. `drop`: they go with it, as
   * modfile's Cleanup has it, but for those above a group of lines that goes on.
   */
  readonly comments?: "keep" | "drop";
  /** false: a block that is left with one line stays a block, so that other edits in it do not overlap */
  readonly collapse?: boolean;
}

/**
 * Takes the lines of entries out. A block that becomes empty goes too, and one that is left with a single line becomes that line, as
 * modfile's markRemoved and Cleanup do. The comments of a block's own brackets always stay.
 */
export function removeEntries(
  file: ModFile | WorkFile,
  entries: readonly Entry[],
  { comments = "keep", collapse: collapses = true }: RemoveOptions = {},
): readonly TextEdit[] {
  const removed = new Set(entries.map((entry) => entry.line));
  const edits: TextEdit[] = [];
  const { statements } = file.syntax;
  const gone = new Set<Statement>();
  const keptOf = (lines: readonly Line[]): readonly string[] => (comments === "keep" ? lines.flatMap(ownComments) : []);
  statements.forEach((statement) => {
    if (statement.kind === "line" && removed.has(statement)) {
      const kept = keptOf([statement]);
      if (kept.length === 0) gone.add(statement);
      else edits.push(inPlaceOf(file, statement, kept));
    }
    if (statement.kind !== "block") return;
    const going = linesOf(statement, removed);
    if (going.length === 0) return;
    const kept = keptOf(going);
    const left = statement.lines.length - going.length;
    const only = left === 1 ? statement.lines.find((line) => !removed.has(line)) : undefined;
    if (left === 0) {
      const stay = [...(comments === "keep" ? realComments(statement.before).map((c) => c.text) : []), ...kept];
      const brackets = bracketComments(statement).map((comment) => comment.text);
      if (stay.length + brackets.length === 0) gone.add(statement);
      else if (comments === "keep") edits.push(inPlaceOf(file, statement, [...stay, ...brackets]));
      else edits.push(commentsOf(file, statement));
    } else if (collapses && only !== undefined && kept.length === 0 && bracketComments(statement).length === 0) {
      edits.push(collapse(file, statement, only));
    } else if (comments === "keep") edits.push(...replaceLines(file, going));
    else edits.push(...removeLines(file, statement, removed));
  });
  edits.push(...removeStatements(file, gone));
  return edits;
}

/** Cuts whole statements with their comments, and the blank lines that part them from others. */
export function removeStatements(file: ModFile | WorkFile, gone: ReadonlySet<Statement>): readonly TextEdit[] {
  const { statements } = file.syntax;
  const edits: TextEdit[] = [];
  for (let first = 0; first < statements.length; first++) {
    let behind = first;
    while (gone.has(statements[behind] as Statement)) behind++;
    if (behind === first) continue;
    edits.push({ span: rangeOf(file, first, behind), text: "" });
    first = behind;
  }
  return edits;
}

/** What a person wrote at a line: the comments above it and behind it, without what marks the line itself. */
function ownComments(line: Line): readonly string[] {
  return [...realComments(line.before).map((comment) => comment.text), ...suffixComments(line)];
}

/** The comments behind a line without `// indirect`, and without notes to a linter about a line that is gone. */
function suffixComments({ suffix }: Line): readonly string[] {
  return suffix.flatMap(({ text }) => {
    const rest = text.replace(/^\/\/\s*indirect(?:;\s*|\s*$)/, "").replace(/^\/\/\s*/, "");
    return rest === "" || rest.startsWith("gomod-lint:") ? [] : [`// ${rest}`];
  });
}

/** Comments in the place of a statement, with a blank line towards the next, which they are not about. */
function inPlaceOf(file: ModFile | WorkFile, statement: Statement, comments: readonly string[]): TextEdit {
  const { text, syntax } = file;
  const end = endOfLine(text, endWithComments(statement));
  const next = syntax.statements[syntax.statements.indexOf(statement) + 1];
  const apart = next === undefined || startOfLine(text, startWithComments(next)) > startOfNextLine(text, end);
  const lines = apart ? comments : [...comments, ""];
  return { span: { start: startWithComments(statement), end }, text: lines.join(lineBreak(text)) };
}

/** Those lines of a block that are removed. */
function linesOf({ lines }: Block, removed: ReadonlySet<Line>): readonly Line[] {
  const [only] = removed;
  // One fix for each of the lines of a long block: comparing costs a fiftieth of asking the set.
  if (only !== undefined && removed.size === 1) return lines.includes(only) ? [only] : [];
  return lines.filter((line) => removed.has(line));
}

/** Takes lines out of a block and leaves their comments. */
function replaceLines(file: ModFile | WorkFile, lines: readonly Line[]): TextEdit[] {
  const { text } = file;
  return lines.map((line) => {
    const start = startOfLine(text, line.span.start);
    const kept = suffixComments(line).map((comment) => `${indentation(text, line.span.start)}${comment}${lineBreak(text)}`);
    return { span: { start, end: startOfNextLine(text, endWithComments(line)) }, text: kept.join("") };
  });
}

/** Comments behind the brackets of a block and before the closing one. */
function bracketComments({ openComments, closeComments }: Block): readonly Comment[] {
  return [...openComments.suffix, ...realComments(closeComments.before), ...closeComments.suffix];
}

/** What is to be cut for the statements from `first` to before `behind`: their lines and comments, and the blank lines that part them. */
function rangeOf({ text, syntax }: ModFile | WorkFile, first: number, behind: number): Span {
  const statement = syntax.statements[first] as Statement;
  const start = startOfLine(text, startWithComments(statement));
  const end = startOfNextLine(text, endWithComments(syntax.statements[behind - 1] as Statement));
  const next = syntax.statements[behind];
  if (next !== undefined) {
    const blankAbove = start === 0 || isBlank(text, startOfLine(text, start - 1), start);
    return { start, end: blankAbove ? startOfLine(text, startWithComments(next)) : end };
  }
  // At the end of the file the blank lines above go instead of those below.
  const previous = syntax.statements[first - 1];
  return { start: previous === undefined ? start : startOfNextLine(text, endWithComments(previous)), end };
}

function isBlank(text: string, start: number, end: number): boolean {
  return text.slice(start, end).trim() === "";
}

/** A block without lines, of which only comments are left: they stand where it stood. */
function commentsOf(file: ModFile | WorkFile, block: Block): TextEdit {
  const { text } = file;
  const lines = bracketComments(block).map((comment) => comment.text);
  return { span: { start: block.span.start, end: endOfLine(text, endWithComments(block)) }, text: lines.join(lineBreak(text)) };
}

/** A block with one line left becomes that line (FileSyntax.Cleanup); the comments above the line follow those above the block. */
function collapse(file: ModFile | WorkFile, block: Block, line: Line): TextEdit {
  const { text } = file;
  const end = lineBreak(text);
  const comments: string[] = [];
  for (const comment of line.before) {
    const above = comments.length > 0 ? comments.at(-1) : block.before.length > 0 ? "//" : "";
    if (comment.text !== "" || above !== "") comments.push(comment.text);
  }
  const head = text.slice(block.span.start, block.tokens.at(-1)?.span.end);
  const body = text.slice(line.span.start, endWithComments(line));
  return {
    span: { start: block.span.start, end: endWithComments(block) },
    text: [...comments, `${head} ${body}`].join(end),
  };
}

/** Takes lines out of a block that keeps others. */
function removeLines(file: ModFile | WorkFile, block: Block, removed: ReadonlySet<Line>): TextEdit[] {
  const { text } = file;
  return block.lines.flatMap((line, index) => {
    if (!removed.has(line)) return [];
    const end = startOfNextLine(text, endWithComments(line));
    return [{ span: { start: startOfLine(text, ownStart(block, index, removed)), end }, text: "" }];
  });
}

/**
 * Where a line of a block begins with what belongs to it alone. The comments right above it may be a heading for the lines below: then
 * they stay, and so does the blank line above them.
 */
function ownStart(block: Block, index: number, removed: ReadonlySet<Line>): number {
  const line = block.lines[index] as Line;
  const next = block.lines[index + 1];
  const goesOn = next !== undefined && next.before.length === 0 && !removed.has(next);
  if (goesOn) return line.span.start;
  return line.before[0]?.span.start ?? line.span.start;
}
