import { freezeSyntax } from "./freeze.ts";
import { lexLine, newLexerMemo } from "./lexer.ts";
import { abandon, addLine, type Builder, newBuilder, standAlone } from "./statement-builder.ts";
import type { Block, FileSyntax, SyntaxProblem } from "./syntax.ts";

/** Go knows no such limit, but files that come near are not written by anybody, only made to use up memory. */
const lineLimit = 1_000_000;

/**
 * Reads a whole file by Go's own rules for lines (see lexer.ts and statement-builder.ts). Never fails: what Go refuses is in `errors`,
 * and reading goes on behind it. Linear in the text's length.
 */
export function readSyntax(text: string): FileSyntax {
  return freezeSyntax(parseSyntax(text));
}

/** The same, not frozen: for who keeps nothing of it. */
export function parseSyntax(text: string): FileSyntax {
  return finish(readLines(text, false));
}

/** The syntax that was built, when all lines are in; not frozen. */
export function finish(builder: Builder): FileSyntax {
  const { text, statements, errors, block } = builder;
  if (block === undefined) {
    standAlone(builder);
    return { text, statements, errors };
  }
  // Go has nothing to say but that the block is open. For everybody else it ends where another statement seems to begin.
  const all = [...errors, openAtEnd(text, block)];
  if (block.suspect === undefined) {
    abandon(builder, text.length);
    return { text, statements, errors: all };
  }
  const again = readLines(text, true);
  if (again.block === undefined) standAlone(again);
  else abandon(again, text.length);
  return { text, statements: again.statements, errors: all };
}

function readLines(text: string, splitting: boolean): Builder {
  const builder = newBuilder(text, splitting);
  const memo = newLexerMemo();
  let count = 0;
  for (let at = 0; at < text.length; ) {
    const line = lexLine(text, at, memo);
    if (++count > lineLimit) {
      builder.errors.unshift({
        span: { start: at, end: at },
        message: "the file has more than a million lines: the rest is not read",
      });
      break;
    }
    addLine(builder, line, at);
    at = line.next;
  }
  return builder;
}

function openAtEnd(text: string, block: Pick<Block, "tokens" | "open">): SyntaxProblem {
  const name = block.tokens
    .map((token) => token.text.slice(0, 40))
    .slice(0, 4)
    .join(" ");
  let line = 1;
  for (let at = text.indexOf("\n"); at !== -1 && at < block.open.start; at = text.indexOf("\n", at + 1)) line++;
  const span = { start: text.length, end: text.length };
  return { span, message: `the block “${name} (” of line ${line} is not closed: ) is missing` };
}
