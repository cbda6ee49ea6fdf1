import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";
import { defaultLimits } from "../../server/sources/fetch-limits.ts";
import type { HttpGet } from "../../server/sources/http-get.ts";
import { proxySession } from "../../server/sources/proxy-session.ts";

const proxy = { kind: "https", url: "https://proxy.test", fallBackOnError: false } as const;
const limits = { ...defaultLimits, backoff: 8 };
const none = new Uint8Array();

/** A server that answers so many requests in each 10 ms. */
function limitedServer(perPeriod: number, status: number): { readonly get: HttpGet; readonly refused: () => number } {
  let refused = 0;
  let period = 0;
  let taken = 0;
  const get: HttpGet = async () => {
    await setTimeout(1);
    const now = Math.floor(Date.now() / 10);
    if (now !== period) {
      period = now;
      taken = 0;
    }
    if (taken++ < perPeriod) return { status: 200, body: none, detail: "HTTP 200", closes: false };
    refused++;
    return { status, body: none, detail: `HTTP ${status}`, closes: false };
  };
  return { get, refused: () => refused };
}

describe("sources: a proxy that limits requests", () => {
  for (const status of [429, 503]) {
    it(`refuses most of them with ${status}, and each gets its answer in turn`, async () => {
      const server = limitedServer(2, status);
      const session = proxySession(server.get, limits, Date.now);
      const answers = await Promise.all(
        Array.from({ length: 60 }, (_, i) => session.fetch(proxy, `m/@v/v1.0.${i}.mod`, undefined)),
      );
      for (const answer of answers) assert.ok(typeof answer === "object" && "body" in answer, JSON.stringify(answer));
      assert.ok(server.refused() > 0);
      assert.deepEqual(session.notes(), []);
    });

    it(`refuses all of them with ${status}: it is not asked for ever`, async () => {
      const server = limitedServer(0, status);
      const session = proxySession(server.get, limits, Date.now);
      const answers = await Promise.all(
        Array.from({ length: 60 }, (_, i) => session.fetch(proxy, `m/@v/v1.0.${i}.mod`, undefined)),
      );
      for (const answer of answers) assert.ok(typeof answer === "object" && "unavailable" in answer);
      assert.ok(server.refused() < 40, `${server.refused()} requests`);
      assert.equal(session.notes().length, 1);
    });
  }
});
