import { readFileSync } from "node:fs";
import { Language, type Node, Parser, type Tree } from "web-tree-sitter";

/** A token, with its offset in the text. */
export interface Leaf {
  readonly text: string;
  readonly start: number;
}

/** A line or block in the terms of modfile's parser. */
export type Statement =
  | { readonly kind: "line"; readonly tokens: readonly string[] }
  | {
      readonly kind: "block";
      readonly tokens: readonly string[];
      readonly lines: readonly (readonly string[])[];
      readonly closed: boolean;
    };

/** What a tree says of its text, in order. */
export interface Reading {
  /** what Go's lexer takes as a token, unterminated strings too */
  readonly tokens: readonly Leaf[];
  readonly comments: readonly Leaf[];
  /** the places that Go's lexer refuses: unterminated strings, block comments, invalid characters */
  readonly refused: readonly Leaf[];
  /** undefined when a directive stands in a block: then the blocks are a guess, see grammar/README.md */
  readonly statements: readonly Statement[] | undefined;
  readonly hasError: boolean;
}

/** Nodes that are one token, whatever is inside of them. */
const TOKENS = new Set([
  "word",
  "module_path",
  "version",
  "file_path",
  "go_version",
  "toolchain_name",
  "godebug_setting",
  "tool",
]);
const REFUSED = ["unterminated_string", "block_comment", "invalid_character"];

/** The committed parser, from the repository's root. */
export async function loadGrammar(): Promise<{ readonly parser: Parser; readonly language: Language }> {
  await Parser.init();
  const language = await Language.load(readFileSync("grammar/tree-sitter-gomod.wasm"));
  const parser = new Parser();
  parser.setLanguage(language);
  return { parser, language };
}

/** Parses, hands the tree to `use`, and frees it. */
export function withTree<Result>(parser: Parser, text: string, use: (tree: Tree) => Result): Result {
  const tree = parser.parse(text);
  if (tree === null) throw new Error("the parser was stopped");
  try {
    return use(tree);
  } finally {
    tree.delete();
  }
}

/** The reading of a text. */
export function read(parser: Parser, text: string): Reading {
  const reading = withTree(parser, text, (tree) => readTree(tree.rootNode));
  // tree-sitter skips a byte order mark at the start, which modfile refuses.
  return text.startsWith("\ufeff") ? { ...reading, refused: [{ text: "\ufeff", start: 0 }, ...reading.refused] } : reading;
}

/** The reading of a tree's root. */
export function readTree(root: Node): Reading {
  const tokens: Leaf[] = [];
  const comments: Leaf[] = [];
  for (const child of root.children) collect(child, tokens, comments);
  const refused = root.descendantsOfType(REFUSED).map(({ text, startIndex: start }) => ({ text, start }));
  const directives = root.namedChildren.filter((child) => child.type.endsWith("_directive"));
  const nested = directives.some((child) => child.namedChildren.some((inner) => inner.type.endsWith("_directive")));
  return { tokens, comments, refused, statements: nested ? undefined : directives.map(statement), hasError: root.hasError };
}

function collect(node: Node, tokens: Leaf[], comments: Leaf[]): void {
  const leaf = { text: node.text, start: node.startIndex };
  if (node.type === "comment") comments.push(leaf);
  else if (TOKENS.has(node.type)) tokens.push(leaf);
  else if (node.childCount > 0) for (const child of node.children) collect(child, tokens, comments);
  else if (node.type !== "block_comment" && node.type !== "invalid_character") tokens.push(leaf);
}

function tokensIn(node: Node): string[] {
  const tokens: Leaf[] = [];
  collect(node, tokens, []);
  return tokens.map((token) => token.text);
}

function statement(directive: Node): Statement {
  const open = directive.childForFieldName("open");
  if (open === null) return { kind: "line", tokens: tokensIn(directive) };
  const close = directive.childForFieldName("close");
  const end = close?.startIndex ?? directive.endIndex;
  const before = directive.children.filter((child) => child.startIndex < open.startIndex);
  const inside = directive.children.filter((child) => child.startIndex > open.startIndex && child.startIndex < end);
  return {
    kind: "block",
    tokens: before.flatMap(tokensIn),
    lines: inside.map(tokensIn).filter((line) => line.length > 0),
    closed: close !== null,
  };
}
