import type { Span } from "../text/span.ts";

/**
 * The concrete syntax of a go.mod or go.work file, the equal of golang.org/x/mod/modfile.FileSyntax: statements with the comments
 * that belong to each. All spans are UTF-16 offsets into `text`. Values are frozen.
 */
export interface FileSyntax {
  readonly text: string;
  readonly statements: readonly Statement[];
  /** What Go's lexer or parser stops at: the first is what the go command reports, the rest was found by recovery. */
  readonly errors: readonly SyntaxProblem[];
}

export type Statement = Line | Block | CommentBlock;

/**
 * One comment with its slashes and without its line end. `suffix`: it shares its line with code.
 * A blank line between the lines of a block is kept as a comment with the text "" and an empty span, as modfile keeps it.
 */
export interface Comment {
  readonly span: Span;
  readonly text: string;
  readonly suffix: boolean;
}

export interface Comments {
  /** whole-line comments right above; inside a block also its blank lines (see {@link Comment}) */
  readonly before: readonly Comment[];
  /** comments on the same line behind the code */
  readonly suffix: readonly Comment[];
  /** comments below, with nothing behind them; modfile's parser has none (they become a {@link CommentBlock}), so reading leaves it empty */
  readonly after: readonly Comment[];
}

/** A word, string, or punctuation (`(`, `)`, `[`, `]`, `{`, `}`, `,`, `=>`) as it is spelled. */
export interface Token {
  readonly span: Span;
  readonly text: string;
}

export interface Line extends Comments {
  readonly kind: "line";
  /** from the first token to the last; the suffix comment is not included */
  readonly span: Span;
  /** all tokens, at least one; outside a block the first is the directive's verb */
  readonly tokens: readonly Token[];
  readonly inBlock: boolean;
  /** the line has a syntax error: `tokens` is what could be read, and it has no meaning */
  readonly damaged?: true;
}

export interface Block extends Comments {
  readonly kind: "block";
  /** from the verb to `)` */
  readonly span: Span;
  /** the tokens before `(` */
  readonly tokens: readonly Token[];
  readonly open: Span;
  /** what stands behind `(` on its line */
  readonly openComments: Comments;
  readonly lines: readonly Line[];
  /** empty (at the end of the file, or where recovery ends the block) when it is missing */
  readonly close: Span;
  /** comments between the last line and `)`, and behind it */
  readonly closeComments: Comments;
}

/** Comments that stand alone between blank lines. */
export interface CommentBlock extends Comments {
  readonly kind: "comment";
  readonly span: Span;
}

/** Something that modfile.Parse rejects, or (with `unresolved`) that only a version fixer accepts. */
export interface SyntaxProblem {
  readonly span: Span;
  readonly message: string;
  /** a version which the go command would resolve first: a branch, a commit, `v1` */
  readonly unresolved?: true;
}
