import assert from "node:assert/strict";
import { capableClient, type ServerOptions, showingClient } from "../support/lsp-client.ts";
import { openWorld, type ServedWorld } from "../support/lsp-world.ts";
import { suiteReader } from "../support/reader.ts";

const archive = `-- go.mod --
module example.com/app

go 1.21

require example.com/a v1.0.0
-- example.com/a@v1.0.0 --
module example.com/a
`;

describe("the page of a module graph", () => {
  const reader = suiteReader();

  const opened = (options: ServerOptions = { capabilities: showingClient }, text = archive): Promise<ServedWorld> =>
    openWorld(text, reader, options);

  it("is written to the cache, and shown by the editor", async () => {
    const world = await opened();
    world.client.answer("window/showDocument", () => ({ success: true }));
    const { result } = await world.execute("graph");
    const { params } = await world.client.wait(({ method }) => method === "window/showDocument");
    assert.deepEqual(params, { uri: result, external: true });
    assert.match(result, /^file:\/\/\/home\/gopher\/\.cache\/gomod-lint\/graphs\/[0-9a-f]{16}\.html$/);
    assert.equal(world.host.readText(new URL(result).pathname), "<html>4 all</html>");
    assert.equal((await world.execute("graph", { module: "example.com/a" })).result, result, "the same file");
    assert.equal(world.host.readText(new URL(result).pathname), "<html>4 example.com/a</html>");
    assert.equal(await world.stop(), 0);
  });

  it("is named to who cannot show it, or does not", async () => {
    for (const capabilities of [capableClient, showingClient]) {
      const world = await opened({ capabilities });
      world.client.answer("window/showDocument", () => ({ success: false }));
      await world.execute("graph");
      const { params } = await world.client.wait(({ method }) => method === "window/showMessage");
      assert.match(params.message, /the module graph is drawn in \/home\/gopher\/.*\.html$/);
      assert.equal(await world.stop(), 0);
    }
  });

  it("cannot be drawn of what has no graph, to no cache, or from a module that is not there", async () => {
    const world = await opened();
    assert.match(
      (await world.execute("graph", { module: "example.com/x" })).error?.message ?? "",
      /"example\.com\/x" is not in the module graph/,
    );
    assert.equal(await world.stop(), 0);
    const work = await opened({}, "-- go.work --\ngo 1.21\n");
    assert.match((await work.execute("graph")).error?.message ?? "", /has no module graph/);
    assert.equal(await work.stop(), 0);
    const off = await opened({}, `${archive}-- env --\nGOMODLINT_CACHE=off\n`);
    assert.match((await off.execute("graph")).error?.message ?? "", /GOMODLINT_CACHE/);
    assert.equal(await off.stop(), 0);
  });
});
