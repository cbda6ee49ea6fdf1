import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { cachedModules } from "../../server/sources/cached-modules.ts";
import { type MemoryHost, memoryHost } from "../support/memory-host.ts";

const root = "/go/pkg/mod/cache/download";

function hostWith(files: readonly string[], now?: () => number): MemoryHost {
  const host = memoryHost({ files: Object.fromEntries(files.map((file) => [`${root}/${file}`, ""])), ...(now && { now }) });
  return host;
}

const names = (paths: Iterable<string>): readonly string[] => [...paths].sort();

describe("sources/cached-modules", () => {
  it("names modules as they are spelled, and nothing that is none", () => {
    const host = hostWith([
      "github.com/!burnt!sushi/toml/@v/v1.0.0.mod",
      "example.com/a/@v/v1.0.0.info",
      "example.com/a/v2/@v/v2.0.0.zip",
      "example.com/failed/@v/v1.0.0.lock",
      "golang.org/toolchain/@v/v0.0.1-go1.25.0.linux-amd64.zip",
      "sumdb/sum.golang.org/lookup/example.com/b@v1.0.0",
      "cache/x/@v/v1.0.0.mod",
      "example.com/UPPER/@v/v1.0.0.mod",
    ]);
    const { paths, complete } = cachedModules(host, "/go/pkg/mod").known("");
    assert.deepEqual(names(paths), ["example.com/a", "example.com/a/v2", "github.com/BurntSushi/toml"]);
    assert.equal(complete, true);
  });

  it("has nothing where there is no cache", () => {
    assert.deepEqual(cachedModules(hostWith([]), "").known("x"), { paths: [], complete: true });
    assert.deepEqual(names(cachedModules(hostWith([]), "/nowhere").known("").paths), []);
  });

  it("looks first where what is typed may lie, and goes through the rest by itself", async () => {
    const many = Array.from({ length: 40 }, (_, i) => `x${i}.example/m/@v/v1.0.0.mod`);
    const host = hostWith([...many, "github.com/!azure/sdk/@v/v1.0.0.mod", "aaa.example/m/@v/v1.0.0.mod"]);
    const modules = cachedModules(host, "/go/pkg/mod", { atOnce: 8, near: 4, piece: 5 });
    const first = modules.known("github.com/Az");
    assert.ok([...first.paths].includes("github.com/Azure/sdk"));
    assert.equal(first.complete, false);
    assert.ok(host.io.lists.length <= 10, `${host.io.lists.length} folders at once`);
    host.io.lists.length = 0;
    assert.ok([...modules.known("aaa.").paths].includes("aaa.example/m"));
    assert.ok(host.io.lists.length <= 6);
    for (let i = 0; i < 200 && !modules.known("").complete; i++) await sleep(1);
    const all = modules.known("");
    assert.equal(all.complete, true);
    assert.equal([...all.paths].length, 42);
    host.io.lists.length = 0;
    modules.known("anything");
    assert.deepEqual(host.io.lists, []);
    modules.dispose();
  });

  it("finds what was downloaded since, and answers from what it has while it looks", async () => {
    let now = 0;
    const host = hostWith(["example.com/a/@v/v1.0.0.mod"], () => now);
    const modules = cachedModules(host, "/go/pkg/mod", { lasts: 1000 });
    assert.deepEqual(names(modules.known("").paths), ["example.com/a"]);
    host.set(`${root}/example.com/b/@v/v1.0.0.mod`, "");
    assert.deepEqual(names(modules.known("").paths), ["example.com/a"]);
    now = 1001;
    assert.deepEqual(names(modules.known("").paths), ["example.com/a"]);
    for (let i = 0; i < 200 && [...modules.known("").paths].length < 2; i++) await sleep(1);
    assert.deepEqual(names(modules.known("").paths), ["example.com/a", "example.com/b"]);
    host.set(`${root}/example.com/c/@v/v1.0.0.mod`, "");
    modules.forget();
    for (let i = 0; i < 200 && [...modules.known("").paths].length < 3; i++) await sleep(1);
    assert.equal([...modules.known("").paths].length, 3);
    modules.dispose();
  });
});
