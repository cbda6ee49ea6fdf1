import assert from "node:assert/strict";
import { capableClient, launch, open, serve, type Wire } from "../support/lsp-client.ts";
import { serveWorld } from "../support/lsp-world.ts";
import { memoryHost } from "../support/memory-host.ts";
import { suiteReader } from "../support/reader.ts";

const uri = "file:///m/go.mod";

/** How long the slow host takes to read a go.mod, in milliseconds. */
const slowness = 2;

/** A module that requires many, each of which takes a while to read: a cold disk. */
function slowWorld(modules: number): {
  readonly host: ReturnType<typeof memoryHost>;
  readonly text: string;
  /** how much time reading has taken, in milliseconds: a measure that a busy machine does not change */
  readonly spent: () => number;
} {
  const files: Record<string, string> = {};
  const lines: string[] = [];
  for (let i = 0; i < modules; i++) {
    files[`/cache/mod/cache/download/example.com/m${i}/@v/v1.0.0.mod`] = `module example.com/m${i}\n\ngo 1.21\n`;
    lines.push(`\texample.com/m${i} v1.0.0`);
  }
  const host = memoryHost({ files, env: { GOMODCACHE: "/cache/mod", GOPROXY: "off", GOFLAGS: "" } });
  let reads = 0;
  const slow = {
    ...host,
    readText(path: string, limit?: number) {
      if (path.endsWith("/v1.0.0.mod")) {
        reads++;
        for (const until = performance.now() + slowness; performance.now() < until; );
      }
      return host.readText(path, limit);
    },
  };
  return {
    host: slow,
    text: `module example.com/app\n\ngo 1.21\n\nrequire (\n${lines.join("\n")}\n)\n`,
    spent: () => reads * slowness,
  };
}

const hover = { textDocument: { uri }, position: { line: 5, character: 3 } };

describe("conduct", () => {
  const reader = suiteReader();

  it("a cancelled request is answered within 50 ms, although a large graph is being loaded", async () => {
    const { host, text, spent } = slowWorld(600);
    const { client, stop } = await serve(host, reader);
    open(client, uri, text);
    const first = client.send("textDocument/hover", hover);
    const second = client.send("textDocument/hover", hover);
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.ok(
      client.received.every(({ id }) => id !== first),
      "it is still being loaded",
    );
    const before = spent();
    client.notify("$/cancelRequest", { id: first });
    assert.equal((await client.response(first)).error?.code, -32800);
    assert.ok(spent() - before < 50, `${spent() - before} ms of reading`);
    assert.ok(spent() < 600 * slowness, "it is still being loaded");
    // What others wait for goes on.
    assert.match((await client.response(second)).result.contents.value, /example\.com\/m0@v1\.0\.0/);
    assert.equal(await stop(), 0);
  });

  it("an edit while a graph is being loaded is answered at once, and the graph of the old text is let go", async () => {
    const { host, text, spent } = slowWorld(600);
    const { client, stop } = await serve(host, reader);
    open(client, uri, text);
    const early = client.send("textDocument/hover", hover);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const before = spent();
    const without = text.replace("\texample.com/m0 v1.0.0\n", "");
    client.notify("textDocument/didChange", { textDocument: { uri, version: 2 }, contentChanges: [{ text: without }] });
    await client.diagnostics(uri, 2);
    assert.ok(spent() - before < 100, `${spent() - before} ms of reading`);
    assert.ok(spent() < 600 * slowness, "it is still being loaded");
    assert.equal((await client.response(early)).error?.code, -32801);
    assert.match((await client.request("textDocument/hover", hover)).contents.value, /example\.com\/m1@v1\.0\.0/);
    assert.equal(await stop(), 0);
  });

  it("an answer that an edit has overtaken is ContentModified", async () => {
    const { client, stop } = await serve(memoryHost(), reader);
    open(client, uri, "module m\n");
    const early = client.send("textDocument/hover", { textDocument: { uri }, position: { line: 0, character: 8 } });
    client.notify("textDocument/didChange", { textDocument: { uri, version: 2 }, contentChanges: [{ text: "module n\n" }] });
    assert.equal((await client.response(early)).error?.code, -32801);
    assert.equal(await stop(), 0);
  });

  it("what is answered is traced when the client wants to hear of it", async () => {
    const traces = (received: readonly Wire[]): Wire["params"][] =>
      received.filter(({ method }) => method === "$/logTrace").map(({ params }) => params);
    const { client, stop } = await serve(memoryHost(), reader);
    open(client, uri, "module m\n");
    const ask = (): Promise<unknown> =>
      client.request("textDocument/hover", { textDocument: { uri }, position: { line: 0, character: 8 } });
    await ask();
    assert.deepEqual(traces(client.received), []);
    client.notify("$/setTrace", { value: "messages" });
    await ask();
    const [message, ...none] = traces(client.received);
    assert.deepEqual(none, []);
    assert.match(message.message, /^textDocument\/hover: answered after \d+\.\d ms$/);
    assert.equal(message.verbose, undefined);
    client.received.length = 0;
    client.notify("$/setTrace", { value: "verbose" });
    client.notify("$/setTrace", { value: "nonsense" });
    await ask();
    assert.match(traces(client.received)[0].verbose, /"contents"/);
    client.received.length = 0;
    client.notify("$/setTrace", { value: "off" });
    await ask();
    assert.deepEqual(traces(client.received), []);
    assert.equal(await stop(), 0);
  });

  it("tracing may begin with the first message, of a client that says nothing of itself", async () => {
    const { client, end } = launch(memoryHost(), reader);
    await client.request("initialize", { processId: null, rootUri: null, trace: "messages" });
    const { params } = await client.wait(({ method }) => method === "$/logTrace");
    assert.match(params.message, /^initialize: answered/);
    client.notify("exit");
    assert.equal(await end, 1);
  });

  it("a document of 8 MiB is served", async function () {
    this.timeout(60_000);
    const { client, stop } = await serve(memoryHost(), reader);
    const line = `// ${"x".repeat(1000)}\n`;
    const text = `module m\n\ngo 1.21\n\n${line.repeat(8 * 1024)}`;
    open(client, uri, text);
    await client.diagnostics(uri, 1);
    const last = 4 + 8 * 1024;
    const place = { line: last, character: 0 };
    client.notify("textDocument/didChange", {
      textDocument: { uri, version: 2 },
      contentChanges: [{ range: { start: place, end: place }, text: "requir x\n" }],
    });
    const [finding] = await client.diagnostics(uri, 2, (d) => d.length > 0);
    assert.equal(finding.range.start.line, last);
    assert.equal(await stop(), 0);
  });

  it("several modules and a workspace are served at once, unsaved buffers seen by each other", async () => {
    const world = await serveWorld(
      `-- go.work --
go 1.21

use (
	./a
	./b
)
-- a/go.mod --
module example.com/a

go 1.21

require example.com/b v1.0.0

replace example.com/b => ../b
-- b/go.mod --
module example.com/b

go 1.21
`,
      reader,
      { capabilities: capableClient },
    );
    const { client, file, host } = world;
    const textOf = (name: string): string => host.readText(`/work/app/${name}`) as string;
    world.open();
    open(client, file("a/go.mod"), textOf("a/go.mod"));
    await client.diagnostics(file("a/go.mod"), 1, (d) => d.length === 0);
    open(client, file("b/go.mod"), textOf("b/go.mod").replace("1.21", "1.23.0"));
    const [low] = await client.diagnostics(world.uri, 1, (d) => d.length > 0);
    assert.equal(low.code, "work-go-too-low");
    const [below] = await client.diagnostics(file("a/go.mod"), 1, (d) => d.length > 0);
    assert.equal(below.code, "go-below-dependency");
    assert.equal(await world.stop(), 0);
  });
});
