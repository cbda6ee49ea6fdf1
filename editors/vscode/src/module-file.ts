import { type TextDocument, type TextEditor, Uri, window, workspace } from "vscode";

/** Languages of files that belong to a module or workspace. */
const languages = new Set(["go.mod", "go.work", "go.sum", "go"]);

/**
 * The directory that a command is about: of the file that was chosen in the explorer, or of the one that is edited. What is unsaved there is
 * saved first, since the program reads files.
 * @param chosen what VS Code hands to the command
 */
export async function commandDirectory(chosen: unknown): Promise<Uri | undefined> {
  const active = window.activeTextEditor?.document;
  const uri = chosen instanceof Uri ? chosen : active !== undefined && languages.has(active.languageId) ? active.uri : undefined;
  if (uri === undefined || uri.scheme !== "file") {
    void window.showInformationMessage("gomod-lint: open a go.mod first");
    return undefined;
  }
  const open = workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open?.isDirty && !(await open.save())) return undefined;
  return Uri.joinPath(uri, "..");
}

/** The module whose path is at the cursor, or is the first of its line: "" where there is none. */
export function moduleAtCursor(editor: TextEditor | undefined): string {
  if (editor === undefined || !/^go\.(mod|work|sum)$/.test(editor.document.languageId)) return "";
  const { document, selection } = editor;
  const word = document.getWordRangeAtPosition(selection.active, /[^\s"`(),[\]]+/);
  const at = word === undefined ? "" : document.getText(word);
  return isModulePath(at) ? at : (lineWords(document, selection.active.line).find(isModulePath) ?? "");
}

function lineWords(document: TextDocument, line: number): readonly string[] {
  return (
    document
      .lineAt(line)
      .text.replace(/\/\/.*$/, "")
      .match(/[^\s"`(),[\]]+/g) ?? []
  );
}

/** A path with a host: neither a version nor a directory. */
function isModulePath(word: string): boolean {
  return /^[\w-]+(\.[\w-]+)+(\/[\w.~-]+)*$/.test(word) && !/^v?\d+\.\d/.test(word);
}
