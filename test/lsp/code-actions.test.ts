import assert from "node:assert/strict";
import { applyProtocolEdits, capableClient, positionOf, type ServerOptions, type Wire } from "../support/lsp-client.ts";
import { openWorld, type ServedWorld } from "../support/lsp-world.ts";
import { suiteReader } from "../support/reader.ts";

const archive = `-- go.mod --
module example.com/app

go 1.21

toolchain go1.21

require (
	example.com/a v1.0.0 // keep me
	example.com/a v1.0.0
	example.com/c v1.0.0
	example.com/c v1.1.0
)

replace example.com/dead => ./dead
-- dead/go.mod --
module example.com/fork
-- example.com/a@v1.0.0 --
module example.com/a
-- example.com/c@v1.0.0 --
module example.com/c
-- example.com/c@v1.1.0 --
module example.com/c
`;

describe("code actions", () => {
  const reader = suiteReader();

  async function opened(
    options: ServerOptions = {},
    text = archive,
  ): Promise<ServedWorld & { readonly diagnostics: Wire["params"][] }> {
    const world = await openWorld(text, reader, options);
    const diagnostics = await world.client.diagnostics(world.uri, 1, (d) => d.some((x) => x.code === "replace-without-require"));
    return { ...world, diagnostics };
  }

  /** The actions at the first `what` of the text. */
  async function actionsAt(
    world: ServedWorld & { diagnostics?: Wire["params"][] },
    what: string,
    context: object = {},
  ): Promise<Wire["result"][]> {
    const start = positionOf(world.text, what);
    const params = {
      textDocument: { uri: world.uri },
      range: { start, end: { line: start.line, character: start.character + 1 } },
      context: { diagnostics: world.diagnostics ?? [], ...context },
    };
    return await world.client.request("textDocument/codeAction", params);
  }

  const titles = (actions: readonly Wire["result"][]): string[] => actions.map((action) => action.title);
  const applied = (world: ServedWorld, action: Wire["result"]): string =>
    applyProtocolEdits(world.text, action.edit.documentChanges?.[0].edits ?? action.edit.changes[world.uri]);

  it("are every fix of a finding, with its diagnostic as the client has it", async () => {
    const world = await opened();
    const actions = await actionsAt(world, "replace example.com/dead");
    assert.deepEqual(titles(actions), ["Remove the replacement, which has no effect", "Fix all safe findings of gomod-lint"]);
    const onDead = await actionsAt(world, "example.com/dead");
    assert.deepEqual(titles(onDead), [
      "Remove the replacement of example.com/dead",
      "Require example.com/dead v0.0.0-00010101000000-000000000000",
      "Ignore replace-without-require here",
      "Ignore replace-without-require in this file",
      "Fix all safe findings of gomod-lint",
    ]);
    const [remove] = onDead;
    assert.equal(remove.kind, "quickfix");
    assert.equal(remove.isPreferred, undefined, "an unsafe fix is nobody's preference");
    assert.deepEqual(
      remove.diagnostics,
      world.diagnostics.filter((d) => d.code === "replace-without-require"),
    );
    assert.deepEqual(remove.edit.documentChanges[0].textDocument, { uri: world.uri, version: 1 });
    assert.doesNotMatch(applied(world, remove), /replace|dead/);
    assert.equal(await world.stop(), 0);
  });

  it("keep fields that the client added to its diagnostics", async () => {
    const world = await opened();
    const own = world.diagnostics.map((d) => ({ ...d, mine: true }));
    const [remove] = await actionsAt({ ...world, diagnostics: own }, "example.com/dead");
    assert.equal(remove.diagnostics[0].mine, true);
    assert.equal(await world.stop(), 0);
  });

  it("mark the first safe fix as preferred", async () => {
    const world = await opened();
    const [toolchain] = await actionsAt(world, "go1.21");
    assert.equal(toolchain.title, "Remove the toolchain line");
    assert.equal(toolchain.isPreferred, true);
    assert.doesNotMatch(applied(world, toolchain), /toolchain/);
    assert.equal(await world.stop(), 0);
  });

  it("fix all findings of one rule where there are several", async () => {
    const world = await opened();
    const actions = await actionsAt(world, "example.com/c v1.1.0");
    const all = actions.find((action) => action.title === "Fix all findings of duplicate-require");
    assert.ok(all, titles(actions).join());
    const text = applied(world, all);
    assert.equal(text.match(/example\.com\/a v/g)?.length, 1);
    assert.equal(text.match(/example\.com\/c/g)?.length, 1);
    assert.match(text, /c v1\.1\.0/);
    assert.equal(all.diagnostics.length, 2);
    assert.equal(await world.stop(), 0);
  });

  it("honour the kinds that are asked for, and their parents", async () => {
    const world = await opened();
    const kinds = async (only: readonly string[] | undefined): Promise<string[]> => [
      ...new Set((await actionsAt(world, "example.com/dead", only === undefined ? {} : { only })).map((action) => action.kind)),
    ];
    assert.deepEqual(await kinds(undefined), ["quickfix", "source.fixAll.gomod-lint"]);
    assert.deepEqual(await kinds(["quickfix"]), ["quickfix"]);
    for (const kind of ["source", "source.fixAll", "source.fixAll.gomod-lint"])
      assert.deepEqual(await kinds([kind]), ["source.fixAll.gomod-lint"]);
    for (const kind of ["refactor", "source.organizeImports", "source.fix", "quick", "source.fixAll.gomod-lint.more"])
      assert.deepEqual(await kinds([kind]), []);
    assert.deepEqual(await kinds(["refactor", "quickfix"]), ["quickfix"]);
    assert.equal(await world.stop(), 0);
  });

  it("fix everything that is safe, when it is chosen", async () => {
    const world = await opened();
    const [fixAll] = await actionsAt(world, "module", { only: ["source.fixAll"] });
    assert.equal(fixAll.edit, undefined, "it is worked out when it is chosen");
    const resolved = await world.client.request("codeAction/resolve", fixAll);
    const text = applied(world, resolved);
    assert.equal(
      text,
      `module example.com/app

go 1.21

require (
	example.com/a v1.0.0 // keep me
	example.com/c v1.1.0
)

replace example.com/dead => ./dead
`,
    );
    assert.equal(await world.stop(), 0);
  });

  it("come whole for a client that resolves nothing, and knows no versions", async () => {
    const { resolveSupport: _, ...codeAction } = capableClient.textDocument.codeAction;
    const capabilities = { textDocument: { publishDiagnostics: { dataSupport: true }, codeAction } };
    const world = await opened({ capabilities });
    const [fixAll] = await actionsAt(world, "module", { only: ["source.fixAll"] });
    assert.deepEqual(Object.keys(fixAll.edit), ["changes"]);
    assert.doesNotMatch(applied(world, fixAll), /toolchain/);
    assert.equal(await world.stop(), 0);
  });

  for (const [what, rule] of [
    ["example.com/dead", "replace-without-require"],
    ["go1.21", "toolchain-equals-go"],
    ["example.com/c v1.1.0", "duplicate-require"],
  ] as const) {
    for (const scope of ["here", "in this file"]) {
      it(`ignore ${rule} ${scope}, and the finding is gone`, async () => {
        const world = await opened();
        const action = (await actionsAt(world, what)).find(({ title }) => title === `Ignore ${rule} ${scope}`);
        assert.ok(action);
        const text = applied(world, action);
        assert.match(text, new RegExp(`^[ \\t]*// gomod-lint:ignore(-file)? ${rule} -- `, "m"));
        world.client.notify("textDocument/didChange", {
          textDocument: { uri: world.uri, version: 2 },
          contentChanges: [{ text }],
        });
        await world.client.diagnostics(world.uri, 2);
        const start = positionOf(text, what);
        const left = await actionsAt({ ...world, text }, what, { diagnostics: [] });
        assert.ok(!titles(left).includes(`Ignore ${rule} here`), `${start.line}: ${titles(left).join()}`);
        assert.equal(await world.stop(), 0);
      });
    }
  }

  it("ignore with the line's own indent and line ends", async () => {
    const world = await opened({}, archive.replaceAll("\n", "\r\n"));
    const action = (await actionsAt(world, "example.com/c v1.1.0")).find(
      ({ title }) => title === "Ignore duplicate-require here",
    );
    assert.match(applied(world, action), /\r\n\t\/\/ gomod-lint:ignore duplicate-require -- \w+\r\n\texample\.com\/c v1\.1\.0/);
    assert.equal(await world.stop(), 0);
  });

  it("offer no way to ignore what the go command refuses", async () => {
    const world = await openWorld("-- go.mod --\nmodul m\n", reader);
    await world.client.diagnostics(world.uri, 1);
    assert.deepEqual(titles(await actionsAt(world, "modul")), []);
    assert.equal(await world.stop(), 0);
  });

  it("are for the text as it is now", async () => {
    const world = await opened();
    const text = world.edit(2, "module example.com/app", "module example.com/app // at the top\n// and below");
    const actions = await actionsAt({ ...world, text }, "example.com/dead", { diagnostics: [] });
    assert.equal(actions[0].edit.documentChanges[0].textDocument.version, 2);
    assert.equal(applied({ ...world, text }, actions[0]), text.replace("\nreplace example.com/dead => ./dead\n", ""));
    assert.equal(await world.stop(), 0);
  });

  it("are none for a client without code action literals, and none when switched off", async () => {
    const old = await opened({ capabilities: {} });
    assert.deepEqual(await actionsAt(old, "example.com/dead"), []);
    assert.equal(await old.stop(), 0);
    const off = await opened({ initializationOptions: { features: { codeActions: false } } });
    assert.equal(await actionsAt(off, "example.com/dead"), null);
    assert.equal(await off.stop(), 0);
  });

  it("resolve to themselves when the document is gone", async () => {
    const world = await opened();
    const [fixAll] = await actionsAt(world, "module", { only: ["source.fixAll"] });
    world.client.notify("textDocument/didClose", { textDocument: { uri: world.uri } });
    assert.deepEqual(await world.client.request("codeAction/resolve", fixAll), fixAll);
    assert.equal(await world.stop(), 0);
  });
});
