import assert from "node:assert/strict";
import { encodeUtf8 } from "../../server/text/utf8.ts";
import { open, type ServerOptions, serve, type Wire } from "../support/lsp-client.ts";
import type { MemoryHost } from "../support/memory-host.ts";
import { proxyHost } from "../support/proxy-host.ts";
import { suiteReader } from "../support/reader.ts";

const uri = "file:///m/go.mod";
const text = `module m

go 1.21

require (
	example.com/a v1.0.0
	example.com/b v1.0.0 // indirect
)
`;
const modules: Readonly<Record<string, string>> = {
  "/example.com/a/@v/v1.0.0.mod": "module example.com/a\n\ngo 1.21\n\nrequire example.com/b v1.1.0\n",
  "/example.com/b/@v/v1.0.0.mod": "module example.com/b\n\ngo 1.21\n",
  "/example.com/b/@v/v1.1.0.mod": "module example.com/b\n\ngo 1.21\n",
};
const codes = (diagnostics: readonly Wire["params"][]): string[] => diagnostics.map((d) => d.code);

describe("fetching in the background", () => {
  const reader = suiteReader();

  const machine = (answer?: Parameters<typeof proxyHost>[2]): MemoryHost => proxyHost(modules, { "/m/go.mod": text }, answer);

  const start = (host: MemoryHost, options: ServerOptions = {}) => serve(host, reader, options);

  it("brings what the graph lacks, with progress, and checks again", async () => {
    const host = machine();
    const { client, stop } = await start(host);
    open(client, uri, text);
    assert.ok(codes(await client.diagnostics(uri, 1, (d) => d.length > 0)).includes("incomplete-graph"));
    assert.deepEqual(codes(await client.diagnostics(uri, 1, (d) => !codes(d).includes("incomplete-graph") && d.length > 0)), [
      "conflicting-indirect-version",
    ]);
    const { params } = await client.wait(({ method }) => method === "window/workDoneProgress/create");
    const progress = client.received
      .filter((m) => m.method === "$/progress" && m.params.token === params.token)
      .map((m) => m.params.value.kind);
    assert.equal(progress[0], "begin");
    assert.equal(progress.at(-1), "end");
    assert.equal(await stop(), 0);
  });

  it("asks for what is not there once, and again when something else is missing", async () => {
    const host = machine((path) =>
      path.includes("/example.com/a/") ? Promise.resolve({ status: 404, headers: {}, body: encodeUtf8("gone") }) : undefined,
    );
    const { client, stop } = await start(host);
    open(client, uri, text);
    const ended = () => client.wait((m) => m.method === "$/progress" && m.params.value.kind === "end");
    await ended();
    const asked = host.io.requests.length;
    client.notify("textDocument/didChange", {
      textDocument: { uri, version: 2 },
      contentChanges: [{ text: `${text}\n// more\n` }],
    });
    await client.diagnostics(uri, 2);
    await new Promise((resolve) => setTimeout(resolve, 600));
    assert.equal(host.io.requests.length, asked);
    client.notify("textDocument/didChange", {
      textDocument: { uri, version: 3 },
      contentChanges: [{ text: `${text}\nrequire example.com/x v1.0.0\n` }],
    });
    for (let tries = 0; tries < 100 && !host.io.requests.some((url) => url.includes("/example.com/x/")); tries++) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    assert.ok(host.io.requests.some((url) => url.includes("/example.com/x/")));
    assert.equal(await stop(), 0);
  });

  it("does not ask where it may not", async () => {
    const host = machine();
    const { client, stop } = await start(host, { initializationOptions: { offline: true } });
    open(client, uri, text);
    await client.diagnostics(uri, 1, (d) => codes(d).includes("incomplete-graph"));
    await new Promise((resolve) => setTimeout(resolve, 600));
    assert.deepEqual(host.io.requests, []);
    assert.equal(await stop(), 0);
  });

  it("stops when the user says so, and answers meanwhile", async () => {
    const host = machine(
      (_path, { signal }) =>
        new Promise((resolve) => signal?.addEventListener("abort", () => resolve({ failed: "aborted", detail: "aborted" }))),
    );
    const { client, stop } = await start(host);
    open(client, uri, text);
    const { params } = await client.wait((m) => m.method === "$/progress" && m.params.value.kind === "begin");
    const hover = await client.request("textDocument/hover", { textDocument: { uri }, position: { line: 5, character: 5 } });
    assert.match(hover.contents.value, /example\.com\/a/);
    client.notify("window/workDoneProgress/cancel", { token: params.token });
    await client.wait((m) => m.method === "$/progress" && m.params.value.kind === "end");
    await new Promise((resolve) => setTimeout(resolve, 600));
    assert.equal(
      client.received.filter((m) => m.method === "$/progress" && m.params.value.kind === "begin").length,
      0,
      "it began again",
    );
    assert.equal(await stop(), 0);
  });

  it("ends with the document, and with the session", async () => {
    const aborted: string[] = [];
    const host = machine(
      (path, { signal }) =>
        new Promise((resolve) =>
          signal?.addEventListener("abort", () => {
            aborted.push(path);
            resolve({ failed: "aborted", detail: "aborted" });
          }),
        ),
    );
    const { client, stop } = await start(host);
    open(client, uri, text);
    await client.wait((m) => m.method === "$/progress" && m.params.value.kind === "begin");
    client.notify("textDocument/didClose", { textDocument: { uri } });
    await client.wait((m) => m.method === "$/progress" && m.params.value.kind === "end");
    assert.ok(aborted.length > 0);
    aborted.length = 0;
    open(client, uri, text, 2);
    await client.wait((m) => m.method === "$/progress" && m.params.value.kind === "begin");
    assert.equal(await stop(), 0);
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.ok(aborted.length > 0);
  });
});
