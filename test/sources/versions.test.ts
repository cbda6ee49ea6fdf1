import assert from "node:assert/strict";
import { readGoEnv } from "../../server/environment/go-env.ts";
import { isUnavailable } from "../../server/graph/lookup.ts";
import type { HttpResponse } from "../../server/host/host.ts";
import { type ModSources, modSources } from "../../server/sources/mod-sources.ts";
import { type MemoryHost, type MemoryHostOptions, memoryHost } from "../support/memory-host.ts";

const path = "example.com/a";

function setUp(options: MemoryHostOptions, offline = false): { host: MemoryHost; sources: ModSources } {
  const host = memoryHost({ ...options, env: { GOPATH: "/go", GOPROXY: "https://p.example", ...options.env } });
  return { host, sources: modSources({ host, env: readGoEnv(host, "/"), offline: () => offline }) };
}

/** A server with these files. */
function server(files: Record<string, string>): (request: { url: string }) => HttpResponse {
  return ({ url }) => {
    const text = files[new URL(url).pathname];
    return { status: text === undefined ? 404 : 200, headers: {}, body: new TextEncoder().encode(text ?? "") };
  };
}

async function fetched(sources: ModSources): Promise<readonly string[] | string> {
  const answer = await sources.fetchVersions(path);
  return "versions" in answer ? answer.versions : answer.unavailable;
}

describe("sources/versions", () => {
  it("knows what the module cache has and heard of, in order", () => {
    const folder = "/go/pkg/mod/cache/download/example.com/a/@v";
    const { sources } = setUp({
      files: {
        [`${folder}/v1.10.0.mod`]: "",
        [`${folder}/v1.9.0.info`]: "",
        [`${folder}/v1.9.0-!r!c1.mod`]: "",
        [`${folder}/v0.0.0-20200101000000-0123456789ab.mod`]: "",
        [`${folder}/v1.9.0.lock`]: "",
        [`${folder}/nonsense.mod`]: "",
        [`${folder}/list`]: "v1.2.0\nv1.10.0\n\nx\n",
      },
    });
    assert.deepEqual(sources.versions(path), ["v1.2.0", "v1.9.0-RC1", "v1.9.0", "v1.10.0"]);
    assert.deepEqual(sources.versions("example.com/none"), []);
    assert.deepEqual(sources.versions("../../x"), []);
  });

  it("falls back on pseudo-versions where there is nothing else", () => {
    const file = "/go/pkg/mod/cache/download/example.com/a/@v/v0.0.0-20200101000000-0123456789ab.mod";
    assert.deepEqual(setUp({ files: { [file]: "" } }).sources.versions(path), ["v0.0.0-20200101000000-0123456789ab"]);
  });

  it("asks a proxy once in a while", async () => {
    let now = 0;
    const http = server({ "/example.com/a/@v/list": "v1.10.0 2020\nv1.9.0\nv1.0.0-20200101000000-0123456789ab\nbad\n" });
    const { host, sources } = setUp({ http, now: () => now });
    assert.deepEqual(await fetched(sources), ["v1.9.0", "v1.10.0"]);
    await fetched(sources);
    assert.equal(host.io.requests.length, 1);
    now = 10 * 60_000;
    await fetched(sources);
    assert.equal(host.io.requests.length, 2);
  });

  it("asks for the latest commit of what has no tags", async () => {
    const latest = { "/example.com/a/@latest": '{"Version":"v0.0.0-20200101000000-0123456789ab","Time":"2020-01-01T00:00:00Z"}' };
    assert.deepEqual(await fetched(setUp({ http: server({ ...latest, "/example.com/a/@v/list": "\n" }) }).sources), [
      "v0.0.0-20200101000000-0123456789ab",
    ]);
    assert.deepEqual(await fetched(setUp({ http: server(latest) }).sources), ["v0.0.0-20200101000000-0123456789ab"]);
    for (const text of ["<html>", "null", "{}", '{"Version":"x"}']) {
      assert.equal(await fetched(setUp({ http: server({ "/example.com/a/@latest": text }) }).sources), "proxy-failed");
    }
    assert.equal(await fetched(setUp({ http: server({}) }).sources), "not-found");
  });

  it("goes along GOPROXY, and nowhere with what is private or offline", async () => {
    const files = { "/proxy/example.com/a/@v/list": "v1.0.0\n" };
    assert.deepEqual(
      await fetched(setUp({ files, env: { GOPROXY: "https://p.example,file:///proxy" }, http: server({}) }).sources),
      ["v1.0.0"],
    );
    assert.deepEqual(await fetched(setUp({ files, env: { GOPROXY: "file:///none,file:///proxy" } }).sources), ["v1.0.0"]);
    const private_ = setUp({ env: { GOPRIVATE: "example.com" } });
    assert.equal(await fetched(private_.sources), "needs-direct");
    assert.deepEqual(private_.host.io.requests, []);
    const offline = setUp({}, true);
    const answer = await offline.sources.fetchVersions(path);
    assert.ok(!("versions" in answer) && isUnavailable(answer));
    assert.deepEqual(offline.host.io.requests, []);
    assert.deepEqual(await fetched(setUp({ files, env: { GOPROXY: "file:///proxy" } }, true).sources), ["v1.0.0"]);
    const abort = new AbortController();
    abort.abort();
    assert.equal(((await setUp({}).sources.fetchVersions(path, abort.signal)) as { detail: string }).detail, "cancelled");
  });

  it("asks behind the scenes, once, and knows the answer afterwards", async () => {
    const cached = { "/go/pkg/mod/cache/download/example.com/a/@v/v0.9.0.mod": "" };
    const { host, sources } = setUp({ files: cached, http: server({ "/example.com/a/@v/list": "v1.0.0\nv1.1.0\n" }) });
    assert.deepEqual(sources.knownVersions(path), ["v0.9.0"]);
    assert.equal(host.io.requests.length, 0, "to know is not to ask");
    assert.equal(sources.awaitVersions(path), true);
    assert.equal(sources.awaitVersions(path), true);
    await fetched(sources);
    while (sources.awaitVersions(path)) await new Promise(setImmediate);
    assert.deepEqual(new Set(sources.knownVersions(path)), new Set(["v0.9.0", "v1.0.0", "v1.1.0"]));
    assert.ok(host.io.requests.every((url) => url.endsWith("/list")));
    const asked = host.io.requests.length;
    assert.equal(sources.awaitVersions(path), false);
    assert.equal(host.io.requests.length, asked);
  });

  it("awaits nothing where nobody may be asked", () => {
    const refused = [
      setUp({}, true),
      setUp({ env: { GOPROXY: "off" } }),
      setUp({ env: { GOPROXY: "direct" } }),
      setUp({ env: { GOPRIVATE: "example.com" } }),
    ];
    for (const { host, sources } of refused) {
      assert.equal(sources.awaitVersions(path), false);
      assert.deepEqual(host.io.requests, []);
    }
    const { host, sources } = setUp({});
    assert.equal(sources.awaitVersions("not a path"), false);
    assert.deepEqual(host.io.requests, []);
  });
});
