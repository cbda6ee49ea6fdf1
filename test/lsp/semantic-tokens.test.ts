import assert from "node:assert/strict";
import fc from "fast-check";
import { tokenEdits } from "../../server/lsp/semantic-token-data.ts";
import { capableClient } from "../support/lsp-client.ts";
import { openWorld, type ServedWorld } from "../support/lsp-world.ts";
import { suiteReader } from "../support/reader.ts";

const client = {
  ...capableClient,
  textDocument: { ...capableClient.textDocument, semanticTokens: { requests: { full: { delta: true }, range: true } } },
  workspace: { ...capableClient.workspace, semanticTokens: { refreshSupport: true } },
};

const archive = `-- go.mod --
module example.com/app // 𝕏

go 1.21

require example.com/a v1.0.0 // 𝕏 why
-- example.com/a@v1.0.0 --
module example.com/a
`;

/** Tokens as `line:character text-length type`. */
function places(data: readonly number[], legend: { tokenTypes: readonly string[] }): string[] {
  let [line, character] = [0, 0];
  const found: string[] = [];
  for (let at = 0; at < data.length; at += 5) {
    const [down = 0, ahead = 0, length = 0, type = 0] = data.slice(at, at + 4);
    character = down === 0 ? character + ahead : ahead;
    line += down;
    found.push(`${line}:${character}+${length} ${legend.tokenTypes[type]}`);
  }
  return found;
}

function patched(
  data: readonly number[],
  edits: readonly { start: number; deleteCount: number; data?: readonly number[] }[],
): number[] {
  const result = [...data];
  for (const edit of [...edits].sort((a, b) => b.start - a.start))
    result.splice(edit.start, edit.deleteCount, ...(edit.data ?? []));
  return result;
}

describe("semantic tokens over the protocol", () => {
  const reader = suiteReader();

  async function opened(capabilities: unknown = client): Promise<ServedWorld> {
    return await openWorld(archive, reader, { capabilities });
  }

  it("are in the encoding that was agreed on", async () => {
    for (const encoding of ["utf-16", "utf-8", "utf-32"] as const) {
      const world = await opened({ ...client, general: { positionEncodings: [encoding] } });
      const { legend } = world.capabilities.semanticTokensProvider;
      const { data } = await world.client.request("textDocument/semanticTokens/full", { textDocument: { uri: world.uri } });
      const lengths = { "utf-16": 5, "utf-8": 7, "utf-32": 4 };
      assert.deepEqual(places(data, legend), [
        "0:0+6 keyword",
        "0:7+15 namespace",
        `0:23+${lengths[encoding]} comment`,
        "2:0+2 keyword",
        "2:3+4 number",
        "4:0+7 keyword",
        "4:8+13 namespace",
        "4:22+6 number",
        `4:29+${lengths[encoding] + 4} comment`,
      ]);
      assert.equal(await world.stop(), 0);
    }
  });

  it("after an edit are what changed, and all of them for who has others", async () => {
    const world = await opened();
    const first = await world.client.request("textDocument/semanticTokens/full", { textDocument: { uri: world.uri } });
    world.edit(2, "go 1.21\n", "go 1.21 // least\n\ngodebug x=1\n");
    const delta = await world.client.request("textDocument/semanticTokens/full/delta", {
      textDocument: { uri: world.uri },
      previousResultId: first.resultId,
    });
    const whole = await world.client.request("textDocument/semanticTokens/full", { textDocument: { uri: world.uri } });
    assert.deepEqual(patched(first.data, delta.edits), whole.data);
    assert.ok(delta.edits[0].data.length < whole.data.length);
    const stale = await world.client.request("textDocument/semanticTokens/full/delta", {
      textDocument: { uri: world.uri },
      previousResultId: first.resultId,
    });
    assert.deepEqual(stale.data, whole.data);
    const same = await world.client.request("textDocument/semanticTokens/full/delta", {
      textDocument: { uri: world.uri },
      previousResultId: stale.resultId,
    });
    assert.deepEqual(same.edits, []);
    assert.equal(await world.stop(), 0);
  });

  it("of a range are those of its lines", async () => {
    const world = await opened();
    const range = { start: { line: 2, character: 0 }, end: { line: 2, character: 7 } };
    const { data } = await world.client.request("textDocument/semanticTokens/range", {
      textDocument: { uri: world.uri },
      range,
    });
    assert.deepEqual(data.slice(0, 10), [2, 0, 2, 0, 0, 0, 3, 4, 3, 0]);
    assert.equal(data.length, 10);
    assert.equal(await world.stop(), 0);
  });

  it("are asked for again when a dependency comes to be on the disk", async () => {
    const world = await opened();
    await world.client.diagnostics(world.uri, 1);
    world.client.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: world.file("go.sum"), type: 2 }] });
    await world.client.wait(({ method }) => method === "workspace/semanticTokens/refresh");
    assert.equal(await world.stop(), 0);
  });

  it("are not offered to a client that has none of them, and empty when switched off", async () => {
    const plain = await opened(capableClient);
    assert.equal(plain.capabilities.semanticTokensProvider, undefined);
    assert.equal(await plain.stop(), 0);
    const off = await openWorld(archive, reader, {
      capabilities: client,
      initializationOptions: { features: { semanticTokens: false } },
    });
    assert.deepEqual(await off.client.request("textDocument/semanticTokens/full", { textDocument: { uri: off.uri } }), {
      data: [],
    });
    assert.equal(await off.stop(), 0);
  });

  it("are the same after the edit as without it, whatever the numbers", () => {
    const numbers = fc.array(fc.constantFrom(0, 1, 2), { maxLength: 12 });
    fc.assert(
      fc.property(numbers, numbers, (before, after) => {
        const edits = tokenEdits(before, after);
        assert.deepEqual(patched(before, edits), after);
        assert.ok(edits.length <= 1);
        assert.equal(edits.length === 0, JSON.stringify(before) === JSON.stringify(after));
      }),
    );
  });
});
