import assert from "node:assert/strict";
import { complaintOf, diagnose, healthy, runDoctor } from "../support/doctor-case.ts";

describe("doctor: settings, module mode, Go", () => {
  it("is content with a healthy machine", async () => {
    const { exit, checks } = await diagnose();
    assert.equal(exit, 0);
    assert.deepEqual(
      checks.filter(({ status }) => status !== "passed"),
      [],
    );
    const { exit: code, stdout, stderr } = await runDoctor({}, ["--ci"]);
    assert.equal(code, 0);
    assert.match(stdout, /^\/work: \d+ passed\n$/);
    assert.equal(stderr, "");
  });

  it("writes nothing and asks no network, but for the trial of writing", async () => {
    const { host } = await runDoctor();
    assert.deepEqual(host.io.writes, []);
    assert.deepEqual(host.io.requests, []);
  });

  it("shows the decisions step by step", async () => {
    const { stdout } = await runDoctor();
    assert.match(stdout, /- GO111MODULE is not set, which means on\n/);
    assert.match(stdout, /- the main module is that of \/work\/go\.mod\n/);
    assert.match(stdout, /- the local toolchain is go1\.26\.8\n/);
    assert.match(stdout, /- 1\. https:\/\/proxy\.golang\.org; the next one where it answers 404 or 410 alone\n/);
  });

  it("names GOPATH mode, with the command for the place where it is set", async () => {
    const process = await complaintOf({ env: { GO111MODULE: "off" } });
    assert.equal(process.status, "failed");
    assert.equal(process.observed, "GOPATH mode (GO111MODULE=off)");
    assert.equal(process.origin, "environment");
    assert.match(process.reason ?? "", /^\/work\/go\.mod is not looked at/);
    assert.equal(process.remedy, "unset GO111MODULE");
    const file = await complaintOf({ files: { "/home/gopher/.config/go/env": "GO111MODULE=off\n" } });
    assert.equal(file.origin, "/home/gopher/.config/go/env");
    assert.equal(file.remedy, "go env -u GO111MODULE");
  });

  it("names a GO111MODULE that means nothing", async () => {
    const { observed, reason } = await complaintOf({ env: { GO111MODULE: "yes" } });
    assert.equal(observed, "GO111MODULE=yes");
    assert.equal(reason, "it is on, off or auto: every go command stops");
  });

  it("says that a go.mod right in the temporary directory is ignored", async () => {
    const check = await complaintOf({ env: { TMPDIR: "/work" } });
    assert.equal(check.status, "failed");
    assert.match(check.reason ?? "", /right in the directory for temporary files \(\/work\)/);
  });

  it("names a go.mod in $GOPATH itself", async () => {
    const check = await complaintOf({ files: { "/home/gopher/go/go.mod": "module x\n" } });
    assert.equal(check.subject, "GOPATH");
    assert.equal(check.status, "warned");
  });

  it("tells of a module below GOPATH/src, which is no fault", async () => {
    const { checks } = await diagnose(
      { env: { GOPATH: "/go:/" }, files: { "/src/go.mod": "module example.com/x\n\ngo 1.24\n" } },
      ["/src"],
    );
    const mode = checks.find(({ subject }) => subject === "mode");
    assert.equal(mode?.status, "passed");
    assert.match(mode?.steps?.at(-1) ?? "", /below \/src/);
  });

  it("names a workspace that does not use the module", async () => {
    const files = { "/go.work": "go 1.24\n\nuse ./other\n", "/other/go.mod": "module example.com/other\n\ngo 1.24\n" };
    const check = await complaintOf({ files });
    assert.match(check.reason ?? "", /does not use \/work/);
    assert.equal(check.remedy, "go work use /work, or GOWORK=off to leave the workspace");
  });

  it("names the file that cannot be loaded, and leaves out what depends on it", async () => {
    const { exit, checks } = await diagnose({ files: { "/work/go.mod": "module example.com/app\n\nrequired x v1\n" } });
    const bad = checks.filter(({ status }) => status !== "passed");
    assert.deepEqual(
      bad.map(({ status, subject }) => [status, subject]),
      [
        ["failed", "mode"],
        ["skipped", "modules"],
      ],
    );
    assert.match(bad[0]?.reason ?? "", /^\/work\/go\.mod:3: /);
    assert.equal(exit, 1);
  });

  it("warns where there is no module", async () => {
    const check = await complaintOf({ files: { "/work/go.mod": undefined, "/work/go.sum": undefined, "/work/x.txt": "" } });
    assert.equal(check.status, "warned");
    assert.equal(check.observed, "no go.mod in /work or above");
  });

  it("names a machine without Go", async () => {
    const check = await complaintOf({ env: { PATH: "/bin" } });
    assert.equal(check.subject, "go command");
    assert.equal(check.status, "failed");
  });

  const goMod = (lines: string): { files: Record<string, string> } => ({
    files: { "/work/go.mod": `module example.com/app\n\n${lines}\n\nrequire example.com/log v1.3.0\n` },
  });

  it("names a go line that GOTOOLCHAIN cannot satisfy", async () => {
    const local = await complaintOf(goMod("go 1.99.0"));
    assert.equal(local.subject, "toolchain");
    assert.match(local.reason ?? "", /requires go 1\.99\.0/);
    assert.equal(local.remedy, "export GOTOOLCHAIN=auto");
    const path = await complaintOf({ ...goMod("go 1.99.0"), env: { GOTOOLCHAIN: "path" } });
    assert.match(path.reason ?? "", /cannot find "go1\.99\.0" in PATH/);
    const off = await diagnose({ ...goMod("go 1.99.0"), env: { GOTOOLCHAIN: "auto" } }, ["--offline"]);
    assert.match(off.checks.find(({ status }) => status === "failed")?.reason ?? "", /neither on PATH nor in the module cache/);
  });

  it("takes an unusable GOTOOLCHAIN for a setting, and says its origin", async () => {
    const check = await complaintOf({ env: { GOTOOLCHAIN: "newest" } });
    assert.equal(check.subject, "GOTOOLCHAIN");
    assert.equal(check.remedy, "export GOTOOLCHAIN=auto");
  });

  it("names a directive that the Go in force does not know", async () => {
    const old = { "/usr/local/go/VERSION": "go1.22.4\n" };
    const { files } = goMod("go 1.22.1\n\ntool example.com/log/cmd/x");
    const check = await complaintOf({ files: { ...files, ...old } });
    assert.match(check.reason ?? "", /go1\.22\.4 does not know the directive tool, which came with Go 1\.24/);
    const number = await complaintOf({ files: { ...goMod("go 1.20.1").files, "/usr/local/go/VERSION": "go1.20.14\n" } });
    assert.match(number.reason ?? "", /third number/);
  });

  it("names a dependency that asks for a newer go line", async () => {
    const check = await complaintOf({
      files: { "/cache/cache/download/example.com/log/@v/v1.3.0.mod": "module example.com/log\n\ngo 1.25.0\n" },
    });
    assert.equal(check.subject, "go line");
    assert.equal(check.remedy, "go mod edit -go=1.25.0");
  });

  it("names what is wrong in GOFLAGS, and keeps the rest", async () => {
    const check = await complaintOf({ env: { GOFLAGS: "-mod=mod trimpath -buildvcs=false" } });
    assert.equal(check.subject, "GOFLAGS");
    assert.match(check.reason ?? "", /non-flag "trimpath"/);
    assert.equal(check.remedy, "export GOFLAGS='-mod=mod -buildvcs=false'");
    const only = await complaintOf({ env: { GOFLAGS: "-nosuch" } });
    assert.equal(only.remedy, "unset GOFLAGS");
    const directory = await complaintOf({ env: { GOFLAGS: "-C=/x -v" } });
    assert.equal(directory.remedy, "export GOFLAGS=-v");
  });

  it("names -mod and -modfile that do not fit", async () => {
    const word = await complaintOf({ env: { GOFLAGS: "-mod=x" } });
    assert.match(word.reason ?? "", /-mod=x not supported/);
    const vendor = await complaintOf({ env: { GOFLAGS: "-mod=vendor" } });
    assert.match(vendor.reason ?? "", /there is no \/work\/vendor/);
    assert.equal(vendor.remedy, "go mod vendor, or unset GOFLAGS");
    const missing = await diagnose({ env: { GOFLAGS: "-modfile=other.mod" } });
    assert.match(
      missing.checks.find(({ subject, status }) => subject === "GOFLAGS" && status === "failed")?.reason ?? "",
      /no \/work\/other\.mod/,
    );
    const work = { "/work/go.work": "go 1.24\n\nuse .\n" };
    const inWorkspace = await complaintOf({ files: work, env: { GOFLAGS: "-mod=mod" } });
    assert.match(inWorkspace.reason ?? "", /when in workspace mode/);
  });

  it("names a vendor directory that go.mod contradicts", async () => {
    const check = await complaintOf({
      files: { "/work/vendor/modules.txt": "# example.com/log v1.2.0\n## explicit; go 1.21\nexample.com/log\n" },
    });
    assert.equal(check.subject, "-mod");
    assert.match(check.reason ?? "", /^inconsistent vendoring/);
    assert.equal(check.remedy, "go mod vendor");
  });

  it("rejects what names nothing", async () => {
    const { exit, stderr } = await runDoctor({}, ["nowhere"]);
    assert.equal(exit, 2);
    assert.match(stderr, /nowhere: no such file or directory/);
    assert.equal((await runDoctor({}, ["--format", "xml"])).exit, 2);
  });

  it("takes a file for its directory", async () => {
    const { exit, stdout } = await runDoctor({}, ["--ci", "/work/go.mod"]);
    assert.equal(exit, 0);
    assert.match(stdout, /^\/work: /);
  });

  it("fails on warnings with --strict alone", async () => {
    const ill = { env: { ...healthy.env, GOPROXY: "direct,https://proxy.golang.org" } };
    assert.equal((await runDoctor(ill, ["--ci"])).exit, 0);
    const strict = await runDoctor(ill, ["--ci", "--strict"]);
    assert.equal(strict.exit, 1);
    assert.match(strict.stdout, /^warn GOPROXY: .*never asked/);
  });
});
