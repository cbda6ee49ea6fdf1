import assert from "node:assert/strict";
import { applyProtocolEdits, capableClient, open, positionOf, type ServerOptions, type Wire } from "../support/lsp-client.ts";
import { openWorld, type ServedWorld } from "../support/lsp-world.ts";
import { suiteReader } from "../support/reader.ts";

const archive = `-- go.mod --
module example.com/app

go 1.21

require (
	example.com/b v1.0.0
	example.com/a v1.0.0
)

replace example.com/b => ../lib/b
-- example.com/a@v1.0.0 --
module example.com/a
-- example.com/a@v1.1.0 --
module example.com/a
-- example.com/a@v1.2.0 --
module example.com/a

retract v1.1.0
-- ../lib/b/go.mod --
module example.com/b

go 1.22
`;

/** A client that makes files, and shows why an action cannot be had. */
const maker = {
  ...capableClient,
  textDocument: {
    ...capableClient.textDocument,
    codeAction: { ...capableClient.textDocument.codeAction, disabledSupport: true },
  },
  workspace: {
    ...capableClient.workspace,
    workspaceEdit: { documentChanges: true, resourceOperations: ["create"], changeAnnotationSupport: {} },
  },
};

describe("refactoring actions", () => {
  const reader = suiteReader();

  async function opened(options: ServerOptions = { capabilities: maker }, text = archive): Promise<ServedWorld> {
    return await openWorld(text, reader, options);
  }

  async function actionsAt(world: ServedWorld, what: string, only = ["refactor"], context = {}): Promise<Wire["result"][]> {
    const start = positionOf(world.text, what);
    return await world.client.request("textDocument/codeAction", {
      textDocument: { uri: world.uri },
      range: { start, end: start },
      context: { diagnostics: [], only, ...context },
    });
  }

  const titles = (actions: readonly Wire["result"][]): string[] => actions.map((action) => action.title);

  it("are those of the line, of a kind of their own", async () => {
    const world = await opened();
    const actions = await actionsAt(world, "v1.0.0\n)");
    assert.deepEqual(titles(actions), [
      "Update example.com/a to v1.2.0",
      "Mark example.com/a as indirect",
      "Exclude example.com/a v1.0.0 and require v1.2.0",
    ]);
    assert.ok(actions.every(({ kind }) => kind === "refactor.rewrite"));
    const [change] = actions[0].edit.documentChanges;
    assert.deepEqual(change.textDocument, { uri: world.uri, version: 1 });
    assert.equal(
      applyProtocolEdits(world.text, change.edits),
      world.text.replace("example.com/a v1.0.0", "example.com/a v1.2.0"),
    );
    assert.equal(await world.stop(), 0);
  });

  it("wait until somebody asks: none light a bulb at every line", async () => {
    const world = await opened();
    const kinds = async (context: object) => (await actionsAt(world, "v1.0.0\n)", [], context)).map(({ kind }) => kind);
    assert.deepEqual(await kinds({ only: undefined, triggerKind: 2 }), ["source.fixAll.gomod-lint"]);
    assert.ok((await kinds({ only: undefined, triggerKind: 1 })).includes("refactor.rewrite"));
    assert.ok((await kinds({ only: ["source.organizeImports"], triggerKind: 2 })).includes("source.organizeImports.gomod-lint"));
    assert.equal(await world.stop(), 0);
  });

  it("make go.work, and say so", async () => {
    // As Neovim has it, which says nothing of documentChanges.
    const { documentChanges: _, ...workspaceEdit } = maker.workspace.workspaceEdit;
    const world = await opened({ capabilities: { ...maker, workspace: { ...maker.workspace, workspaceEdit } } });
    const [move] = (await actionsAt(world, "replace")).filter(({ title }) => title.startsWith("Move"));
    assert.equal(move.title, "Move the local replacement to go.work");
    const [create, fill, own] = move.edit.documentChanges;
    const uri = world.file("go.work");
    assert.deepEqual(create, { kind: "create", uri, annotationId: "create" });
    assert.deepEqual(fill.textDocument, { uri, version: null });
    assert.equal(fill.edits[0].newText, "go 1.22\n\nuse (\n\t.\n\t../lib/b\n)\n");
    assert.equal(fill.edits[0].annotationId, "create");
    assert.equal(move.edit.changeAnnotations.create.label, "Create go.work");
    assert.doesNotMatch(applyProtocolEdits(world.text, own.edits), /replace/);
    assert.equal(await world.stop(), 0);
  });

  it("say why they cannot make it, or are not offered", async () => {
    const { workspace: _, ...poor } = maker;
    const shows = await opened({ capabilities: poor });
    const [move] = (await actionsAt(shows, "replace")).filter(({ title }) => title.startsWith("Move"));
    assert.match(move.disabled.reason, /makes no files/);
    assert.equal(move.edit, undefined);
    assert.equal(await shows.stop(), 0);
    const silent = await opened({ capabilities: capableClient });
    assert.ok(!titles(await actionsAt(silent, "replace")).some((title) => title.startsWith("Move")));
    assert.equal(await silent.stop(), 0);
  });

  it("go into the go.work that is in force, as the editor has it", async () => {
    const text = `${archive}-- ../go.work --\ngo 1.21\n\nuse ./app\n`;
    const world = await opened({ capabilities: maker }, text);
    const uri = world.file("../go.work");
    open(world.client, uri, "go 1.23\n\nuse ./app // mine\n", 7);
    const [move] = (await actionsAt(world, "replace")).filter(({ title }) => title.startsWith("Move"));
    const [there, own] = move.edit.documentChanges;
    assert.deepEqual(there.textDocument, { uri, version: 7 });
    assert.equal(
      applyProtocolEdits("go 1.23\n\nuse ./app // mine\n", there.edits),
      "go 1.23\n\nuse (\n\t./app // mine\n\t./lib/b\n)\n",
    );
    assert.equal(own.textDocument.uri, world.uri);
    assert.equal(await world.stop(), 0);
  });

  it("move nothing where GOWORK=off", async () => {
    const world = await opened({ capabilities: maker }, `${archive}-- env --\nGOWORK=off\n`);
    assert.ok(!titles(await actionsAt(world, "replace")).some((title) => title.startsWith("Move")));
    assert.equal(await world.stop(), 0);
  });

  it("sort blocks where imports are organized", async () => {
    const world = await opened();
    for (const only of [["source.organizeImports"], ["source"], ["source.organizeImports.gomod-lint"]]) {
      const sort = (await actionsAt(world, "module", only)).find(({ title }) => title === "Sort the lines of blocks");
      assert.equal(sort?.kind, "source.organizeImports.gomod-lint");
      assert.match(applyProtocolEdits(world.text, sort.edit.documentChanges[0].edits), /a v1\.0\.0\n\texample\.com\/b/);
    }
    assert.deepEqual(titles(await actionsAt(world, "module", ["quickfix"])), []);
    assert.equal(await world.stop(), 0);
  });

  it("leave out what a fix does", async () => {
    const world = await opened({}, "-- go.mod --\nmodule m\n\ngo 1.21.0\n\ntoolchain go1.21.0\n");
    const both = await actionsAt(world, "go1.21.0", ["quickfix", "refactor"]);
    assert.deepEqual(
      titles(both).filter((title) => /^Remove/.test(title)),
      ["Remove the toolchain line"],
    );
    assert.equal(await world.stop(), 0);
  });
});
