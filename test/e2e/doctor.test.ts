import assert from "node:assert/strict";
import * as fs from "node:fs";
import { goMissing } from "../support/go-world.ts";
import { canBeNobody, canMount, nobody, type SickWorld, type Start, sickWorld } from "../support/sick-world.ts";

const build = ["build", "-o", "../tmp/program", "."];
const list = ["list", "-m"];

/** A way in which an environment is broken: what the go command says, which check names it, and how it is mended. */
interface Illness {
  readonly name: string;
  readonly start: (world: SickWorld) => Start;
  readonly prepare?: (world: SickWorld) => void;
  readonly needs?: "nobody" | "mounts";
  readonly go: readonly string[];
  /** what the go command says in its failure */
  readonly says: RegExp;
  readonly subject: string;
  /** default failed */
  readonly status?: "warned";
  readonly remedy: RegExp;
  /** checks that warn besides, by their subject */
  readonly besides?: readonly string[];
  /** applies the remedy; the start that is left */
  readonly mend: (world: SickWorld) => Start;
}

const env = (settings: Record<string, string | undefined>): Pick<Illness, "start"> => ({ start: () => ({ env: settings }) });
const healed = (): Start => ({});

const illnesses: readonly Illness[] = [
  {
    name: "GO111MODULE=off",
    ...env({ GO111MODULE: "off" }),
    go: build,
    says: /cannot find package/,
    subject: "mode",
    remedy: /^unset GO111MODULE$/,
    mend: healed,
  },
  {
    name: "an unknown GO111MODULE",
    ...env({ GO111MODULE: "yes" }),
    go: list,
    says: /unknown environment setting/,
    subject: "mode",
    remedy: /^unset GO111MODULE$/,
    mend: healed,
  },
  {
    name: "go.mod right in the directory for temporary files",
    start: (world) => ({ env: { TMPDIR: world.app } }),
    go: build,
    says: /ignoring go\.mod in system temp root/,
    subject: "mode",
    remedy: /set TMPDIR to another directory/,
    mend: healed,
  },
  {
    name: "go.mod in $GOPATH",
    start: (world) => ({ env: { GOPATH: world.path("gopath") } }),
    prepare: (world) => world.write("gopath/go.mod", "module x\n"),
    go: ["mod", "verify"],
    says: /ignoring go\.mod in \$GOPATH/,
    subject: "GOPATH",
    status: "warned",
    remedy: /^move it into a directory of its own/,
    mend: (world) => {
      fs.mkdirSync(world.path("gopath/mod"));
      fs.renameSync(world.path("gopath/go.mod"), world.path("gopath/mod/go.mod"));
      return { env: { GOPATH: world.path("gopath") } };
    },
  },
  {
    name: "a workspace above that does not use the module",
    start: healed,
    prepare: (world) => {
      world.write("go.work", "go 1.22\n\nuse ./other\n");
      world.write("other/go.mod", "module example.com/other\n\ngo 1.22\n");
    },
    go: build,
    says: /not one of the workspace modules|is not in your go\.work|main module|contained in a module/,
    subject: "mode",
    remedy: /^go work use .*, or GOWORK=off/,
    mend: () => ({ env: { GOWORK: "off" } }),
  },
  {
    name: "GOFLAGS with a word that is no flag",
    ...env({ GOFLAGS: "mod=mod" }),
    go: list,
    says: /non-flag "mod=mod"/,
    subject: "GOFLAGS",
    remedy: /^unset GOFLAGS$/,
    mend: healed,
  },
  {
    name: "GOFLAGS with an unknown flag between known ones",
    ...env({ GOFLAGS: "-trimpath -nosuch -buildvcs=false" }),
    go: list,
    says: /unknown flag -nosuch/,
    subject: "GOFLAGS",
    remedy: /^export GOFLAGS='-trimpath -buildvcs=false'$/,
    mend: () => ({ env: { GOFLAGS: "-trimpath -buildvcs=false" } }),
  },
  {
    name: "-C in GOFLAGS",
    ...env({ GOFLAGS: "-C=/" }),
    go: list,
    says: /-C/,
    subject: "GOFLAGS",
    remedy: /^unset GOFLAGS$/,
    mend: healed,
  },
  {
    name: "-mod with a value that it has not",
    ...env({ GOFLAGS: "-mod=x" }),
    go: build,
    says: /-mod=x not supported/,
    subject: "GOFLAGS",
    remedy: /^unset GOFLAGS$/,
    mend: healed,
  },
  {
    name: "-mod=vendor without a vendor directory",
    ...env({ GOFLAGS: "-mod=vendor" }),
    go: build,
    says: /inconsistent vendoring|vendor directory/,
    subject: "-mod",
    remedy: /^go mod vendor, or unset GOFLAGS$/,
    mend: healed,
  },
  {
    name: "-modfile that is not there",
    ...env({ GOFLAGS: "-modfile=ci.mod" }),
    go: build,
    says: /ci\.mod/,
    subject: "GOFLAGS",
    remedy: /^unset GOFLAGS$/,
    mend: healed,
  },
  {
    name: "-modfile of another extension",
    ...env({ GOFLAGS: "-modfile=go.mod.ci" }),
    go: build,
    says: /does not have \.mod extension/,
    subject: "GOFLAGS",
    remedy: /^unset GOFLAGS$/,
    mend: healed,
  },
  {
    name: "-mod=mod in a workspace",
    ...env({ GOFLAGS: "-mod=mod" }),
    prepare: (world) => world.write("go.work", "go 1.22\n\nuse ./app\n"),
    go: build,
    says: /workspace mode/,
    subject: "GOFLAGS",
    remedy: /^unset GOFLAGS$/,
    mend: healed,
  },
  {
    name: "a vendor directory that go.mod contradicts",
    start: healed,
    prepare: (world) =>
      world.write("app/vendor/modules.txt", "# example.com/log v1.2.0\n## explicit; go 1.21\nexample.com/log\n"),
    go: build,
    says: /inconsistent vendoring/,
    subject: "-mod",
    remedy: /^go mod vendor$/,
    mend: (world) => {
      assert.ok(world.go(["mod", "vendor"]).ok);
      return {};
    },
  },
  {
    name: "a go line that GOTOOLCHAIN=local cannot satisfy",
    start: healed,
    prepare: (world) => replaceIn(world, "go 1.22", "go 1.99.0"),
    go: build,
    says: /requires go >= 1\.99\.0/,
    subject: "toolchain",
    remedy: /^export GOTOOLCHAIN=auto$/,
    mend: (world) => {
      replaceIn(world, "go 1.99.0", "go 1.22");
      return {};
    },
  },
  {
    name: "a toolchain that GOTOOLCHAIN=path does not find",
    ...env({ GOTOOLCHAIN: "go1.99.0+path" }),
    go: build,
    says: /cannot find "go1\.99\.0" in PATH/,
    subject: "toolchain",
    remedy: /^export GOTOOLCHAIN=auto/,
    mend: () => ({ env: { GOTOOLCHAIN: "auto" } }),
  },
  {
    name: "a toolchain that is not here, without a network",
    ...env({ GOTOOLCHAIN: "go1.99.0", GOPROXY: "off" }),
    go: build,
    says: /toolchain not available|GOPROXY=off|download go1\.99\.0/,
    subject: "toolchain",
    remedy: /golang\.org\/toolchain@v0\.0\.1-go1\.99\.0/,
    mend: healed,
  },
  {
    name: "an invalid GOTOOLCHAIN",
    ...env({ GOTOOLCHAIN: "newest" }),
    go: list,
    says: /invalid GOTOOLCHAIN/,
    subject: "GOTOOLCHAIN",
    remedy: /^export GOTOOLCHAIN=auto$/,
    mend: () => ({ env: { GOTOOLCHAIN: "auto" } }),
  },
  {
    name: "a GOROOT that is not there",
    ...env({ GOROOT: "/nowhere" }),
    go: list,
    says: /cannot find GOROOT/,
    subject: "GOROOT",
    remedy: /^unset GOROOT$/,
    mend: healed,
  },
  {
    name: "a dependency that asks for a newer go line",
    start: healed,
    prepare: (world) => replaceIn(world, "go 1.22", "go 1.20"),
    go: build,
    says: /updates to go\.mod needed|requires go|go: module/,
    subject: "go line",
    remedy: /^go mod edit -go=1\.21$/,
    mend: (world) => {
      const { ok, output } = world.go(["mod", "edit", "-go=1.21"]);
      assert.ok(ok, output);
      return {};
    },
  },
  {
    name: "GOPROXY=off with an empty module cache",
    start: (world) => ({ env: { GOPROXY: "off", GOMODCACHE: world.path("cache2") } }),
    go: build,
    says: /module lookup disabled by GOPROXY=off/,
    subject: "modules",
    remedy: /go mod download example\.com\/log@v1\.3\.0; then bring its .*cache\/download to .*cache2\/cache\/download/,
    mend: (world) => {
      assert.ok(world.go(["mod", "download", "example.com/log@v1.3.0"], { env: { GOMODCACHE: world.path("elsewhere") } }).ok);
      fs.cpSync(world.path("elsewhere/cache/download"), world.path("cache2/cache/download"), { recursive: true });
      return { env: { GOPROXY: "off", GOMODCACHE: world.path("cache2") } };
    },
  },
  {
    name: "GOPROXY=off and a zip that is gone from the module cache",
    ...env({ GOPROXY: "off" }),
    prepare: (world) => {
      fs.rmSync(world.path("cache/cache/download/example.com/log/@v/v1.3.0.zip"));
      fs.chmodSync(world.path("cache/example.com/log@v1.3.0"), 0o755);
      fs.chmodSync(world.path("cache/example.com"), 0o755);
      fs.rmSync(world.path("cache/example.com/log@v1.3.0"), { recursive: true });
    },
    go: build,
    says: /module lookup disabled by GOPROXY=off/,
    subject: "modules",
    remedy: /^where there is a network/,
    mend: (world) => {
      fs.cpSync(
        world.path("proxy/example.com/log/@v/v1.3.0.zip"),
        world.path("cache/cache/download/example.com/log/@v/v1.3.0.zip"),
      );
      return { env: { GOPROXY: "off" } };
    },
  },
  {
    name: "a GOPROXY of an unknown scheme",
    start: (world) => ({ env: { GOPROXY: "ftp://mirror.test/go", GOMODCACHE: world.path("cache2") } }),
    go: build,
    says: /invalid proxy URL scheme/,
    subject: "GOPROXY",
    remedy: /^export GOPROXY=https/,
    mend: healed,
  },
  {
    name: "a file proxy that is not mounted",
    start: (world) => ({ env: { GOPROXY: "file:///nowhere/proxy", GOMODCACHE: world.path("cache2") } }),
    go: build,
    says: /\/nowhere\/proxy/,
    subject: "file:///nowhere/proxy",
    remedy: /^mount or copy the tree there/,
    mend: healed,
  },
  {
    name: "a login in an address without https",
    start: (world) => ({ env: { GOPROXY: "http://anna:secret@127.0.0.1:9", GOMODCACHE: world.path("cache2") } }),
    go: build,
    says: /refusing to pass credentials/,
    subject: "credentials",
    remedy: /^use https/,
    mend: healed,
  },
  {
    name: "an impossible GOAUTH",
    start: (world) => ({ env: { GOAUTH: "off;netrc", GOMODCACHE: world.path("cache2"), GOPROXY: "https://127.0.0.1:9" } }),
    go: build,
    says: /GOAUTH=off cannot be combined/,
    subject: "GOAUTH",
    remedy: /^unset GOAUTH$/,
    mend: healed,
  },
  {
    name: "no home directory",
    start: () => ({ env: { HOME: undefined, GOCACHE: undefined } }),
    go: build,
    says: /build cache is required/,
    subject: "GOCACHE",
    remedy: /^export HOME=/,
    mend: healed,
  },
  {
    name: "a relative GOMODCACHE",
    ...env({ GOMODCACHE: "cache" }),
    go: build,
    says: /must be absolute path/,
    subject: "GOMODCACHE",
    remedy: /^unset GOMODCACHE$/,
    mend: healed,
  },
  {
    name: "a relative GOPATH",
    ...env({ GOPATH: "go" }),
    go: list,
    says: /GOPATH entry is relative/,
    subject: "GOPATH",
    remedy: /^unset GOPATH$/,
    mend: healed,
  },
  {
    name: "a module in the cache that is not what go.sum says",
    start: healed,
    prepare: (world) =>
      world.write("cache/cache/download/example.com/log/@v/v1.3.0.ziphash", "h1:CCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCC="),
    go: build,
    says: /checksum mismatch/,
    subject: "hashes",
    remedy: /go clean -modcache/,
    mend: (world) => {
      assert.ok(world.go(["clean", "-modcache"]).ok);
      assert.ok(world.go(["mod", "download"]).ok);
      return {};
    },
  },
  {
    name: "a build cache of another user",
    needs: "nobody",
    start: (world) => ({ uid: nobody, env: { GOCACHE: world.path("private") } }),
    prepare: (world) => fs.mkdirSync(world.path("private"), { mode: 0o755 }),
    go: build,
    says: /failed to initialize build cache.*permission denied/,
    subject: "GOCACHE",
    remedy: /^chown -R 65534 /,
    mend: (world) => {
      fs.chownSync(world.path("private"), nobody, nobody);
      return { uid: nobody, env: { GOCACHE: world.path("private") } };
    },
  },
  {
    name: "a module cache of another user, into which a module must come",
    needs: "nobody",
    start: (world) => ({ uid: nobody, env: { GOMODCACHE: world.path("private") } }),
    prepare: (world) => fs.mkdirSync(world.path("private"), { mode: 0o755 }),
    go: build,
    says: /permission denied/,
    subject: "GOMODCACHE",
    remedy: /^chown -R 65534 /,
    mend: (world) => {
      fs.chownSync(world.path("private"), nobody, nobody);
      return { uid: nobody, env: { GOMODCACHE: world.path("private") } };
    },
  },
  {
    name: "a directory for temporary files that may not be written",
    needs: "nobody",
    start: (world) => ({ uid: nobody, env: { TMPDIR: world.path("private") } }),
    prepare: (world) => fs.mkdirSync(world.path("private"), { mode: 0o755 }),
    go: build,
    says: /creating work dir.*permission denied/,
    subject: "TMPDIR",
    remedy: /export TMPDIR=/,
    mend: () => ({ uid: nobody }),
  },
  {
    name: "a repository of another user",
    needs: "nobody",
    start: () => ({ uid: nobody }),
    prepare: (world) => {
      const git = (...args: string[]): void => assert.equal(world.spawn(["git", ...args]), 0);
      world.give(0, "app");
      git("init", "-q");
      git("add", ".");
      git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "x");
    },
    go: build,
    says: /error obtaining VCS status/,
    subject: "user",
    besides: ["writing"],
    remedy: /git config --global --add safe\.directory/,
    mend: (world) => {
      world.write("home/.gitconfig", `[safe]\n\tdirectory = ${world.app}\n`);
      return { uid: nobody };
    },
  },
  {
    name: "go.mod on a read-only mount",
    needs: "mounts",
    start: (world) => ({ mounts: readOnly(world.app) }),
    prepare: (world) =>
      world.write("app/go.mod", "module example.com/app\n\ngo 1.22\n\nrequire example.com/log v1.3.0 // indirect\n"),
    go: ["mod", "tidy"],
    says: /read-only file system/,
    subject: "writing",
    status: "warned",
    remedy: /^mount the folder writable/,
    mend: healed,
  },
  {
    name: "a build cache on a read-only mount",
    needs: "mounts",
    start: (world) => ({ mounts: readOnly(world.path("private")), env: { GOCACHE: world.path("private") } }),
    prepare: (world) => fs.mkdirSync(world.path("private")),
    go: build,
    says: /read-only file system/,
    subject: "GOCACHE",
    remedy: /or mount it writable$/,
    mend: (world) => ({ env: { GOCACHE: world.path("private") } }),
  },
  {
    name: "a directory for temporary files that is mounted noexec",
    needs: "mounts",
    start: (world) => ({ mounts: `mount -t tmpfs -o noexec tmpfs ${world.path("tmp")}` }),
    prepare: (world) => world.write("app/main_test.go", 'package main\n\nimport "testing"\n\nfunc TestNothing(*testing.T) {}\n'),
    go: ["test", "-vet=off", "."],
    says: /permission denied/,
    subject: "TMPDIR",
    status: "warned",
    remedy: /^export GOTMPDIR=/,
    mend: (world) => {
      fs.mkdirSync(world.path("exec"));
      return { mounts: `mount -t tmpfs -o noexec tmpfs ${world.path("tmp")}`, env: { GOTMPDIR: world.path("exec") } };
    },
  },
  {
    name: "a build cache on a full disk",
    needs: "mounts",
    start: (world) => ({
      mounts: `mount -t tmpfs -o size=64k tmpfs ${world.path("private")} && { cat /dev/zero >${world.path("private")}/filler 2>/dev/null || true; }`,
      env: { GOCACHE: world.path("private") },
    }),
    prepare: (world) => fs.mkdirSync(world.path("private")),
    go: build,
    says: /no space left on device/,
    subject: "GOCACHE",
    remedy: /^make room/,
    mend: (world) => ({ env: { GOCACHE: world.path("private") } }),
  },
];

function readOnly(path: string): string {
  return `mount --bind ${path} ${path} && mount -o remount,ro,bind ${path}`;
}

function replaceIn(world: SickWorld, from: string, to: string): void {
  const path = world.path("app/go.mod");
  fs.writeFileSync(path, fs.readFileSync(path, "utf8").replace(from, to));
}

describe("doctor, judged by the go command", function () {
  this.timeout(120_000);
  let healthy: SickWorld;
  let world: SickWorld;
  const able = { nobody: false, mounts: false };

  before(function () {
    if (goMissing() !== undefined) this.skip();
    able.nobody = canBeNobody();
    able.mounts = canMount();
    healthy = sickWorld();
    const { ok, output } = healthy.go(["mod", "tidy"]);
    assert.ok(ok, output);
    assert.ok(healthy.go(build).ok);
  });
  beforeEach(() => {
    world = healthy.copy();
  });
  afterEach(() => world?.dispose());
  after(() => healthy?.dispose());

  it("is content with a healthy world, as the go command is", () => {
    assert.ok(world.go(build).ok);
    const { exit, bad } = world.doctor();
    assert.deepEqual(bad, []);
    assert.equal(exit, 0);
    const { stdout, status } = world.raw(["doctor", "--ci"]);
    assert.equal(status, 0);
    assert.match(stdout, /^\S+: \d+ passed\n$/);
  });

  it("leaves no trace", () => {
    const before = world.listing();
    world.doctor();
    assert.deepEqual(world.listing(), before);
  });

  for (const illness of illnesses) {
    it(`${illness.name}: the go command stops, doctor names it, and what it says mends it`, function () {
      // Needs the rights of root: to act as another user, or to mount something.
      if (illness.needs !== undefined && !able[illness.needs]) this.skip();
      if (illness.needs === "nobody") world.give(nobody);
      illness.prepare?.(world);
      const start = illness.start(world);
      const broken = world.go(illness.go, start);
      assert.ok(!broken.ok, `the go command is content: ${broken.output}`);
      assert.match(broken.output, illness.says);
      const { bad, exit } = world.doctor(start);
      const found = bad.find(({ subject }) => subject === illness.subject);
      const shown = JSON.stringify(bad, undefined, 1);
      assert.ok(found !== undefined, shown);
      assert.equal(found.status, illness.status ?? "failed", shown);
      assert.equal(exit, illness.status === undefined ? 1 : 0, shown);
      assert.match(found.remedy ?? "", illness.remedy, shown);
      const others = bad.filter(({ subject }) => subject !== illness.subject && illness.besides?.includes(subject) !== true);
      assert.deepEqual(others, [], "more than the one thing that is wrong");
      const mended = illness.mend(world);
      const after = world.go(illness.go, mended);
      assert.ok(after.ok, `not mended: ${after.output}`);
      const left = world.doctor(mended).bad.filter(({ subject }) => illness.besides?.includes(subject) !== true);
      assert.deepEqual(left, []);
    });
  }
});
