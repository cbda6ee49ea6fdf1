import { type TextDocumentContentProvider, Uri, window, workspace } from "vscode";
import { commandFile, moduleAtCursor, save } from "./module-file.ts";
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
  const file = commandFile(chosen);
  const module =
    file && (await ask("Why is this module in the build?", "golang.org/x/net", moduleAtCursor(window.activeTextEditor)));
  if (module) await show("why", [module], file);
}

/** Shows what would change if modules had other versions. */
export async function showWhatIf(chosen: unknown): Promise<void> {
  const file = commandFile(chosen);
  const modules =
    file &&
    (await askVersions(
      "What would change if go.mod required this? Several are divided by spaces; @none: without it.",
      "v0.38.0",
    ));
  if (modules) await show("whatif", modules, file);
}

/** Asks for MODULE@VERSION, several if need be. */
export async function askVersions(prompt: string, version: string): Promise<readonly string[] | undefined> {
  const module = moduleAtCursor(window.activeTextEditor);
  const words = await ask(prompt, `golang.org/x/net@${version}`, module === "" ? "" : `${module}@`, (word) =>
    /^[^@]+@[^@]+$/.test(word),
  );
  return words ? words.split(/\s+/) : undefined;
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

async function show(command: Report["command"], subjects: readonly string[], file: Uri): Promise<void> {
  // The program reads files.
  if (!(await save(file))) return;
  const report: Report = { command, subjects, directory: Uri.joinPath(file, "..").fsPath };
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
