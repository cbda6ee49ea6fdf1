import type { Span } from "../text/span.ts";
import type { LexedLine } from "./lexer.ts";
import type { Block, Comment, Comments, Line, Statement, SyntaxProblem, Token } from "./syntax.ts";

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** A block whose `)` has not come yet. */
interface OpenBlock {
  readonly tokens: readonly Token[];
  readonly open: Span;
  readonly openComments: Mutable<Comments>;
  readonly before: readonly Comment[];
  readonly lines: Line[];
  /** offset of the first line that looks like the start of another statement */
  suspect: number | undefined;
}

/** Statements in the making. */
export interface Builder {
  readonly text: string;
  readonly statements: Statement[];
  readonly errors: SyntaxProblem[];
  /** whether a verb at the start of a text line ends an open block */
  readonly splitting: boolean;
  /** comments and blank lines that wait for the statement below them */
  comments: Comment[];
  block: OpenBlock | undefined;
  /** the last thing that lies on one line of text: what a comment behind a folded line is given to */
  holder: Mutable<Pick<Comments, "suffix">> | undefined;
}

const none: readonly never[] = Object.freeze([]);
/** Enough for anybody to mend; the rest of a file that is not go.mod at all is not worth the memory. */
const problemLimit = 1000;
/** Words that hardly begin a line of a block when they stand at the start of a text line. */
const verbs = new Set("module go toolchain godebug require exclude replace retract tool ignore use".split(" "));

/** @param splitting whether a verb at the start of a text line ends an open block, which Go does not do */
export function newBuilder(text: string, splitting: boolean): Builder {
  return { text, statements: [], errors: [], splitting, comments: [], block: undefined, holder: undefined };
}

function report(state: Builder, problem: SyntaxProblem): void {
  if (state.errors.length < problemLimit) state.errors.push(problem);
}

/**
 * Adds the next logical line, with its problems.
 * @param start offset of its first character
 */
export function addLine(state: Builder, lexed: LexedLine, start: number): void {
  const { tokens, comment } = lexed;
  for (const problem of lexed.problems) report(state, problem);
  const first = tokens[0];
  if (first === undefined) {
    addEmptyLine(state, lexed, start);
    return;
  }
  if (state.block !== undefined) {
    if (first.text === ")") {
      addClose(state, lexed, first);
      return;
    }
    if (first.span.start === start && verbs.has(first.text)) {
      state.block.suspect ??= start;
      if (state.splitting) abandon(state, start);
    }
  }
  const opening = state.block === undefined ? openParenthesis(tokens) : undefined;
  if (opening !== undefined) {
    addOpen(state, lexed, opening);
    return;
  }
  const line: Mutable<Line> = {
    kind: "line",
    span: { start: first.span.start, end: (tokens.at(-1) ?? first).span.end },
    tokens,
    inBlock: state.block !== undefined,
    before: take(state),
    suffix: lexed.folded ? none : suffixOf(comment),
    after: none,
  };
  if (lexed.problems.length > 0) line.damaged = true;
  // assignComments gives no comment to what covers several lines; it goes to what stands above.
  if (!lexed.folded) state.holder = line;
  else if (comment !== undefined && state.holder !== undefined) state.holder.suffix = [...state.holder.suffix, comment];
  (state.block?.lines ?? state.statements).push(line);
}

/** A line without code: a comment, a blank line, or nothing but characters that Go refuses. */
function addEmptyLine(state: Builder, { comment, problems }: LexedLine, start: number): void {
  if (comment !== undefined) {
    if (!comment.suffix) state.comments.push(comment);
  } else if (problems.length === 0) {
    if (state.block === undefined) {
      standAlone(state);
    } else {
      const last = state.comments.at(-1);
      // parseLineBlock keeps one blank line between lines, none at the top.
      const keep = last === undefined ? state.block.lines.length > 0 : last.text !== "";
      if (keep) state.comments.push({ span: { start, end: start }, text: "", suffix: false });
    }
  }
}

/**
 * Where a line's `(` opens a block (parseStmt): it is the last token, or only `)` follows. `(` as the first token opens nothing.
 * @returns index of `(`
 */
function openParenthesis(tokens: readonly Token[]): number | undefined {
  const last = tokens.length - 1;
  if (last >= 1 && tokens[last]?.text === "(") return last;
  if (last >= 2 && tokens[last]?.text === ")" && tokens[last - 1]?.text === "(") return last - 1;
  return undefined;
}

function addOpen(state: Builder, { tokens, comment }: LexedLine, opening: number): void {
  const open = tokens[opening]?.span ?? { start: 0, end: 0 };
  const close = tokens[opening + 1];
  const openComments: Mutable<Comments> = { before: none, suffix: close === undefined ? suffixOf(comment) : none, after: none };
  const block: OpenBlock = {
    tokens: tokens.slice(0, opening),
    open,
    openComments,
    before: take(state),
    lines: [],
    suspect: undefined,
  };
  state.holder = openComments;
  if (close === undefined) {
    state.block = block;
    return;
  }
  const empty = makeBlock(block, close.span, { before: none, suffix: none, after: none }, suffixOf(comment));
  state.statements.push(empty);
  state.holder = empty;
}

function addClose(state: Builder, { tokens, comment }: LexedLine, close: Token): void {
  const block = state.block;
  if (block === undefined) return;
  const second = tokens[1];
  if (second !== undefined) {
    const span = { start: second.span.start, end: (tokens.at(-1) ?? second).span.end };
    report(state, { span, message: "nothing but a comment may follow the ) that closes a block: put this on a line of its own" });
  }
  const above = take(state);
  const before = above.length === 1 && above[0]?.text === "" ? none : above;
  const closeComments = { before, suffix: suffixOf(comment), after: none };
  state.statements.push(makeBlock(block, close.span, closeComments, none));
  state.holder = closeComments;
  state.block = undefined;
}

/** Ends an open block without its `)`: at the end of the file, or where another statement seems to begin. */
export function abandon(state: Builder, at: number): void {
  const block = state.block;
  if (block === undefined) return;
  // The comments right above the next statement are its own, as far up as the last blank line.
  const above = take(state);
  const split = at === state.text.length ? above.length : above.findLastIndex((comment) => comment.text === "") + 1;
  const before = split === 0 ? none : above.slice(0, split);
  state.statements.push(makeBlock(block, { start: at, end: at }, { before, suffix: none, after: none }, none));
  state.comments = above.slice(split);
  state.block = undefined;
}

function makeBlock(block: OpenBlock, close: Span, closeComments: Comments, suffix: readonly Comment[]): Mutable<Block> {
  const { tokens, open, openComments, before, lines } = block;
  const start = tokens[0]?.span.start ?? open.start;
  return {
    kind: "block",
    span: { start, end: close.end },
    tokens,
    open,
    openComments,
    lines,
    close,
    closeComments,
    before,
    suffix,
    after: none,
  };
}

/** The comments that waited become a statement of their own: at a blank line, or at the end of the file. */
export function standAlone(state: Builder): void {
  const before = take(state);
  const first = before[0];
  if (first === undefined) return;
  const end = (before.at(-1) ?? first).span.end;
  state.statements.push({ kind: "comment", span: { start: first.span.start, end }, before, suffix: none, after: none });
}

function take(state: Builder): readonly Comment[] {
  if (state.comments.length === 0) return none;
  const taken = state.comments;
  state.comments = [];
  return taken;
}

function suffixOf(comment: Comment | undefined): readonly Comment[] {
  return comment === undefined ? none : [comment];
}
