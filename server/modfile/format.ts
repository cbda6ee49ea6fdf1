import type { Entry, Located, ModFile, Replacement, WorkFile } from "./mod-file.ts";
import { lineOrder } from "./order.ts";
import { type Printable, type PrintBlock, type PrintLine, print } from "./print.ts";
import { autoQuote } from "./quote.ts";
import type { Block, Comment, Line } from "./syntax.ts";

/**
 * The text that `go mod edit -fmt` (`go work edit -fmt`) would write for the file: duplicates dropped, blocks sorted, empty blocks
 * dropped and blocks of one line made lines (modfile's SortBlocks and Cleanup), then modfile.Format. Values are spelled as modfile
 * spells them: versions canonical, paths quoted only where they must be. Lines end in `\n`.
 * @param file without errors; of one with errors the go command writes nothing
 */
export function format(file: ModFile | WorkFile): string {
  const spelling = respelled(file);
  const dropped = duplicates(file);
  const statements: Printable[] = [];
  for (const statement of file.syntax.statements) {
    if (statement.kind === "comment") {
      statements.push({ kind: "comment", before: texts(statement.before) });
    } else if (statement.kind === "line") {
      if (!dropped.has(statement)) statements.push(printLine(statement, spelling));
    } else {
      const lines = statement.lines.filter((line) => !dropped.has(line)).map((line) => printLine(line, spelling));
      const order = lineOrder(file, statement.tokens[0]?.text ?? "");
      lines.sort((a, b) => order(a.tokens, b.tokens));
      const cleaned = cleanBlock(statement, lines);
      if (cleaned !== undefined) statements.push(cleaned);
    }
  }
  return print(statements);
}

/** What is left of a block (FileSyntax.Cleanup): nothing of an empty one, a line of one with a single line and no comment before `)`. */
function cleanBlock(block: Block, lines: readonly PrintLine[]): Printable | undefined {
  const [only] = lines;
  if (only === undefined) return undefined;
  const tokens = block.tokens.map((token) => token.text);
  const before = texts(block.before);
  const suffix = texts(block.suffix);
  const closeBefore = texts(block.closeComments.before);
  if (lines.length === 1 && closeBefore.length === 0) {
    return {
      kind: "line",
      tokens: [...tokens, ...only.tokens],
      before: [...before, ...only.before],
      suffix: [...only.suffix, ...suffix],
    };
  }
  return printBlock(block, lines);
}

/** A block with other lines, as it is printed. */
export function printBlock(block: Block, lines: readonly PrintLine[]): PrintBlock {
  return {
    kind: "block",
    tokens: block.tokens.map((token) => token.text),
    before: texts(block.before),
    suffix: texts(block.suffix),
    openSuffix: texts(block.openComments.suffix),
    lines,
    closeBefore: texts(block.closeComments.before),
    closeSuffix: texts(block.closeComments.suffix),
  };
}

/** A line as it is printed. */
export function printLine(line: Line, spelling: ReadonlyMap<number, string> = new Map()): PrintLine {
  return {
    kind: "line",
    tokens: line.tokens.map((token) => spelling.get(token.span.start) ?? token.text),
    before: texts(line.before),
    suffix: texts(line.suffix),
  };
}

function texts(comments: readonly Comment[]): readonly string[] {
  return comments.map((comment) => comment.text);
}

/** By its offset, each token that modfile spells otherwise than the file does (parseString and parseVersion write back what they read). */
export function respelled(file: ModFile | WorkFile): ReadonlyMap<number, string> {
  const spelling = new Map<number, string>();
  const add = ({ span }: Located, spelled: string) => {
    if (!(span.end - span.start === spelled.length && file.text.startsWith(spelled, span.start)))
      spelling.set(span.start, spelled);
  };
  const addPath = (path: Located) => add(path, autoQuote(path.value));
  const addVersion = (version: Located) => add(version, version.value);
  for (const { oldPath, oldVersion, newPath, newVersion } of file.replace) {
    addPath(oldPath);
    addPath(newPath);
    if (oldVersion !== undefined) addVersion(oldVersion);
    if (newVersion !== undefined) addVersion(newVersion);
  }
  if (file.kind === "work") {
    for (const { path } of file.use) addPath(path);
    return spelling;
  }
  if (file.module !== undefined) addPath(file.module.path);
  for (const { path, version } of [...file.require, ...file.exclude]) {
    addPath(path);
    addVersion(version);
  }
  for (const { low, high } of file.retract) {
    addVersion(low);
    addVersion(high);
  }
  for (const { path } of [...file.tool, ...file.ignore]) addPath(path);
  return spelling;
}

/** The lines that say again what another line says (modfile's removeDups): of replacements the last one stays, else the first. */
export function duplicates(file: ModFile | WorkFile): ReadonlySet<Line> {
  const dropped = new Set<Line>();
  dropRepeated(dropped, [...file.replace].reverse(), replaced);
  if (file.kind === "mod") {
    dropRepeated(dropped, file.exclude, ({ path, version }) => `${path.value}\0${version.value}`);
    dropRepeated(dropped, file.tool, ({ path }) => path.value);
    dropRepeated(dropped, file.ignore, ({ path }) => path.value);
  }
  return dropped;
}

function replaced({ oldPath, oldVersion }: Replacement): string {
  return `${oldPath.value}\0${oldVersion?.value ?? ""}`;
}

function dropRepeated<T extends Entry>(dropped: Set<Line>, entries: readonly T[], key: (entry: T) => string): void {
  const seen = new Set<string>();
  for (const entry of entries) {
    const name = key(entry);
    if (seen.has(name)) dropped.add(entry.line);
    seen.add(name);
  }
}
