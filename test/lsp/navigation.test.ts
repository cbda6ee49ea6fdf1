import assert from "node:assert/strict";
import { capableClient, launch, positionOf, type ServerOptions, serve, type Wire } from "../support/lsp-client.ts";
import { openWorld, type ServedWorld } from "../support/lsp-world.ts";
import { memoryHost } from "../support/memory-host.ts";
import { suiteReader } from "../support/reader.ts";

const archive = `-- go.mod --
// Größe 𝕏 of the app.
module example.com/app

go 1.21

require (
	example.com/a v1.0.0
	example.com/b v1.0.0 // indirect
)

replace example.com/l => ./l
-- example.com/a@v1.0.0 --
module example.com/a

go 1.21

require example.com/b v1.2.0
-- example.com/b@v1.0.0 --
module example.com/b

go 1.21
-- example.com/b@v1.2.0 --
module example.com/b

go 1.21
-- l/go.mod --
module example.com/l
-- main.go --
package main

import /* 𝕏é */ _ "example.com/b/sub"
-- vendor/example.com/b/sub/sub.go --
package sub

import "example.com/b"
`;

const cached = (name: string): string => `file:///cache/mod/cache/download/example.com/${name}/@v/v`;

describe("navigation", () => {
  const reader = suiteReader();

  async function served(options: ServerOptions = {}, world = archive): Promise<ServedWorld> {
    return await openWorld(world, reader, options);
  }
  const at = ({ uri, text }: ServedWorld, what: string, into = 0): object => ({
    textDocument: { uri },
    position: positionOf(text, what, into),
  });
  /** `file:line:from-to`, 1-based lines, of Location, LocationLink or an item. */
  const shown = (place: Wire["params"]): string => {
    const { start, end } = place.range ?? place.targetSelectionRange;
    return `${(place.uri ?? place.targetUri).replace("file:///work/app/", "")}:${start.line + 1}:${start.character}-${end.character}`;
  };
  const without = (feature: string): object => ({
    ...capableClient,
    textDocument: { ...capableClient.textDocument, [feature]: {} },
  });

  it("offers what is on, and answers with nothing what is off", async () => {
    const { client, stop, ...world } = await served({
      initializationOptions: { features: { definition: false, callHierarchy: false } },
    });
    assert.equal(await client.request("textDocument/definition", at({ client, stop, ...world }, "example.com/a")), null);
    assert.equal(
      await client.request("textDocument/prepareCallHierarchy", at({ client, stop, ...world }, "example.com/a")),
      null,
    );
    await stop();
    const other = await serveCapabilities({ features: { definition: false } });
    assert.equal(other["definitionProvider"], undefined);
    for (const name of [
      "references",
      "callHierarchy",
      "documentHighlight",
      "foldingRange",
      "selectionRange",
      "workspaceSymbol",
    ]) {
      assert.equal(other[`${name}Provider`], true, name);
    }
    assert.deepEqual(other["documentLinkProvider"], {});
    assert.deepEqual(other["documentSymbolProvider"], { label: "gomod-lint" });
    const plain = await serve(memoryHost(), reader, { capabilities: {} });
    assert.equal(plain.capabilities.documentSymbolProvider, true);
    await plain.stop();
  });

  async function serveCapabilities(initializationOptions: unknown): Promise<Record<string, unknown>> {
    const server = launch(memoryHost(), reader);
    const { capabilities } = await server.client.request("initialize", {
      processId: null,
      rootUri: null,
      capabilities: capableClient,
      initializationOptions,
    });
    server.client.notify("initialized", {});
    await server.stop();
    return capabilities;
  }

  it("goes to the definition, as a link that says what it is of, or as a location", async () => {
    const world = await served();
    const links = await world.client.request("textDocument/definition", at(world, "example.com/b", 3));
    assert.deepEqual(links.map(shown), [`${cached("b")}1.2.0.mod:1:7-20`]);
    assert.deepEqual(links[0].originSelectionRange, { start: { line: 7, character: 1 }, end: { line: 7, character: 14 } });
    assert.equal(await world.client.request("textDocument/definition", at(world, "go 1.21")), null);
    await world.stop();

    const plain = await served({ capabilities: without("definition") });
    const locations = await plain.client.request("textDocument/definition", at(plain, "./l", 1));
    assert.deepEqual(locations, [
      { uri: "file:///work/app/l/go.mod", range: { start: { line: 0, character: 7 }, end: { line: 0, character: 20 } } },
    ]);
    await plain.stop();
  });

  it("refers to requirements and imports, in what the client counts", async () => {
    // import /* 𝕏é */ _ "…": 𝕏 is 4 bytes or 2 units, é is 2 bytes.
    const start = "import /* ".length;
    for (const [encoding, width] of [
      ["utf-8", 6],
      ["utf-16", 3],
      ["utf-32", 2],
    ] as const) {
      const from = start + width + " */ _ ".length;
      const world = await served({ capabilities: { ...capableClient, general: { positionEncodings: [encoding] } } });
      const found = await world.client.request("textDocument/references", {
        ...at(world, "example.com/b", 3),
        context: { includeDeclaration: true },
      });
      assert.deepEqual(found.map(shown), [
        "go.mod:8:1-21",
        `${cached("b")}1.2.0.mod:1:7-20`,
        `${cached("a")}1.0.0.mod:5:8-28`,
        `main.go:3:${from}-${from + '"example.com/b/sub"'.length}`,
      ]);
      await world.stop();
    }
  });

  it("stops a search for imports that nobody wants any more", async () => {
    const many = Array.from({ length: 4000 }, (_, i) => `-- d${i % 40}/f${i}.go --\npackage f\n\nimport "example.com/b"\n`).join(
      "",
    );
    const world = await served({}, archive + many);
    await world.client.diagnostics(world.uri, 1);
    const id = world.client.send("textDocument/references", {
      ...at(world, "example.com/b"),
      context: { includeDeclaration: false },
    });
    const began = performance.now();
    world.client.notify("$/cancelRequest", { id });
    const { error } = await world.client.response(id);
    assert.equal(error?.code, -32800);
    assert.ok(performance.now() - began < 1000);
    await world.stop();
  });

  it("walks the module graph as a call hierarchy, also after edits and without the document", async () => {
    const world = await served();
    const { client, uri } = world;
    const [item] = await client.request("textDocument/prepareCallHierarchy", at(world, "example.com/b", 3));
    assert.deepEqual(
      { name: item.name, kind: item.kind, place: shown(item) },
      { name: "example.com/b@v1.2.0", kind: 4, place: `${cached("b")}1.2.0.mod:1:7-20` },
    );
    assert.deepEqual(item.selectionRange, item.range);
    const callers = async (of: unknown): Promise<readonly string[]> =>
      (await client.request("callHierarchy/incomingCalls", { item: of })).map(
        ({ from, fromRanges }: Wire["params"]) =>
          `${from.name} ${from.detail} ${shown({ uri: from.uri, range: fromRanges[0] })} of ${fromRanges.length}`,
      );
    const before = await callers(item);
    assert.deepEqual(before, [
      `example.com/a@v1.0.0 requires v1.2.0 ${cached("a")}1.0.0.mod:5:8-28 of 1`,
      "example.com/app requires v1.0.0 go.mod:8:1-21 of 1",
    ]);
    const [, own] = await client.request("callHierarchy/incomingCalls", { item });
    assert.equal(own.from.kind, 2);
    const down = await client.request("callHierarchy/outgoingCalls", { item: own.from });
    assert.deepEqual(
      down.map(({ to, fromRanges }: Wire["params"]) => `${to.name} ${to.detail} ${fromRanges[0].start.line + 1}`),
      ["example.com/a@v1.0.0 undefined 7", "example.com/b@v1.0.0 the build has v1.2.0 8"],
    );

    world.edit(2, "// Größe 𝕏 of the app.\n", "");
    assert.equal((await callers(item))[1], "example.com/app requires v1.0.0 go.mod:7:1-21 of 1");
    world.edit(3, "example.com/a v1.0.0\n\t", "");
    assert.deepEqual(await callers(item), ["example.com/app requires v1.0.0 go.mod:6:1-21 of 1"]);
    client.notify("textDocument/didClose", { textDocument: { uri } });
    assert.deepEqual(await callers(item), before);
    for (const data of [undefined, null, 7, { root: "/gone/go.mod", path: "x", version: "v1.0.0" }, { root: 1 }]) {
      assert.equal(await client.request("callHierarchy/outgoingCalls", { item: { ...item, data } }), null);
    }
    await world.stop();
  });

  it("outlines a file with hierarchy, or flat for clients without", async () => {
    const world = await served();
    const symbols = await world.client.request("textDocument/documentSymbol", { textDocument: { uri: world.uri } });
    assert.deepEqual(
      symbols.map(({ name, kind, detail, children }: Wire["params"]) => [name, kind, detail, children?.length]),
      [
        ["example.com/app", 2, undefined, undefined],
        ["go", 14, "1.21", undefined],
        ["require", 3, "2 lines", 2],
        ["example.com/l", 4, "=> ./l", undefined],
      ],
    );
    await world.stop();
    const flat = await served({ capabilities: without("documentSymbol") });
    const list = await flat.client.request("textDocument/documentSymbol", { textDocument: { uri: flat.uri } });
    assert.deepEqual(
      list.map(({ name, containerName, location }: Wire["params"]) => [name, containerName, shown(location)]),
      [
        ["example.com/app", undefined, "go.mod:1:0-22"],
        ["go 1.21", undefined, "go.mod:4:0-7"],
        ["require", undefined, "go.mod:6:0-1"],
        ["example.com/a v1.0.0", "require", "go.mod:7:1-21"],
        ["example.com/b v1.0.0 indirect", "require", "go.mod:8:1-33"],
        ["example.com/l => ./l", undefined, "go.mod:11:0-28"],
      ],
    );
    await flat.stop();
  });

  it("searches the modules of all open files", async () => {
    const world = await served();
    const found = await world.client.request("workspace/symbol", { query: "com/b" });
    assert.deepEqual(
      found.map(({ name, containerName, kind, location }: Wire["params"]) => [name, containerName, kind, shown(location)]),
      [["example.com/b@v1.2.0", "example.com/app", 4, "go.mod:8:1-21"]],
    );
    await world.stop();
  });

  it("refers from a module line to who requires it in the client's folders", async () => {
    const other = "-- tools/go.mod --\nmodule example.com/tools\n\nrequire example.com/app v1.5.0\n";
    const world = await served({ workspaceFolders: [{ uri: "file:///work/app", name: "app" }] }, archive + other);
    const context = { includeDeclaration: false };
    const found = await world.client.request("textDocument/references", { ...at(world, "example.com/app"), context });
    assert.deepEqual(found.map(shown), ["tools/go.mod:3:8-30"]);
    const another = await world.client.request("textDocument/references", { ...at(world, "example.com/l"), context });
    assert.deepEqual(another.map(shown), ["go.mod:11:8-21"]);
    await world.stop();
  });

  it("searches the other modules of the client's folders by what their files name", async () => {
    const other = `-- tools/go.mod --\nmodule example.com/tools\n\nrequire example.com/bee v1.5.0\n-- go.work --\nuse .\n`;
    const world = await served({ workspaceFolders: [{ uri: "file:///work/app", name: "app" }] }, archive + other);
    const found = await world.client.request("workspace/symbol", { query: "b" });
    assert.deepEqual(
      found.map(({ name, containerName, location }: Wire["params"]) => [name, containerName, shown(location)]),
      [
        ["example.com/b@v1.2.0", "example.com/app", "go.mod:8:1-21"],
        ["example.com/bee@v1.5.0", "example.com/tools", "tools/go.mod:3:8-30"],
      ],
    );
    await world.stop();
  });

  it("links to documentation on the site of the settings, with tooltips where they are shown", async () => {
    const world = await served({ initializationOptions: { linkTarget: "godocs.example.com" } });
    const links = await world.client.request("textDocument/documentLink", { textDocument: { uri: world.uri } });
    assert.deepEqual(
      links.map(({ target }: Wire["params"]) => target),
      [
        "https://godocs.example.com/example.com/app",
        "https://godocs.example.com/example.com/a@v1.0.0",
        "https://godocs.example.com/example.com/b@v1.0.0",
        "https://godocs.example.com/example.com/l",
        "file:///work/app/l/go.mod",
      ],
    );
    assert.equal(links[1].tooltip, "Documentation of example.com/a@v1.0.0");
    await world.stop();
    const secret = await served(
      { capabilities: without("documentLink") },
      `${archive}-- env --\nGOPRIVATE=example.com/a,*.internal\n`,
    );
    const fewer = await secret.client.request("textDocument/documentLink", { textDocument: { uri: secret.uri } });
    assert.ok(fewer.every(({ target, tooltip }: Wire["params"]) => !target.includes("/a@") && tooltip === undefined));
    assert.equal(fewer.length, 4);
    await secret.stop();
  });

  it("folds whole lines so that the parenthesis stays, or characters, and no more than wanted", async () => {
    const folding = async (capabilities: object): Promise<unknown> => {
      const world = await served({
        capabilities: { ...capableClient, textDocument: { ...capableClient.textDocument, foldingRange: capabilities } },
      });
      const ranges = await world.client.request("textDocument/foldingRange", { textDocument: { uri: world.uri } });
      await world.stop();
      return ranges;
    };
    assert.deepEqual(await folding({ lineFoldingOnly: true }), [{ startLine: 5, endLine: 7 }]);
    assert.deepEqual(await folding({ foldingRange: { collapsedText: true } }), [
      { startLine: 5, startCharacter: 9, endLine: 8, endCharacter: 0, collapsedText: " … 2 lines " },
    ]);
    assert.deepEqual(await folding({ rangeLimit: 0 }), []);
  });

  it("selects around several cursors, and highlights", async () => {
    const world = await served();
    const { client, uri, text } = world;
    const ranges = await client.request("textDocument/selectionRange", {
      textDocument: { uri },
      positions: [positionOf(text, "example.com/b", 2), positionOf(text, "𝕏")],
    });
    assert.deepEqual(ranges[0].range, { start: { line: 7, character: 1 }, end: { line: 7, character: 14 } });
    assert.deepEqual(ranges[0].parent.range.end, { line: 7, character: 21 });
    assert.deepEqual(ranges[1].range, { start: { line: 0, character: 0 }, end: { line: 0, character: 23 } });
    const marks = await client.request("textDocument/documentHighlight", at(world, "example.com/l"));
    assert.deepEqual(marks, [{ range: { start: { line: 10, character: 8 }, end: { line: 10, character: 21 } }, kind: 3 }]);
    await world.stop();
  });

  it("answers for go.work, and with nothing for documents that are not open", async () => {
    const world = await served({}, "-- go.work --\ngo 1.21\n\nuse ./l\n-- l/go.mod --\nmodule example.com/l\n\ngo 1.21\n");
    const links = await world.client.request("textDocument/definition", at(world, "./l"));
    assert.deepEqual(links.map(shown), ["l/go.mod:1:7-20"]);
    const [item] = await world.client.request("textDocument/prepareCallHierarchy", at(world, "./l"));
    assert.equal(item.name, "example.com/l");
    assert.deepEqual(await world.client.request("callHierarchy/outgoingCalls", { item }), []);
    const other = { textDocument: { uri: "file:///other/go.mod" }, position: { line: 0, character: 0 } };
    for (const method of [
      "definition",
      "prepareCallHierarchy",
      "documentSymbol",
      "documentLink",
      "foldingRange",
      "documentHighlight",
    ]) {
      assert.equal(await world.client.request(`textDocument/${method}`, other), null, method);
    }
    await world.stop();
  });

  it("answers for a document that is no file from its text alone", async () => {
    const world = await served();
    const { client } = world;
    const uri = "untitled:go.mod";
    client.notify("textDocument/didOpen", { textDocument: { uri, languageId: "go.mod", version: 1, text: world.text } });
    const position = positionOf(world.text, "./l", 1);
    assert.equal(await client.request("textDocument/definition", { textDocument: { uri }, position }), null);
    assert.equal((await client.request("textDocument/documentSymbol", { textDocument: { uri } })).length, 4);
    assert.equal((await client.request("textDocument/documentLink", { textDocument: { uri } })).length, 4);
    const references = { textDocument: { uri }, position: positionOf(world.text, "example.com/b"), context: {} };
    assert.deepEqual((await client.request("textDocument/references", references)).length, 1);
    await world.stop();
  });
});
