import { basename } from "node:path";
import { ColorThemeKind, type Disposable, type Uri, ViewColumn, type WebviewPanel, window, workspace } from "vscode";
import { commandDirectory } from "./module-file.ts";
import { type Program, runProgram } from "./program.ts";

/** The view of a module's graph: the page of `gomod-lint graph --format html`, one view for a directory, made anew when a file of the module is saved. */
export class GraphViews implements Disposable {
  readonly #program: () => Program;
  readonly #panels = new Map<string, { readonly panel: WebviewPanel; readonly directory: Uri; running: AbortController }>();
  readonly #watches: readonly Disposable[];

  constructor(program: () => Program) {
    this.#program = program;
    this.#watches = [
      workspace.onDidSaveTextDocument(({ uri }) => {
        if (/\/go\.(mod|work)$/.test(uri.path)) void this.#updateAll();
      }),
      window.onDidChangeActiveColorTheme(() => void this.#updateAll()),
    ];
  }

  /** Shows the graph of the module that a command is about. */
  async show(chosen: unknown): Promise<void> {
    const directory = await commandDirectory(chosen);
    if (directory === undefined) return;
    const key = directory.toString();
    const open = this.#panels.get(key);
    if (open !== undefined) {
      open.panel.reveal();
      return;
    }
    const panel = window.createWebviewPanel("gomod-lint.graph", `Graph of ${basename(directory.fsPath)}`, ViewColumn.Active, {
      enableScripts: true,
      enableFindWidget: true,
      localResourceRoots: [], // the page is one file
      retainContextWhenHidden: true, // where a reader has gone is kept by the page alone
    });
    this.#panels.set(key, { panel, directory, running: new AbortController() });
    panel.onDidDispose(() => {
      this.#panels.get(key)?.running.abort();
      this.#panels.delete(key);
    });
    await this.#update(key);
  }

  async #updateAll(): Promise<void> {
    await Promise.all([...this.#panels.keys()].map((key) => this.#update(key)));
  }

  async #update(key: string): Promise<void> {
    const view = this.#panels.get(key);
    if (view === undefined) return;
    view.running.abort();
    view.running = new AbortController();
    const { signal } = view.running;
    const { code, stdout, stderr } = await runProgram(
      this.#program(),
      ["graph", "--format", "html"],
      view.directory.fsPath,
      signal,
    );
    if (signal.aborted) return;
    // An incomplete graph is drawn, too.
    if (stdout.startsWith("<!DOCTYPE html>")) view.panel.webview.html = themed(stdout);
    else void window.showErrorMessage(`gomod-lint: ${stderr.trim() || `graph ended with ${code}`}`);
  }

  dispose(): void {
    for (const watch of this.#watches) watch.dispose();
    for (const { panel } of [...this.#panels.values()]) panel.dispose();
  }
}

/**
 * The page in the editor's colours. It brings its own policy: only its own program runs, known by its hash, and nothing is connected to,
 * which is stricter than a nonce.
 */
function themed(page: string): string {
  const { kind } = window.activeColorTheme;
  const dark = kind === ColorThemeKind.Dark || kind === ColorThemeKind.HighContrast;
  return page.replace("<html ", `<html data-theme="${dark ? "dark" : "light"}" `);
}
