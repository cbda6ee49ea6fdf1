import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import v8 from "node:v8";
import { youngCollector } from "../../server/collect-garbage.ts";
import { serve } from "../support/lsp-client.ts";
import { memoryHost } from "../support/memory-host.ts";
import { suiteReader } from "../support/reader.ts";

describe("a language server to whom nobody speaks", () => {
  const reader = suiteReader();

  it("rests once after it was spoken to, and then no more", async () => {
    let rests = 0;
    const rested = async (): Promise<void> => {
      for (const end = Date.now() + 5000; rests === 0; await sleep(5)) if (Date.now() > end) throw new Error("it does not rest");
      await sleep(150);
    };
    const server = await serve(memoryHost({}), reader, { rest: () => rests++ });
    await rested();
    rests = 0;
    await server.client.request("workspace/symbol", { query: "x" });
    await rested();
    assert.equal(rests, 1);
    assert.equal(await server.stop(), 0);
    rests = 0;
    await sleep(100);
    assert.equal(rests, 0, "after its end");
  });

  it("collects what is young and dead, if it is worth it", () => {
    const used = (): number =>
      v8.getHeapSpaceStatistics().find((space) => space.space_name === "new_space")?.space_used_size ?? 0;
    const collect = youngCollector();
    while (used() < 7_000_000) JSON.parse(`[${"{},".repeat(1000)}0]`);
    collect();
    assert.ok(used() < 6_000_000, `${used()} bytes`);
    assert.equal((globalThis as { gc?: unknown }).gc, undefined, "nobody else gets the function");
  });
});
