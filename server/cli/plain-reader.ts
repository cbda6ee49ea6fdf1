import { readModFile, readWorkFile } from "../modfile/meaning.ts";
import type { ModFile, WorkFile } from "../modfile/mod-file.ts";
import { readSyntax } from "../modfile/read-syntax.ts";
import type { DocumentChange } from "../modfile/reader.ts";
import { applyEdits } from "../text/edits.ts";
import type { DocumentReader } from "../workspace/documents.ts";

/**
 * Reads files by Go's own rules for lines, without tree-sitter: the same values (a test holds both readers against each other), only
 * that a change of a document reads it anew. A command that reads a file once and ends saves the loading of the grammar, which costs more
 * than reading a hundred files.
 */
export function plainReader(): DocumentReader {
  const parse = (text: string, kind: "mod" | "work"): ModFile | WorkFile => {
    const syntax = readSyntax(text);
    return kind === "mod" ? readModFile(syntax) : readWorkFile(syntax);
  };
  return {
    parse,
    open(text, kind) {
      let file = parse(text, kind);
      return {
        get file() {
          return file;
        },
        edit(changes: readonly DocumentChange[]) {
          file = parse(
            changes.reduce((before, change) => ("span" in change ? applyEdits(before, [change]) : change.text), file.text),
            kind,
          );
          return file;
        },
        dispose() {},
      };
    },
  };
}
