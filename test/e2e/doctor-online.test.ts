import assert from "node:assert/strict";
import { readFileSync, renameSync } from "node:fs";
import { createServer } from "node:net";
import type { Check } from "../../server/doctor/check.ts";
import { goMissing } from "../support/go-world.ts";
import { certificateFile, type ModuleProxy, startHttpForwarder, startModuleProxy } from "../support/module-proxy.ts";
import { type SickWorld, sickWorld } from "../support/sick-world.ts";
import { type Finished, runCli } from "../support/spawn-cli.ts";

describe("doctor --online and --wait, judged by the go command", function () {
  this.timeout(60_000);
  let world: SickWorld;
  let proxy: ModuleProxy;
  let secure: ModuleProxy;
  const info = "/example.com/log/@v/v1.3.0.info";

  before(async function () {
    if (goMissing() !== undefined) this.skip();
    world = sickWorld();
    assert.ok(world.go(["mod", "tidy"]).ok);
    assert.ok(world.go(["clean", "-modcache"]).ok);
    // Bytes of the zip as they are: what the server is given is text.
    const file = (path: string): string | undefined => {
      try {
        return readFileSync(world.path("proxy", path.replace(/^\/gateway/, "")), path.endsWith(".zip") ? "latin1" : "utf8");
      } catch {
        return undefined;
      }
    };
    proxy = await startModuleProxy(file);
    secure = await startModuleProxy(file, { tls: true });
  });
  after(async () => {
    await Promise.all([proxy?.close(), secure?.close()]);
    world?.dispose();
  });
  beforeEach(() => {
    proxy.requests.length = 0;
    proxy.fault("*", { kind: "slow", milliseconds: 0 });
  });

  const start = (
    command: readonly [string, ...string[]] | undefined,
    args: readonly string[],
    env: Record<string, string>,
  ): Promise<Finished> =>
    runCli(args, {
      cwd: world.app,
      env: { ...world.env, HTTP_PROXY: "", HTTPS_PROXY: "", NO_PROXY: "", ...env },
      ...(command && { command }),
    });
  /** Loads the module graph, for which the dependency's go.mod must come; into a module cache of its own. */
  const go = (env: Record<string, string>): Promise<Finished> => {
    const cache = world.path(`cache-${Math.random().toString(36).slice(2)}`);
    return start(["timeout", "5", "go"], ["list", "-m", "example.com/log@v1.3.0"], {
      ...env,
      GOMODCACHE: cache,
      GOFLAGS: "-mod=mod",
    });
  };
  const online = async (
    env: Record<string, string>,
  ): Promise<{ code: number | null; reach: readonly Check[]; output: string }> => {
    const { code, stdout, stderr } = await start(
      undefined,
      ["doctor", "--online", "--timeout", "1500ms", "--format", "json"],
      env,
    );
    const { checks } = JSON.parse(stdout) as { checks: readonly Check[] };
    return { code, reach: checks.filter(({ system }) => system === "reach"), output: stdout + stderr };
  };
  /** A port at which nobody listens. */
  const deadPort = async (): Promise<number> => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    await new Promise((resolve) => server.close(resolve));
    return typeof address === "object" && address !== null ? address.port : 0;
  };

  it("is content with a proxy that answers, also below a path", async () => {
    for (const GOPROXY of [proxy.url, `${proxy.url}/gateway`]) {
      const { code, reach } = await online({ GOPROXY });
      assert.equal(code, 0, JSON.stringify(reach));
      assert.match(reach[0]?.observed ?? "", /^answers in \d+ ms$/);
      const judge = await go({ GOPROXY });
      assert.equal(judge.code, 0, judge.stderr);
    }
    assert.ok(proxy.requests.some(({ path }) => path === `/gateway${info}`));
  });

  for (const [status, said] of [
    [401, /wants a login/],
    [403, /forbids it/],
    [404, /it has no example\.com\/log@v1\.3\.0/],
    [410, /it has no example\.com\/log@v1\.3\.0/],
    [429, /limits how often/],
    [500, /in trouble/],
    [503, /in trouble/],
  ] as const) {
    it(`names HTTP ${status}`, async () => {
      proxy.fault("*", { kind: "status", status, text: "so it is" });
      assert.notEqual((await go({ GOPROXY: proxy.url })).code, 0);
      const { code, reach } = await online({ GOPROXY: proxy.url });
      assert.equal(code, 1);
      assert.equal(reach[0]?.observed, `HTTP ${status}`);
      assert.match(reach[0]?.reason ?? "", said);
      assert.match(reach[0]?.reason ?? "", /so it is/);
      assert.ok((reach[0]?.remedy ?? "") !== "");
    });
  }

  it("names a proxy that never answers", async () => {
    proxy.fault("*", { kind: "hang" });
    assert.equal((await go({ GOPROXY: proxy.url })).code, 124, "the go command waits for ever");
    const { code, reach } = await online({ GOPROXY: proxy.url });
    assert.equal(code, 1);
    assert.equal(reach[0]?.observed, "time-out");
    assert.match(reach[0]?.remedy ?? "", /firewall/);
  });

  it("names a proxy where nobody listens, a torn connection, an unknown name", async () => {
    const dead = `http://127.0.0.1:${await deadPort()}`;
    for (const [GOPROXY, step] of [
      [dead, "connection refused"],
      ["https://goproxy.nowhere.invalid", "DNS"],
    ] as const) {
      assert.notEqual((await go({ GOPROXY })).code, 0);
      const { code, reach } = await online({ GOPROXY });
      assert.equal(code, 1);
      assert.equal(reach[0]?.observed, step);
    }
    proxy.fault("*", { kind: "reset" });
    assert.notEqual((await go({ GOPROXY: proxy.url })).code, 0);
    assert.equal((await online({ GOPROXY: proxy.url })).reach[0]?.observed, "connection reset");
  });

  it("names a certificate that is not trusted, and its remedy works", async () => {
    const untrusted = { GOPROXY: secure.url, SSL_CERT_FILE: "", SSL_CERT_DIR: "", NODE_EXTRA_CA_CERTS: "" };
    assert.match((await go(untrusted)).stderr, /x509|certificate/);
    const { code, reach } = await online(untrusted);
    assert.equal(code, 1);
    assert.equal(reach[0]?.observed, "TLS");
    assert.match(reach[0]?.remedy ?? "", /export SSL_CERT_FILE=/);
    const trusted = { ...untrusted, SSL_CERT_FILE: certificateFile };
    const judge = await go(trusted);
    assert.equal(judge.code, 0, judge.stderr);
    assert.equal((await online(trusted)).code, 0);
  });

  it("takes the login of netrc, and never shows it", async () => {
    const guarded = await startModuleProxy({ [info]: '{"Version":"v1.3.0"}' }, { tls: true });
    try {
      guarded.protect("anna", "s3cret");
      const env = { GOPROXY: guarded.url, SSL_CERT_FILE: certificateFile, NODE_EXTRA_CA_CERTS: "" };
      const without = await online(env);
      assert.equal(without.reach[0]?.observed, "HTTP 401");
      assert.match(without.reach[0]?.remedy ?? "", new RegExp(`machine localhost:${guarded.port} login`));
      world.write("home/.netrc", `machine localhost:${guarded.port} login anna password s3cret\n`);
      const { code, reach, output } = await online(env);
      assert.equal(code, 0, JSON.stringify(reach));
      assert.doesNotMatch(output, /s3cret|anna/);
      const judge = await go(env);
      assert.equal(judge.code, 0, judge.stderr);
    } finally {
      world.write("home/.netrc", "");
      await guarded.close();
    }
  });

  it("goes through an HTTP proxy, and says so", async () => {
    const forwarder = await startHttpForwarder(proxy);
    try {
      const env = { GOPROXY: "http://modules.test", HTTP_PROXY: forwarder.url };
      const { code, reach } = await online(env);
      assert.equal(code, 0, JSON.stringify(reach));
      assert.equal(reach[0]?.origin, `by the HTTP proxy ${forwarder.url}`);
      assert.equal((await go(env)).code, 0);
      assert.ok(forwarder.lines.some((line) => line.startsWith("GET http://modules.test/example.com/log/")));
    } finally {
      await forwarder.close();
    }
  });

  it("knows when the next entry is asked", async () => {
    const dead = `http://127.0.0.1:${await deadPort()}`;
    const comma = { GOPROXY: `${dead},${proxy.url}` };
    assert.notEqual((await go(comma)).code, 0);
    assert.equal((await online(comma)).code, 1);
    const bar = { GOPROXY: `${dead}|${proxy.url}` };
    assert.equal((await go(bar)).code, 0);
    const { code, reach } = await online(bar);
    assert.equal(code, 0);
    assert.deepEqual(
      reach.map(({ status }) => status),
      ["warned", "passed"],
    );
  });

  it("asks no proxy for a module that looks private", async () => {
    const GOPRIVATE = "example.com/log";
    await online({ GOPROXY: proxy.url, GOPRIVATE, GONOPROXY: "none" });
    assert.ok(proxy.requests.length > 0);
    assert.ok(proxy.requests.every(({ path }) => !path.includes("example.com")));
  });

  it("would have told the name to the public: the go command asks proxy.golang.org for a private module", async () => {
    const forwarder = await startHttpForwarder(proxy);
    try {
      world.write("private/go.mod", "module example.com/app\n\ngo 1.22\n\nrequire git.corp.internal/lib v1.0.0\n");
      const run = (env: Record<string, string>, command?: readonly [string, ...string[]]): Promise<Finished> =>
        runCli(command === undefined ? ["doctor", "--format", "json"] : ["list", "-m", "all"], {
          cwd: world.path("private"),
          env: { ...world.env, GOPROXY: "https://proxy.golang.org", GOSUMDB: "off", HTTPS_PROXY: forwarder.url, ...env },
          ...(command && { command }),
        });
      await run({ GOFLAGS: "-mod=mod" }, ["timeout", "10", "go"]);
      assert.ok(forwarder.lines.includes("CONNECT proxy.golang.org:443"), forwarder.lines.join());
      const found = JSON.parse((await run({})).stdout).checks.find(({ system }: Check) => system === "private") as Check;
      assert.equal(found.status, "warned");
      assert.equal(found.remedy, "go env -w GOPRIVATE=git.corp.internal");
      forwarder.lines.length = 0;
      await run({ GOFLAGS: "-mod=mod", GOPRIVATE: "git.corp.internal" }, ["timeout", "10", "go"]);
      assert.ok(!forwarder.lines.includes("CONNECT proxy.golang.org:443"), forwarder.lines.join());
    } finally {
      await forwarder.close();
    }
  });

  it("waits until a file proxy is mounted, and says what it waits for", async () => {
    renameSync(world.path("proxy"), world.path("unmounted"));
    const cache = world.path("cache-wait");
    const waiting = start(undefined, ["doctor", "--wait", "20s", "--ci"], { GOMODCACHE: cache });
    setTimeout(() => renameSync(world.path("unmounted"), world.path("proxy")), 1500);
    const { code, stdout, stderr } = await waiting;
    assert.equal(code, 0, stdout + stderr);
    assert.match(stderr, /^gomod-lint: waiting: file:\/\/.*: the directory is not there/);
    assert.match(stdout, /^\S+: \d+ passed\n$/);
  });

  it("waits until a proxy is up where something is to be downloaded, and gives up with the last reason", async () => {
    const port = await deadPort();
    const env = { GOPROXY: `http://127.0.0.1:${port}`, GOMODCACHE: world.path("cache-wait2") };
    const began = Date.now();
    const { code, stdout } = await start(undefined, ["doctor", "--wait", "1200ms", "--ci"], env);
    assert.equal(code, 1);
    assert.match(stdout, /^FAIL http:\/\/127\.0\.0\.1:\d+: connection refused: /);
    assert.ok(Date.now() - began < 8000);
    const waiting = start(undefined, ["doctor", "--wait", "20s", "--ci"], env);
    const late = await new Promise<ModuleProxy>((resolve, reject) =>
      setTimeout(() => startModuleProxy({ [info]: '{"Version":"v1.3.0"}' }, { port }).then(resolve, reject), 1200),
    );
    try {
      assert.equal((await waiting).code, 0);
    } finally {
      await late.close();
    }
  });
});
