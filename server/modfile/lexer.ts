import type { Span } from "../text/span.ts";
import { isPrintable } from "./quote.ts";
import type { Comment, SyntaxProblem, Token } from "./syntax.ts";

/** One logical line: what stands before a line end, a comment, or the end of the file. */
export interface LexedLine {
  readonly tokens: readonly Token[];
  /** the comment that ends the line */
  readonly comment: Comment | undefined;
  readonly problems: readonly SyntaxProblem[];
  /** offset behind the line's `\n`, or the text's length */
  readonly next: number;
  /** whether a string with an escaped line end makes the line cover several lines of text */
  readonly folded: boolean;
}

/** What one pass over a text remembers from line to line, so that looking ahead stays linear. */
export interface LexerMemo {
  /** the next end of a block comment is at `blockEnd` for every place from `blockFrom` to there; −1: there is none */
  blockFrom: number;
  blockEnd: number;
}

export function newLexerMemo(): LexerMemo {
  return { blockFrom: 0, blockEnd: 0 };
}

const none: readonly never[] = Object.freeze([]);
/** No line with a meaning has more than seven; of one that has so many, what is in the middle is not kept. */
const tokenLimit = 1000;

/**
 * Reads the logical line that begins at `start` (modfile's readToken up to the end of the line). Where Go's lexer would stop, the
 * problem is noted and reading goes on behind what is wrong, so a line is always read to its end.
 * @param text the whole file
 * @param start offset of a line's first character
 * @param memo of this pass over the text
 */
export function lexLine(text: string, start: number, memo: LexerMemo): LexedLine {
  const tokens: Token[] = [];
  let problems: SyntaxProblem[] | undefined;
  let folded = false;
  let at = start;
  for (;;) {
    const code = text.charCodeAt(at);
    if (at >= text.length) return { tokens, comment: undefined, problems: problems ?? none, next: at, folded };
    switch (code) {
      case 0x20:
      case 0x09:
      case 0x0d:
        at++;
        continue;
      case 0x0a:
        return { tokens, comment: undefined, problems: problems ?? none, next: at + 1, folded };
      case 0x28: // ( ) [ ] { } ,
      case 0x29:
      case 0x5b:
      case 0x5d:
      case 0x7b:
      case 0x7d:
      case 0x2c:
        addToken(tokens, { span: { start: at, end: at + 1 }, text: text.charAt(at) });
        at++;
        continue;
      case 0x22: // "
      case 0x60: {
        const end = stringEnd(text, at);
        if (end.problem === undefined) {
          const token = text.slice(at, end.at);
          if (token.includes("\n")) folded = true;
          addToken(tokens, { span: { start: at, end: end.at }, text: token });
        } else {
          problems = append(problems, end.problem);
        }
        at = end.at;
        continue;
      }
      case 0x2f: {
        const second = text.charCodeAt(at + 1);
        if (second === 0x2f) {
          const newline = lineEnd(text, at);
          const comment = readComment(text, at, newline, tokens.length > 0 || problems !== undefined);
          return { tokens, comment, problems: problems ?? none, next: Math.min(newline + 1, text.length), folded };
        }
        if (second === 0x2a) {
          const end = blockCommentEnd(text, at, memo);
          problems = append(problems, blockComment({ start: at, end }));
          at = end;
          continue;
        }
        break;
      }
    }
    const end = wordEnd(text, at);
    if (end === at) {
      const bad = badEnd(text, at);
      problems = append(problems, badCharacter(text, { start: at, end: bad }));
      at = bad;
    } else {
      addToken(tokens, { span: { start: at, end }, text: text.slice(at, end) });
      at = end;
    }
  }
}

/** Adds a token to a line; of a line with very many, those in the middle are dropped. */
export function addToken(tokens: Token[], token: Token): void {
  if (tokens.length < tokenLimit) {
    tokens.push(token);
    return;
  }
  // What the line is depends on its first and its last two tokens.
  tokens[tokenLimit - 2] = tokens[tokenLimit - 1] ?? token;
  tokens[tokenLimit - 1] = token;
}

function append(list: SyntaxProblem[] | undefined, problem: SyntaxProblem): SyntaxProblem[] {
  if (list === undefined) return [problem];
  list.push(problem);
  return list;
}

/** Offset of the line end at or behind `at`: of its `\n`, or the text's length. */
export function lineEnd(text: string, at: number): number {
  const newline = text.indexOf("\n", at);
  return newline === -1 ? text.length : newline;
}

/** The comment from its slashes at `start` to `newline`; a `\r` before a `\n` is not part of it (modfile's endToken). */
export function readComment(text: string, start: number, newline: number, suffix: boolean): Comment {
  const end = newline < text.length && text.charCodeAt(newline - 1) === 0x0d ? newline - 1 : newline;
  return { span: { start, end }, text: text.slice(start, end), suffix };
}

/**
 * Offset behind the word at `at`; `at` itself when no word begins there (modfile's isIdent). A word ends before `//` and `/*`.
 */
export function wordEnd(text: string, at: number): number {
  let end = at;
  for (;;) {
    const code = text.charCodeAt(end);
    if (code < 0x7f) {
      if (code <= 0x20) return end;
      switch (code) {
        case 0x28: // ( ) [ ] { } ,
        case 0x29:
        case 0x5b:
        case 0x5d:
        case 0x7b:
        case 0x7d:
        case 0x2c:
          return end;
        case 0x2f: {
          const next = text.charCodeAt(end + 1);
          if (next === 0x2f || next === 0x2a) return end;
        }
      }
      end++;
    } else {
      if (end >= text.length) return end;
      const point = text.codePointAt(end) ?? 0;
      if (!isPrintable(point)) return end;
      end += point > 0xffff ? 2 : 1;
    }
  }
}

/** Offset behind a run of characters that can begin no token. */
function badEnd(text: string, start: number): number {
  let at = start;
  while (at < text.length) {
    const point = text.codePointAt(at) ?? 0;
    if (point < 0x80 && (point >= 0x20 || point === 0x09 || point === 0x0a || point === 0x0d) && point !== 0x7f) break;
    if (point >= 0x80 && isPrintable(point)) break;
    at += point > 0xffff ? 2 : 1;
  }
  return at;
}

/**
 * Where the string at `start` ends. A backslash in an interpreted string hides the character behind it, even a line end.
 * The end of a string that is not closed is the end of its line.
 */
function stringEnd(text: string, start: number): { readonly at: number; readonly problem?: SyntaxProblem } {
  const mark = text.charCodeAt(start);
  let lineStart = start;
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === mark) return { at: at + 1 };
    if (code === 0x0a) return { at, problem: openString(text, { start: lineStart, end: at }) };
    if (code === 0x5c && mark === 0x22) {
      at++;
      if (text.charCodeAt(at) === 0x0a) lineStart = at + 1;
    }
  }
  // At the end of the file Go reports where the string begins, not where it breaks off.
  const end = lineEnd(text, start);
  return { at: lineStart === start ? text.length : end, problem: openString(text, { start, end }) };
}

function openString(text: string, span: Span): SyntaxProblem {
  let { end } = span;
  if (end > span.start + 1 && text.charCodeAt(end - 1) === 0x0d) end--;
  const mark = text.charAt(span.start) === "`" ? "`" : '"';
  return { span: { start: span.start, end }, message: `the string is not closed: ${mark} is missing before the end of the line` };
}

/** How far a block comment is taken to go on: farther away, its end mark belongs to something else. */
const blockCommentLimit = 4096;

/** Offset behind a block comment: behind its end mark, or the end of the line when there is none near. */
function blockCommentEnd(text: string, start: number, memo: LexerMemo): number {
  const from = start + 2;
  const known = memo.blockFrom <= from && (memo.blockEnd === -1 || from <= memo.blockEnd);
  if (!known) {
    memo.blockFrom = from;
    memo.blockEnd = text.indexOf("*/", from);
  }
  return memo.blockEnd === -1 || memo.blockEnd - start > blockCommentLimit ? lineEnd(text, start) : memo.blockEnd + 2;
}

function blockComment(span: Span): SyntaxProblem {
  return { span, message: "block comments are not part of the syntax: begin each comment line with // instead of /*" };
}

function badCharacter(text: string, span: Span): SyntaxProblem {
  const point = text.codePointAt(span.start) ?? 0;
  const name = `U+${point.toString(16).toUpperCase().padStart(4, "0")}`;
  const hint =
    point === 0xfeff
      ? ", a byte order mark: save the file as UTF-8 without one"
      : /^[\p{Z}]$/u.test(String.fromCodePoint(point))
        ? ", a space that is not the plain one"
        : "";
  return { span, message: `unexpected character ${name}${hint}` };
}
