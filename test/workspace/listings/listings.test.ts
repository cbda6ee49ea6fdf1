import assert from "node:assert/strict";
import { readGoEnv } from "../../../server/environment/go-env.ts";
import { modSources } from "../../../server/sources/mod-sources.ts";
import { createListings, type Listings } from "../../../server/workspace/listings/listings.ts";
import { type MemoryHost, type MemoryHostOptions, memoryHost } from "../../support/memory-host.ts";

function setUp(options: MemoryHostOptions): { readonly host: MemoryHost; readonly listings: Listings } {
  const host = memoryHost({ ...options, env: { HOME: "/home/gopher", GOPATH: "/go", GOPROXY: "off", ...options.env } });
  return { host, listings: createListings(host, modSources({ host, env: readGoEnv(host, "/"), offline: () => true })) };
}

const mod = (path: string): string => `module ${path}\n`;
const hash = "0123456789012345678901234567890123456789";

describe("workspace/listings", () => {
  it("finds the modules in and around a directory, near ones first, and looks again after a while", () => {
    let now = 0;
    const { host, listings } = setUp({
      now: () => now,
      files: {
        "/src/app/go.mod": mod("example.com/app"),
        "/src/app/tools/deep/go.mod": mod("example.com/deep"),
        "/src/app/vendor/x/go.mod": mod("example.com/vendored"),
        "/src/app/.hidden/go.mod": mod("example.com/hidden"),
        "/src/app/broken/go.mod": "require nonsense",
        "/src/lib/go.mod": mod("example.com/lib"),
        "/src/lib/a/go.mod": mod("example.com/lib/a"),
        "/src/lib/a/b/c/go.mod": mod("example.com/far"),
      },
    });
    const found = (): readonly (string | undefined)[] => listings.around("/src/app").map(({ module }) => module);
    assert.deepEqual(found(), ["example.com/app", "example.com/deep", "example.com/lib", "example.com/lib/a"]);
    host.set("/src/new/go.mod", mod("example.com/new"));
    host.io.lists.length = 0;
    assert.equal(found().length, 4);
    assert.deepEqual(host.io.lists, [], "the same is not looked for at each keystroke");
    now = 60_000;
    assert.ok(found().includes("example.com/new"));
    host.set("/src/newer/go.mod", mod("example.com/newer"));
    listings.forget();
    assert.ok(found().includes("example.com/newer"), "what a watcher saw is seen at once");
  });

  it("looks at so many directories and no more", () => {
    const files: Record<string, string> = { "/src/app/go.mod": mod("example.com/app") };
    for (let i = 0; i < 90; i++)
      for (let j = 0; j < 20; j++) files[`/src/app/d${i}/e${j}/go.mod`] = mod(`example.com/m${i}/${j}`);
    const { host, listings } = setUp({ files });
    listings.around("/src/app");
    assert.ok(host.io.lists.length <= 300, `${host.io.lists.length} directories`);
  });

  it("spells directories as go.mod does", () => {
    const { listings } = setUp({});
    const spelled = ["/src/app", "/src/app/a", "/src/lib", "/", "/src/app/..x"].map((to) => listings.spell("/src/app", to));
    assert.deepEqual(spelled, [".", "./a", "../lib", "../..", "./..x"]);
  });

  it("reads a repository's tags, packed and loose, of the module's own folder, in worktrees, too", () => {
    const { listings } = setUp({
      files: {
        "/r/.git/packed-refs": `# pack-refs with: peeled fully-peeled sorted\n${hash} refs/tags/v1.0.0\n${hash} refs/tags/sub/v0.2.0\n`,
        "/r/.git/refs/tags/v1.1.0": hash,
        "/r/.git/refs/tags/release-1": hash,
        "/r/.git/refs/tags/sub/v0.3.0": hash,
        "/r/.git/refs/tags/sub/v2.0.1": hash,
        "/r/.git/worktrees/w/commondir": "../..\n",
        "/w/.git": "gitdir: /r/.git/worktrees/w\n",
      },
    });
    assert.deepEqual([...listings.tags("/r")].sort(), ["v1.0.0", "v1.1.0"]);
    assert.deepEqual([...listings.tags("/r/sub")].sort(), ["v0.2.0", "v0.3.0", "v2.0.1"]);
    assert.deepEqual([...listings.tags("/r/sub/v2")].sort(), ["v0.2.0", "v0.3.0", "v2.0.1"]);
    assert.deepEqual([...listings.tags("/w")].sort(), ["v1.0.0", "v1.1.0"]);
    assert.deepEqual(listings.tags("/elsewhere"), []);
  });

  it("knows the toolchains that are here, each once", () => {
    const { listings } = setUp({
      env: { PATH: "/usr/go/bin", GOTOOLCHAIN: "go1.22.1+auto" },
      files: {
        "/usr/go/bin/go": { text: "", mode: 0o755 },
        "/usr/go/VERSION": "go1.26.8\ntime 2026-01-01T00:00:00Z\n",
        "/usr/go/pkg/tool/x": "",
        "/go/pkg/mod/golang.org/toolchain@v0.0.1-go1.25.4.linux-amd64/bin/go": "",
        "/go/pkg/mod/cache/download/golang.org/toolchain/@v/v0.0.1-go1.25.4.linux-amd64.zip": "",
        "/go/pkg/mod/cache/download/golang.org/toolchain/@v/v0.0.1-go1.24rc1.darwin-arm64.mod": "",
        "/go/pkg/mod/cache/download/golang.org/toolchain/@v/v0.0.1-go1.99.0.linux-amd64.lock": "",
      },
    });
    assert.deepEqual(listings.goReleases("/src"), { local: "go1.26.8", others: ["go1.25.4", "go1.24rc1", "go1.22.1"] });
  });

  it("lists the packages of an unpacked version, without other modules' and tests' files", () => {
    const root = "/go/pkg/mod/github.com/!burnt!sushi/toml@v1.0.0";
    const { listings } = setUp({
      files: {
        [`${root}/decode.go`]: "package toml\n",
        [`${root}/cmd/tomlv/main.go`]: "// Checks.\npackage main\n",
        [`${root}/cmd/tomlv/main_test.go`]: "package main_test\n",
        [`${root}/internal/x.go`]: "package internal\n",
        [`${root}/testdata/x.go`]: "package main\n",
        [`${root}/nested/go.mod`]: mod("example.com/nested"),
        [`${root}/nested/main.go`]: "package main\n",
      },
    });
    const packages = listings.packages({ path: "github.com/BurntSushi/toml", version: "v1.0.0" }, "");
    assert.deepEqual(packages, [
      { folder: "", main: false },
      { folder: "cmd/tomlv", main: true },
    ]);
    assert.deepEqual(listings.packages({ path: "github.com/BurntSushi/toml", version: "v9.0.0" }, ""), []);
    assert.deepEqual(listings.packages({ path: root, version: "" }, "cmd"), [{ folder: "cmd/tomlv", main: true }]);
  });

  it("gives a module the path of its place, and its versions with their times", () => {
    const cached = "/go/pkg/mod/cache/download/example.com/a/@v";
    const { listings } = setUp({
      files: {
        "/src/go.mod": mod("example.com/src"),
        "/src/a/b/x.go": "",
        [`${cached}/v1.0.0.info`]: '{"Version":"v1.0.0","Time":"2024-05-06T07:08:09Z"}',
        [`${cached}/v1.1.0.info`]: "{",
        [`${cached}/v0.0.0-20200101000000-0123456789ab.mod`]: mod("example.com/a"),
      },
    });
    assert.equal(listings.pathByPlace("/src/a/b"), "example.com/src/a/b");
    assert.equal(listings.pathByPlace("/elsewhere"), undefined);
    assert.deepEqual([...listings.versions("example.com/a")].sort(), ["v0.0.0-20200101000000-0123456789ab", "v1.0.0", "v1.1.0"]);
    assert.equal(listings.released({ path: "example.com/a", version: "v1.0.0" })?.toISOString(), "2024-05-06T07:08:09.000Z");
    assert.equal(listings.released({ path: "example.com/a", version: "v1.1.0" }), undefined);
  });
});
