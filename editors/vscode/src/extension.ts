import { commands, type ExtensionContext, extensions, window, workspace } from "vscode";
import { ExecuteCommandRequest, LanguageClient } from "vscode-languageclient/node";
import { fixAll } from "./fix-all.ts";
import { GraphViews } from "./graph-view.ts";
import { commandFile } from "./module-file.ts";
import { findProgram, serverOptions } from "./program.ts";
import { reportProvider, reportScheme, showWhatIf, showWhy } from "./reports.ts";
import { selector } from "./selector.ts";
import { serverCommands } from "./server-commands.ts";
import { serverSettings } from "./settings.ts";
import { showStatus } from "./status.ts";

/** What VS Code calls first. */
export async function activate(context: ExtensionContext): Promise<void> {
  const log = window.createOutputChannel("gomod-lint", { log: true });
  const program = () => findProgram(context);
  const graphs = new GraphViews((argument) =>
    client.sendRequest(ExecuteCommandRequest.type, { command: "gomod-lint.graph", arguments: [argument] }),
  );
  let client = createClient();
  let status = showStatus(client);

  function createClient(): LanguageClient {
    return new LanguageClient("gomod-lint", "gomod-lint", serverOptions(program()), {
      documentSelector: selector,
      outputChannel: log,
      middleware: {
        ...serverCommands(graphs),
        workspace: {
          async configuration(params, token, next) {
            const sections = await next(params, token);
            return Array.isArray(sections)
              ? sections.map((section, i) => (params.items[i]?.section === "gomod-lint" ? serverSettings(section) : section))
              : sections;
          },
        },
        window: {
          // The page of a graph, which is shown here.
          showDocument: async (params, token, next) =>
            /\/graphs\/[0-9a-f]+\.html$/.test(params.uri) ? { success: true } : await next(params, token),
        },
      },
    });
  }

  async function start(): Promise<void> {
    try {
      await client.start();
    } catch (error) {
      log.error(error instanceof Error ? error : String(error));
      const choice = await window.showErrorMessage("gomod-lint: the language server could not be started", "Show Log");
      if (choice !== undefined) log.show();
    }
  }

  async function restart(): Promise<void> {
    await client.dispose();
    status.dispose();
    client = createClient();
    status = showStatus(client);
    await start();
  }

  /** The server asks for its settings then. */
  const configure = () => {
    if (client.isRunning()) void client.sendNotification("workspace/didChangeConfiguration", { settings: null });
  };

  context.subscriptions.push(
    log,
    graphs,
    { dispose: () => status.dispose() },
    workspace.registerTextDocumentContentProvider(reportScheme, reportProvider(program)),
    commands.registerCommand("gomod-lint.showGraph", (chosen) => {
      const file = commandFile(chosen);
      return file && graphs.show(file);
    }),
    commands.registerCommand("gomod-lint.showWhy", showWhy),
    commands.registerCommand("gomod-lint.showWhatIf", showWhatIf),
    commands.registerCommand("gomod-lint.fixAll", fixAll),
    commands.registerCommand("gomod-lint.restart", restart),
    commands.registerCommand("gomod-lint.showLog", () => log.show()),
    workspace.onDidGrantWorkspaceTrust(configure),
    extensions.onDidChange(configure),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("gomod-lint.server")) void restart();
    }),
    { dispose: () => client.dispose() },
  );
  await start();
}
