import { type Disposable, LanguageStatusSeverity, languages } from "vscode";
import { type LanguageClient, State } from "vscode-languageclient/node";
import { selector } from "./selector.ts";

/** Whether the server runs, in the language status of go.mod and go.work. */
export function showStatus(client: LanguageClient): Disposable {
  const item = languages.createLanguageStatusItem("gomod-lint", [...selector]);
  item.name = "gomod-lint";
  const show = (state: State): void => {
    item.busy = state === State.Starting;
    item.severity = state === State.Stopped ? LanguageStatusSeverity.Error : LanguageStatusSeverity.Information;
    item.text = "gomod-lint";
    item.detail =
      state === State.Running
        ? (client.initializeResult?.serverInfo?.version ?? "running")
        : state === State.Starting
          ? "is starting"
          : "does not run";
    item.command =
      state === State.Stopped
        ? { command: "gomod-lint.restart", title: "Restart" }
        : { command: "gomod-lint.showLog", title: "Show Log" };
  };
  show(client.state);
  const watch = client.onDidChangeState(({ newState }) => show(newState));
  return {
    dispose() {
      watch.dispose();
      item.dispose();
    },
  };
}
