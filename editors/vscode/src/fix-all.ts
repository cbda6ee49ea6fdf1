import { type CodeAction, CodeActionKind, commands, Range, window, workspace } from "vscode";
import { commandFile } from "./module-file.ts";

const kind = CodeActionKind.SourceFixAll.append("gomod-lint");

/**
 * Applies every fix that is safe to the file that is edited. VS Code's own command for source actions is not used: it drops what it was
 * told when a marker or the cursor moves while it waits for the server.
 */
export async function fixAll(): Promise<void> {
  const file = commandFile(undefined);
  if (file === undefined) return;
  const actions = await commands.executeCommand<readonly CodeAction[] | undefined>(
    "vscode.executeCodeActionProvider",
    file,
    new Range(0, 0, 0, 0),
    kind.value,
    1, // how many are to have their edits
  );
  const edit = actions?.[0]?.edit;
  if (edit === undefined) void window.showInformationMessage("gomod-lint: nothing here is safe to fix");
  else if (!(await workspace.applyEdit(edit)))
    void window.showWarningMessage("gomod-lint: the file has changed meanwhile; try again");
}
