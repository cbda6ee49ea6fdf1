import { extensions, workspace } from "vscode";

/** Settings of this section that are the extension's, not the server's. */
const own = new Set(["server", "trace"]);

/**
 * What the server is told when it asks for the section `gomod-lint`.
 * @param section as VS Code has it
 */
export function serverSettings(section: unknown): unknown {
  if (typeof section !== "object" || section === null) return section;
  const settings = Object.fromEntries(Object.entries(section).filter(([name]) => !own.has(name)));
  return {
    ...settings,
    features: { ...settings["features"], formatting: formats() },
    // A folder's go.mod names hosts that would be asked.
    offline: settings["offline"] === true || !workspace.isTrusted,
  };
}

/** Whether the server formats: as the user says, or where nobody else does. The Go extension formats go.mod, and VS Code asks one alone. */
function formats(): boolean {
  const set = workspace.getConfiguration("gomod-lint").inspect<boolean>("features.formatting");
  return (
    set?.workspaceFolderValue ??
    set?.workspaceValue ??
    set?.globalValue ??
    (set?.defaultValue === true || extensions.getExtension("golang.go") === undefined)
  );
}
