import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import fc from "fast-check";
import type { Host } from "../../server/host/host.ts";
import { frame, open, serve } from "../support/lsp-client.ts";
import { memoryHost } from "../support/memory-host.ts";
import { suiteReader } from "../support/reader.ts";

const uri = "file:///m/go.mod";
const text = "module m\n\ngo 1.21\n\nrequire example.com/a v1.0.0\n\nreplace example.com/a => ./a\n";
const hover = { textDocument: { uri }, position: { line: 4, character: 10 } };

describe("faults", () => {
  const reader = suiteReader();

  /** A machine whose file system breaks while `broken.now` holds. */
  function breakable(): { readonly host: Host; readonly broken: { now: boolean } } {
    const host = memoryHost();
    const broken = { now: false };
    return {
      broken,
      host: {
        ...host,
        stat(path) {
          if (broken.now) throw new Error("the file system is gone");
          return host.stat(path);
        },
      },
    };
  }

  it("in one request are answered, and the next one is served", async () => {
    const { host, broken } = breakable();
    const { client, stop } = await serve(host, reader);
    open(client, uri, text);
    await client.diagnostics(uri, 1);
    broken.now = true;
    client.notify("textDocument/didChange", { textDocument: { uri, version: 2 }, contentChanges: [{ text: `${text}\n` }] });
    const answer = await client.response(client.send("textDocument/hover", hover));
    assert.equal(answer.error?.code, -32603);
    assert.match(answer.error?.message ?? "", /textDocument\/hover failed: the file system is gone/);
    const logged = await client.wait(
      ({ method, params }) => method === "window/logMessage" && /file system is gone/.test(params.message),
    );
    assert.equal(logged.params.type, 1);
    broken.now = false;
    client.notify("textDocument/didChange", { textDocument: { uri, version: 3 }, contentChanges: [{ text }] });
    await client.diagnostics(uri, 3);
    assert.match((await client.request("textDocument/hover", hover)).contents.value, /example\.com\/a@v1\.0\.0/);
    assert.equal(await stop(), 0);
  });

  it("in the background are logged, and the next edit is checked", async () => {
    const { host, broken } = breakable();
    const { client, stop } = await serve(host, reader);
    broken.now = true;
    open(client, uri, text);
    await client.wait(({ method, params }) => method === "window/logMessage" && /file system is gone/.test(params.message));
    broken.now = false;
    client.notify("textDocument/didChange", { textDocument: { uri, version: 2 }, contentChanges: [{ text: "modul m\n" }] });
    assert.equal((await client.diagnostics(uri, 2))[0].code, "syntax");
    assert.equal(await stop(), 0);
  });

  it("in the frames are answered with the id null, and reading goes on", async () => {
    const { client, stop } = await serve(memoryHost(), reader);
    client.raw('Content-Length: 8\r\n\r\n{"a": 1,');
    client.raw(frame([{ jsonrpc: "2.0", id: 1, method: "shutdown" }]));
    client.raw("no header at all\r\n\r\n");
    assert.deepEqual(
      [
        (await client.response(null)).error?.code,
        (await client.response(null)).error?.code,
        (await client.response(null)).error?.code,
      ],
      [-32700, -32600, -32700],
    );
    assert.equal(await client.request("textDocument/hover", hover), null);
    assert.equal(await stop(), 0);
  });

  it("of half a message at the end of the input end the session", async () => {
    const { client, input, end } = await serve(memoryHost(), reader);
    const bytes = frame({ jsonrpc: "2.0", id: 99, method: "textDocument/hover", params: hover });
    client.raw(bytes.subarray(0, bytes.length - 10));
    input.end();
    assert.equal(await end, 1);
  });

  it("in params are errors of that request alone", async () => {
    const { client, stop } = await serve(memoryHost(), reader);
    open(client, uri, text);
    const wrong: unknown[] = [
      undefined,
      null,
      {},
      [],
      { textDocument: null },
      { textDocument: { uri } },
      { textDocument: { uri }, position: "x" },
      { textDocument: { uri: 5 }, position: {} },
    ];
    for (const method of ["textDocument/hover", "textDocument/codeAction", "textDocument/formatting", "codeAction/resolve"]) {
      for (const params of wrong) {
        const { error, result } = await client.response(client.send(method, params));
        assert.ok(
          error === undefined ? result !== undefined : [-32602, -32603].includes(error.code),
          `${method} ${JSON.stringify(params)}`,
        );
      }
    }
    for (const method of ["didOpen", "didChange", "didSave", "didClose"]) {
      for (const params of wrong) client.notify(`textDocument/${method}`, params);
    }
    for (const params of wrong) client.notify("workspace/didChangeWatchedFiles", params);
    for (const params of wrong) client.notify("workspace/didChangeConfiguration", params);
    open(client, uri, "modul m\n", 2);
    assert.equal((await client.diagnostics(uri, 2))[0].code, "syntax");
    assert.equal(await stop(), 0);
  });

  it("of any shape leave a server that answers", async function () {
    this.timeout(60_000);
    const json = fc.jsonValue({ maxDepth: 3 });
    const method = fc.constantFrom(
      "textDocument/hover",
      "textDocument/didOpen",
      "textDocument/didChange",
      "textDocument/codeAction",
      "$/cancelRequest",
      "$/setTrace",
      "workspace/didChangeConfiguration",
      "initialized",
      "window/workDoneProgress/cancel",
    );
    const message = fc.record({
      jsonrpc: fc.constant("2.0"),
      id: fc.option(json, { nil: undefined }),
      method,
      params: fc.option(json, { nil: undefined }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.oneof(
            message.map(frame),
            fc.uint8Array({ maxLength: 50 }).map((noise) => Buffer.concat([noise, Buffer.from("\r\n\r\n")])),
          ),
          { maxLength: 20 },
        ),
        async (chunks) => {
          const { client, stop } = await serve(memoryHost(), reader);
          for (const chunk of chunks) client.raw(chunk);
          const id = "the end";
          client.raw(frame({ jsonrpc: "2.0", id, method: "textDocument/hover", params: hover }));
          assert.equal((await client.response(id)).error, undefined);
          assert.equal(await stop(), 0);
        },
      ),
      { numRuns: 60 },
    );
  });
});
