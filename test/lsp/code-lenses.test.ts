import assert from "node:assert/strict";
import { applyProtocolEdits, capableClient, open, type ServerOptions, serve, type Wire } from "../support/lsp-client.ts";
import type { MemoryHost } from "../support/memory-host.ts";
import { proxyHost } from "../support/proxy-host.ts";
import { suiteReader } from "../support/reader.ts";

const uri = "file:///m/go.mod";
const text = `module example.com/m

go 1.21

require (
	example.com/a v1.0.0 // ours
	example.com/b v1.0.0
	example.com/c v1.0.0 // indirect
)
`;

const proxy: Readonly<Record<string, string>> = {
  "/example.com/a/@v/list": "v1.0.0\nv1.1.0\nv1.2.0\nv2.0.0+incompatible\n",
  "/example.com/a/@v/v1.0.0.mod": "module example.com/a\n\ngo 1.21\n\nrequire example.com/c v1.0.0\n",
  "/example.com/a/@v/v1.2.0.mod": "module example.com/a\n\ngo 1.21\n\nretract v1.1.0\n",
  "/example.com/b/@v/list": "v1.0.0\n",
  "/example.com/b/@v/v1.0.0.mod": "module example.com/b\n\ngo 1.21\n",
  "/example.com/c/@v/list": "v1.0.0\nv1.9.0\n",
  "/example.com/c/@v/v1.0.0.mod": "module example.com/c\n\ngo 1.21\n",
};

describe("code lenses over the protocol", () => {
  const reader = suiteReader();

  const machine = (answers = proxy): MemoryHost => proxyHost(answers, { "/m/go.mod": text });

  async function opened(options: ServerOptions = {}, host = machine()) {
    const server = await serve(host, reader, options);
    open(server.client, uri, text);
    await server.client.diagnostics(uri, 1);
    // All that the graph needs has come, where it may.
    if (options.initializationOptions === undefined) {
      await server.client.wait(({ method, params }) => method === "$/progress" && params.value.kind === "end");
    }
    const lenses: Wire["result"][] = await server.client.request("textDocument/codeLens", { textDocument: { uri } });
    const resolve = (lens: Wire["result"]): Promise<Wire["result"]> => server.client.request("codeLens/resolve", lens);
    return { ...server, host, lenses, resolve };
  }

  it("are resolved to commands that the server has", async () => {
    const { capabilities, lenses, resolve, stop } = await opened();
    assert.deepEqual(capabilities.codeLensProvider, { resolveProvider: true });
    assert.ok(lenses.every(({ command }) => command === undefined));
    const updates = (await Promise.all(lenses.map(resolve))).find(({ command }) => command.command === "gomod-lint.updates");
    assert.deepEqual(updates.command, { title: "check for updates", command: "gomod-lint.updates", arguments: [{ uri }] });
    assert.deepEqual(updates.range, { start: { line: 4, character: 0 }, end: { line: 4, character: 9 } });
    assert.ok(capabilities.executeCommandProvider.commands.includes("gomod-lint.updates"));
    assert.equal(await stop(), 0);
  });

  it("bring the highest versions, which are not retracted, into the document", async () => {
    const { client, stop } = await opened();
    client.answer("workspace/applyEdit", () => ({ applied: true }));
    await client.request("workspace/executeCommand", { command: "gomod-lint.updates", arguments: [{ uri }] });
    const { params } = await client.wait(({ method }) => method === "workspace/applyEdit");
    assert.equal(params.label, "Update 1 requirement");
    const [{ textDocument, edits }] = params.edit.documentChanges;
    assert.deepEqual(textDocument, { uri, version: 1 });
    assert.equal(applyProtocolEdits(text, edits), text.replace("a v1.0.0", "a v1.2.0"));
    assert.equal(await stop(), 0);
  });

  it("say when there is nothing to update, and what could not be had", async () => {
    const { "/example.com/a/@v/list": _, ...rest } = proxy;
    const { client, stop } = await opened({}, machine(rest));
    await client.request("workspace/executeCommand", { command: "gomod-lint.updates", arguments: [{ uri }] });
    const messages = await Promise.all([0, 1].map(() => client.wait(({ method }) => method === "window/showMessage")));
    assert.match(messages[0]?.params.message, /^gomod-lint: the versions of example\.com\/a could not be had: .*404/);
    assert.match(messages[1]?.params.message, /no direct requirement has a higher version/);
    assert.equal(await stop(), 0);
  });

  it("ask no proxy where that is forbidden", async () => {
    const { client, host, stop } = await opened({ initializationOptions: { offline: true } });
    await client.request("workspace/executeCommand", { command: "gomod-lint.updates", arguments: [{ uri }] });
    assert.deepEqual(host.io.requests, []);
    assert.equal(await stop(), 0);
  });

  it("say when the editor refuses", async () => {
    const { client, stop } = await opened();
    client.answer("workspace/applyEdit", () => ({ applied: false, failureReason: "read only" }));
    await client.request("workspace/executeCommand", { command: "gomod-lint.updates", arguments: [{ uri }] });
    const { params } = await client.wait(({ method }) => method === "window/showMessage");
    assert.match(params.message, /did not take the updates: read only/);
    assert.equal(await stop(), 0);
  });

  it("of requirements come when they are asked for, and tell the ways to a module", async () => {
    const { client, lenses, resolve, stop } = await opened({ configuration: () => ({ features: { requirementLenses: true } }) });
    const why = (await Promise.all(lenses.map(resolve))).filter(({ command }) => command.command === "gomod-lint.why");
    assert.deepEqual(
      why.map(({ range, command }) => [range.start.line, command.title]),
      [
        [5, "required by no other module"],
        [6, "required by no other module"],
        [7, "required by 1 other module"],
      ],
    );
    await client.request("workspace/executeCommand", why[2].command);
    const { params } = await client.wait(({ method }) => method === "window/showMessage");
    assert.equal(
      params.message,
      "example.com/m → example.com/c@v1.0.0\nexample.com/m → example.com/a@v1.0.0 → example.com/c@v1.0.0",
    );
    assert.equal(await stop(), 0);
  });

  it("are asked for again when the graph has come from a proxy", async () => {
    const capabilities = { ...capableClient, workspace: { ...capableClient.workspace, codeLens: { refreshSupport: true } } };
    const { client, lenses, resolve, stop } = await opened({ capabilities });
    await client.wait(({ method }) => method === "workspace/codeLens/refresh");
    assert.equal((await resolve(lenses[0])).command.title, "graph of 3 modules");
    assert.equal(await stop(), 0);
  });

  it("of another version of the document do nothing", async () => {
    const { client, lenses, resolve, stop } = await opened();
    client.notify("textDocument/didChange", { textDocument: { uri, version: 2 }, contentChanges: [{ text: `${text}\n` }] });
    assert.deepEqual((await resolve(lenses[0])).command, { title: "", command: "" });
    assert.equal(await stop(), 0);
  });

  it("and commands are refused with the reason: unknown, of no document, switched off", async () => {
    const { client, stop } = await opened();
    const refused = async (command: string, args?: unknown): Promise<string | undefined> =>
      (await client.response(client.send("workspace/executeCommand", { command, arguments: args }))).error?.message;
    assert.match((await refused("rm")) ?? "", /there is no command "rm"/);
    assert.match((await refused("gomod-lint.updates")) ?? "", /must name an open document/);
    assert.match((await refused("gomod-lint.why", [{ uri: 5 }])) ?? "", /must name an open document/);
    assert.match((await refused("constructor", [{ uri }])) ?? "", /there is no command/);
    assert.equal(await stop(), 0);
    const off = await serve(machine(), reader, { initializationOptions: { features: { codeLenses: false } } });
    assert.equal(off.capabilities.codeLensProvider, undefined);
    const answer = await off.client.response(off.client.send("workspace/executeCommand", { command: "gomod-lint.updates" }));
    assert.match(answer.error?.message ?? "", /switched off/);
    assert.equal(await off.stop(), 0);
  });
});
