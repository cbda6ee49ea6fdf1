import assert from "node:assert/strict";
import { parseDuration } from "../../server/cli/duration.ts";
import type { EgressHost } from "../../server/doctor/egress.ts";
import { type Illness, runDoctor } from "../support/doctor-case.ts";

const corp = "git.corp.internal/team/lib";
const withCorp = {
  "/work/go.mod": `module example.com/app\n\ngo 1.24\n\nrequire (\n\texample.com/log v1.3.0\n\t${corp} v1.0.0\n)\n`,
  [`/cache/cache/download/${corp}/@v/v1.0.0.mod`]: `module ${corp}\n\ngo 1.21\n`,
};

async function egressOf(illness: Illness): Promise<Record<string, { why: string; optional: boolean }>> {
  const { stdout, exit } = await runDoctor(illness, ["--egress", "--format", "json"]);
  assert.equal(exit, 0);
  const { egress } = JSON.parse(stdout) as { egress: readonly EgressHost[] };
  return Object.fromEntries(
    egress.map(({ host, port, why, optional }) => [`${host}:${port}`, { why: why.join("; "), optional }]),
  );
}

describe("doctor --egress", () => {
  it("lists proxies, the checksum database, version control of private modules and of what no proxy has", async () => {
    const hosts = await egressOf({ files: withCorp, env: { GOPRIVATE: "*.corp.internal" } });
    assert.deepEqual(hosts["proxy.golang.org:443"], { why: "entry 1 of GOPROXY, for 1 module", optional: false });
    assert.match(hosts["git.corp.internal:443"]?.why ?? "", /^version control of 1 private module/);
    assert.equal(hosts["git.corp.internal:443"]?.optional, false);
    assert.equal(hosts["example.com:443"]?.optional, true);
    assert.equal(hosts["sum.golang.org:443"]?.optional, true);
  });

  it("lists ports, plain http, and a database of one's own", async () => {
    const env = {
      GOPROXY: "http://goproxy.corp.internal:8080/go",
      GOSUMDB: "sum.corp.internal https://sums.corp.internal:8443",
      GOINSECURE: "git.corp.internal",
      GOPRIVATE: "git.corp.internal",
      GONOSUMDB: "none",
    };
    const hosts = await egressOf({ files: withCorp, env });
    assert.deepEqual(Object.keys(hosts), [
      "git.corp.internal:443",
      "goproxy.corp.internal:8080",
      "sums.corp.internal:8443",
      "git.corp.internal:80",
    ]);
  });

  it("lists the HTTP proxy in place of what lies behind it, and never its login", async () => {
    const env = {
      GOPROXY: "https://proxy.golang.org",
      GOSUMDB: "off",
      HTTPS_PROXY: "http://anna:s3cret@squid.corp.internal:3128",
    };
    const hosts = await egressOf({ env });
    assert.deepEqual(Object.keys(hosts), ["squid.corp.internal:3128"]);
    assert.match(hosts["squid.corp.internal:3128"]?.why ?? "", /HTTP proxy to proxy\.golang\.org:443: entry 1 of GOPROXY/);
    const { stdout } = await runDoctor({ env }, ["--egress"]);
    assert.doesNotMatch(stdout, /anna|s3cret/);
    assert.match(stdout, /^squid\.corp\.internal:3128 {2}HTTP proxy to /);
  });

  it("lists what a download of Go needs", async () => {
    const files = { "/work/go.mod": "module example.com/app\n\ngo 1.99.1\n\nrequire example.com/log v1.3.0\n" };
    const hosts = await egressOf({ files, env: { GOTOOLCHAIN: "auto" } });
    assert.match(hosts["proxy.golang.org:443"]?.why ?? "", /and go1\.99\.1$/);
    assert.equal(hosts["go.dev:443"]?.optional, true);
  });

  it("lists nothing where nothing is asked", async () => {
    const { stdout } = await runDoctor({ env: { GOPROXY: "off", GOSUMDB: "off" } }, ["--egress"]);
    assert.equal(stdout, "no host need be reached\n");
  });

  it("says when it does not know the modules", async () => {
    const { exit, stderr } = await runDoctor({ files: { "/work/go.mod": "modul x\n" } }, ["--egress"]);
    assert.equal(exit, 3);
    assert.match(stderr, /the list knows no modules: \/work\/go\.mod:1/);
  });
});

describe("times on the command line", () => {
  it("are read as Go writes them", () => {
    const times: Record<string, number | undefined> = {
      "60s": 60_000,
      "60": 60_000,
      "1m30s": 90_000,
      "500ms": 500,
      "1.5s": 1500,
      "2h": 7_200_000,
      "": undefined,
      "1": 1000,
      soon: undefined,
      "5 s": undefined,
      "-1s": undefined,
      "3d": undefined,
    };
    for (const [text, expected] of Object.entries(times)) assert.equal(parseDuration(text), expected, text);
  });

  it("are rejected where they make no sense", async () => {
    for (const args of [
      ["--wait", "soon"],
      ["--timeout", "x"],
      ["--offline", "--online"],
    ])
      assert.equal((await runDoctor({}, args)).exit, 2);
  });
});
