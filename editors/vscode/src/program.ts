import { execFile } from "node:child_process";
import { isAbsolute, join } from "node:path";
import { type ExtensionContext, workspace } from "vscode";
import { type ServerOptions, TransportKind } from "vscode-languageclient/node";

/** gomod-lint: a script for VS Code's own Node.js, or a program of the machine. */
export type Program = { readonly script: string } | { readonly command: string };

/** What a run left behind. */
export interface Finished {
  /** exit code; undefined when it could not be started or was ended */
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * The program that the setting names, or else the one that comes with the extension. In a folder that is not trusted VS Code leaves the
 * folder's own setting out.
 */
export function findProgram({ extensionPath }: ExtensionContext): Program {
  const path = workspace.getConfiguration("gomod-lint").get<string>("server.path", "").trim();
  if (path === "") return { script: join(extensionPath, "build", "server", "dist", "bin", "main.js") };
  const folder = workspace.workspaceFolders?.[0]?.uri.fsPath;
  // A mere name is looked up on PATH.
  const absolute = isAbsolute(path) || !/[/\\]/.test(path) || folder === undefined ? path : join(folder, path);
  return /\.[cm]?js$/.test(absolute) ? { script: absolute } : { command: absolute };
}

/** How the language client starts it. */
export function serverOptions(program: Program): ServerOptions {
  return "script" in program
    ? { module: program.script, args: ["lsp"], transport: TransportKind.ipc }
    : { command: program.command, args: ["lsp", "--stdio"] };
}

/**
 * Runs one of its commands to the end.
 * @param cwd absolute
 */
export function runProgram(program: Program, args: readonly string[], cwd: string, signal?: AbortSignal): Promise<Finished> {
  const [file, all] =
    "script" in program ? ([process.execPath, [program.script, ...args]] as const) : ([program.command, args] as const);
  // Of VS Code's own program it makes a Node.js.
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: "1", NO_COLOR: "1" };
  const options = { cwd, env, maxBuffer: 256 * 1024 * 1024, ...(signal === undefined ? {} : { signal }) };
  return new Promise((resolve) => {
    execFile(file, all, options, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === "number" ? error.code : undefined;
      resolve({ code, stdout, stderr: code === undefined ? (error?.message ?? stderr) : stderr });
    });
  });
}
