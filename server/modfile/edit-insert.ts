import type { TextEdit } from "../text/edits.ts";
import { endOfLine, endWithComments, indentation, lineBreak, realComments, startWithComments } from "./layout.ts";
import type { ModFile, WorkFile } from "./mod-file.ts";
import { lineOrder } from "./order.ts";
import type { Block, Line, Statement } from "./syntax.ts";

/** A line to add: its verb, its arguments as they are spelled, and comments (with slashes) to stand above it. */
export interface NewLine {
  readonly verb: string;
  readonly args: readonly string[];
  /** the comment behind it, with slashes */
  readonly suffix?: string;
  readonly above?: readonly string[];
}

/**
 * Adds a line where modfile's addLine and SortBlocks would put it: into `home`, else into the last block or line of the verb, which
 * becomes a block, and there where its order is; else behind everything.
 */
export function insertLine(file: ModFile | WorkFile, line: NewLine, home?: Statement): readonly TextEdit[] {
  const target = home ?? file.syntax.statements.findLast((s) => s.kind !== "comment" && s.tokens[0]?.text === line.verb);
  if (target?.kind === "block") return insertIntoBlock(file, target, line);
  if (target?.kind === "line") return makeBlock(file, target, line);
  return appendStatement(file, line);
}

/** Adds a statement below everything else. */
export function appendStatement(file: ModFile | WorkFile, line: NewLine): readonly TextEdit[] {
  const last = file.syntax.statements.at(-1);
  if (last !== undefined) return insertBehind(file, last, line);
  const { text } = file;
  const end = lineBreak(text);
  const before = text === "" || text.endsWith("\n") ? "" : end;
  return [insertion(text.length, `${before}${spellStatement(line, end)}${end}`)];
}

/** Adds a statement below another, with a blank line between them. */
export function insertBehind(file: ModFile | WorkFile, statement: Statement, line: NewLine): readonly TextEdit[] {
  const end = lineBreak(file.text);
  return [insertion(endOfLine(file.text, endWithComments(statement)), `${end}${end}${spellStatement(line, end)}`)];
}

/** Adds a statement above another and its comments, with a blank line between them. */
export function insertBefore(file: ModFile | WorkFile, statement: Statement, line: NewLine): readonly TextEdit[] {
  const end = lineBreak(file.text);
  return [insertion(startWithComments(statement), `${spellStatement(line, end)}${end}${end}`)];
}

function insertIntoBlock(file: ModFile | WorkFile, block: Block, line: NewLine): readonly TextEdit[] {
  const { text } = file;
  const end = lineBreak(text);
  const order = lineOrder(file, line.verb);
  const [first] = block.lines;
  const { openComments, closeComments } = block;
  if (first === undefined) {
    const comments = [...openComments.suffix, ...realComments(closeComments.before)];
    if (comments.length === 0 && block.close.end > block.close.start && line.above === undefined) {
      return [{ span: { start: block.open.start, end: block.close.end }, text: spellArguments(line) }];
    }
    const at = openComments.suffix.at(-1)?.span.end ?? block.open.end;
    const sameLine = text.slice(at, block.close.start).includes("\n") ? "" : end;
    return [insertion(at, `${end}${spellInBlock(line, "\t", end)}${sameLine}`)];
  }
  const greater = block.lines.findIndex((other) => order(line.args, texts(other)) < 0);
  const previous = block.lines[(greater === -1 ? block.lines.length : greater) - 1];
  const behind = previous === undefined ? (openComments.suffix.at(-1)?.span.end ?? block.open.end) : endWithComments(previous);
  const margin = indentation(text, (previous ?? first).span.start);
  return [insertion(endOfLine(text, behind), `${end}${spellInBlock(line, margin, end)}`)];
}

/** Makes a line a block of two; the comments above it move inside with it, as modfile has it. */
function makeBlock(file: ModFile | WorkFile, old: Line, line: NewLine): readonly TextEdit[] {
  const { text } = file;
  const end = lineBreak(text);
  const [verb, argument] = old.tokens;
  if (verb === undefined || argument === undefined) return insertBehind(file, old, line);
  const first = lineOrder(file, line.verb)(line.args, texts(old).slice(1)) < 0;
  const added = spellInBlock(line, "\t", end);
  const opening = `${verb.text} (${end}${first ? `${added}${end}` : ""}`;
  const closing = `${first ? "" : `${end}${added}`}${end})`;
  const comments = realComments(old.before);
  const edits: TextEdit[] = comments.map(({ span }, index) => insertion(span.start, `${index === 0 ? opening : ""}\t`));
  edits.push({ span: { start: verb.span.start, end: argument.span.start }, text: `${comments.length === 0 ? opening : ""}\t` });
  edits.push(insertion(endOfLine(text, endWithComments(old)), closing));
  return edits;
}

function texts(line: Line): readonly string[] {
  return line.tokens.map((token) => token.text);
}

function insertion(at: number, text: string): TextEdit {
  return { span: { start: at, end: at }, text };
}

function spellStatement(line: NewLine, end: string): string {
  return [...(line.above ?? []), `${line.verb} ${spellArguments(line)}`].join(end);
}

function spellInBlock(line: NewLine, margin: string, end: string): string {
  return [...(line.above ?? []), spellArguments(line)].map((text) => margin + text).join(end);
}

/** Arguments as modfile prints them; the only brackets are those of an interval. */
function spellArguments({ args, suffix }: NewLine): string {
  const words = args.join(" ").replace(/^\[ /, "[").replace(/ ,/, ",").replace(/ \]$/, "]");
  return suffix === undefined ? words : `${words} ${suffix}`;
}
