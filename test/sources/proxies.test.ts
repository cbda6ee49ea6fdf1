import assert from "node:assert/strict";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readGoEnv } from "../../server/environment/go-env.ts";
import { isUnavailable, type Unavailable } from "../../server/graph/lookup.ts";
import type { ModuleVersion } from "../../server/graph/module-version.ts";
import type { Host } from "../../server/host/host.ts";
import { nodeHost } from "../../server/host/node.ts";
import { httpClient } from "../../server/host/node-http.ts";
import type { Expand } from "../../server/sources/fetch-all.ts";
import { type ModSources, modSources } from "../../server/sources/mod-sources.ts";
import type { FetchLimits } from "../../server/sources/proxy-session.ts";
import type { KnownSums } from "../../server/sources/proxy-walk.ts";
import { certificateFile, type ModuleProxy, startHttpForwarder, startModuleProxy } from "../support/module-proxy.ts";

const world: Record<string, string> = {
  "/example.com/a/@v/v1.0.0.mod":
    "module example.com/a\n\ngo 1.20\n\nrequire (\n\texample.com/b v1.1.0\n\texample.com/c v1.2.0\n)\n",
  "/example.com/b/@v/v1.1.0.mod": "module example.com/b\n\nrequire example.com/d v1.3.0\n",
  "/example.com/c/@v/v1.2.0.mod": "module example.com/c\n\nrequire example.com/!upper v1.0.0+incompatible\n".replace(
    "!upper",
    "Upper",
  ),
  "/example.com/d/@v/v1.3.0.mod": "module example.com/d\n\nrequire example.com/a v1.0.0\n",
  "/example.com/!upper/@v/v1.0.0+incompatible.mod": "module example.com/Upper\n",
};
const a = { path: "example.com/a", version: "v1.0.0" };
const b = { path: "example.com/b", version: "v1.1.0" };
const aFile = "/example.com/a/@v/v1.0.0.mod";
const expand: Expand = (_, summary) => summary.require;
/** Short, so that a test of a fault takes no time; a hang is told from an answer by a wide margin. */
const limits: Partial<FetchLimits> = { request: 400, backoff: 10, total: 5_000, retryAfter: 200 };

describe("sources: proxies over HTTP", () => {
  let proxy: ModuleProxy;
  let other: ModuleProxy;
  let home: string;
  const extra: { close(): Promise<void> }[] = [];

  beforeEach(async () => {
    proxy = await startModuleProxy(world);
    other = await startModuleProxy(world);
    home = fs.mkdtempSync(join(tmpdir(), "proxies-"));
  });
  afterEach(async () => {
    await Promise.all([proxy, other, ...extra.splice(0)].map((server) => server.close()));
    fs.rmSync(home, { recursive: true, force: true });
  });

  /** Sources of a user with an empty home directory; `env` may say more. */
  const sourcesOf = (
    env: Record<string, string>,
    options: { limits?: Partial<FetchLimits>; offline?: boolean } = {},
  ): ModSources => {
    const full: Record<string, string> = { HOME: home, GOMODCACHE: join(home, "modcache"), ...env };
    const host: Host = { ...nodeHost(), env: full, cwd: home, http: httpClient({ SSL_CERT_FILE: certificateFile }) };
    return modSources({ host, env: readGoEnv(host, home), ...options, limits: { ...limits, ...options.limits } });
  };
  const cached = (): string[] => {
    const list: string[] = [];
    const walk = (directory: string): void => {
      if (!fs.existsSync(directory)) return;
      for (const entry of fs.readdirSync(directory, { withFileTypes: true })) {
        if (entry.isDirectory()) walk(join(directory, entry.name));
        else list.push(join(directory, entry.name));
      }
    };
    walk(join(home, ".cache"));
    return list;
  };
  /** Fetches a module that must not come, and holds what is true of every failure. */
  const failureOf = async (sources: ModSources, target: ModuleVersion = a, sums?: KnownSums): Promise<Unavailable> => {
    const report = await sources.prefetch([target], { sums });
    assert.equal(report.fetched, 0);
    assert.equal(report.failed.length, 1);
    const problem = report.failed[0]?.problem as Unavailable;
    const later = (sums === undefined ? sources.lookup : sources.verified(sums))(target);
    assert.deepEqual(later, problem, "lookup says the same afterwards");
    assert.deepEqual(cached(), [], "nothing is kept");
    return problem;
  };

  it("fetches all that a module leads to, each file once, and keeps it for the next time", async () => {
    const sources = sourcesOf({ GOPROXY: proxy.url });
    const progress: string[] = [];
    const report = await sources.fetchAll([a], expand, { onProgress: ({ done, total }) => progress.push(`${done}/${total}`) });
    assert.deepEqual(report, { fetched: 5, failed: [], notes: [] });
    assert.deepEqual(proxy.requests.map(({ path }) => path).sort(), Object.keys(world).sort());
    assert.equal(progress[0], "0/1");
    assert.equal(progress.at(-1), "5/5");
    assert.equal(cached().length, 5);

    proxy.requests.length = 0;
    const next = sourcesOf({ GOPROXY: proxy.url }, { offline: true });
    assert.ok(!isUnavailable(next.lookup(a)));
    assert.deepEqual(await next.fetchAll([a], expand), { fetched: 0, failed: [], notes: [] });
    assert.deepEqual(proxy.requests, []);
    assert.ok(next.file(a)?.startsWith(join(home, ".cache")));
  });

  it("asks for what a go.mod requires at once, not when its level is complete", async () => {
    proxy.fault("/example.com/c/@v/v1.2.0.mod", { kind: "slow", milliseconds: 300 }, 1);
    await sourcesOf({ GOPROXY: proxy.url }).fetchAll([a], expand);
    const order = proxy.requests.map(({ path }) => path);
    assert.ok(order.indexOf("/example.com/d/@v/v1.3.0.mod") < order.indexOf("/example.com/!upper/@v/v1.0.0+incompatible.mod"));
  });

  it("uses few connections and no more requests at once than allowed", async () => {
    const many = await startModuleProxy((path) => `module ${path.slice(1, path.indexOf("/@v/"))}\n`);
    extra.push(many);
    const list = Array.from({ length: 200 }, (_, i) => ({ path: `example.com/m${i}`, version: "v1.0.0" }));
    const report = await sourcesOf({ GOPROXY: many.url }, { limits: { concurrency: 8 } }).prefetch(list);
    assert.equal(report.fetched, 200);
    assert.ok(many.busiest() <= 8, `${many.busiest()} at once`);
    // A new one may be opened while an old one is about to be free.
    assert.ok(many.connections() <= 16, `${many.connections()} connections`);
  });

  describe("faults", () => {
    it("a proxy that does not answer costs its time limit once", async () => {
      proxy.fault("*", { kind: "hang" });
      const sources = sourcesOf({ GOPROXY: proxy.url }, { limits: { concurrency: 4 } });
      const list = Array.from({ length: 40 }, (_, i) => ({ path: `example.com/m${i}`, version: "v1.0.0" }));
      const start = performance.now();
      const report = await sources.prefetch(list);
      const took = performance.now() - start;
      assert.ok(took < 2 * 400, `${took} ms`);
      assert.equal(report.failed.length, 40);
      assert.equal(proxy.requests.length, 4);
      assert.equal(report.notes.length, 1);
      assert.match(
        report.notes[0] ?? "",
        /^http:\/\/127\.0\.0\.1:\d+\/example\.com\/m\d\/@v\/v1\.0\.0\.mod: no whole answer within 400 ms$/,
      );
      await sources.prefetch([a]);
      assert.equal(proxy.requests.length, 4, "it is not asked again");
    });

    it("one file that hangs does not condemn the proxy", async () => {
      proxy.fault("/example.com/b/@v/v1.1.0.mod", { kind: "hang" });
      const report = await sourcesOf({ GOPROXY: proxy.url }, { limits: { request: 300 } }).fetchAll([b, a], expand);
      assert.deepEqual(
        report.failed.map(({ module }) => module),
        [b],
      );
      assert.deepEqual(report.notes, []);
      assert.equal(report.fetched, 3);
    });

    it("an answer that stops in the middle is none", async () => {
      proxy.fault("*", { kind: "hang-in-body" });
      const problem = await failureOf(sourcesOf({ GOPROXY: proxy.url }));
      assert.equal(problem.unavailable, "proxy-failed");
      assert.match(problem.detail, /no whole answer within 400 ms/);
    });

    it("an answer that is cut short is none", async () => {
      proxy.fault("*", { kind: "truncate" });
      const problem = await failureOf(sourcesOf({ GOPROXY: proxy.url }));
      assert.equal(problem.unavailable, "proxy-failed");
      assert.match(problem.detail, /cut short|reset/);
      assert.equal(proxy.requests.length, 3, "tried again twice");
    });

    for (const status of [403, 500, 501]) {
      it(`HTTP ${status} is a failure, with what the proxy says`, async () => {
        proxy.fault("*", { kind: "status", status, text: "because\n\x1b[31mof\x07 this\n" });
        const problem = await failureOf(sourcesOf({ GOPROXY: `${proxy.url},${other.url}` }));
        assert.equal(problem.unavailable, "proxy-failed");
        assert.match(
          problem.detail,
          new RegExp(`${proxy.url}/example.com/a/@v/v1.0.0.mod: HTTP ${status} [A-Z][A-Za-z ]+ \\(because \\[31mof this\\)$`),
        );
        assert.deepEqual(other.requests, [], "the next one is not asked behind a comma");
      });
    }

    for (const status of [404, 410]) {
      it(`HTTP ${status} means that there is none, and the next one is asked`, async () => {
        proxy.fault("*", { kind: "status", status });
        assert.equal((await failureOf(sourcesOf({ GOPROXY: proxy.url }))).unavailable, "not-found");
        const sources = sourcesOf({ GOPROXY: `${proxy.url},${other.url}` });
        assert.equal((await sources.prefetch([a])).fetched, 1);
        assert.equal(other.requests.length, 1);
      });
    }

    it("behind a bar the next one is asked after any failure", async () => {
      proxy.fault("*", { kind: "reset" });
      const sources = sourcesOf({ GOPROXY: `${proxy.url}|${other.url}` });
      const report = await sources.fetchAll([a], expand);
      assert.equal(report.fetched, 5);
      assert.equal(report.notes.length, 1);
      assert.equal(proxy.requests.length, 3, "and the first is not asked again");
    });

    for (const [name, fault] of [
      ["503", { kind: "status", status: 503 }],
      ["a reset connection", { kind: "reset" }],
      ["429 with Retry-After", { kind: "status", status: 429, headers: { "retry-after": "0" } }],
    ] as const) {
      it(`is patient with ${name}`, async () => {
        proxy.fault(aFile, fault, 2);
        const report = await sourcesOf({ GOPROXY: proxy.url }).prefetch([a]);
        assert.deepEqual(report, { fetched: 1, failed: [], notes: [] });
        assert.equal(proxy.requests.length, 3);
      });
    }

    it("does not wait longer for a proxy than allowed", async () => {
      proxy.fault("*", { kind: "status", status: 429, headers: { "retry-after": "3600" } });
      const problem = await failureOf(sourcesOf({ GOPROXY: proxy.url }));
      assert.match(problem.detail, /HTTP 429 Too Many Requests$/);
      assert.equal(proxy.requests.length, 1);
    });

    it("takes no answer that is too large", async () => {
      proxy.fault("*", { kind: "huge", size: 300_000 });
      const problem = await failureOf(sourcesOf({ GOPROXY: proxy.url }, { limits: { size: 100_000 } }));
      assert.match(problem.detail, /the answer is too large: more than 100000 bytes$/);
    });

    it("does not take a page for a go.mod", async () => {
      proxy.fault("*", { kind: "body", text: "<html><title>Please log in</title></html>\n" });
      const problem = await failureOf(sourcesOf({ GOPROXY: proxy.url }));
      assert.equal(problem.unavailable, "proxy-failed");
      assert.match(problem.detail, /what came is no go\.mod/);
    });

    it("does not take what is packed", async () => {
      proxy.fault("*", { kind: "body", text: "module example.com/a\n", headers: { "content-encoding": "gzip" } });
      assert.match((await failureOf(sourcesOf({ GOPROXY: proxy.url }))).detail, /content-encoding gzip/);
    });

    it("never uses nor keeps what go.sum does not name", async () => {
      const sums: KnownSums = () => ["h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="];
      const problem = await failureOf(sourcesOf({ GOPROXY: `${proxy.url}|${other.url}` }), a, sums);
      assert.equal(problem.unavailable, "checksum-mismatch");
      assert.match(problem.detail, /has the hash h1:\S+, but go\.sum says h1:A+=$/);
      assert.deepEqual(other.requests, [], "a lie is no reason to ask another");
    });

    it("asks anew for a kept copy that go.sum does not name", async () => {
      await sourcesOf({ GOPROXY: proxy.url }).prefetch([a]);
      const right = await hashOf(sourcesOf({ GOPROXY: proxy.url }), a);
      const [file] = cached();
      assert.ok(file !== undefined);
      proxy.fault(aFile, { kind: "body", text: "module example.com/a\n// changed\n" });
      const changed = await hashOf(sourcesOf({ GOPROXY: proxy.url, XDG_CACHE_HOME: join(home, "other") }), a);
      assert.notEqual(changed, right);
      const sources = sourcesOf({ GOPROXY: proxy.url });
      const report = await sources.prefetch([a], { sums: () => [changed] });
      assert.equal(report.fetched, 1);
      assert.ok(!isUnavailable(sources.verified(() => [changed])(a)));
    });

    it("follows redirects, and ends at a loop of them", async () => {
      proxy.fault(aFile, { kind: "status", status: 302, headers: { location: `${other.url}${aFile}` } });
      assert.equal((await sourcesOf({ GOPROXY: proxy.url }).prefetch([a])).fetched, 1);
      fs.rmSync(join(home, ".cache"), { recursive: true });
      proxy.fault(aFile, { kind: "status", status: 307, headers: { location: aFile } });
      assert.match((await failureOf(sourcesOf({ GOPROXY: proxy.url }))).detail, /stopped after 10 redirects$/);
      proxy.fault(aFile, { kind: "status", status: 302, headers: { location: "file:///etc/passwd" } });
      assert.match((await failureOf(sourcesOf({ GOPROXY: proxy.url }))).detail, /scheme file:/);
    });

    it("tells a host that nobody knows and a port where nobody listens", async () => {
      const closed = await startModuleProxy({});
      await closed.close();
      assert.match((await failureOf(sourcesOf({ GOPROXY: closed.url }))).detail, /out of reach \(ECONNREFUSED\)$/);
      assert.match(
        (await failureOf(sourcesOf({ GOPROXY: "http://nobody.invalid" }))).detail,
        /name is not known \((ENOTFOUND|EAI_AGAIN)\)$/,
      );
    });

    it("ends when it is cancelled, and when its time is over", async () => {
      proxy.fault("*", { kind: "hang" });
      const abort = new AbortController();
      const sources = sourcesOf({ GOPROXY: proxy.url }, { limits: { request: 10_000 } });
      const running = sources.fetchAll([a, b], expand, { signal: abort.signal });
      setTimeout(() => abort.abort(), 30);
      const report = await running;
      assert.equal(report.ended, "aborted");
      assert.equal(report.failed.length, 2);
      assert.equal((await sources.prefetch([a], { signal: abort.signal })).ended, "aborted");
      const late = await sourcesOf({ GOPROXY: proxy.url }, { limits: { request: 10_000, total: 50 } }).prefetch([a]);
      assert.equal(late.ended, "time-limit");
      assert.equal((sources.lookup(a) as Unavailable).unavailable, "not-in-cache", "it may be asked again");
    });
  });

  describe("who is asked", () => {
    it("nobody offline, and nobody for private modules", async () => {
      assert.equal((await sourcesOf({ GOPROXY: proxy.url }, { offline: true }).prefetch([a])).failed.length, 1);
      const private_ = await sourcesOf({ GOPROXY: proxy.url, GOPRIVATE: "*.com/a" }).prefetch([a, b]);
      assert.deepEqual(
        private_.failed.map(({ problem }) => problem.unavailable),
        ["needs-direct"],
      );
      assert.deepEqual(
        proxy.requests.map(({ path }) => path),
        ["/example.com/b/@v/v1.1.0.mod"],
      );
    });

    it("not the one that said no a moment ago", async () => {
      const none = { path: "example.com/none", version: "v1.0.0" };
      const sources = sourcesOf({ GOPROXY: proxy.url });
      await sources.prefetch([none]);
      await sources.prefetch([none]);
      assert.equal(proxy.requests.length, 1);
    });
  });

  describe("credentials", () => {
    it("go to an https proxy from the netrc file and from GOPROXY", async () => {
      const tls = await startModuleProxy(world, { tls: true });
      extra.push(tls);
      tls.protect("me", "s3cret/word");
      fs.writeFileSync(join(home, ".netrc"), `machine localhost:${tls.port} login me password s3cret/word\n`);
      assert.equal((await sourcesOf({ GOPROXY: tls.url }).prefetch([a])).fetched, 1);
      fs.rmSync(join(home, ".netrc"));
      fs.rmSync(join(home, ".cache"), { recursive: true });
      const inUrl = tls.url.replace("//", "//me:s3cret%2Fword@");
      assert.equal((await sourcesOf({ GOPROXY: inUrl }).prefetch([a])).fetched, 1);
      for (const file of cached()) assert.ok(!/s3cret/.test(file + fs.readFileSync(file, "utf8")));
    });

    it("appear in no message, whatever fails", async () => {
      const tls = await startModuleProxy(world, { tls: true });
      extra.push(tls);
      tls.protect("me", "right");
      fs.writeFileSync(join(home, ".netrc"), `machine localhost:${tls.port} login netrcuser password netrcpass\n`);
      const texts: string[] = [];
      for (const address of [tls.url, tls.url.replace("//", "//someone:s3cret@"), proxy.url.replace("//", "//someone:s3cret@")]) {
        texts.push((await failureOf(sourcesOf({ GOPROXY: address }))).detail);
      }
      assert.match(texts[0] ?? "", /HTTP 401 Unauthorized \(who are you\?\)$/);
      assert.match(texts[2] ?? "", /refusing to pass credentials to an address without https$/);
      texts.push((await failureOf(sourcesOf({ GOPROXY: "ftp://someone:s3cret@example.com" }))).detail);
      texts.push((await failureOf(sourcesOf({ GOPROXY: "file://someone:s3cret@example.com/x" }))).detail);
      for (const text of texts) assert.doesNotMatch(text, /someone|s3cret|netrc(user|pass)/);
      assert.equal(proxy.requests.length, 0);
    });

    it("are not sent over http, to where a proxy redirects, or with GOAUTH=off", async () => {
      const tls = await startModuleProxy(world, { tls: true });
      const second = await startModuleProxy(world, { tls: true });
      extra.push(tls, second);
      fs.writeFileSync(
        join(home, ".netrc"),
        [proxy.port, tls.port, second.port]
          .map((port) => `machine localhost:${port} login me password pw\nmachine 127.0.0.1:${port} login me password pw\n`)
          .join(""),
      );
      await sourcesOf({ GOPROXY: proxy.url }).prefetch([b]);
      assert.equal(proxy.requests[0]?.headers.authorization, undefined);
      tls.fault(aFile, { kind: "status", status: 302, headers: { location: `${second.url}${aFile}` } });
      await sourcesOf({ GOPROXY: tls.url }).prefetch([a]);
      assert.ok(tls.requests[0]?.headers.authorization?.startsWith("Basic "));
      assert.equal(second.requests.length, 1);
      assert.equal(second.requests[0]?.headers.authorization, undefined);
      await sourcesOf({ GOPROXY: second.url, GOAUTH: "off" }).prefetch([a]);
      assert.equal(second.requests[1]?.headers.authorization, undefined);
    });

    it("a redirect from https to http is not followed", async () => {
      const tls = await startModuleProxy(world, { tls: true });
      extra.push(tls);
      tls.fault(aFile, { kind: "status", status: 302, headers: { location: `${proxy.url}${aFile}` } });
      assert.match((await failureOf(sourcesOf({ GOPROXY: tls.url }))).detail, /redirected from https to http:/);
      assert.deepEqual(proxy.requests, []);
    });

    it("a certificate that nobody vouches for is refused", async () => {
      const tls = await startModuleProxy(world, { tls: true });
      extra.push(tls);
      const host: Host = { ...nodeHost(), env: { HOME: home, GOPROXY: tls.url }, cwd: home, http: httpClient({}) };
      const sources = modSources({ host, env: readGoEnv(host, home), limits });
      assert.match(
        (await failureOf(sources)).detail,
        /certificate or the encryption is not accepted \(DEPTH_ZERO_SELF_SIGNED_CERT\)$/,
      );
    });
  });

  describe("HTTP_PROXY", () => {
    it("is used for http in absolute form, and for https as a tunnel, with its own login", async () => {
      const forwarder = await startHttpForwarder(proxy);
      const tls = await startModuleProxy(world, { tls: true });
      const tunnel = await startHttpForwarder(tls);
      extra.push(forwarder, tls, tunnel);
      const withLogin = forwarder.url.replace("//", "//pu:pp@");
      assert.equal(
        (await sourcesOf({ GOPROXY: "http://modules.test/base", HTTP_PROXY: withLogin }).prefetch([a])).failed.length,
        1,
      );
      assert.equal((await sourcesOf({ GOPROXY: "http://modules.test", http_proxy: withLogin }).prefetch([a])).fetched, 1);
      assert.deepEqual(forwarder.lines, [`GET http://modules.test/base${aFile}`, `GET http://modules.test${aFile}`]);
      assert.equal(forwarder.authorizations[0], `Basic ${Buffer.from("pu:pp").toString("base64")}`);
      assert.equal((await sourcesOf({ GOPROXY: "https://modules.test", HTTPS_PROXY: tunnel.url }).prefetch([b])).fetched, 1);
      assert.deepEqual(tunnel.lines, ["CONNECT modules.test:443"]);
    });

    it("is not used for loopback and what NO_PROXY names", async () => {
      const forwarder = await startHttpForwarder(proxy);
      extra.push(forwarder);
      assert.equal((await sourcesOf({ GOPROXY: proxy.url, HTTP_PROXY: forwarder.url }).prefetch([a])).fetched, 1);
      const problem = (
        await sourcesOf({ GOPROXY: "http://nobody.invalid", HTTP_PROXY: forwarder.url, NO_PROXY: ".invalid" }).prefetch([b])
      ).failed[0]?.problem;
      assert.match(problem?.detail ?? "", /name is not known/);
      assert.deepEqual(forwarder.lines, []);
    });
  });

  describe("the own cache", () => {
    it("ignores an entry that is damaged, and fetches it again", async () => {
      await sourcesOf({ GOPROXY: proxy.url }).prefetch([a]);
      const [file] = cached();
      assert.ok(file !== undefined);
      const good = fs.readFileSync(file);
      const damages: Buffer[] = [
        good.subarray(0, good.length - 3),
        good.subarray(0, 20),
        Buffer.alloc(0),
        Buffer.from(good).fill("x", good.length - 4),
      ];
      for (const damaged of damages) {
        fs.writeFileSync(file, damaged);
        const offline = sourcesOf({ GOPROXY: proxy.url }, { offline: true });
        assert.equal((offline.lookup(a) as Unavailable).unavailable, "not-in-cache");
        assert.equal((await sourcesOf({ GOPROXY: proxy.url }).prefetch([a])).fetched, 1);
        assert.deepEqual(fs.readFileSync(file), good);
      }
      fs.rmSync(file);
      fs.mkdirSync(file);
      assert.equal(
        (await sourcesOf({ GOPROXY: proxy.url }).prefetch([a])).fetched,
        1,
        "a place that cannot be written is no failure",
      );
    });

    it("does not give what one proxy sent for another's word", async () => {
      await sourcesOf({ GOPROXY: proxy.url }).prefetch([a]);
      const elsewhere = sourcesOf({ GOPROXY: other.url }, { offline: true });
      assert.equal((elsewhere.lookup(a) as Unavailable).unavailable, "not-in-cache");
    });

    it("lies where the user says, or nowhere", async () => {
      await sourcesOf({ GOPROXY: proxy.url, GOMODLINT_CACHE: "mine" }).prefetch([a]);
      assert.ok(fs.existsSync(join(home, "mine", "mod")));
      await sourcesOf({ GOPROXY: proxy.url, GOMODLINT_CACHE: "off" }).prefetch([a]);
      assert.deepEqual(cached(), []);
    });

    it("bears several writers at once", async () => {
      const all = await Promise.all(Array.from({ length: 6 }, () => sourcesOf({ GOPROXY: proxy.url }).fetchAll([a], expand)));
      assert.ok(all.every((report) => report.failed.length === 0));
      assert.equal(cached().length, 5, "and leaves no temporary file");
      assert.ok(!fs.existsSync(join(home, "modcache")), "GOMODCACHE is not touched");
    });
  });
});

/** The hash of what a source sends: told by the message about a wrong one. */
async function hashOf(sources: ModSources, target: ModuleVersion): Promise<string> {
  const report = await sources.prefetch([target], { sums: () => ["h1:x="] });
  return /has the hash (h1:\S+),/.exec(report.failed[0]?.problem.detail ?? "")?.[1] ?? "";
}
