import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { commandNames } from "../../server/lsp/feature.ts";
import { errorCode } from "../../server/lsp/protocol.ts";
import { allFeatures } from "../../server/lsp/requests/all.ts";
import type { ModFileReader } from "../../server/modfile/reader.ts";
import { capableClient, frame, launch, type Wire } from "../support/lsp-client.ts";
import { random } from "../support/random.ts";
import { suiteReader } from "../support/reader.ts";
import { parseTxtar } from "../support/txtar.ts";
import { worldOf } from "../support/world.ts";
import { worldFolder, worldHost } from "../support/world-workspace.ts";

/**
 * Random messages, valid ones and others, of every request that the server has: whoever adds a request has it tried here.
 *
 *     FUZZ_MESSAGES=100000 FUZZ_SEED=7 npx mocha dist/test/lsp/fuzz.test.js
 */
const count = Number(process.env["FUZZ_MESSAGES"] ?? 3000);
const seed = Number(process.env["FUZZ_SEED"] ?? 1);
/** Messages of one session, each of which ends in its own way. */
const perSession = 1000;
/** Messages that are sent before their answers are waited for. */
const burst = 25;

const archive = `-- go.mod --
module example.com/app

go 1.21

require (
	example.com/a v1.0.0
	example.com/c v1.0.0 // indirect
	example.com/lib v1.0.0
)

replace example.com/lib => ./lib

exclude example.com/a v0.9.0 // 😀 é
-- lib/go.mod --
module example.com/lib

go 1.21
-- go.sum --
example.com/a v1.0.0/go.mod h1:abc=
nonsense
-- example.com/a@v1.0.0 --
module example.com/a

go 1.21

require example.com/c v1.2.0
-- example.com/c@v1.0.0 --
module example.com/c
-- example.com/c@v1.2.0 --
module example.com/c
`;
const work = "go 1.21\n\nuse (\n\t.\n\t./lib\n)\n";
const uris = [
  `file://${worldFolder}/go.mod`,
  `file://${worldFolder}/lib/go.mod`,
  `file://${worldFolder}/go.work`,
  "untitled:Untitled-1",
  "file:///c%3A/x/go.mod",
  `file://${worldFolder}/%zz/go.mod`,
  "",
];
const json: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e300,
  "",
  "x",
  "\ud800",
  [],
  [null],
  {},
  { uri: 1 },
  [[[]]],
  "__proto__",
];

interface Asked {
  readonly method: string;
  readonly params: unknown;
  /** nothing in it was made wrong on purpose */
  readonly valid: boolean;
}

/** The request whose answers another one asks on about. */
function origin(method: string): string | undefined {
  if (method.startsWith("callHierarchy/")) return "textDocument/prepareCallHierarchy";
  if (!method.endsWith("/resolve")) return undefined;
  const [what = ""] = method.split("/");
  if (what === "workspaceSymbol") return "workspace/symbol";
  return `textDocument/${what === "completionItem" ? "completion" : what}`;
}

class Messages {
  readonly #next: () => number;
  /** what the server answered, by method, to be handed back to it */
  readonly #items = new Map<string, unknown[]>();
  readonly #methods: readonly string[];
  readonly #texts: readonly string[];
  #version = 1;

  constructor(from: number, texts: readonly string[]) {
    this.#next = random(from).next;
    this.#texts = texts;
    this.#methods = [...new Set(allFeatures.flatMap(({ requests }) => Object.keys(requests)))];
  }

  chance(of: number): boolean {
    return this.#next() < of;
  }

  pick<T>(from: readonly T[]): T {
    return from[Math.floor(this.#next() * from.length)] as T;
  }

  number(below: number): number {
    return Math.floor(this.#next() * below);
  }

  /** Keeps some of an answer. */
  keep(method: string, result: unknown): void {
    const found = Array.isArray(result) ? result : (result as { items?: unknown } | null)?.items;
    if (!Array.isArray(found) || found.length === 0) return;
    const items = this.#items.get(method) ?? [];
    this.#items.set(method, items);
    if (items.length > 50) items.splice(this.number(50), 1);
    items.push(this.pick(found));
  }

  request(): Asked {
    const method = this.chance(0.05) ? this.pick(["no/such", "initialize", "$/x", "", "toString"]) : this.pick(this.#methods);
    const kept = [...this.#items].find(([from]) => from === origin(method))?.[1];
    // Nobody can ask on about what was never answered.
    const valid = this.chance(0.7) && (origin(method) === undefined || kept !== undefined);
    const item = kept === undefined ? {} : this.pick(kept);
    const command = this.chance(0.1);
    const params = command ? this.#command() : method.endsWith("/resolve") ? item : this.#params(item);
    return { method: command ? "workspace/executeCommand" : method, params: valid ? params : this.#broken(params), valid };
  }

  notification(): { readonly method: string; readonly params: unknown } {
    const uri = this.pick(uris);
    const textDocument = {
      uri,
      version: ++this.#version,
      languageId: this.pick(["go.mod", "go.work", "go"]),
      text: this.#text(),
    };
    const position = this.#position();
    const change = (): object =>
      this.chance(0.2)
        ? { text: this.#text() }
        : { range: { start: position, end: this.#position() }, text: this.pick(["", "x", "\n", "v1.2.0", "// ", ")"]) };
    const made: Readonly<Record<string, object>> = {
      "textDocument/didOpen": { textDocument },
      "textDocument/didChange": { textDocument, contentChanges: [change(), ...(this.chance(0.3) ? [change()] : [])] },
      "textDocument/didSave": { textDocument },
      "textDocument/didClose": { textDocument },
      "workspace/didChangeWatchedFiles": { changes: [{ uri, type: 1 + this.number(3) }] },
      "workspace/didChangeConfiguration": { settings: null },
      "workspace/didChangeWorkspaceFolders": { event: { added: this.chance(0.5) ? [{ uri, name: "x" }] : [], removed: [] } },
      "window/workDoneProgress/cancel": { token: "x" },
      "$/setTrace": { value: this.pick(["off", "messages", "verbose", "no"]) },
      "$/cancelRequest": { id: this.number(2000) },
      "no/such": {},
    };
    // Most of what an editor sends are changes.
    const method = this.chance(0.5) ? "textDocument/didChange" : this.pick(Object.keys(made));
    return { method, params: this.chance(0.85) ? made[method] : this.#broken(made[method]) };
  }

  noise(): Buffer {
    return this.pick([
      Buffer.from('Content-Length: 7\r\n\r\n{"a": 1'),
      Buffer.from("no header\r\n\r\n"),
      Buffer.from("Content-Length: -5\r\n\r\n"),
      frame(this.pick(json)),
      frame({ jsonrpc: "2.0", id: null, method: "shutdown" }),
      frame({ jsonrpc: "2.0", id: { a: 1 }, method: "textDocument/hover" }),
      frame({ jsonrpc: "2.0", id: 1e9, result: this.pick(json) }),
      frame([{ jsonrpc: "2.0", id: 1, method: "shutdown" }]),
    ]);
  }

  /** Everything that params have in any request: each takes what it knows. */
  #params(item: unknown): object {
    const range = { start: this.#position(), end: this.#position() };
    return {
      textDocument: { uri: this.chance(0.5) ? uris[0] : this.pick(uris.slice(0, 4)) },
      position: range.start,
      positions: [range.start, range.end],
      range,
      ranges: [range],
      context: {
        includeDeclaration: this.chance(0.5),
        diagnostics: [],
        triggerKind: 1,
        ...(this.chance(0.3) ? { only: [this.pick(["quickfix", "source", "refactor", ""])] } : {}),
      },
      options: { tabSize: 4, insertSpaces: false },
      ch: this.pick(["\n", ")", " "]),
      query: this.pick(["", "example", "("]),
      ...(this.chance(0.5) ? { previousResultId: String(this.number(9)) } : {}),
      previousResultIds: this.chance(0.5) ? [] : [{ uri: this.pick(uris), value: "x" }],
      ...(this.chance(0.2) ? { partialResultToken: this.number(9), workDoneToken: "w" } : {}),
      newName: "example.com/new",
      item,
    };
  }

  #command(): object {
    const uri = this.pick(uris.slice(0, 4));
    const module = this.pick(["example.com/a", "example.com/c", "no/such"]);
    return {
      command: this.chance(0.1) ? "toString" : (this.pick([...commandNames(allFeatures)]) ?? "none"),
      arguments: this.chance(0.2) ? [this.pick(json)] : [{ uri, module, versions: [`${module}@v1.2.0`] }],
    };
  }

  #position(): object {
    return this.chance(0.05) ? { line: 1e9, character: 1e9 } : { line: this.number(16), character: this.number(30) };
  }

  #text(): string {
    const text = this.pick(this.#texts);
    const at = this.number(text.length);
    return this.chance(0.5)
      ? text
      : text.slice(0, at) + this.pick(["", "\r\n", "(", "😀", "\ud800", "require x"]) + text.slice(at + this.number(9));
  }

  /** The same with one thing in it wrong. */
  #broken(value: unknown): unknown {
    if (this.chance(0.2) || typeof value !== "object" || value === null) return this.pick(json);
    const copy: Record<string, unknown> = { ...(value as Record<string, unknown>) };
    const key = this.pick(Object.keys(copy));
    if (key === undefined) return this.pick(json);
    if (this.chance(0.3)) delete copy[key];
    else copy[key] = this.chance(0.5) ? this.#broken(copy[key]) : this.pick(json);
    return Array.isArray(value) ? Object.values(copy) : copy;
  }
}

/** One session; how many requests it answered. */
async function session(reader: ModFileReader, messages: Messages, size: number): Promise<number> {
  const world = worldOf(parseTxtar(archive).files);
  const host = worldHost(world);
  host.set(`${worldFolder}/go.work`, work);
  const { client, input, end } = launch(host, reader, {
    configuration: () => ({ offline: true, features: { formatting: messages.chance(0.7) } }),
  });
  client.answer("workspace/applyEdit", () => ({ applied: true }));
  client.answer("window/showDocument", () => ({ success: true }));
  await client.request("initialize", {
    processId: null,
    rootUri: `file://${worldFolder}`,
    capabilities: {
      ...capableClient,
      textDocument: {
        ...capableClient.textDocument,
        ...(messages.chance(0.5) ? { diagnostic: { relatedDocumentSupport: true } } : {}),
      },
      workspace: { ...capableClient.workspace, applyEdit: true, diagnostics: { refreshSupport: true } },
    },
  });
  client.notify("initialized", {});
  const first = host.readText(`${worldFolder}/go.mod`) as string;
  client.notify("textDocument/didOpen", { textDocument: { uri: uris[0], languageId: "go.mod", version: 1, text: first } });
  /** by id: what was asked, until it is answered */
  const asked = new Map<number, Asked>();
  let answered = 0;
  const take = (): void => {
    for (const message of client.received.splice(0)) {
      if (message.method !== undefined || typeof message.id !== "number") continue;
      const request = asked.get(message.id);
      assert.ok(request !== undefined, `an answer that nobody waits for: ${JSON.stringify(message).slice(0, 300)}`);
      asked.delete(message.id);
      answered++;
      check(message, request);
      if (message.error === undefined) messages.keep(request.method, message.result);
    }
  };
  const drained = async (): Promise<void> => {
    // Whoever waits for news of the workspace may wait.
    const waiting = (): boolean => [...asked.values()].some(({ method }) => method !== "workspace/diagnostic");
    for (const since = performance.now(); waiting(); take()) {
      assert.ok(performance.now() - since < 20_000, `no answer to ${JSON.stringify([...asked.values()].slice(0, 3))}`);
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  for (let sent = 0; sent < size; sent++) {
    if (messages.chance(0.03)) client.raw(messages.noise());
    else if (messages.chance(0.4)) {
      const { method, params } = messages.notification();
      client.notify(method, params);
    } else {
      const request = messages.request();
      asked.set(client.send(request.method, request.params), request);
    }
    if (sent % burst === 0) await drained();
  }
  const ending = messages.pick(["shutdown", "exit", "end"]);
  if (ending === "shutdown") {
    await client.request("shutdown");
    await drained();
    await new Promise((resolve) => setTimeout(resolve, 5));
    take();
    assert.deepEqual([...asked.values()], [], "shutdown answers what waits");
    client.notify("exit");
  } else if (ending === "exit") client.notify("exit");
  else input.end();
  assert.equal(await end, ending === "shutdown" ? 0 : 1);
  return answered;
}

function check({ error, result }: Wire, { method, params, valid }: Asked): void {
  const what = `${method} ${JSON.stringify(params)}: ${error?.message}`;
  if (error === undefined) {
    assert.notEqual(result, undefined, what);
    return;
  }
  assert.ok(Object.values<number>(errorCode).includes(error.code), what);
  // What makes sense is answered, or refused for a reason.
  if (valid && allFeatures.some(({ requests }) => Object.hasOwn(requests, method))) {
    assert.notEqual(error.code, errorCode.internalError, what);
  }
}

describe("random messages", () => {
  const reader = suiteReader();

  it(`leave a server that answers each request once (${count}, seed ${seed})`, async function () {
    this.timeout(Math.max(60_000, count * 20));
    const texts = [...parseTxtar(archive).files].filter(([name]) => /go\.mod$/.test(name)).map(([, text]) => text);
    let answered = 0;
    for (let left = count, i = 0; left > 0; left -= perSession, i++) {
      answered += await session(reader, new Messages(seed * 1_000_003 + i, [...texts, work]), Math.min(left, perSession));
    }
    assert.ok(answered > count / 4, `${answered} answers`);
  });
});
