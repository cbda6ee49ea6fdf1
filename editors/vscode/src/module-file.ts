import { type TextDocument, type TextEditor, Uri, window, workspace } from "vscode";

/** Whether an address is that of a go.mod or go.work. */
function isModuleFile(uri: Uri): boolean {
  return uri.scheme === "file" && /\/(go\.mod|go\.[^/]+\.mod|go\.work)$/.test(uri.path);
}

/**
 * The go.mod or go.work that a command is about, or undefined, with a word to the user.
 * @param chosen what VS Code hands to the command: in menus the file, which goes before the one that is edited
 */
export function commandFile(chosen: unknown): Uri | undefined {
  const uri = chosen instanceof Uri ? chosen : window.activeTextEditor?.document.uri;
  if (uri !== undefined && isModuleFile(uri)) return uri;
  void window.showInformationMessage("gomod-lint: open a go.mod or go.work first");
  return undefined;
}

/** Saves what is unsaved of a file, for what reads files; whether it is saved. */
export async function save(uri: Uri): Promise<boolean> {
  const open = workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  return open === undefined || !open.isDirty || (await open.save());
}

/** The module whose path is at the cursor, or is the first of its line: "" where there is none. */
export function moduleAtCursor(editor: TextEditor | undefined): string {
  if (editor === undefined || !isModuleFile(editor.document.uri)) return "";
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
