import type { Tree, TreeCursor } from "web-tree-sitter";
import { addToken, lexLine, lineEnd, newLexerMemo, readComment } from "./lexer.ts";
import { isPrintable } from "./quote.ts";
import { addLine, type Builder } from "./statement-builder.ts";
import type { Comment, Token } from "./syntax.ts";

/** What the reader has to know of the grammar's kinds of nodes, by their numbers. */
export interface NodeKinds {
  readonly comment: number;
  /** 1 for what holds other nodes; all others are read as one token, whatever they hold */
  readonly inner: Uint8Array;
  /** 1 for what Go's lexer refuses */
  readonly refused: Uint8Array;
}

/** Kinds of nodes that stand for what Go's lexer refuses. */
const refusedKinds = new Set(["block_comment", "invalid_character", "unterminated_string"]);
/** The kind of every ERROR node, in any grammar. */
const errorKind = 0xffff;
const none: readonly never[] = Object.freeze([]);

/** @param names the grammar's kinds of nodes by number */
export function nodeKinds(names: readonly (string | null)[]): NodeKinds {
  const mark = (test: (name: string) => boolean) => Uint8Array.from(names, (name) => (name !== null && test(name) ? 1 : 0));
  return {
    comment: names.indexOf("comment"),
    inner: mark((name) => name === "source_file" || name.endsWith("_directive") || name.endsWith("_spec")),
    refused: mark((name) => refusedKinds.has(name)),
  };
}

/**
 * Adds all lines of a text to a builder, with the leaves of its tree as tokens and comments. A line on which the tree does not account
 * for every character, or has a node for what Go refuses, is read by Go's own rules instead: those decide what is wrong with it.
 */
export function addTreeLines(builder: Builder, tree: Tree, kinds: NodeKinds): void {
  const { text } = builder;
  const memo = newLexerMemo();
  const ascii = !/[^\0-\x7f]/.test(text);
  let lineStart = 0;
  let end = lineEnd(text, 0);
  let tokens: Token[] = [];
  let comment: Comment | undefined;
  /** offset up to which the line's characters are accounted for */
  let covered = 0;
  let damaged = false;
  /** offset up to which every line is damaged */
  let damagedTo = 0;

  const endLine = (): void => {
    if (damaged || lineStart < damagedTo || !isBlank(text, covered, end)) {
      const line = lexLine(text, lineStart, memo);
      addLine(builder, line, lineStart);
      lineStart = line.next;
    } else {
      addLine(builder, { tokens, comment, problems: none, next: end + 1, folded: false }, lineStart);
      lineStart = end + 1;
    }
    tokens = [];
    comment = undefined;
    damaged = false;
    covered = lineStart;
    end = lineEnd(text, lineStart);
  };

  const addLeaf = (kind: number, start: number, stop: number): void => {
    while (start > end) endLine();
    // A leaf on a line that was read by other means already.
    if (start < lineStart) return;
    if (kind === errorKind || kinds.refused[kind] === 1 || stop > end || stop === start) {
      damaged = true;
      if (stop > damagedTo) damagedTo = stop;
      return;
    }
    if (!isBlank(text, covered, start)) damaged = true;
    if (kind === kinds.comment) {
      comment = readComment(text, start, end, tokens.length > 0);
      covered = end;
      return;
    }
    const token = text.slice(start, stop);
    // A string may be one that is not closed, or go on on the next line.
    if (token.startsWith('"') || token.startsWith("`") || (!ascii && !isPlain(token))) damaged = true;
    addToken(tokens, { span: { start, end: stop }, text: token });
    covered = stop;
  };

  const cursor = tree.walk();
  try {
    let more = true;
    while (more) {
      const kind = cursor.nodeTypeId;
      if (kinds.inner[kind] === 1 && cursor.gotoFirstChild()) continue;
      addLeaf(kind, cursor.startIndex, cursor.endIndex);
      more = toNext(cursor);
    }
  } finally {
    cursor.delete();
  }
  while (lineStart < text.length) endLine();
}

/** Moves to the node that follows in order and does not lie in the present one. */
function toNext(cursor: TreeCursor): boolean {
  while (!cursor.gotoNextSibling()) if (!cursor.gotoParent()) return false;
  return true;
}

/** Whether only what Go's lexer passes over lies between two offsets. */
function isBlank(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code !== 0x20 && code !== 0x09 && code !== 0x0d) return false;
  }
  return true;
}

/** Whether Go prints all characters of a word. */
function isPlain(token: string): boolean {
  for (const character of token) if (!isPrintable(character.codePointAt(0) ?? 0)) return false;
  return true;
}
