import type { TextEdit } from "../text/edits.ts";
import { isIndirect } from "./comments.ts";
import { removeStatements } from "./edit-remove.ts";
import { duplicates, printBlock, printLine } from "./format.ts";
import { endWithComments, lineBreak, startWithComments } from "./layout.ts";
import type { ModFile, WorkFile } from "./mod-file.ts";
import { lineOrder } from "./order.ts";
import { type Printable, type PrintLine, print } from "./print.ts";
import type { Block, Line, Statement } from "./syntax.ts";

/*
 * Edits that move lines between and within blocks. Comments go with their lines; the blocks concerned are written in standard style. For
 * files without errors.
 */

/** Sorts the lines of blocks as modfile's SortBlocks does. A block with a line that says again what another line says stays as it is. */
export function sortBlocks(file: ModFile | WorkFile): readonly TextEdit[] {
  const dropped = duplicates(file);
  return file.syntax.statements.flatMap((statement) => {
    if (statement.kind !== "block" || statement.lines.some((line) => dropped.has(line))) return [];
    const order = lineOrder(file, statement.tokens[0]?.text ?? "");
    const lines = statement.lines.map((line) => printLine(line));
    const sorted = [...lines].sort((a, b) => order(a.tokens, b.tokens));
    if (sorted.every((line, index) => line === lines[index])) return [];
    return [rewrite(file, statement, [printBlock(statement, withoutBlankTop(sorted))])];
  });
}

/** Parts a require block in two: direct requirements stay, those marked `// indirect` get a block below; comments of the block stay above. */
export function splitRequirements(file: ModFile, block: Block): readonly TextEdit[] {
  const direct = block.lines.filter((line) => !isIndirect(line)).map((line) => printLine(line));
  const indirect = block.lines.filter(isIndirect).map((line) => printLine(line));
  if (direct.length === 0 || indirect.length === 0) return [];
  const below: Printable = {
    ...printBlock(block, withoutBlankTop(indirect)),
    before: [],
    openSuffix: [],
    closeBefore: [],
    closeSuffix: [],
    suffix: [],
  };
  return [rewrite(file, block, [printBlock(block, withoutBlankTop(direct)), below].map(unwrapped))];
}

/** The require lines and blocks that can become one: a block with comments of its own is somebody's, and stays. */
export function mergeableRequirements(file: ModFile): readonly (Line | Block)[] {
  const found: (Line | Block)[] = [];
  for (const statement of file.syntax.statements) {
    if (statement.kind === "comment" || statement.tokens[0]?.text !== "require") continue;
    if (statement.kind === "line" || !hasOwnComments(statement)) found.push(statement);
  }
  return found;
}

/** Makes one sorted block of require lines and blocks, in the place of the first. */
export function mergeRequirements(file: ModFile, statements: readonly (Line | Block)[]): readonly TextEdit[] {
  const [first, ...others] = statements;
  if (first === undefined || others.length === 0) return [];
  const lines = statements.flatMap((s) => {
    if (s.kind === "block") return withoutBlankTop(s.lines.map((line) => printLine(line)));
    return [{ ...printLine(s), tokens: s.tokens.slice(1).map((token) => token.text) }];
  });
  const order = lineOrder(file, "require");
  lines.sort((a, b) => order(a.tokens, b.tokens));
  const block: Printable = {
    kind: "block",
    tokens: ["require"],
    before: [],
    suffix: [],
    openSuffix: [],
    lines: withoutBlankTop(lines),
    closeBefore: [],
    closeSuffix: [],
  };
  return [rewrite(file, first, [block]), ...removeStatements(file, new Set<Statement>(others))];
}

function hasOwnComments({ before, openComments, closeComments, suffix }: Block): boolean {
  return [before, openComments.suffix, closeComments.before, closeComments.suffix, suffix].some((list) => list.length > 0);
}

/** A block of one line and no comments of its own is that line, as FileSyntax.Cleanup has it. */
function unwrapped(block: Printable): Printable {
  if (block.kind !== "block" || block.lines.length !== 1 || block.closeBefore.length > 0) return block;
  const [only] = block.lines as [PrintLine];
  if (block.openSuffix.length + block.closeSuffix.length + block.suffix.length > 0) return block;
  const before = [...block.before, ...only.before];
  return { kind: "line", tokens: [...block.tokens, ...only.tokens], before, suffix: only.suffix };
}

/** No blank line begins a block. */
function withoutBlankTop(lines: readonly PrintLine[]): readonly PrintLine[] {
  const [first, ...rest] = lines;
  if (first?.before[0] !== "") return lines;
  const comment = first.before.findIndex((text) => text !== "");
  return [{ ...first, before: comment === -1 ? [] : first.before.slice(comment) }, ...rest];
}

/** Prints statements in a statement's place, its comments included. */
function rewrite(file: ModFile | WorkFile, statement: Statement, printed: readonly Printable[]): TextEdit {
  const text = print(printed).trimEnd().replaceAll("\n", lineBreak(file.text));
  return { span: { start: startWithComments(statement), end: endWithComments(statement) }, text };
}
