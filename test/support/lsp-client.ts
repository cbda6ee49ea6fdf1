import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import type { Readable, Writable } from "node:stream";
import { PassThrough } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { rules } from "../../rules/index.ts";
import type { AnyRule } from "../../server/analysis/rule.ts";
import type { RunGo } from "../../server/host/go.ts";
import type { Host } from "../../server/host/host.ts";
import { startLanguageServer } from "../../server/lsp/server.ts";
import type { ModFileReader } from "../../server/modfile/reader.ts";
import { readConfiguration } from "../../server/workspace/configuration/read.ts";

/** Any JSON-RPC message, as it came off the wire. */
export interface Wire {
  readonly jsonrpc: "2.0";
  readonly id?: number | string | null;
  readonly method?: string;
  // biome-ignore lint/suspicious/noExplicitAny: what the server sent is what the test asks about
  readonly params?: any;
  // biome-ignore lint/suspicious/noExplicitAny: the same
  readonly result?: any;
  readonly error?: { readonly code: number; readonly message: string };
}

/** A frame of the protocol around a body. */
export function frame(body: unknown): Buffer {
  const bytes = Buffer.from(JSON.stringify(body), "utf8");
  return Buffer.concat([Buffer.from(`Content-Length: ${bytes.length}\r\n\r\n`, "ascii"), bytes]);
}

/**
 * The other end of a language server: speaks frames and JSON, knows nothing of the server's code. Fails on any byte that is no frame.
 */
export class LspClient {
  /** everything that came, in order */
  readonly received: Wire[] = [];
  readonly #input: Writable;
  readonly #waiting: { readonly wanted: (message: Wire) => boolean; readonly found: (message: Wire) => void }[] = [];
  readonly #answers = new Map<string, (params: unknown) => unknown>();
  #buffer = Buffer.alloc(0);
  #next = 1;

  /** @param input what the server reads @param output what it writes */
  constructor(input: Writable, output: Readable) {
    this.#input = input;
    output.on("data", (chunk: Buffer) => this.#take(chunk));
  }

  /** Writes bytes as they are. */
  raw(bytes: Buffer | string): void {
    this.#input.write(bytes);
  }

  notify(method: string, params?: unknown): void {
    this.raw(frame({ jsonrpc: "2.0", method, ...(params === undefined ? {} : { params }) }));
  }

  /** Sends a request without waiting. */
  send(method: string, params?: unknown): number {
    const id = this.#next++;
    this.raw(frame({ jsonrpc: "2.0", id, method, ...(params === undefined ? {} : { params }) }));
    return id;
  }

  /** The answer to a request that was sent. */
  async response(id: number | string | null): Promise<Wire> {
    return await this.wait((message) => message.id === id && message.method === undefined, `an answer to ${id}`);
  }

  /** Sends a request and gives its result; fails when it is an error. */
  // biome-ignore lint/suspicious/noExplicitAny: what the server sent is what the test asks about
  async request(method: string, params?: unknown): Promise<any> {
    const answer = await this.response(this.send(method, params));
    assert.equal(answer.error, undefined, `${method}: ${answer.error?.message}`);
    return answer.result;
  }

  /** Answers requests of the server; without it they get null. */
  answer(method: string, answer: (params: unknown) => unknown): void {
    this.#answers.set(method, answer);
  }

  /** The first message, already here or to come, that is as wanted and that no earlier call was given. */
  async wait(wanted: (message: Wire) => boolean, what = "a message", milliseconds = 10_000): Promise<Wire> {
    const at = this.received.findIndex((message) => wanted(message));
    if (at !== -1) return this.received.splice(at, 1)[0] as Wire;
    const controller = new AbortController();
    const found = new Promise<Wire>((resolve) => {
      this.#waiting.push({ wanted, found: resolve });
    });
    const late = sleep(milliseconds, undefined, { signal: controller.signal }).then(
      () => Promise.reject(new Error(`no ${what} within ${milliseconds} ms`)),
      () => new Promise<never>(() => {}),
    );
    try {
      return await Promise.race([found, late]);
    } finally {
      controller.abort();
    }
  }

  /** Diagnostics published for a document at a version (any version without one), with all findings when `complete` holds of them. */
  async diagnostics(
    uri: string,
    version?: number,
    complete: (diagnostics: Wire["params"][]) => boolean = () => true,
  ): Promise<Wire["params"][]> {
    const message = await this.wait(
      ({ method, params }) =>
        method === "textDocument/publishDiagnostics" &&
        params.uri === uri &&
        (version === undefined || params.version === version) &&
        complete(params.diagnostics),
      `diagnostics of ${uri}${version === undefined ? "" : ` at version ${version}`}`,
    );
    return message.params.diagnostics;
  }

  /** Waits until the diagnostics of a closed document are taken back. */
  async cleared(uri: string): Promise<void> {
    const { params } = await this.wait(
      ({ method, params }) => method === "textDocument/publishDiagnostics" && params.uri === uri && params.version === undefined,
      `withdrawal of the diagnostics of ${uri}`,
    );
    assert.deepEqual(params.diagnostics, []);
  }

  #take(chunk: Buffer): void {
    this.#buffer = Buffer.concat([this.#buffer, chunk]);
    for (;;) {
      const end = this.#buffer.indexOf("\r\n\r\n");
      if (end === -1) return;
      const header = this.#buffer.toString("ascii", 0, end);
      const length = Number(/^Content-Length: (\d+)$/.exec(header)?.[1]);
      if (Number.isNaN(length))
        throw new Error(`the server wrote something that is no message: ${JSON.stringify(header.slice(0, 200))}`);
      if (this.#buffer.length < end + 4 + length) return;
      const body = this.#buffer.toString("utf8", end + 4, end + 4 + length);
      this.#buffer = this.#buffer.subarray(end + 4 + length);
      this.#receive(JSON.parse(body) as Wire);
    }
  }

  #receive(message: Wire): void {
    assert.equal(message.jsonrpc, "2.0");
    if (message.method !== undefined && message.id !== undefined) {
      const result = this.#answers.get(message.method)?.(message.params) ?? null;
      this.raw(frame({ jsonrpc: "2.0", id: message.id, result }));
    }
    const at = this.#waiting.findIndex(({ wanted }) => wanted(message));
    if (at === -1) this.received.push(message);
    else this.#waiting.splice(at, 1)[0]?.found(message);
  }
}

/** Everything that a modern client says it can do, as far as this server asks. */
export const capableClient = {
  general: { positionEncodings: ["utf-16"] },
  textDocument: {
    publishDiagnostics: {
      relatedInformation: true,
      tagSupport: { valueSet: [1, 2] },
      codeDescriptionSupport: true,
      dataSupport: true,
      versionSupport: true,
    },
    hover: { contentFormat: ["markdown", "plaintext"] },
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: ["quickfix", "source", "source.fixAll"] } },
      isPreferredSupport: true,
      dataSupport: true,
      resolveSupport: { properties: ["edit"] },
    },
    formatting: { dynamicRegistration: true },
    definition: { linkSupport: true },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true, labelSupport: true },
    documentLink: { tooltipSupport: true },
    foldingRange: { foldingRange: { collapsedText: true } },
  },
  window: { workDoneProgress: true },
  workspace: {
    workspaceEdit: { documentChanges: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    didChangeConfiguration: { dynamicRegistration: true },
    configuration: true,
  },
};

/** One that shows documents, too. */
export const showingClient = { ...capableClient, window: { ...capableClient.window, showDocument: { support: true } } };

export interface ServerOptions {
  readonly rules?: readonly AnyRule[];
  readonly capabilities?: unknown;
  readonly initializationOptions?: unknown;
  /** runs the go command; without it there is none */
  readonly runGo?: RunGo;
  readonly processId?: number | null;
  readonly workspaceFolders?: readonly { readonly uri: string; readonly name: string }[];
  readonly isAlive?: (process: number) => boolean;
  readonly rest?: () => void;
  /** answers workspace/configuration */
  readonly configuration?: () => unknown;
}

/** A server of this process on two streams, with its client. */
export interface RunningServer {
  readonly client: LspClient;
  readonly input: PassThrough;
  readonly output: PassThrough;
  /** what startLanguageServer resolves to */
  readonly end: Promise<0 | 1>;
  /** Ends it by the book. */
  stop(): Promise<0 | 1>;
}

/** Starts a server that nothing has been said to. */
export function launch(host: Host, reader: ModFileReader, options: ServerOptions = {}): RunningServer {
  const input = new PassThrough();
  const output = new PassThrough();
  const client = new LspClient(input, output);
  client.answer("workspace/configuration", () => [options.configuration?.() ?? null]);
  const end = startLanguageServer({
    host,
    rules: options.rules ?? rules,
    reader,
    readConfiguration,
    transport: { input, output },
    runGo: options.runGo ?? (async () => ({ failed: "ENOENT" })),
    version: "0.0.0-test",
    documentation: "file:///package/rules/",
    drawPage: (graph, focus) => Promise.resolve(`<html>${graph.size} ${focus?.path ?? "all"}</html>`),
    examine: (directory) =>
      Promise.resolve({
        page: `examined ${directory}\n`,
        lines: `${directory}: 1 failed\n`,
        failed: true,
        checks: [{ status: "failed" }],
      }),
    isAlive: options.isAlive ?? (() => true),
    ...(options.rest === undefined ? {} : { rest: options.rest }),
    aliveInterval: 20,
  });
  return {
    client,
    input,
    output,
    end,
    async stop() {
      await client.request("shutdown");
      client.notify("exit");
      return await end;
    },
  };
}

/** Starts a server and initializes it. */
export async function serve(
  host: Host,
  reader: ModFileReader,
  options: ServerOptions = {},
): Promise<RunningServer & { readonly capabilities: Wire["result"] }> {
  const server = launch(host, reader, options);
  const result = await server.client.request("initialize", {
    processId: options.processId ?? null,
    rootUri: null,
    capabilities: options.capabilities ?? capableClient,
    ...(options.workspaceFolders === undefined ? {} : { workspaceFolders: options.workspaceFolders }),
    ...(options.initializationOptions === undefined ? {} : { initializationOptions: options.initializationOptions }),
  });
  server.client.notify("initialized", {});
  return { ...server, capabilities: result.capabilities };
}

/** Opens a document. */
export function open(client: LspClient, uri: string, text: string, version = 1): void {
  const languageId = uri.endsWith(".work") ? "go.work" : "go.mod";
  client.notify("textDocument/didOpen", { textDocument: { uri, languageId, version, text } });
}

/** The 0-based line and UTF-16 character of the first place of `what` in a text, `into` characters behind its start. */
export function positionOf(text: string, what: string, into = 0): { line: number; character: number } {
  const at = text.indexOf(what);
  assert.notEqual(at, -1, `${what} is not in the text`);
  const before = text.slice(0, at + into).split("\n");
  return { line: before.length - 1, character: before[before.length - 1]?.length ?? 0 };
}

/** The text after the protocol's edits, UTF-16. */
export function applyProtocolEdits(
  text: string,
  edits: readonly { range: { start: Position; end: Position }; newText: string }[],
): string {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  const offset = ({ line, character }: Position): number => Math.min((starts[line] ?? text.length) + character, text.length);
  let result = text;
  for (const edit of [...edits].sort((a, b) => offset(b.range.start) - offset(a.range.start))) {
    result = result.slice(0, offset(edit.range.start)) + edit.newText + result.slice(offset(edit.range.end));
  }
  return result;
}

interface Position {
  readonly line: number;
  readonly character: number;
}
