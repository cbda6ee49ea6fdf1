import assert from "node:assert/strict";
import { capableClient, type LspClient, open, type Wire } from "../support/lsp-client.ts";
import { type ServedWorld, serveWorld } from "../support/lsp-world.ts";
import { suiteReader } from "../support/reader.ts";
import { worldFolder } from "../support/world-workspace.ts";

/** A client that asks for diagnostics, as VS Code does. */
const pulling = {
  ...capableClient,
  textDocument: { ...capableClient.textDocument, diagnostic: { dynamicRegistration: true, relatedDocumentSupport: true } },
  workspace: { ...capableClient.workspace, diagnostics: { refreshSupport: true } },
};

/** Two modules of a workspace: lib is required by app, and has a finding of its own; go.sum is broken. */
const archive = `-- go.work --
go 1.21

use (
	./app
	./lib
)
-- app/go.mod --
module example.com/app

go 1.21

require example.com/lib v1.0.0

replace example.com/lib => ../lib
-- app/go.sum --
example.com/log v1.3.0/go.mod h1:abc=
<<<<<<< HEAD
-- lib/go.mod --
module example.com/lib

go 1.21

exclude example.com/x v1.0.0
-- lib/vendor/github.com/q/go.mod --
modul vendored
`;
const workspaceFolders = [{ uri: `file://${worldFolder}`, name: "world" }];

const codes = (report: Wire["params"]): string[] => report.items.map((item: { code: string }) => item.code);
const pull = (client: LspClient, uri: string, previousResultId?: string): Promise<Wire["params"]> =>
  client.request("textDocument/diagnostic", {
    textDocument: { uri },
    ...(previousResultId === undefined ? {} : { previousResultId }),
  });
const pullAll = (client: LspClient, previous: readonly Wire["params"][] = []): Promise<Wire["params"]> =>
  client.request("workspace/diagnostic", { previousResultIds: idsOf(previous) });
const idsOf = (items: readonly Wire["params"][]): object[] => items.map(({ uri, resultId }) => ({ uri, value: resultId }));
const refreshed = (client: LspClient): Promise<Wire> =>
  client.wait(({ method }) => method === "workspace/diagnostic/refresh", "a refresh");
const published = (client: LspClient): Wire[] =>
  client.received.filter(({ method }) => method === "textDocument/publishDiagnostics");
const soon = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe("pulled diagnostics", () => {
  const reader = suiteReader();

  const start = (text = archive): Promise<ServedWorld> => serveWorld(text, reader, { capabilities: pulling, workspaceFolders });
  const openFile = ({ client, host, file }: ServedWorld, name: string): string => {
    const text = host.readText(`${worldFolder}/${name}`);
    assert.ok(typeof text === "string");
    open(client, file(name), text);
    return text;
  };

  it("are offered to clients that can be told to ask again, which are published nothing", async () => {
    const world = await start();
    assert.deepEqual(world.capabilities.diagnosticProvider, {
      identifier: "gomod-lint",
      interFileDependencies: true,
      workspaceDiagnostics: true,
    });
    openFile(world, "lib/go.mod");
    const report = await pull(world.client, world.file("lib/go.mod"));
    assert.equal(report.kind, "full");
    assert.deepEqual(codes(report), ["ineffective-exclude"]);
    world.client.notify("textDocument/didClose", { textDocument: { uri: world.file("lib/go.mod") } });
    await soon(80);
    assert.deepEqual(published(world.client), []);
    assert.equal(await world.stop(), 0);

    const { diagnostics: _, ...workspace } = pulling.workspace;
    const deaf = await serveWorld(archive, reader, { capabilities: { ...pulling, workspace } });
    assert.equal(deaf.capabilities.diagnosticProvider, undefined);
    openFile(deaf, "lib/go.mod");
    await deaf.client.diagnostics(deaf.file("lib/go.mod"), 1, (d) => d.length === 1);
    assert.equal(await deaf.stop(), 0);
  });

  it("are unchanged while they are, in another session, too", async () => {
    const world = await start();
    const lib = world.file("lib/go.mod");
    const text = openFile(world, "lib/go.mod");
    const first = await pull(world.client, lib);
    assert.deepEqual(await pull(world.client, lib, first.resultId), { kind: "unchanged", resultId: first.resultId });
    world.client.notify("textDocument/didChange", {
      textDocument: { uri: lib, version: 2 },
      contentChanges: [{ text: text.replace("exclude example.com/x v1.0.0", "") }],
    });
    const second = await pull(world.client, lib, first.resultId);
    assert.equal(second.kind, "full");
    assert.deepEqual(codes(second), []);
    assert.equal(await world.stop(), 0);
    const again = await start();
    openFile(again, "lib/go.mod");
    assert.equal((await pull(again.client, lib, first.resultId)).kind, "unchanged");
    assert.equal(await again.stop(), 0);
  });

  it("bring what stands in go.sum, and what documents say that look at this one", async () => {
    const world = await start();
    const { client, file } = world;
    openFile(world, "app/go.mod");
    openFile(world, "go.work");
    const app = await pull(client, file("app/go.mod"));
    assert.ok(codes(app).includes("sum-malformed"));
    const sum = app.relatedDocuments[file("app/go.sum")];
    assert.deepEqual(codes(sum), ["sum-malformed"]);
    assert.deepEqual(sum.items[0].range, { start: { line: 1, character: 0 }, end: { line: 1, character: 12 } });
    assert.equal(sum.items[0].relatedInformation[0].location.uri, file("app/go.mod"));
    assert.deepEqual(codes(app.relatedDocuments[file("go.work")]), []);

    const text = openFile(world, "lib/go.mod");
    client.notify("textDocument/didChange", {
      textDocument: { uri: file("lib/go.mod"), version: 2 },
      contentChanges: [{ text: text.replace("go 1.21", "go 1.23.0") }],
    });
    const lib = await pull(client, file("lib/go.mod"));
    assert.deepEqual(codes(lib.relatedDocuments[file("go.work")]), ["work-go-too-low"]);
    assert.equal(await world.stop(), 0);
  });

  it("take back what stood in another file", async () => {
    const world = await start();
    const { client, file, host } = world;
    openFile(world, "app/go.mod");
    const first = await pull(client, file("app/go.mod"));
    assert.equal(first.relatedDocuments[file("app/go.sum")].items.length, 1);
    host.set(`${worldFolder}/app/go.sum`, "");
    client.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: file("app/go.sum"), type: 2 }] });
    await refreshed(client);
    const second = await pull(client, file("app/go.mod"), first.resultId);
    assert.deepEqual(codes(second.relatedDocuments[file("app/go.sum")]), []);
    assert.equal(await world.stop(), 0);
  });

  it("of the workspace are those of all its files, open or not, but for vendored ones", async () => {
    const world = await start();
    const { client, file } = world;
    const text = openFile(world, "lib/go.mod");
    client.notify("textDocument/didChange", {
      textDocument: { uri: file("lib/go.mod"), version: 2 },
      contentChanges: [{ text: text.replace("go 1.21", "go 1.23.0") }],
    });
    const { items } = await pullAll(client);
    const found = Object.fromEntries(items.map((item: Wire["params"]) => [item.uri, [item.version, item.kind, codes(item)]]));
    assert.deepEqual(found, {
      [file("lib/go.mod")]: [2, "full", ["ineffective-exclude"]],
      [file("go.work")]: [null, "full", ["work-go-too-low"]],
      [file("app/go.mod")]: [null, "full", ["sum-malformed", "go-below-dependency"]],
      [file("app/go.sum")]: [null, "full", ["sum-malformed"]],
    });
    assert.equal(await world.stop(), 0);
  });

  it("of the workspace come when there is news, only the news in full", async () => {
    const world = await start();
    const { client, file } = world;
    const text = openFile(world, "lib/go.mod");
    const { items } = await pullAll(client);
    const waiting = client.send("workspace/diagnostic", { previousResultIds: idsOf(items) });
    await soon(100);
    assert.ok(client.received.every(({ id }) => id !== waiting));
    client.notify("textDocument/didChange", {
      textDocument: { uri: file("lib/go.mod"), version: 2 },
      contentChanges: [{ text: text.replace("module example.com/lib", "modul example.com/lib") }],
    });
    const { result } = await client.response(waiting);
    const kinds = Object.fromEntries(result.items.map((item: Wire["params"]) => [item.uri, item.kind]));
    assert.equal(kinds[file("lib/go.mod")], "full");
    assert.equal(kinds[file("app/go.sum")], "unchanged");
    assert.equal(await world.stop(), 0);
  });

  it("of the workspace stop being waited for when that is cancelled, and at the end", async () => {
    const { client, end } = await start();
    const { items } = await pullAll(client);
    const [cancelled, left] = [0, 1].map(() => client.send("workspace/diagnostic", { previousResultIds: idsOf(items) }));
    await soon(30);
    const since = performance.now();
    client.notify("$/cancelRequest", { id: cancelled });
    assert.equal((await client.response(cancelled as number)).error?.code, -32800);
    assert.ok(performance.now() - since < 50);
    assert.equal(await client.request("shutdown"), null);
    assert.equal((await client.response(left as number)).error?.code, -32800);
    client.notify("exit");
    assert.equal(await end, 0);
  });

  it("of the workspace come in parts where the client wants that", async () => {
    const { client, stop } = await start();
    const answer = await client.request("workspace/diagnostic", { previousResultIds: [], partialResultToken: "part" });
    assert.deepEqual(answer, { items: [] });
    const parts = client.received.filter(({ method, params }) => method === "$/progress" && params.token === "part");
    assert.equal(parts.flatMap(({ params }) => params.value.items).length, 4);
    assert.equal(await stop(), 0);
  });

  it("of the workspace follow files that come and go, and the folders", async () => {
    const { client, host, file, stop } = await start();
    const first = await pullAll(client);
    host.remove(`${worldFolder}/lib/go.mod`);
    host.set(`${worldFolder}/new/go.mod`, "modul new\n");
    client.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: file("lib/go.mod"), type: 3 }] });
    const second = await pullAll(client, first.items);
    const byUri = Object.fromEntries(second.items.map((item: Wire["params"]) => [item.uri, item]));
    assert.deepEqual(codes(byUri[file("lib/go.mod")]), []);
    assert.deepEqual(codes(byUri[file("new/go.mod")]), ["syntax"]);
    assert.ok(codes(byUri[file("go.work")]).includes("work-use-missing"));
    client.notify("workspace/didChangeWorkspaceFolders", {
      event: { removed: workspaceFolders, added: [{ uri: `file://${worldFolder}/new`, name: "new" }] },
    });
    const third = await pullAll(client, second.items);
    const left = third.items.filter((item: Wire["params"]) => item.kind === "unchanged" || item.items.length > 0);
    assert.deepEqual(left.map((item: Wire["params"]) => item.uri).sort(), [file("lib/go.mod"), file("new/go.mod")].sort());
    assert.equal(await stop(), 0);
  });

  it("are asked for again after a change of settings, and empty while they are switched off", async () => {
    let settings: unknown = null;
    const { client, file, stop, ...world } = await serveWorld(archive, reader, {
      capabilities: pulling,
      workspaceFolders,
      configuration: () => settings,
    });
    openFile({ client, file, stop, ...world }, "lib/go.mod");
    assert.equal((await pull(client, file("lib/go.mod"))).items.length, 1);
    settings = { features: { diagnostics: false } };
    client.notify("workspace/didChangeConfiguration", { settings: null });
    await refreshed(client);
    assert.deepEqual(await pull(client, file("lib/go.mod")), { kind: "full", items: [] });
    assert.deepEqual(await pullAll(client), { items: [] });
    assert.equal(await stop(), 0);
  });

  it("of a document that is edited meanwhile are to be asked for again", async () => {
    const world = await start();
    const { client, file } = world;
    const text = openFile(world, "app/go.mod");
    const uri = file("app/go.mod");
    const early = client.send("textDocument/diagnostic", { textDocument: { uri } });
    client.notify("textDocument/didChange", { textDocument: { uri, version: 2 }, contentChanges: [{ text: `${text}\n` }] });
    const { error } = await client.response(early);
    assert.equal(error?.code, -32802);
    assert.deepEqual((error as unknown as { data: unknown }).data, { retriggerRequest: true });
    assert.equal((await pull(client, uri)).kind, "full");
    assert.equal(await world.stop(), 0);
  });
});

describe("published diagnostics of other files", () => {
  const reader = suiteReader();

  it("stand there, and go with their cause", async () => {
    const { client, file, host, stop } = await serveWorld(archive, reader);
    const text = host.readText(`${worldFolder}/app/go.mod`) as string;
    open(client, file("app/go.mod"), text);
    const [finding] = await client.diagnostics(file("app/go.sum"), undefined, (d) => d.length > 0);
    assert.equal(finding.code, "sum-malformed");
    assert.deepEqual(finding.range.start, { line: 1, character: 0 });
    client.notify("textDocument/didChange", {
      textDocument: { uri: file("app/go.mod"), version: 2 },
      contentChanges: [{ text: `${text}\n// more\n` }],
    });
    await client.diagnostics(file("app/go.mod"), 2);
    await soon(30);
    const again = published(client).filter(({ params }) => params.uri === file("app/go.sum"));
    assert.deepEqual(again, [], "it is not published again while it stays the same");
    client.notify("textDocument/didClose", { textDocument: { uri: file("app/go.mod") } });
    await client.cleared(file("app/go.sum"));
    assert.equal(await stop(), 0);
  });
});
