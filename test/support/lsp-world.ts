import { posix } from "node:path";
import type { ModFileReader } from "../../server/modfile/reader.ts";
import { open, type RunningServer, type ServerOptions, serve, type Wire } from "./lsp-client.ts";
import type { MemoryHost } from "./memory-host.ts";
import { parseTxtar } from "./txtar.ts";
import { worldOf } from "./world.ts";
import { worldFolder, worldHost } from "./world-workspace.ts";

/** A server over a memory world, initialized. */
export interface ServedWorld extends RunningServer {
  readonly host: MemoryHost;
  // biome-ignore lint/suspicious/noExplicitAny: what the server sent is what the test asks about
  readonly capabilities: any;
  /** the main module's go.mod or go.work */
  readonly uri: string;
  readonly text: string;
  /** the URI of a file of the main module's folder */
  file(name: string): string;
  /** Opens the main module's file. */
  open(version?: number): void;
  /** The answer to a command (`graph` for `gomod-lint.graph`) about the main module's file, or about what `argument` says beside or instead. */
  execute(command: string, argument?: object): Promise<Wire>;
  /** Replaces the first `what` in the main module's file, which is `text` in the editor now, and gives the new text. */
  edit(version: number, what: string, by: string): string;
}

/** Serves a world that is written as a txtar archive (see world.ts). */
export async function serveWorld(archive: string, reader: ModFileReader, options: ServerOptions = {}): Promise<ServedWorld> {
  const world = worldOf(parseTxtar(archive).files);
  const host = worldHost(world);
  const server = await serve(host, reader, options);
  const file = (name: string): string => `file://${posix.join(worldFolder, name)}`;
  const uri = file(world.mainName);
  let text = world.main;
  return {
    ...server,
    host,
    uri,
    text,
    file,
    open: (version = 1) => open(server.client, uri, text, version),
    execute: (command, argument) =>
      server.client.response(
        server.client.send("workspace/executeCommand", { command: `gomod-lint.${command}`, arguments: [{ uri, ...argument }] }),
      ),
    edit(version, what, by) {
      const change = changeOf(text, what, by);
      text = text.replace(what, () => by);
      server.client.notify("textDocument/didChange", { textDocument: { uri, version }, contentChanges: [change] });
      return text;
    },
  };
}

/** The same with the main module's file open in the editor. */
export async function openWorld(archive: string, reader: ModFileReader, options: ServerOptions = {}): Promise<ServedWorld> {
  const world = await serveWorld(archive, reader, options);
  world.open();
  return world;
}

/** The protocol's change that replaces the first `what` of a text. */
export function changeOf(text: string, what: string, by: string): { range: object; text: string } {
  const at = text.indexOf(what);
  if (at === -1) throw new Error(`${JSON.stringify(what)} is not in the text`);
  return { range: { start: place(text, at), end: place(text, at + what.length) }, text: by };
}

function place(text: string, offset: number): { line: number; character: number } {
  const lines = text.slice(0, offset).split("\n");
  return { line: lines.length - 1, character: lines[lines.length - 1]?.length ?? 0 };
}
