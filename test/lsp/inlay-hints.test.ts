import assert from "node:assert/strict";
import { capableClient, open, serve, type Wire } from "../support/lsp-client.ts";
import { openWorld, type ServedWorld } from "../support/lsp-world.ts";
import { proxyHost } from "../support/proxy-host.ts";
import { suiteReader } from "../support/reader.ts";

const lazy = {
  ...capableClient,
  textDocument: {
    ...capableClient.textDocument,
    inlayHint: { resolveSupport: { properties: ["tooltip", "textEdits", "label.location"] } },
  },
  workspace: { ...capableClient.workspace, inlayHint: { refreshSupport: true } },
};

const archive = `-- go.mod --
module example.com/app

go 1.21

require (
	example.com/a v1.0.0
	example.com/b v1.0.0 // indirect
)
-- example.com/a@v1.0.0 --
module example.com/a

go 1.21

require example.com/b v1.3.0
-- example.com/b@v1.0.0 --
module example.com/b
-- example.com/b@v1.3.0 --
module example.com/b
`;

describe("inlay hints over the protocol", () => {
  const reader = suiteReader();

  const whole = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };

  async function hints(capabilities: unknown): Promise<{ world: ServedWorld; found: Wire["result"][] }> {
    const world = await openWorld(archive, reader, { capabilities });
    const found = await world.client.request("textDocument/inlayHint", { textDocument: { uri: world.uri }, range: whole });
    return { world, found };
  }

  const location = { start: { line: 4, character: 8 }, end: { line: 4, character: 28 } };

  it("come without what takes work, which is filled in when it is asked for", async () => {
    const { world, found } = await hints(lazy);
    assert.equal(found.length, 1);
    const [hint] = found;
    assert.deepEqual(hint.position, { line: 6, character: 21 });
    assert.equal(hint.label, "→ v1.3.0");
    assert.equal(hint.paddingLeft, true);
    assert.equal(hint.tooltip, undefined);
    assert.deepEqual(hint.textEdits, [
      { range: { start: { line: 6, character: 15 }, end: { line: 6, character: 21 } }, newText: "v1.3.0" },
    ]);
    const resolved = await world.client.request("inlayHint/resolve", hint);
    assert.match(resolved.tooltip.value, /forced by `example\.com\/a@v1\.0\.0`/);
    assert.equal(resolved.label[0].value, "→ v1.3.0");
    assert.match(resolved.label[0].location.uri, /example\.com\/a\/@v\/v1\.0\.0\.mod$/);
    assert.deepEqual(resolved.label[0].location.range, location);
    assert.deepEqual(resolved.position, hint.position);
    assert.equal(await world.stop(), 0);
  });

  it("come whole for a client that resolves nothing", async () => {
    const { world, found } = await hints({ ...capableClient, textDocument: { ...capableClient.textDocument, inlayHint: {} } });
    assert.match(found[0].tooltip.value, /forced by/);
    assert.deepEqual(found[0].label[0].location.range, location);
    assert.equal(found[0].data, undefined);
    assert.equal(await world.stop(), 0);
  });

  it("stay as they were when the document has changed since", async () => {
    const { world, found } = await hints(lazy);
    world.edit(2, "go 1.21\n", "go 1.21\n\n");
    assert.deepEqual(await world.client.request("inlayHint/resolve", found[0]), found[0]);
    assert.equal(await world.stop(), 0);
  });

  it("are asked for again when what they are made of has changed on the disk", async () => {
    const { world } = await hints(lazy);
    world.client.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: world.file("../go.mod"), type: 2 }] });
    await world.client.wait(({ method }) => method === "workspace/inlayHint/refresh");
    assert.equal(await world.stop(), 0);
  });

  it("are asked for again when the graph has come from a proxy", async () => {
    const host = proxyHost({
      "/example.com/a/@v/v1.0.0.mod": "module example.com/a\n\ngo 1.21\n\nrequire example.com/b v1.3.0\n",
      "/example.com/b/@v/v1.0.0.mod": "module example.com/b\n",
      "/example.com/b/@v/v1.3.0.mod": "module example.com/b\n",
    });
    const { client, stop } = await serve(host, reader, { capabilities: lazy });
    const uri = "file:///m/go.mod";
    open(client, uri, archive.slice(archive.indexOf("module"), archive.indexOf("-- example.com/a@")));
    const ask = () => client.request("textDocument/inlayHint", { textDocument: { uri }, range: whole });
    assert.deepEqual(await ask(), []);
    await client.wait(({ method }) => method === "workspace/inlayHint/refresh");
    assert.deepEqual(
      (await ask()).map(({ label }: { label: string }) => label),
      ["→ v1.3.0"],
    );
    assert.equal(await stop(), 0);
  });

  it("are null when switched off", async () => {
    const world = await openWorld(archive, reader, { initializationOptions: { features: { inlayHints: false } } });
    assert.equal(await world.client.request("textDocument/inlayHint", { textDocument: { uri: world.uri }, range: whole }), null);
    assert.equal(await world.stop(), 0);
  });
});
