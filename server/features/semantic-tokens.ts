import { suppressionMark } from "../analysis/suppression.ts";
import type { ModuleGraph } from "../graph/module-graph.ts";
import { isIndirectComment } from "../modfile/comments.ts";
import { endWithComments } from "../modfile/layout.ts";
import type { Located, Replacement } from "../modfile/mod-file.ts";
import type { Comment, Line, Statement, Token } from "../modfile/syntax.ts";
import type { Span } from "../text/span.ts";
import { compareModVersions } from "../version/go-version.ts";
import type { Snapshot } from "../workspace/workspace.ts";
import { declaredGraph } from "./surroundings.ts";

/** Kinds of tokens, all of the protocol's own, which themes know: a version is a number, what tools read in a comment a macro. */
export const tokenTypes = ["keyword", "namespace", "string", "number", "operator", "property", "comment", "macro"] as const;

/**
 * What may be true of a token besides. `deprecated`: its module's go.mod says so; `superseded`: the module graph selects a higher version;
 * `replaced`: something else is built in its place.
 */
export const tokenModifiers = ["declaration", "deprecated", "indirect", "superseded", "replaced"] as const;

/** What a token is. */
export type TokenType = (typeof tokenTypes)[number];
/** What is true of a token besides. */
export type TokenModifier = (typeof tokenModifiers)[number];

/** Part of one line. */
export interface SemanticToken {
  readonly span: Span;
  readonly type: TokenType;
  readonly modifiers: readonly TokenModifier[];
}

const verbs = new Set("module go toolchain godebug require exclude replace retract tool ignore use".split(" "));
const none: readonly TokenModifier[] = [];

/** The tokens that a span has a part of, in the order of the text, none over another. */
export function semanticTokens(snapshot: Snapshot, span: Span): readonly SemanticToken[] {
  const { file } = snapshot;
  const meanings = meaningsOf(snapshot);
  const found: SemanticToken[] = [];
  for (const statement of file.syntax.statements) {
    if (startOf(statement) > span.end) break;
    if (endWithComments(statement) >= span.start) addStatement(found, statement, span, meanings);
  }
  return found
    .filter((token) => token.span.end >= span.start && token.span.start <= span.end)
    .sort((a, b) => a.span.start - b.span.start);
}

function startOf({ span, before }: Statement): number {
  return before[0]?.span.start ?? span.start;
}

function addStatement(found: SemanticToken[], statement: Statement, wanted: Span, meanings: Meanings): void {
  if (statement.kind === "comment") {
    addComments(found, statement.before);
    return;
  }
  const verb = statement.tokens[0]?.text ?? "";
  addComments(found, statement.before, verb === "module" ? deprecation : undefined);
  addVerb(found, statement.tokens);
  if (statement.kind === "line") {
    addLine(found, statement, verb, meanings);
    return;
  }
  addComments(found, statement.openComments.suffix);
  for (const line of statement.lines) {
    if (endWithComments(line) < wanted.start) continue;
    if (startOf(line) > wanted.end) break;
    addComments(found, line.before, verb === "module" ? deprecation : undefined);
    addLine(found, line, verb, meanings);
  }
  addComments(found, [...statement.closeComments.before, ...statement.closeComments.suffix, ...statement.suffix]);
}

function addVerb(found: SemanticToken[], [verb]: readonly Token[]): void {
  if (verb !== undefined && verbs.has(verb.text)) found.push({ span: verb.span, type: "keyword", modifiers: none });
}

function addLine(found: SemanticToken[], line: Line, verb: string, meanings: Meanings): void {
  for (const token of line.tokens) {
    if (token.text === "=>" || token.text === "[" || token.text === "]" || token.text === ",") {
      found.push({ span: token.span, type: "operator", modifiers: none });
      continue;
    }
    const meaning = meanings.get(token.span.start);
    if (meaning === undefined) continue;
    for (const { value, type, modifiers } of meaning) found.push({ span: value.span, type, modifiers });
  }
  const isMark = verb === "require" && line.suffix[0] !== undefined && isIndirectComment(line.suffix[0].text);
  addComments(found, line.suffix, isMark ? indirect : verb === "module" ? deprecation : undefined);
}

const indirect = /indirect/;
const deprecation = /(?<=^\/\/\s*)Deprecated:/;
const suppression = new RegExp(`${suppressionMark}(?:-file)?`);

/** A comment, parted where it holds a word that tools read: one of its line, or one that switches rules off. */
function addComments(found: SemanticToken[], comments: readonly Comment[], word?: RegExp): void {
  for (const { text, span } of comments) {
    if (text === "") continue;
    let at = 0;
    const add = (end: number, type: TokenType): void => {
      if (end > at) found.push({ span: { start: span.start + at, end: span.start + end }, type, modifiers: none });
      at = Math.max(at, end);
    };
    for (const match of [word?.exec(text), suppression.exec(text)]) {
      if (match === null || match === undefined) continue;
      add(match.index, "comment");
      add(match.index + match[0].length, "macro");
    }
    add(text.trimEnd().length, "comment");
  }
}

interface Meaning {
  readonly value: Located;
  readonly type: TokenType;
  readonly modifiers: readonly TokenModifier[];
}

/** What the words of entries are, by the offset of their token. */
type Meanings = ReadonlyMap<number, readonly Meaning[]>;

function meaningsOf(snapshot: Snapshot): Meanings {
  const { file } = snapshot;
  const meanings = new Map<number, readonly Meaning[]>();
  const put = (value: Located | undefined, type: TokenType, modifiers = none): void => {
    if (value !== undefined) meanings.set(value.span.start, [{ value, type, modifiers }]);
  };
  put(file.go?.version, "number");
  put(file.toolchain?.version, "number");
  for (const { key, value } of file.godebug) {
    meanings.set(key.span.start, [
      { value: key, type: "property", modifiers: none },
      { value, type: "string", modifiers: none },
    ]);
  }
  for (const replacement of file.replace) putReplacement(put, replacement);
  if (file.kind === "work") {
    for (const { path } of file.use) put(path, "string");
    return meanings;
  }
  put(file.module?.path, "namespace", file.module?.deprecated === undefined ? ["declaration"] : ["declaration", "deprecated"]);
  const graph = declaredGraph(snapshot);
  for (const { path, version, indirect } of file.require) {
    const modifiers = moduleModifiers(graph, path.value, indirect);
    put(path, "namespace", modifiers);
    put(version, "number", isSuperseded(graph, path.value, version.value) ? [...modifiers, "superseded"] : modifiers);
  }
  for (const { path, version } of file.exclude) {
    put(path, "namespace");
    put(version, "number");
  }
  for (const { low, high } of file.retract) {
    put(low, "number");
    put(high, "number");
  }
  for (const { path } of file.tool) put(path, "namespace");
  for (const { path } of file.ignore) put(path, "string");
  return meanings;
}

function putReplacement(put: (value: Located | undefined, type: TokenType) => void, replacement: Replacement): void {
  const { oldPath, oldVersion, newPath, newVersion } = replacement;
  put(oldPath, "namespace");
  put(oldVersion, "number");
  put(newPath, newVersion === undefined ? "string" : "namespace");
  put(newVersion, "number");
}

function moduleModifiers(graph: ModuleGraph | undefined, path: string, indirect: boolean): readonly TokenModifier[] {
  const node = graph?.selectedNode(path);
  const modifiers: TokenModifier[] = [];
  if (node?.summary?.deprecated !== undefined) modifiers.push("deprecated");
  if (indirect) modifiers.push("indirect");
  if (node !== undefined && node.target !== node) modifiers.push("replaced");
  return modifiers;
}

function isSuperseded(graph: ModuleGraph | undefined, path: string, version: string): boolean {
  const selected = graph?.selected(path);
  return selected !== undefined && selected !== "" && compareModVersions(path, selected, version) > 0;
}
