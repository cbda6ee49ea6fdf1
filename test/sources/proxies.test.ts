import assert from "node:assert/strict";
import * as fs from "node:fs";
import { join } from "node:path";
import { isUnavailable, type Unavailable } from "../../server/graph/lookup.ts";
import type { ModuleVersion } from "../../server/graph/module-version.ts";
import type { KnownSums } from "../../server/sources/known-sums.ts";
import type { ModSources } from "../../server/sources/mod-sources.ts";
import { type Fault, startModuleProxy } from "../support/module-proxy.ts";
import { a, aFile, b, expand, proxyFixture, world } from "./proxy-fixture.ts";

describe("sources: proxies over HTTP", () => {
  const at = proxyFixture();

  it("fetches all that a module leads to, each file once, and keeps it for the next time", async () => {
    const sources = at.sourcesOf({ GOPROXY: at.proxy.url });
    const progress: string[] = [];
    const report = await sources.fetchAll([a], expand, { onProgress: ({ done, total }) => progress.push(`${done}/${total}`) });
    assert.deepEqual(report, { fetched: 5, failed: [], notes: [] });
    assert.deepEqual(at.proxy.requests.map(({ path }) => path).sort(), Object.keys(world).sort());
    assert.equal(progress[0], "0/1");
    assert.equal(progress.at(-1), "5/5");
    assert.equal(at.cached().length, 2, "one pack and its index");

    at.proxy.requests.length = 0;
    const next = at.sourcesOf({ GOPROXY: at.proxy.url }, { offline: true });
    assert.ok(!isUnavailable(next.lookup(a)));
    assert.deepEqual(await next.fetchAll([a], expand), { fetched: 0, failed: [], notes: [] });
    assert.deepEqual(at.proxy.requests, []);
    const file = next.file(a) ?? "";
    assert.equal(file, join(at.home, ".cache/gomod-lint/files", file.split("/").at(-4) ?? "", "example.com/a@v1.0.0/go.mod"));
    assert.equal(fs.readFileSync(file, "utf8"), world[aFile], "for an editor to open");
  });

  it("asks for what a go.mod requires at once, not when its level is complete", async () => {
    at.proxy.fault("/example.com/c/@v/v1.2.0.mod", { kind: "slow", milliseconds: 300 }, 1);
    await at.sourcesOf({ GOPROXY: at.proxy.url }).fetchAll([a], expand);
    const order = at.proxy.requests.map(({ path }) => path);
    assert.ok(order.indexOf("/example.com/d/@v/v1.3.0.mod") < order.indexOf("/example.com/!upper/@v/v1.0.0+incompatible.mod"));
  });

  it("uses few connections and no more requests at once than allowed", async () => {
    const many = await startModuleProxy((path) => `module ${path.slice(1, path.indexOf("/@v/"))}\n`);
    at.extra.push(many);
    const list = Array.from({ length: 200 }, (_, i) => ({ path: `example.com/m${i}`, version: "v1.0.0" }));
    const report = await at.sourcesOf({ GOPROXY: many.url }, { limits: { concurrency: 8 } }).prefetch(list);
    assert.equal(report.fetched, 200);
    assert.ok(many.busiest() <= 8, `${many.busiest()} at once`);
    // A new one may be opened while an old one is about to be free.
    assert.ok(many.connections() <= 16, `${many.connections()} connections`);
  });

  it("begins with few requests, and goes on so with a server that ends each connection", async () => {
    const list = Array.from({ length: 100 }, (_, i) => ({ path: `example.com/m${i}`, version: "v1.0.0" }));
    const busiest = async (fault: (path: string) => Fault): Promise<number> => {
      const many = await startModuleProxy((path) => `module ${path.slice(1, path.indexOf("/@v/"))}\n`);
      at.extra.push(many);
      for (const { path } of list) many.fault(`/${path}/@v/v1.0.0.mod`, fault(path));
      const { fetched } = await at.sourcesOf({ GOPROXY: many.url }).prefetch(list);
      assert.equal(fetched, 100);
      return many.busiest();
    };
    const ending = await busiest((path) => ({ kind: "body", text: `module ${path}\n`, headers: { connection: "close" } }));
    assert.ok(ending <= 6, `${ending} at once`);
    const open = await busiest(() => ({ kind: "slow", milliseconds: 20 }));
    assert.ok(open > 6 && open <= 32, `${open} at once`);
  });

  describe("faults", () => {
    it("a proxy that does not answer costs its time limit once", async () => {
      at.proxy.fault("*", { kind: "hang" });
      const sources = at.sourcesOf({ GOPROXY: at.proxy.url }, { limits: { concurrency: 4 } });
      const list = Array.from({ length: 40 }, (_, i) => ({ path: `example.com/m${i}`, version: "v1.0.0" }));
      const start = performance.now();
      const report = await sources.prefetch(list);
      const took = performance.now() - start;
      assert.ok(took < 2 * 400, `${took} ms`);
      assert.equal(report.failed.length, 40);
      assert.equal(at.proxy.requests.length, 4);
      assert.equal(report.notes.length, 1);
      assert.match(
        report.notes[0] ?? "",
        /^http:\/\/127\.0\.0\.1:\d+\/example\.com\/m\d\/@v\/v1\.0\.0\.mod: no whole answer within (?:399|40\d) ms$/,
      );
      await sources.prefetch([a]);
      assert.equal(at.proxy.requests.length, 4, "it is not asked again");
    });

    it("one file that hangs does not condemn the proxy", async () => {
      at.proxy.fault("/example.com/b/@v/v1.1.0.mod", { kind: "hang" });
      const report = await at.sourcesOf({ GOPROXY: at.proxy.url }, { limits: { request: 300 } }).fetchAll([b, a], expand);
      assert.deepEqual(
        report.failed.map(({ module }) => module),
        [b],
      );
      assert.deepEqual(report.notes, []);
      assert.equal(report.fetched, 3);
    });

    it("an answer that stops in the middle is none", async () => {
      at.proxy.fault("*", { kind: "hang-in-body" });
      const problem = await at.failureOf(at.sourcesOf({ GOPROXY: at.proxy.url }));
      assert.equal(problem.unavailable, "proxy-failed");
      assert.match(problem.detail, /no whole answer within (?:399|40\d) ms/);
    });

    it("an answer that is cut short is none", async () => {
      at.proxy.fault("*", { kind: "truncate" });
      const problem = await at.failureOf(at.sourcesOf({ GOPROXY: at.proxy.url }));
      assert.equal(problem.unavailable, "proxy-failed");
      assert.match(problem.detail, /cut short|reset/);
      assert.equal(at.proxy.requests.length, 3, "tried again twice");
    });

    for (const status of [403, 500, 501]) {
      it(`HTTP ${status} is a failure, with what the proxy says`, async () => {
        at.proxy.fault("*", { kind: "status", status, text: "because\n\x1b[31mof\x07 this\n" });
        const problem = await at.failureOf(at.sourcesOf({ GOPROXY: `${at.proxy.url},${at.other.url}` }));
        assert.equal(problem.unavailable, "proxy-failed");
        assert.match(
          problem.detail,
          new RegExp(`${at.proxy.url}/example.com/a/@v/v1.0.0.mod: HTTP ${status} [A-Z][A-Za-z ]+ \\(because \\[31mof this\\)$`),
        );
        assert.deepEqual(at.other.requests, [], "the next one is not asked behind a comma");
      });
    }

    for (const status of [404, 410]) {
      it(`HTTP ${status} means that there is none, and the next one is asked`, async () => {
        at.proxy.fault("*", { kind: "status", status });
        assert.equal((await at.failureOf(at.sourcesOf({ GOPROXY: at.proxy.url }))).unavailable, "not-found");
        const sources = at.sourcesOf({ GOPROXY: `${at.proxy.url},${at.other.url}` });
        assert.equal((await sources.prefetch([a])).fetched, 1);
        assert.equal(at.other.requests.length, 1);
      });
    }

    it("behind a bar the next one is asked after any failure", async () => {
      at.proxy.fault("*", { kind: "reset" });
      const sources = at.sourcesOf({ GOPROXY: `${at.proxy.url}|${at.other.url}` });
      const report = await sources.fetchAll([a], expand);
      assert.equal(report.fetched, 5);
      assert.equal(report.notes.length, 1);
      assert.equal(at.proxy.requests.length, 3, "and the first is not asked again");
    });

    for (const [name, fault] of [
      ["503", { kind: "status", status: 503 }],
      ["a reset connection", { kind: "reset" }],
      ["429 with Retry-After", { kind: "status", status: 429, headers: { "retry-after": "0" } }],
    ] as const) {
      it(`is patient with ${name}`, async () => {
        at.proxy.fault(aFile, fault, 2);
        const report = await at.sourcesOf({ GOPROXY: at.proxy.url }).prefetch([a]);
        assert.deepEqual(report, { fetched: 1, failed: [], notes: [] });
        assert.equal(at.proxy.requests.length, 3);
      });
    }

    it("does not wait longer for a proxy than allowed", async () => {
      at.proxy.fault("*", { kind: "status", status: 429, headers: { "retry-after": "3600" } });
      const problem = await at.failureOf(at.sourcesOf({ GOPROXY: at.proxy.url }));
      assert.match(problem.detail, /HTTP 429 Too Many Requests$/);
      assert.equal(at.proxy.requests.length, 1);
    });

    it("takes no answer that is too large", async () => {
      at.proxy.fault("*", { kind: "huge", size: 300_000 });
      const problem = await at.failureOf(at.sourcesOf({ GOPROXY: at.proxy.url }, { limits: { size: 100_000 } }));
      assert.match(problem.detail, /the answer is too large: more than 100000 bytes$/);
    });

    it("does not take a page for a go.mod", async () => {
      at.proxy.fault("*", { kind: "body", text: "<html><title>Please log in</title></html>\n" });
      const problem = await at.failureOf(at.sourcesOf({ GOPROXY: at.proxy.url }));
      assert.equal(problem.unavailable, "proxy-failed");
      assert.match(problem.detail, /what came is no go\.mod/);
    });

    it("does not take what is packed", async () => {
      at.proxy.fault("*", { kind: "body", text: "module example.com/a\n", headers: { "content-encoding": "gzip" } });
      assert.match((await at.failureOf(at.sourcesOf({ GOPROXY: at.proxy.url }))).detail, /content-encoding gzip/);
    });

    it("never uses nor keeps what go.sum does not name", async () => {
      const sums: KnownSums = () => ["h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="];
      const problem = await at.failureOf(at.sourcesOf({ GOPROXY: `${at.proxy.url}|${at.other.url}` }), a, sums);
      assert.equal(problem.unavailable, "checksum-mismatch");
      assert.match(problem.detail, /has the hash h1:\S+, but go\.sum says h1:A+=$/);
      assert.deepEqual(at.other.requests, [], "a lie is no reason to ask another");
    });

    it("asks anew for a kept copy that go.sum does not name", async () => {
      await at.sourcesOf({ GOPROXY: at.proxy.url }).prefetch([a]);
      const right = await hashOf(at.sourcesOf({ GOPROXY: at.proxy.url }), a);
      at.proxy.fault(aFile, { kind: "body", text: "module example.com/a\n// changed\n" });
      const changed = await hashOf(at.sourcesOf({ GOPROXY: at.proxy.url, XDG_CACHE_HOME: join(at.home, "other") }), a);
      assert.notEqual(changed, right);
      const sources = at.sourcesOf({ GOPROXY: at.proxy.url });
      const report = await sources.prefetch([a], { sums: () => [changed] });
      assert.equal(report.fetched, 1);
      assert.ok(!isUnavailable(sources.verified(() => [changed])(a)));
    });

    it("follows redirects, and ends at a loop of them", async () => {
      at.proxy.fault(aFile, { kind: "status", status: 302, headers: { location: `${at.other.url}${aFile}` } });
      assert.equal((await at.sourcesOf({ GOPROXY: at.proxy.url }).prefetch([a])).fetched, 1);
      fs.rmSync(join(at.home, ".cache"), { recursive: true });
      at.proxy.fault(aFile, { kind: "status", status: 307, headers: { location: aFile } });
      assert.match((await at.failureOf(at.sourcesOf({ GOPROXY: at.proxy.url }))).detail, /stopped after 10 redirects$/);
      at.proxy.fault(aFile, { kind: "status", status: 302, headers: { location: "file:///etc/passwd" } });
      assert.match((await at.failureOf(at.sourcesOf({ GOPROXY: at.proxy.url }))).detail, /scheme file:/);
    });

    it("tells a host that nobody knows and a port where nobody listens", async () => {
      const closed = await startModuleProxy({});
      await closed.close();
      assert.match((await at.failureOf(at.sourcesOf({ GOPROXY: closed.url }))).detail, /out of reach \(ECONNREFUSED\)$/);
      assert.match(
        (await at.failureOf(at.sourcesOf({ GOPROXY: "http://nobody.invalid" }))).detail,
        /name is not known \((ENOTFOUND|EAI_AGAIN)\)$/,
      );
    });

    it("ends when it is cancelled, and when its time is over", async () => {
      at.proxy.fault("*", { kind: "hang" });
      const abort = new AbortController();
      const sources = at.sourcesOf({ GOPROXY: at.proxy.url }, { limits: { request: 10_000 } });
      const running = sources.fetchAll([a, b], expand, { signal: abort.signal });
      setTimeout(() => abort.abort(), 30);
      const report = await running;
      assert.equal(report.ended, "aborted");
      assert.equal(report.failed.length, 2);
      assert.equal((await sources.prefetch([a], { signal: abort.signal })).ended, "aborted");
      const late = await at.sourcesOf({ GOPROXY: at.proxy.url }, { limits: { request: 10_000, total: 50 } }).prefetch([a]);
      assert.equal(late.ended, "time-limit");
      assert.equal((sources.lookup(a) as Unavailable).unavailable, "not-in-cache", "it may be asked again");
    });
  });

  describe("who is asked", () => {
    it("nobody offline, and nobody for private modules", async () => {
      assert.equal((await at.sourcesOf({ GOPROXY: at.proxy.url }, { offline: true }).prefetch([a])).failed.length, 1);
      const private_ = await at.sourcesOf({ GOPROXY: at.proxy.url, GOPRIVATE: "*.com/a" }).prefetch([a, b]);
      assert.deepEqual(
        private_.failed.map(({ problem }) => problem.unavailable),
        ["needs-direct"],
      );
      assert.deepEqual(
        at.proxy.requests.map(({ path }) => path),
        ["/example.com/b/@v/v1.1.0.mod"],
      );
    });

    it("not the one that said no a moment ago", async () => {
      const none = { path: "example.com/none", version: "v1.0.0" };
      const sources = at.sourcesOf({ GOPROXY: at.proxy.url });
      await sources.prefetch([none]);
      await sources.prefetch([none]);
      assert.equal(at.proxy.requests.length, 1);
    });
  });

  describe("the own cache", () => {
    it("that cannot be written is no failure", async () => {
      fs.writeFileSync(join(at.home, ".cache"), "a file where the directory would be");
      const sources = at.sourcesOf({ GOPROXY: at.proxy.url });
      assert.equal((await sources.prefetch([a])).fetched, 1);
      assert.ok(!isUnavailable(sources.lookup(a)));
      assert.equal(sources.file(a), undefined);
    });

    it("does not give what one proxy sent for another's word", async () => {
      await at.sourcesOf({ GOPROXY: at.proxy.url }).prefetch([a]);
      const elsewhere = at.sourcesOf({ GOPROXY: at.other.url }, { offline: true });
      assert.equal((elsewhere.lookup(a) as Unavailable).unavailable, "not-in-cache");
    });

    it("spares the first proxy a question that the second answered before", async () => {
      at.proxy.fault("*", { kind: "status", status: 404 });
      const GOPROXY = `${at.proxy.url},${at.other.url}`;
      await at.sourcesOf({ GOPROXY }).fetchAll([a], expand);
      at.proxy.requests.length = 0;
      assert.deepEqual(await at.sourcesOf({ GOPROXY }).fetchAll([a], expand), { fetched: 0, failed: [], notes: [] });
      assert.deepEqual(await at.sourcesOf({ GOPROXY }, { offline: true }).fetchAll([a], expand), {
        fetched: 0,
        failed: [],
        notes: [],
      });
      assert.deepEqual(at.proxy.requests, []);
      const off = at.sourcesOf({ GOPROXY: `${at.proxy.url},off,${at.other.url}` }, { offline: true });
      assert.ok(isUnavailable(off.lookup(a)), "but nothing behind off counts");
    });

    it("lies where the user says, or nowhere", async () => {
      await at.sourcesOf({ GOPROXY: at.proxy.url, GOMODLINT_CACHE: "mine" }).prefetch([a]);
      assert.ok(fs.existsSync(join(at.home, "mine", "mod")));
      await at.sourcesOf({ GOPROXY: at.proxy.url, GOMODLINT_CACHE: "off" }).prefetch([a]);
      assert.deepEqual(at.cached(), []);
    });

    it("bears several writers at once", async () => {
      const all = await Promise.all(
        Array.from({ length: 6 }, () => at.sourcesOf({ GOPROXY: at.proxy.url }).fetchAll([a], expand)),
      );
      assert.ok(all.every((report) => report.failed.length === 0));
      assert.deepEqual([...new Set(at.cached().map((file) => file.replace(/.*\./, "")))].sort(), ["idx", "pack"]);
      const next = at.sourcesOf({ GOPROXY: at.proxy.url }, { offline: true });
      assert.deepEqual(await next.fetchAll([a], expand), { fetched: 0, failed: [], notes: [] });
      assert.ok(!fs.existsSync(join(at.home, "modcache")), "GOMODCACHE is not touched");
    });
  });
});

/** The hash of what a source sends: told by the message about a wrong one. */
async function hashOf(sources: ModSources, target: ModuleVersion): Promise<string> {
  const report = await sources.prefetch([target], { sums: () => ["h1:x="] });
  return /has the hash (h1:\S+),/.exec(report.failed[0]?.problem.detail ?? "")?.[1] ?? "";
}
