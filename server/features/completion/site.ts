import { lexLine, newLexerMemo, wordEnd } from "../../modfile/lexer.ts";
import type { ModFile, WorkFile } from "../../modfile/mod-file.ts";
import { tokenValue } from "../../modfile/quote.ts";
import type { Block } from "../../modfile/syntax.ts";
import type { Span } from "../../text/span.ts";

/** What stands at the cursor, and what of it is to be replaced. */
export interface Typed {
  /** from the word's start to the cursor, without a quote */
  readonly text: string;
  /** the whole word, quotes not included; empty where there is none */
  readonly span: Span;
  readonly offset: number;
  /** the quote that the word begins with, and whether it is closed */
  readonly quote?: { readonly mark: string; readonly closed: boolean };
  /** present: the cursor touches what stands before it, and a space belongs between */
  readonly glued?: true;
}

/** A place in a line of code: the words of it, wherever the line breaks off. */
export interface CodeSite {
  readonly kind: "code";
  /** the line's verb, or that of the block around it; undefined where the cursor is at that word */
  readonly verb: string | undefined;
  /** the block that the line is in */
  readonly block: Block | undefined;
  /** the values of the arguments before the cursor's word, punctuation included */
  readonly before: readonly string[];
  /** the words behind it */
  readonly after: readonly string[];
  readonly word: Typed;
  /** the line has a comment behind the cursor */
  readonly commented: boolean;
}

/** A place in a comment. */
export interface CommentSite {
  readonly kind: "comment";
  /** the verb of the line that the comment stands in, or of the line below it, as far as there is one */
  readonly verb: string | undefined;
  /** it shares its line with code */
  readonly suffix: boolean;
  /** the comment from its slashes to the cursor */
  readonly text: string;
  /** from its slashes to its end */
  readonly span: Span;
  readonly offset: number;
  /** 1-based */
  readonly line: number;
}

export type Site = CodeSite | CommentSite;

interface Word extends Span {
  readonly text: string;
}

/**
 * What may be completed at an offset. Read from the line's own text, so that a file may be broken, and a line unfinished, in any way.
 * @param offset UTF-16 offset into the file's text
 * @returns undefined where nothing can be
 */
export function siteAt(file: ModFile | WorkFile, offset: number): Site | undefined {
  const site = anySiteAt(file, offset);
  const span = site?.kind === "code" ? site.word.span : site?.span;
  // What goes on over a line's end, as strings with an escaped one do, cannot be replaced by clients.
  return span === undefined || span.end < offset || /[\r\n]/.test(file.text.slice(span.start, span.end)) ? undefined : site;
}

function anySiteAt(file: ModFile | WorkFile, offset: number): Site | undefined {
  const { text, lines } = file;
  const { line } = lines.position(offset);
  const start = lines.lineStart(line);
  const lexed = lexLine(text, start, newLexerMemo());
  const block = blockAt(file, offset);
  const { comment } = lexed;
  if (comment !== undefined && offset > comment.span.start + 1) {
    const first = block === undefined ? lexed.tokens[0]?.text : block.tokens[0]?.text;
    return {
      kind: "comment",
      verb: lexed.tokens.length === 0 ? verbBelow(file, line, block) : first,
      suffix: comment.suffix,
      text: text.slice(comment.span.start, offset),
      span: comment.span,
      offset,
      line,
    };
  }
  if (comment !== undefined && offset > comment.span.start) return undefined;
  // Nothing may follow on the line that opens a block.
  if (block !== undefined && block.open.start >= start) return undefined;

  const words: Word[] = lexed.tokens.map(({ span, text: spelled }) => ({ ...span, text: spelled }));
  for (const { span } of lexed.problems) {
    // A string that is not closed goes as far as a word would.
    if (/["`]/.test(text.charAt(span.start))) {
      const end = Math.max(wordEnd(text, span.start), Math.min(offset, span.end));
      words.push({ start: span.start, end: end > offset ? wordEnd(text, offset) : end, text: text.slice(span.start, end) });
    }
  }
  words.sort((a, b) => a.start - b.start);
  const at = wordAt(words, offset);
  const own = at === undefined ? undefined : words[at];
  const before = words.filter((word) => word.end <= offset && word !== own);
  const after = words.filter((word) => word.start >= offset && word !== own);
  // Before the first word of a line there is nothing to add but a line.
  if (own === undefined && before.length === 0 && after[0] !== undefined && !punctuation.test(after[0].text)) return undefined;
  const values = before.map(({ text: spelled }) => tokenValue(spelled) ?? spelled);
  const atVerb = block === undefined && values.length === 0;
  return {
    kind: "code",
    verb: atVerb ? undefined : block === undefined ? values[0] : block.tokens[0]?.text,
    block,
    before: block === undefined ? values.slice(1) : values,
    after: after.map(({ text: spelled }) => spelled),
    word: own === undefined ? nothingTyped(words, offset) : typed(text, own, offset),
    commented: comment !== undefined,
  };
}

const punctuation = /^(?:[()[\]{},]|=>)$/;

/** The word that the cursor is in or touches: the one that it stands behind, before the one that it stands before. */
function wordAt(words: readonly Word[], offset: number): number | undefined {
  const touching = (test: (word: Word) => boolean): number | undefined => {
    const at = words.findIndex((word) => !punctuation.test(word.text) && test(word));
    return at === -1 ? undefined : at;
  };
  return (
    touching((word) => word.start < offset && offset <= word.end && !closedBefore(word, offset)) ??
    touching((word) => word.start === offset)
  );
}

/** Behind a closing quote the word is done. */
function closedBefore({ text, end }: Word, offset: number): boolean {
  return offset === end && text.length > 1 && /^["`]/.test(text) && text.endsWith(text.charAt(0));
}

function nothingTyped(words: readonly Word[], offset: number): Typed {
  const glued = words.some((word) => word.end === offset && !/^[([,]$/.test(word.text));
  return { text: "", span: { start: offset, end: offset }, offset, ...(glued ? { glued: true } : {}) };
}

function typed(text: string, { start, end }: Word, offset: number): Typed {
  const mark = /^["`]/.exec(text.slice(start, start + 1))?.[0];
  if (mark === undefined || offset === start) return { text: text.slice(start, offset), span: { start, end }, offset };
  const closed = end > start + 1 && text.charAt(end - 1) === mark;
  const span = { start: start + 1, end: closed ? end - 1 : end };
  return { text: text.slice(span.start, offset), span, offset, quote: { mark, closed } };
}

/** The block whose lines an offset is among. One that is not closed goes on to where the next statement begins. */
function blockAt({ syntax, text }: ModFile | WorkFile, offset: number): Block | undefined {
  for (const statement of syntax.statements) {
    if (statement.kind !== "block" || offset < statement.open.end) continue;
    const { close } = statement;
    const open = close.start === close.end;
    if (open ? offset < close.start || close.start === text.length : offset <= close.start) return statement;
  }
  return undefined;
}

/** The verb of the code that a comment above it speaks of. */
function verbBelow({ syntax, lines }: ModFile | WorkFile, line: number, block: Block | undefined): string | undefined {
  if (block !== undefined) return block.tokens[0]?.text;
  for (const statement of syntax.statements) {
    if (statement.kind === "comment") continue;
    if (lines.position(statement.span.start).line > line) return statement.tokens[0]?.text;
  }
  return undefined;
}
