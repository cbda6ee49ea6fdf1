import assert from "node:assert/strict";
import { frame, launch, open, serve } from "../support/lsp-client.ts";
import { memoryHost } from "../support/memory-host.ts";
import { suiteReader } from "../support/reader.ts";

const hoverParams = { textDocument: { uri: "file:///m/go.mod" }, position: { line: 0, character: 0 } };

describe("life cycle of a session", () => {
  const reader = suiteReader();

  it("says who it is and what it can do", async () => {
    const { client, end } = launch(memoryHost(), reader);
    const result = await client.request("initialize", { processId: null, rootUri: null, capabilities: {} });
    assert.deepEqual(result.serverInfo, { name: "gomod-lint", version: "0.0.0-test" });
    assert.equal(result.capabilities.positionEncoding, "utf-16");
    assert.deepEqual(result.capabilities.textDocumentSync, { openClose: true, change: 2, save: { includeText: false } });
    assert.deepEqual(result.capabilities.workspace, { workspaceFolders: { supported: true, changeNotifications: true } });
    assert.equal(result.capabilities.hoverProvider, true);
    // A client without code action literals takes commands only, and there are none.
    assert.equal(result.capabilities.codeActionProvider, undefined);
    assert.equal(result.capabilities.documentFormattingProvider, undefined);
    await client.request("shutdown");
    client.notify("exit");
    assert.equal(await end, 0);
  });

  it("refuses requests before initialize, and drops notifications", async () => {
    const { client, end } = launch(memoryHost(), reader);
    open(client, "file:///m/go.mod", "modul m\n");
    for (const method of ["textDocument/hover", "shutdown", "no/suchMethod"]) {
      assert.equal((await client.response(client.send(method, hoverParams))).error?.code, -32002, method);
    }
    await client.request("initialize", { processId: null, rootUri: null, capabilities: {} });
    assert.equal(await client.request("textDocument/hover", hoverParams), null, "the document was never opened");
    assert.deepEqual(client.received, []);
    client.notify("exit");
    assert.equal(await end, 1);
  });

  it("is initialized once", async () => {
    const { client, stop } = await serve(memoryHost(), reader);
    const again = await client.response(client.send("initialize", { processId: null, rootUri: null, capabilities: {} }));
    assert.equal(again.error?.code, -32600);
    assert.equal(await stop(), 0);
  });

  it("refuses requests after shutdown", async () => {
    const { client, end } = await serve(memoryHost(), reader);
    assert.equal(await client.request("shutdown"), null);
    for (const method of ["textDocument/hover", "initialize", "shutdown", "no/suchMethod"]) {
      assert.equal((await client.response(client.send(method, hoverParams))).error?.code, -32600, method);
    }
    client.notify("exit");
    assert.equal(await end, 0);
  });

  it("takes shutdown with and without params", async () => {
    for (const params of [undefined, null, {}]) {
      const { client, end } = await serve(memoryHost(), reader);
      assert.equal((await client.response(client.send("shutdown", params))).result, null);
      client.notify("exit", params);
      assert.equal(await end, 0);
    }
  });

  it("ends with 1 when the client leaves without a word", async () => {
    const gone = await serve(memoryHost(), reader);
    gone.input.end();
    assert.equal(await gone.end, 1);
    const shut = await serve(memoryHost(), reader);
    await shut.client.request("shutdown");
    shut.input.end();
    assert.equal(await shut.end, 0);
  });

  it("answers what was asked before the input ended", async () => {
    const { input, client, end } = launch(memoryHost(), reader);
    const initialize = client.send("initialize", { processId: null, rootUri: null, capabilities: {} });
    const hover = client.send("textDocument/hover", hoverParams);
    const unknown = client.send("no/suchMethod", {});
    input.end();
    assert.equal((await client.response(initialize)).result.serverInfo.name, "gomod-lint");
    assert.equal((await client.response(hover)).result, null);
    assert.equal((await client.response(unknown)).error?.code, -32601);
    assert.equal(await end, 1);
  });

  it("ends when nobody takes its messages any more", async () => {
    const { output, client, end } = await serve(memoryHost(), reader);
    output.destroy(new Error("EPIPE"));
    client.send("textDocument/hover", hoverParams);
    assert.equal(await end, 1);
  });

  it("ends when the client's process is gone", async () => {
    const asked: number[] = [];
    const { end } = await serve(memoryHost(), reader, {
      processId: 4711,
      isAlive: (process) => {
        asked.push(process);
        return asked.length < 2;
      },
    });
    // Nothing else keeps this process from ending.
    const keep = setInterval(() => {}, 1000);
    assert.equal(await end, 1);
    clearInterval(keep);
    assert.deepEqual(asked, [4711, 4711]);
  });

  it("answers unknown methods, and nothing to unknown notifications", async () => {
    const { client, stop } = await serve(memoryHost(), reader);
    client.notify("no/suchNotification", { a: 1 });
    client.notify("$/unknown");
    assert.equal((await client.response(client.send("no/suchMethod", {}))).error?.code, -32601);
    assert.equal((await client.response(client.send("$/noSuchMethod"))).error?.code, -32601);
    assert.equal(await stop(), 0);
  });

  it("answers a request that was cancelled before its turn", async () => {
    const { client, stop } = await serve(memoryHost(), reader);
    const request = frame({ jsonrpc: "2.0", id: "h", method: "textDocument/hover", params: hoverParams });
    client.raw(Buffer.concat([request, frame({ jsonrpc: "2.0", method: "$/cancelRequest", params: { id: "h" } })]));
    assert.equal((await client.response("h")).error?.code, -32800);
    client.notify("$/cancelRequest", { id: "h" });
    client.notify("$/cancelRequest", { id: "never sent" });
    assert.equal(await client.request("textDocument/hover", hoverParams), null);
    assert.equal(await stop(), 0);
  });

  it("offers what the user has not switched off", async () => {
    const features = { hover: false, codeActions: false, formatting: true };
    const { capabilities, stop } = await serve(memoryHost(), reader, {
      initializationOptions: { features },
      capabilities: { textDocument: { codeAction: { codeActionLiteralSupport: {} } } },
    });
    assert.equal(capabilities.hoverProvider, undefined);
    assert.equal(capabilities.codeActionProvider, undefined);
    assert.equal(capabilities.documentFormattingProvider, true);
    assert.equal(await stop(), 0);
  });

  it("registers the files to watch, and settings", async () => {
    const { client, stop } = await serve(memoryHost(), reader);
    const { params } = await client.wait(({ method }) => method === "client/registerCapability");
    const [files, settings] = params.registrations;
    assert.equal(files.method, "workspace/didChangeWatchedFiles");
    const globs = files.registerOptions.watchers.map((watcher: { globPattern: string }) => watcher.globPattern);
    for (const name of ["go.mod", "go.work", "go.sum", "vendor/modules.txt"]) assert.ok(globs.includes(`**/${name}`), name);
    assert.deepEqual(settings.registerOptions, { section: "gomod-lint" });
    assert.equal(await stop(), 0);
  });
});
