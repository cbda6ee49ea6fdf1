import assert from "node:assert/strict";
import { describeOrigin, goVariables, readGoEnv } from "../../server/environment/go-env.ts";
import { type MemoryHostOptions, memoryHost } from "../support/memory-host.ts";

const executable = { text: "", mode: 0o755 };
/** A machine with Go 1.26.8 in /usr/local/go. */
const goFiles = {
  "/usr/local/go/bin/go": executable,
  "/usr/local/go/pkg/tool/": "",
  "/usr/local/go/VERSION": "go1.26.8\ntime 2026-09-01T00:00:00Z\n",
  "/usr/local/go/go.env": "GOPROXY=https://proxy.golang.org,direct\nGOSUMDB=sum.golang.org\nGOTOOLCHAIN=auto\n",
};
const path = { PATH: "/usr/local/go/bin:/bin", HOME: "/home/user" };

function env(options: MemoryHostOptions, directory = "/work"): (name: (typeof goVariables)[number]) => string {
  const read = readGoEnv(memoryHost({ ...options, env: { ...path, ...options.env } }), directory);
  return (name) => {
    const { value, origin } = read.get(name);
    return `${value} (${describeOrigin(origin)})`;
  };
}

describe("environment/go-env", () => {
  it("takes each variable from the first place that sets it, and says which", () => {
    const get = env({
      files: { ...goFiles, "/home/user/.config/go/env": "GOPRIVATE=corp.example\nGOPROXY=https://a.example\nGOMODCACHE=/x\n" },
      env: { GOPROXY: "off", GOSUMDB: "" },
    });
    assert.equal(get("GOPROXY"), "off (environment)");
    assert.equal(get("GOPRIVATE"), "corp.example (/home/user/.config/go/env)");
    assert.equal(get("GONOSUMDB"), "corp.example (default, from GOPRIVATE)");
    assert.equal(get("GOSUMDB"), "sum.golang.org (/usr/local/go/go.env)");
    assert.equal(get("GOAUTH"), "netrc (default)");
    assert.equal(get("GOMODCACHE"), "/x (/home/user/.config/go/env)");
    assert.equal(get("GOPATH"), "/home/user/go (default)");
    assert.equal(get("GOVERSION"), "go1.26.8 (found on disk)");
    assert.equal(get("GOROOT"), "/usr/local/go (found on disk)");
    assert.equal(get("GOENV"), "/home/user/.config/go/env (default)");
  });

  it("knows what Go's releases set where no Go is installed", () => {
    const get = env({});
    assert.equal(get("GOPROXY"), "https://proxy.golang.org,direct (default)");
    assert.equal(get("GOTOOLCHAIN"), "auto (default)");
    assert.equal(get("GOVERSION"), " (found on disk)");
    assert.equal(get("GOROOT"), " (found on disk)");
    assert.equal(get("GOMODCACHE"), "/home/user/go/pkg/mod (default, from GOPATH)");
  });

  it("misses them where a Go that has go.env lost it, and not where Go is older", () => {
    const { "/usr/local/go/go.env": _, ...files } = goFiles;
    assert.equal(env({ files })("GOPROXY"), " (default)");
    const old = { ...files, "/usr/local/go/VERSION": "go1.20.14" };
    assert.equal(env({ files: old })("GOPROXY"), "https://proxy.golang.org,direct (default)");
  });

  it("reads nothing before it is asked, and nothing twice", () => {
    const host = memoryHost({ files: goFiles, env: path });
    const read = readGoEnv(host, "/work");
    assert.deepEqual([host.io.reads, host.io.stats], [[], []]);
    read.get("GODEBUG");
    read.get("GOHOSTOS");
    assert.deepEqual([host.io.reads, host.io.stats], [[], []]);
    for (const name of goVariables) read.get(name);
    const count = host.io.reads.length + host.io.stats.length;
    for (const name of goVariables) assert.equal(read.get(name), read.get(name));
    assert.equal(host.io.reads.length + host.io.stats.length, count);
    assert.equal(new Set(host.io.reads).size, host.io.reads.length, "no file is read twice");
  });

  it("finds the go command through links, in GOROOT, and not by a relative PATH", () => {
    const linked = { ...goFiles, "/usr/bin/go": { link: "/usr/local/go/bin/go" } };
    assert.equal(env({ files: linked, env: { PATH: "/usr/bin" } })("GOROOT"), "/usr/local/go (found on disk)");
    assert.equal(env({ files: linked, env: { PATH: "/usr/bin" }, os: "darwin" })("GOVERSION"), "go1.26.8 (found on disk)");
    const nested = { "/opt/go/bin/linux_arm64/go": executable, "/opt/go/pkg/tool/": "", "/opt/go/VERSION": "go1.25.0" };
    assert.equal(env({ files: nested, env: { PATH: "/opt/go/bin/linux_arm64" } })("GOVERSION"), "go1.25.0 (found on disk)");
    assert.equal(env({ files: goFiles, env: { PATH: "", GOROOT: "/usr/local/go" } })("GOVERSION"), "go1.26.8 (found on disk)");
    const relative = memoryHost({ files: goFiles, cwd: "/usr/local/go", env: { ...path, PATH: "bin:./bin::" } });
    assert.equal(readGoEnv(relative, ".").command, undefined);
    const shim = readGoEnv(memoryHost({ files: { "/shims/go": executable }, env: { PATH: "/shims" } }), "/");
    assert.deepEqual(shim.command, { path: "/shims/go", root: undefined, version: undefined });
    const plain = readGoEnv(memoryHost({ files: { "/shims/go": "not executable" }, env: { PATH: "/shims" } }), "/");
    assert.equal(plain.command, undefined);
  });

  it("keeps macOS' and Linux' customs apart", () => {
    assert.equal(env({ os: "darwin" })("GOCACHE"), "/home/user/Library/Caches/go-build (default)");
    assert.equal(
      env({ os: "darwin", env: { XDG_CACHE_HOME: "/x" } })("GOENV"),
      "/home/user/Library/Application Support/go/env (default)",
    );
    assert.equal(env({ env: { XDG_CACHE_HOME: "/x" } })("GOCACHE"), "/x/go-build (default)");
    assert.equal(env({ env: { HOME: "" } })("GOCACHE"), "off (default)");
    assert.equal(env({ os: "darwin", arch: "arm64" })("GOARCH"), "arm64 (default, from GOHOSTARCH)");
  });

  it("names the go.mod and go.work of its directory", () => {
    const files = { "/w/go.work": "", "/w/a/go.mod": "", "/w/a/b/c/": "", "/tmp/go.mod": "", "/tmp/x/": "" };
    assert.equal(env({ files }, "/w/a/b/c")("GOMOD"), "/w/a/go.mod (found on disk)");
    assert.equal(env({ files }, "/w/a/b/c")("GOWORK"), "/w/go.work (found on disk)");
    assert.equal(env({ files, env: { GOWORK: "off" } }, "/w/a")("GOWORK"), "off (environment)");
    assert.equal(env({ files }, "/tmp/x")("GOMOD"), "/dev/null (found on disk)");
    assert.equal(
      env({ files, env: { GO111MODULE: "off" } }, "/w/a")("GOMOD"),
      " (environment)".replace("environment", "found on disk"),
    );
    const read = readGoEnv(memoryHost({ files, env: path, cwd: "/w" }), "a");
    assert.equal(read.directory, "/w/a");
  });
});
