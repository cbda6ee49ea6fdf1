import { type TextDocumentContentProvider, Uri, window, workspace } from "vscode";
import { commandDirectory, moduleAtCursor } from "./module-file.ts";
import { type Program, runProgram } from "./program.ts";

/** Of the read-only documents that show what the program says. */
export const reportScheme = "gomod-lint";

/** Commands that such a document may name: they change nothing, and anyone can make up an address. */
const commands = ["why", "whatif"] as const;

interface Report {
  readonly command: (typeof commands)[number];
  readonly subjects: readonly string[];
  /** absolute */
  readonly directory: string;
}

/** Shows who forces a module's version, and by which paths it is in the build. */
export async function showWhy(chosen: unknown): Promise<void> {
  const directory = await commandDirectory(chosen);
  const module =
    directory && (await ask("Why is this module in the build?", "golang.org/x/net", moduleAtCursor(window.activeTextEditor)));
  if (directory && module) await show({ command: "why", subjects: [module], directory: directory.fsPath });
}

/** Shows what would change if modules had other versions. */
export async function showWhatIf(chosen: unknown): Promise<void> {
  const directory = await commandDirectory(chosen);
  if (directory === undefined) return;
  const module = moduleAtCursor(window.activeTextEditor);
  const words = await ask(
    "What would change if go.mod required this? Several are divided by spaces; @none: without it.",
    "golang.org/x/net@v0.38.0",
    module === "" ? "" : `${module}@`,
    (word) => /^[^@]+@[^@]+$/.test(word),
  );
  if (words) await show({ command: "whatif", subjects: words.split(/\s+/), directory: directory.fsPath });
}

async function ask(
  prompt: string,
  placeHolder: string,
  value: string,
  fits: (word: string) => boolean = () => true,
): Promise<string | undefined> {
  const answer = await window.showInputBox({
    prompt,
    placeHolder,
    value,
    valueSelection: [value.length, value.length],
    // An option would be taken for one.
    validateInput: (text) => {
      const words = text.trim().split(/\s+/);
      return words.every((word) => !word.startsWith("-") && fits(word)) ? undefined : `such as ${placeHolder}`;
    },
  });
  return answer?.trim();
}

async function show(report: Report): Promise<void> {
  const path = `/${report.command} ${report.subjects.join(" ").replaceAll("/", "∕")}`;
  const uri = Uri.from({ scheme: reportScheme, path, query: JSON.stringify(report) });
  await window.showTextDocument(await workspace.openTextDocument(uri), { preview: true, preserveFocus: false });
}

/** Fills the documents, each time one is opened. */
export function reportProvider(program: () => Program): TextDocumentContentProvider {
  return {
    async provideTextDocumentContent({ query }, token) {
      const report = readReport(query);
      if (report === undefined) return "This address names nothing that gomod-lint can say.\n";
      const stop = new AbortController();
      token.onCancellationRequested(() => stop.abort());
      const { command, subjects, directory } = report;
      const { stdout, stderr } = await runProgram(program(), [command, "--", ...subjects], directory, stop.signal);
      return [stdout, stderr].filter((part) => part !== "").join("\n");
    },
  };
}

function readReport(query: string): Report | undefined {
  try {
    const { command, subjects, directory } = JSON.parse(query);
    const strings = Array.isArray(subjects) && subjects.every((subject) => typeof subject === "string");
    return commands.includes(command) && strings && typeof directory === "string" ? { command, subjects, directory } : undefined;
  } catch {
    return undefined;
  }
}
