import type { Span } from "../text/span.ts";
import { trimSpace } from "./go-text.ts";
import { endOfLine } from "./layout.ts";
import type { ModFile, WorkFile } from "./mod-file.ts";
import { spaceBetween } from "./print.ts";
import type { Block, Comment, Line, Statement, Token } from "./syntax.ts";

/** A word, bracket or comment of a file, and the white space before it in standard style: line ends, then `margin`. */
export interface Atom {
  readonly span: Span;
  /** as it is to be spelled */
  readonly text: string;
  readonly newlines: number;
  readonly margin: string;
}

interface State {
  readonly spelling: ReadonlyMap<number, string>;
  readonly text: string;
  readonly found: Atom[];
  /** line ends before what comes next */
  newlines: number;
}

/**
 * What a file is made of, in the order of its text, with the white space that modfile.Format puts between. A line with a syntax error is
 * one atom.
 * @param spelling by its offset, each token that is to be spelled otherwise
 * @param closeMargin what comments above a `)` are indented by: modfile does not indent them
 */
export function atoms(
  { text, syntax }: ModFile | WorkFile,
  spelling: ReadonlyMap<number, string>,
  closeMargin: string,
): readonly Atom[] {
  const state: State = { spelling, text, found: [], newlines: 0 };
  for (const statement of syntax.statements) {
    addStatement(state, statement, closeMargin);
    state.newlines = 2;
  }
  return state.found;
}

function addStatement(state: State, statement: Statement, closeMargin: string): void {
  addAbove(state, statement.before, "");
  if (statement.kind === "line") addLine(state, statement, "");
  else if (statement.kind === "block") addBlock(state, statement, closeMargin);
}

function addBlock(state: State, block: Block, closeMargin: string): void {
  addTokens(state, block.tokens, "");
  add(state, { span: block.open, text: "(" }, " ");
  addBehind(state, block.openComments.suffix, "");
  for (const line of block.lines) {
    state.newlines = 1;
    addAbove(state, line.before, "\t");
    addLine(state, line, "\t");
  }
  state.newlines = 1;
  addAbove(state, block.closeComments.before, closeMargin);
  if (block.close.end === block.close.start) return; // it is missing
  add(state, { span: block.close, text: ")" }, "");
  addBehind(state, [...block.closeComments.suffix, ...block.suffix], "");
}

function addLine(state: State, line: Line, margin: string): void {
  if (line.damaged === true) add(state, damaged(state.text, line), margin);
  else addTokens(state, line.tokens, margin);
  addBehind(state, line.suffix, margin);
}

/** The whole line of text up to its comment: not all of it has become tokens. */
function damaged(text: string, { span, suffix }: Line): Pick<Atom, "span" | "text"> {
  const rest = text.slice(span.start, suffix[0]?.span.start ?? endOfLine(text, span.end)).trimEnd();
  return { span: { start: span.start, end: span.start + rest.length }, text: rest };
}

function addTokens(state: State, tokens: readonly Token[], margin: string): void {
  tokens.forEach((token, index) => {
    const space = index === 0 ? margin : spaceBetween(tokens[index - 1]?.text ?? "", token.text);
    add(state, { span: token.span, text: state.spelling.get(token.span.start) ?? token.text }, space);
  });
}

/** Comments on lines of their own, and the blank lines among them. */
function addAbove(state: State, comments: readonly Comment[], margin: string): void {
  for (const comment of comments) {
    if (comment.text === "") {
      state.newlines = 2;
      continue;
    }
    add(state, trimmed(comment), margin);
    state.newlines = 1;
  }
}

function addBehind(state: State, comments: readonly Comment[], margin: string): void {
  comments.forEach((comment, index) => {
    state.newlines = index === 0 ? 0 : 1;
    add(state, trimmed(comment), index === 0 ? " " : margin);
  });
  state.newlines = 0;
}

function trimmed({ span, text }: Comment): Pick<Atom, "span" | "text"> {
  const kept = trimSpace(text);
  return { span: { start: span.start, end: span.start + kept.length }, text: kept };
}

function add(state: State, { span, text }: Pick<Atom, "span" | "text">, margin: string): void {
  state.found.push({ span, text, newlines: state.newlines, margin });
  state.newlines = 0;
}
