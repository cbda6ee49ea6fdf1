import assert from "node:assert/strict";
import { serveWorld } from "../support/lsp-world.ts";
import { suiteReader } from "../support/reader.ts";

describe("the doctor in the editor", () => {
  const reader = suiteReader();

  it("examines the directory of a file, says what fails, and keeps the page in the log", async () => {
    const world = await serveWorld("-- go.mod --\nmodule example.com/app\n\ngo 1.21\n", reader, {});
    const ask = (uri: unknown) => world.execute("doctor", { uri });
    const directory = new URL(world.uri).pathname.replace(/\/go\.mod$/, "");
    const { result } = await ask(world.uri);
    assert.deepEqual(result, { page: `examined ${directory}\n`, failed: true, checks: [{ status: "failed" }] });
    const { params } = await world.client.wait(({ method }) => method === "window/showMessage");
    assert.deepEqual(params, { type: 2, message: `${directory}: 1 failed` });
    assert.match((await ask("untitled:Untitled-1")).error?.message ?? "", /must name a file/);
    assert.match((await ask("file:///no/such/go.mod")).error?.message ?? "", /is no directory/);
    assert.equal(await world.stop(), 0);
  });
});
