import assert from "node:assert/strict";
import { applyProtocolEdits, capableClient, positionOf, type ServerOptions, type Wire } from "../support/lsp-client.ts";
import { openWorld, type ServedWorld, serveWorld } from "../support/lsp-world.ts";
import { suiteReader } from "../support/reader.ts";

const archive = `-- go.mod --
module example.com/app

go 1.21

require example.com/web v1.0.0

req
require example.com/l
require example.com/log v1.
-- example.com/web@v1.0.0 --
module example.com/web

go 1.20

require example.com/log v1.1.0
-- example.com/log@v1.0.0 --
module example.com/log
-- example.com/log@v1.1.0 --
module example.com/log
-- example.com/log@v1.2.0 --
module example.com/log

go 1.22

require example.com/extra v1.0.0

retract v1.0.0
-- example.com/extra@v1.0.0 --
module example.com/extra
`;

const modern = {
  completionItem: {
    snippetSupport: true,
    insertReplaceSupport: true,
    labelDetailsSupport: true,
    documentationFormat: ["markdown", "plaintext"],
    tagSupport: { valueSet: [1] },
    resolveSupport: { properties: ["documentation"] },
  },
  completionList: { itemDefaults: ["editRange", "data"] },
};

describe("lsp completion", () => {
  const reader = suiteReader();

  async function opened(completion: object | undefined, options: ServerOptions = {}): Promise<ServedWorld> {
    const capabilities = { ...capableClient, textDocument: { ...capableClient.textDocument, ...(completion && { completion }) } };
    const world = await openWorld(archive, reader, { capabilities, ...options });
    await world.client.diagnostics(world.uri, 1);
    return world;
  }

  /** The list behind the first `what` of the text. */
  async function listAt(world: ServedWorld, what: string, more: object = {}): Promise<Wire["result"]> {
    const position = positionOf(world.text, what, what.length);
    return await world.client.request("textDocument/completion", { textDocument: { uri: world.uri }, position, ...more });
  }

  it("is offered with what begins a list, unless it is switched off", async () => {
    const world = await serveWorld(archive, reader);
    const { completionProvider } = world.capabilities;
    assert.equal(completionProvider.resolveProvider, true);
    assert.ok(completionProvider.triggerCharacters.includes("/"));
    await world.stop();
    const initializationOptions = { features: { completion: false } };
    const off = await serveWorld(archive, reader, { initializationOptions });
    assert.equal(off.capabilities.completionProvider, undefined);
    off.open();
    assert.equal(await listAt(off, "require example.com/log v1."), null);
    await off.stop();
  });

  it("gives a client that can nothing plain edits of the whole word", async () => {
    const world = await opened(undefined);
    const list = await listAt(world, "require example.com/log v1.");
    assert.equal(list.isIncomplete, false);
    assert.deepEqual(Object.keys(list).sort(), ["isIncomplete", "items"]);
    const [newest, selected, retracted] = list.items;
    assert.deepEqual([newest.label, selected.label, retracted.label], ["v1.2.0", "v1.1.0", "v1.0.0"]);
    assert.ok(newest.sortText < selected.sortText);
    assert.equal(selected.detail, "selected; required by example.com/web@v1.0.0");
    assert.equal(retracted.deprecated, undefined);
    assert.equal(retracted.insertTextFormat, undefined);
    const applied = applyProtocolEdits(world.text, [newest.textEdit]);
    assert.equal(applied, world.text.replace("log v1.\n", "log v1.2.0\n"));
    const directives = await listAt(world, "v1.0.0\n\nreq");
    assert.ok(directives.items.every((item: Wire["result"]) => !item.textEdit.newText.includes("$")));
    await world.stop();
  });

  it("gives a modern client the range once, snippets, tags and details in their places", async () => {
    const world = await opened(modern);
    const list = await listAt(world, "require example.com/log v1.");
    const { insert, replace } = list.itemDefaults.editRange;
    assert.deepEqual(insert, replace);
    assert.deepEqual(insert.end, positionOf(world.text, "require example.com/log v1.", "require example.com/log v1.".length));
    const [newest, selected, retracted] = list.items;
    assert.equal(newest.textEdit, undefined);
    assert.deepEqual(selected.labelDetails, { description: "selected; required by example.com/web@v1.0.0" });
    assert.deepEqual(retracted.tags, [1]);
    const directives = await listAt(world, "v1.0.0\n\nreq");
    const block = directives.items.find((item: Wire["result"]) => item.label === "require (…)");
    assert.equal(block.insertTextFormat, 2);
    assert.equal(block.filterText, "require (", "nobody types an ellipsis");
    assert.equal(block.textEditText, "require (\n\t$0\n)");
    const middle = await listAt(world, "require example.com/w");
    assert.deepEqual(middle.itemDefaults.editRange.replace.end, positionOf(world.text, "example.com/web", 15));
    await world.stop();
  });

  it("tells of an item when it is looked at", async () => {
    const world = await opened(modern);
    const [version] = (await listAt(world, "require example.com/log v1.")).items;
    const { documentation, label } = await world.client.request("completionItem/resolve", version);
    assert.equal(label, "v1.2.0");
    assert.equal(documentation.kind, "markdown");
    assert.match(documentation.value, /its go line: `go 1\.22`/);
    assert.match(documentation.value, /taking it changes 2 other versions/, "in a file with unfinished lines, too");
    assert.match(documentation.value, /pkg\.go\.dev\/example\.com\/log@v1\.2\.0/);
    const paths = await listAt(world, "require example.com/l");
    const path = paths.items.find((item: Wire["result"]) => item.label === "example.com/log");
    const module = await world.client.request("completionItem/resolve", path);
    assert.match(module.documentation.value, /required at `v1\.1\.0` by `example\.com\/web@v1\.0\.0`/);
    const [directive] = (await listAt(world, "v1.0.0\n\nreq")).items;
    const about = await world.client.request("completionItem/resolve", directive);
    assert.match(about.documentation.value, /the least version of a module/);
    const bare = await world.client.request("completionItem/resolve", { label: "x", data: { uri: "file:///gone", about: 1 } });
    assert.equal(bare.documentation, undefined);
    await world.stop();
  });

  it("says what taking a version would change", async () => {
    const whole = archive.replace(
      "\nreq\nrequire example.com/l\nrequire example.com/log v1.\n",
      "\nrequire example.com/log v1.1.0\n",
    );
    const world = await openWorld(whole, reader, { capabilities: { textDocument: { completion: {} } } });
    await world.client.diagnostics(world.uri, 1);
    const list = await listAt(world, "example.com/log v1");
    const newest = list.items.find((item: Wire["result"]) => item.label === "v1.2.0");
    const { documentation } = await world.client.request("completionItem/resolve", newest);
    assert.equal(documentation.kind, "plaintext");
    assert.match(documentation.value, /taking it changes 2 other versions/);
    assert.match(documentation.value, /example\.com\/extra comes in at v1\.0\.0/);
    await world.stop();
  });

  it("answers of the text as it is, although the findings are still those of the text before", async () => {
    const world = await opened(undefined);
    world.edit(2, "log v1.", "log v1.1");
    const position = { line: 8, character: "require example.com/log v1.1".length };
    const list = await world.client.request("textDocument/completion", { textDocument: { uri: world.uri }, position });
    assert.deepEqual(
      list.items.map((item: Wire["result"]) => item.label),
      ["v1.1.0"],
    );
    await world.stop();
  });

  it("shows nothing unasked that a line break would take", async () => {
    const world = await opened(modern);
    const context = { triggerKind: 2, triggerCharacter: " " };
    world.edit(2, "log v1.", "log v1.1.0 ");
    const position = { line: 8, character: "require example.com/log v1.1.0 ".length };
    const params = { textDocument: { uri: world.uri }, position };
    assert.equal(await world.client.request("textDocument/completion", { ...params, context }), null);
    const asked = await world.client.request("textDocument/completion", { ...params, context: { triggerKind: 1 } });
    assert.equal(asked.items[0].label, "// indirect");
    const versions = { ...params, position: { line: 8, character: "require example.com/log ".length }, context };
    assert.equal((await world.client.request("textDocument/completion", versions)).items[0].label, "v1.2.0");
    await world.stop();
  });
});
