import { basename } from "node:path";
import { ColorThemeKind, type Disposable, Uri, ViewColumn, type WebviewPanel, window, workspace } from "vscode";

/** Has the server draw a graph: `gomod-lint.graph` with `{ uri, module? }`, which gives the URI of a page. */
export type DrawGraph = (argument: { readonly uri: string; readonly module?: string }) => Promise<string>;

interface View {
  readonly panel: WebviewPanel;
  /** of the go.mod or go.work */
  readonly uri: string;
  /** what leads to it is shown first */
  readonly module?: string;
}

/** Pages that the server has drawn, in the editor: one for a file, drawn anew when files of modules are saved. */
export class GraphViews implements Disposable {
  readonly #draw: DrawGraph;
  readonly #views = new Map<string, View>();
  readonly #watches: readonly Disposable[];

  constructor(draw: DrawGraph) {
    this.#draw = draw;
    this.#watches = [
      workspace.onDidSaveTextDocument(({ uri }) => {
        if (/\/go\.(mod|work)$/.test(uri.path)) this.#updateAll();
      }),
      window.onDidChangeActiveColorTheme(() => this.#updateAll()),
    ];
  }

  /** Shows the graph of a go.mod or go.work, which need not be open. */
  async show(file: Uri, module?: string): Promise<void> {
    await workspace.openTextDocument(file);
    const uri = file.toString();
    const before = this.#views.get(uri);
    const panel = before?.panel ?? this.#createPanel(file);
    const view: View = { panel, uri, ...(module === undefined ? {} : { module }) };
    this.#views.set(uri, view);
    if (before !== undefined) panel.reveal();
    await this.#update(view);
  }

  #createPanel(file: Uri): WebviewPanel {
    const name = basename(Uri.joinPath(file, "..").fsPath);
    const panel = window.createWebviewPanel("gomod-lint.graph", `Graph of ${name}`, ViewColumn.Active, {
      enableScripts: true,
      localResourceRoots: [], // the page is one file
      retainContextWhenHidden: true, // where a reader has gone is kept by the page alone
    });
    panel.onDidDispose(() => this.#views.delete(file.toString()));
    return panel;
  }

  #updateAll(): void {
    for (const view of this.#views.values()) void this.#update(view);
  }

  async #update({ panel, uri, module }: View): Promise<void> {
    try {
      const page = await this.#draw({ uri, ...(module === undefined ? {} : { module }) });
      const bytes = await workspace.fs.readFile(Uri.parse(page));
      if (this.#views.get(uri)?.panel === panel) panel.webview.html = themed(new TextDecoder().decode(bytes));
    } catch (error) {
      void window.showErrorMessage(`gomod-lint: ${error instanceof Error ? error.message : error}`);
    }
  }

  dispose(): void {
    for (const watch of this.#watches) watch.dispose();
    for (const { panel } of [...this.#views.values()]) panel.dispose();
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
