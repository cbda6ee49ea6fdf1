import { fileURLToPath } from "node:url";
import type { Edit, Language, Parser, Tree } from "web-tree-sitter";
import { applyEdits, type TextEdit } from "../text/edits.ts";
import { LineIndex } from "../text/line-index.ts";
import { freezeSyntax } from "./freeze.ts";
import { type ReadingOptions, readModFile, readWorkFile } from "./meaning.ts";
import type { ModFile, WorkFile } from "./mod-file.ts";
import { finish, readSyntax } from "./read-syntax.ts";
import { newBuilder } from "./statement-builder.ts";
import type { FileSyntax } from "./syntax.ts";
import { addTreeLines, type NodeKinds, nodeKinds } from "./tree-lines.ts";

export type FileKind = "mod" | "work";

/** One change of a document: a piece of its text, or all of it. */
export type DocumentChange = TextEdit | { readonly text: string };

/** No go.mod that people wrote comes near; above it a tree would only cost memory. */
const treeLimit = 1 << 20;

/**
 * Reads go.mod and go.work text through the tree-sitter grammar. Holds a parser outside of the JavaScript heap: whoever creates it
 * disposes of it. See {@link createModFileReader}.
 */
export class ModFileReader {
  readonly #parser: Parser;
  readonly #kinds: NodeKinds;
  readonly #edit: typeof Edit;
  readonly #options: ReadingOptions;

  constructor(parser: Parser, language: Language, edit: typeof Edit, options: ReadingOptions) {
    this.#options = options;
    this.#parser = parser;
    this.#edit = edit;
    const names = Array.from({ length: language.nodeTypeCount }, (_, kind) => language.nodeTypeForId(kind));
    this.#kinds = nodeKinds(names);
  }

  /** The file that a text is. Never fails: what modfile.Parse (ParseWork) rejects is in `errors`. */
  parse(text: string, kind: "mod"): ModFile;
  parse(text: string, kind: "work"): WorkFile;
  parse(text: string, kind: FileKind): ModFile | WorkFile;
  parse(text: string, kind: FileKind): ModFile | WorkFile {
    const tree = this.#tree(text, undefined);
    try {
      return this.#read(text, tree, kind);
    } finally {
      tree?.delete();
    }
  }

  /** A document that is going to change. It holds its syntax tree until it is disposed of. */
  open(text: string, kind: FileKind): OpenModFile {
    return new OpenModFile(text, {
      parse: (changed, old) => this.#tree(changed, old),
      read: (changed, tree) => this.#read(changed, tree, kind),
      edit: (tree, change, before, after) => tree.edit(new this.#edit(treeEdit(change, before, after))),
    });
  }

  /** Frees the parser; documents that are open must be disposed of before. */
  dispose(): void {
    this.#parser.delete();
  }

  #tree(text: string, old: Tree | undefined): Tree | undefined {
    // Not the text itself: for that web-tree-sitter assigns a function to a property, and V8 puts such functions into its old generation at
    // once, from where they hold each text, dead or not, until the next whole collection.
    const from = (index: number): string => text.slice(index);
    return text.length > treeLimit ? undefined : (this.#parser.parse(from, old) ?? undefined);
  }

  #read(text: string, tree: Tree | undefined, kind: FileKind): ModFile | WorkFile {
    const syntax = this.#syntax(text, tree);
    return kind === "mod" ? readModFile(syntax, this.#options) : readWorkFile(syntax, this.#options);
  }

  #syntax(text: string, tree: Tree | undefined): FileSyntax {
    if (tree === undefined) return readSyntax(text);
    const builder = newBuilder(text, false);
    addTreeLines(builder, tree, this.#kinds);
    return freezeSyntax(finish(builder));
  }
}

interface TreeSource {
  parse(text: string, old: Tree | undefined): Tree | undefined;
  read(text: string, tree: Tree | undefined): ModFile | WorkFile;
  edit(tree: Tree, change: TextEdit, before: LineIndex, after: LineIndex): void;
}

/** A document with its syntax tree, so that a change costs the reading of what changed. Made by {@link ModFileReader.open}. */
export class OpenModFile {
  readonly #source: TreeSource;
  #tree: Tree | undefined;
  #file: ModFile | WorkFile;

  constructor(text: string, source: TreeSource) {
    this.#source = source;
    this.#tree = source.parse(text, undefined);
    this.#file = source.read(text, this.#tree);
  }

  /** The file as it is after the last change. */
  get file(): ModFile | WorkFile {
    return this.#file;
  }

  /**
   * Applies changes one after the other: the offsets of each are in the text that the one before left.
   * @throws RangeError when a change lies outside the text; the document is then as before
   */
  edit(changes: readonly DocumentChange[]): ModFile | WorkFile {
    let { text, lines } = this.#file;
    let old = this.#tree?.copy();
    let next: Tree | undefined;
    try {
      for (const change of changes) {
        const replaced = "span" in change ? applyEdits(text, [change]) : change.text;
        const replacedLines = new LineIndex(replaced);
        if ("span" in change) {
          if (old !== undefined) this.#source.edit(old, change, lines, replacedLines);
        } else {
          old?.delete();
          old = undefined;
        }
        text = replaced;
        lines = replacedLines;
      }
      next = this.#source.parse(text, old);
      this.#file = this.#source.read(text, next);
      [this.#tree, next] = [next, this.#tree];
      return this.#file;
    } finally {
      old?.delete();
      next?.delete();
    }
  }

  /** Frees the tree; `file` stays as it was. */
  dispose(): void {
    this.#tree?.delete();
    this.#tree = undefined;
  }
}

/** Loads tree-sitter and the grammar, both only now. */
export async function createModFileReader(options: ReadingOptions = {}): Promise<ModFileReader> {
  const { Edit, Language, Parser } = await import("web-tree-sitter");
  await Parser.init();
  const language = await Language.load(fileURLToPath(new URL("../../../grammar/tree-sitter-gomod.wasm", import.meta.url)));
  const parser = new Parser();
  parser.setLanguage(language);
  return new ModFileReader(parser, language, Edit, options);
}

/** A change in the terms of tree-sitter: 0-based rows and columns. */
function treeEdit({ span, text }: TextEdit, before: LineIndex, after: LineIndex) {
  const point = (lines: LineIndex, offset: number) => {
    const { line, column } = lines.position(offset);
    return { row: line - 1, column: column - 1 };
  };
  const newEnd = span.start + text.length;
  return {
    startIndex: span.start,
    oldEndIndex: span.end,
    newEndIndex: newEnd,
    startPosition: point(before, span.start),
    oldEndPosition: point(before, span.end),
    newEndPosition: point(after, newEnd),
  };
}
