import type { Entry, Located, ModFile, WorkFile } from "./mod-file.ts";
import type { Block, Comment, Comments, FileSyntax, Line, SyntaxProblem, Token } from "./syntax.ts";

/*
 * Freezing in depth, object by object: a walk that has to find out what a value holds takes five times as long, and this is done at
 * every keystroke.
 */

/** Freezes a syntax value in depth. */
export function freezeSyntax(syntax: FileSyntax): FileSyntax {
  for (const statement of syntax.statements) {
    if (statement.kind === "line") freezeLine(statement);
    else if (statement.kind === "block") freezeBlock(statement);
    else {
      Object.freeze(statement.span);
      freezeComments(statement);
      Object.freeze(statement);
    }
  }
  Object.freeze(syntax.statements);
  freezeProblems(syntax.errors);
  return Object.freeze(syntax);
}

/** Freezes a file's own values; its syntax is frozen apart. */
export function freezeFile<File extends ModFile | WorkFile>(file: File): File {
  freezeProblems(file.errors);
  freezeProblems(file.unresolved);
  Object.freeze(file.lines);
  freezeEntry(file.go, file.go?.version);
  freezeEntry(file.toolchain, file.toolchain?.version);
  for (const g of file.godebug) {
    Object.freeze(g.key.span);
    Object.freeze(g.value.span);
    freezeEntry(g, g.key, g.value);
  }
  for (const r of file.replace) freezeEntry(r, r.oldPath, r.oldVersion, r.newPath, r.newVersion);
  Object.freeze(file.godebug);
  Object.freeze(file.replace);
  if (file.kind === "work") {
    for (const u of file.use) freezeEntry(u, u.path);
    Object.freeze(file.use);
    return Object.freeze(file);
  }
  freezeEntry(file.module, file.module?.path);
  for (const r of file.require) freezeEntry(r, r.path, r.version);
  for (const x of file.exclude) freezeEntry(x, x.path, x.version);
  for (const r of file.retract) freezeEntry(r, r.low, r.high);
  for (const p of file.tool) freezeEntry(p, p.path);
  for (const p of file.ignore) freezeEntry(p, p.path);
  for (const list of [file.require, file.exclude, file.retract, file.tool, file.ignore]) Object.freeze(list);
  return Object.freeze(file);
}

/** Spans of entries and most of their values are those of the syntax. */
function freezeEntry(entry: Entry | undefined, ...values: readonly (Located | undefined)[]): void {
  for (const value of values) if (value !== undefined) Object.freeze(value);
  if (entry !== undefined) Object.freeze(entry);
}

function freezeBlock(block: Block): void {
  for (const line of block.lines) freezeLine(line);
  Object.freeze(block.lines);
  freezeTokens(block.tokens);
  freezeComments(block);
  freezeComments(block.openComments);
  freezeComments(block.closeComments);
  for (const part of [block.openComments, block.closeComments, block.open, block.close, block.span, block]) Object.freeze(part);
}

function freezeLine(line: Line): void {
  freezeTokens(line.tokens);
  freezeComments(line);
  Object.freeze(line.span);
  Object.freeze(line);
}

function freezeTokens(tokens: readonly Token[]): void {
  for (const token of tokens) {
    Object.freeze(token.span);
    Object.freeze(token);
  }
  Object.freeze(tokens);
}

function freezeComments({ before, suffix, after }: Comments): void {
  if (before.length > 0) freezeList(before);
  if (suffix.length > 0) freezeList(suffix);
  if (after.length > 0) freezeList(after);
}

function freezeList(comments: readonly Comment[]): void {
  for (const comment of comments) {
    Object.freeze(comment.span);
    Object.freeze(comment);
  }
  Object.freeze(comments);
}

function freezeProblems(problems: readonly SyntaxProblem[]): void {
  for (const problem of problems) {
    Object.freeze(problem.span);
    Object.freeze(problem);
  }
  Object.freeze(problems);
}
