import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { capableClient, LspClient } from "../test/support/lsp-client.ts";

/** A language server as an editor starts it. */
export interface ServerProgram {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  readonly env?: Readonly<Record<string, string>>;
  /** answers workspace/configuration, one for each item that is asked for */
  readonly settings: unknown;
}

/** One that runs and is initialized. */
export interface ServerProcess {
  readonly client: LspClient;
  readonly child: ChildProcess;
  /** `performance.now` when the process was started */
  readonly began: number;
}

/** @param folder URI of the folder that the editor has open; null for a file alone */
export async function startServer(
  program: ServerProgram,
  folder: string | null,
  capabilities: object = capableClient,
): Promise<ServerProcess> {
  const began = performance.now();
  const [file, ...args] = program.command;
  const child = spawn(file, args, { stdio: ["pipe", "pipe", "ignore"], env: { ...process.env, ...program.env } });
  const client = new LspClient(child.stdin, child.stdout);
  client.answer("workspace/configuration", (params) => (params as { items: unknown[] }).items.map(() => program.settings));
  await client.request("initialize", {
    processId: process.pid,
    rootUri: folder,
    ...(folder === null ? {} : { workspaceFolders: [{ uri: folder, name: "bench" }] }),
    capabilities,
  });
  client.notify("initialized", {});
  return { client, child, began };
}

/** The resident set of a process in MiB. */
export function residentSet({ pid }: ChildProcess): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024;
}
