import assert from "node:assert/strict";
import { complaintOf, diagnose, runDoctor } from "../support/doctor-case.ts";

const download = "/cache/cache/download/example.com/log/@v/v1.3.0";
const corp = "git.corp.internal/team/lib";
const withCorp = {
  "/work/go.mod": `module example.com/app\n\ngo 1.24\n\nrequire (\n\texample.com/log v1.3.0\n\t${corp} v1.0.0\n)\n`,
  [`/cache/cache/download/${corp}/@v/v1.0.0.mod`]: `module ${corp}\n\ngo 1.21\n`,
  [`/cache/cache/download/${corp}/@v/v1.0.0.info`]: "{}",
};

describe("doctor: proxies, private modules, what is missing", () => {
  it("lists what GOPROXY=off leaves without a source, and the command for elsewhere", async () => {
    const gone = { [`${download}.zip`]: undefined, "/cache/example.com/log@v1.3.0/log.go": undefined };
    const zip = await complaintOf({ files: gone, env: { GOPROXY: "off" } });
    assert.equal(zip.status, "failed");
    assert.equal(zip.observed, "1 module of the build list is missing");
    assert.deepEqual(zip.details, ["example.com/log@v1.3.0 (.zip)"]);
    assert.match(
      zip.remedy ?? "",
      /go mod download example\.com\/log@v1\.3\.0; then bring its .* to \/cache\/cache\/download here/,
    );
    const both = await complaintOf({ files: { ...gone, [`${download}.mod`]: undefined }, env: { GOPROXY: "off" } });
    assert.deepEqual(both.details, ["example.com/log@v1.3.0 (.mod, .zip)"]);
  });

  it("takes what is to be downloaded for no failure where the network is there, and for one with --offline", async () => {
    const gone = { files: { [`${download}.zip`]: undefined, "/cache/example.com/log@v1.3.0/log.go": undefined } };
    const { exit, checks } = await diagnose(gone);
    assert.equal(exit, 0);
    assert.equal(checks.find(({ subject }) => subject === "modules")?.observed, "1 module to be downloaded first");
    const check = await complaintOf(gone, ["--offline"]);
    assert.match(check.reason ?? "", /^without the network/);
  });

  it("finds what a file proxy has, and not what stands behind one on the network", async () => {
    const gone = { [`${download}.zip`]: undefined, "/cache/example.com/log@v1.3.0/log.go": undefined };
    const tree = { "/proxy/example.com/log/@v/v1.3.0.zip": "PK" };
    const files = { ...gone, ...tree };
    assert.equal((await diagnose({ files, env: { GOPROXY: "file:///proxy" } })).exit, 0);
    assert.equal((await diagnose({ files, env: { GOPROXY: "file:///proxy,https://proxy.golang.org" } }, ["--offline"])).exit, 0);
    assert.equal((await diagnose({ files, env: { GOPROXY: "https://proxy.golang.org,file:///proxy" } }, ["--offline"])).exit, 1);
    assert.equal((await diagnose({ files, env: { GOPROXY: "https://proxy.golang.org|file:///proxy" } }, ["--offline"])).exit, 0);
  });

  it("asks for nothing where builds use the vendor directory", async () => {
    const files = {
      [`${download}.zip`]: undefined,
      "/cache/example.com/log@v1.3.0/log.go": undefined,
      "/work/vendor/modules.txt": "# example.com/log v1.3.0\n## explicit; go 1.21\nexample.com/log\n",
    };
    const { exit, checks } = await diagnose({ files, env: { GOPROXY: "off" } });
    assert.equal(exit, 0);
    assert.equal(checks.find(({ subject }) => subject === "modules")?.observed, "all from the vendor directory");
  });

  it("names the directory of a replacement that is not there", async () => {
    const files = {
      "/work/go.mod":
        "module example.com/app\n\ngo 1.24\n\nrequire example.com/log v1.3.0\n\nreplace example.com/log => ../log\n",
    };
    const check = await complaintOf({ files });
    assert.equal(check.subject, "go.mod files");
    assert.match(check.details?.[0] ?? "", /^example\.com\/log@v1\.3\.0: \/log does not exist/);
  });

  it("names a GOPROXY that makes no sense, and entries that are never asked", async () => {
    const scheme = await complaintOf({ env: { GOPROXY: "ftp://mirror.example/go" } });
    assert.match(scheme.reason ?? "", /invalid proxy URL scheme/);
    assert.equal(scheme.remedy, "export GOPROXY=https://proxy.golang.org,direct");
    const behind = await complaintOf({ env: { GOPROXY: "direct,https://proxy.golang.org" } });
    assert.equal(behind.status, "warned");
    assert.match(behind.reason ?? "", /^direct ends the list/);
    const tree = await complaintOf({ env: { GOPROXY: "file:///nowhere" } });
    assert.match(tree.reason ?? "", /the directory is not there/);
  });

  it("says which modules go which way", async () => {
    const { stdout } = await runDoctor({ files: withCorp, env: { GOPRIVATE: "git.corp.internal" } }, ["--details"]);
    assert.match(stdout, /· 1 module by GOPROXY\n/);
    assert.match(stdout, /· 1 module by direct \(GOPRIVATE\): git\.corp\.internal\/team\/lib\n/);
    assert.match(stdout, /· 1 module in the checksum database sum\.golang\.org/);
    assert.match(stdout, /private modules: 1 module, none asked of the public/);
  });

  it("warns of private modules that the public would be asked for", async () => {
    const name = await complaintOf({ files: withCorp });
    assert.equal(name.status, "warned");
    assert.equal(name.observed, "1 module would be asked of proxy.golang.org and sum.golang.org");
    assert.equal(name.remedy, "go env -w GOPRIVATE=git.corp.internal");
    const { GOPRIVATE, ...overridden } = { GOPRIVATE: "git.corp.internal", GONOPROXY: "none" };
    const proxy = await complaintOf({ files: withCorp, env: { GOPRIVATE, ...overridden } });
    assert.match(proxy.details?.[0] ?? "", /→ proxy\.golang\.org: GOPRIVATE names git\.corp\.internal/);
    assert.equal(proxy.remedy, "export GONOPROXY=git.corp.internal");
    const rewritten = await complaintOf({
      files: { "/home/user/.gitconfig": '[url "git@example.com:log"]\n\tinsteadOf = https://example.com/log\n' },
    });
    assert.match(rewritten.details?.[0] ?? "", /git is told to fetch example\.com\/log from elsewhere/);
    for (const env of [
      { GOPROXY: "https://goproxy.corp.internal", GOSUMDB: "off" },
      { GOPROXY: "direct", GONOSUMDB: "*.corp.internal" },
    ]) {
      assert.equal(
        (await diagnose({ files: withCorp, env })).checks.find(({ system }) => system === "private")?.status,
        "passed",
      );
    }
  });

  it("never shows a user name, a password or a token", async () => {
    const env = {
      GOPROXY:
        "https://anna:s3cret@goproxy.corp.internal/go?token=s3cret|http://anna:s3cret@plain.corp.internal,ftp://anna:s3cret@x",
      GOSUMDB: "sum.golang.org https://anna:s3cret@sum.corp.internal",
      GOAUTH: "netrc;helper --token s3cret",
      HTTPS_PROXY: "http://anna:s3cret@squid.corp.internal:3128",
      HTTP_PROXY: "http://anna:s3cret@[bad",
      http_proxy: "anna:s3cret@[bad",
    };
    const files = { "/home/gopher/.netrc": "machine goproxy.corp.internal login anna password s3cret\n", ...withCorp };
    for (const settings of [env, { ...env, GOPROXY: env.GOPROXY.replace(/,ftp.*/, "") }, { ...env, GOAUTH: "off;s3cret" }]) {
      for (const args of [[], ["--details"], ["--ci"], ["--format", "json"]]) {
        const { stdout, stderr } = await runDoctor({ env: settings, files }, args);
        assert.doesNotMatch(stdout + stderr, /s3cret|anna/);
      }
    }
  });

  it("says by what way and as whom proxies are asked, and what keeps credentials from being sent", async () => {
    const env = { GOPROXY: "https://goproxy.corp.internal/go,direct", HTTPS_PROXY: "squid.corp.internal:3128" };
    const files = { "/home/gopher/.netrc": "machine goproxy.corp.internal login anna password s3cret\n" };
    const { stdout } = await runDoctor({ env, files });
    assert.match(
      stdout,
      /1\. https:\/\/goproxy\.corp\.internal\/go by the HTTP proxy http:\/\/squid\.corp\.internal:3128 with a login from netrc;/,
    );
    const plain = await complaintOf({ env: { GOPROXY: "http://anna:x@goproxy.corp.internal" } });
    assert.equal(plain.status, "failed");
    assert.match(plain.reason ?? "", /not sent without https/);
    const netrc = await complaintOf({ files: { "/home/gopher/.netrc": { fails: { failed: "denied", detail: "EACCES" } } } });
    assert.equal(netrc.subject, "netrc");
    const ignored = await complaintOf({ env: { HTTPS_PROXY: "http://[bad" } });
    assert.equal(ignored.subject, "HTTPS_PROXY");
    const program = await runDoctor({ env: { GOAUTH: "git /home/gopher" } });
    assert.match(program.stdout, /GOAUTH runs git for credentials: that is not done here/);
  });
});
