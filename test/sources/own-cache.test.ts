import assert from "node:assert/strict";
import { ownCache, ownCacheDirectory } from "../../server/sources/own-cache.ts";
import { type MemoryHost, memoryHost } from "../support/memory-host.ts";

const proxy = "https://proxy.example";
const nameOf = (i: number | string): string => `example.com/m${i}/@v/v1.0.0.mod`;
const textOf = (i: number | string): string => `module example.com/m${i}\n// é \udcff ${i}\n`;

/** Stores entries through a process of its own. */
function store(host: MemoryHost, ...entries: (number | string)[]): void {
  const cache = ownCache(host, "/cache");
  for (const entry of entries) cache.add(proxy, nameOf(entry), textOf(entry));
  cache.flush();
}

function packFiles(host: MemoryHost, ending: string): string[] {
  const [key] = host.list("/cache/mod") ?? [];
  const directory = `/cache/mod/${key?.name}`;
  return (host.list(directory) ?? []).filter(({ name }) => name.endsWith(ending)).map(({ name }) => `${directory}/${name}`);
}

describe("sources/own-cache", () => {
  it("gives back what was taken in: at once, and in other processes once it is written", () => {
    const host = memoryHost();
    const cache = ownCache(host, "/cache");
    cache.add(proxy, nameOf(1), textOf(1));
    assert.equal(cache.read(proxy, nameOf(1)), textOf(1));
    assert.equal(ownCache(host, "/cache").read(proxy, nameOf(1)), undefined);
    cache.flush();
    assert.equal(cache.read(proxy, nameOf(1)), textOf(1));
    const other = ownCache(host, "/cache");
    assert.equal(other.read(proxy, nameOf(1)), textOf(1));
    assert.equal(other.read(proxy, nameOf(2)), undefined);
    assert.equal(other.read("https://other.example", nameOf(1)), undefined, "another proxy's word");
  });

  it("writes what one fetch brings in one pack, and reads it once", () => {
    const host = memoryHost();
    store(host, ...Array.from({ length: 300 }, (_, i) => i));
    assert.equal(host.io.writes.length, 2);
    host.io.reads.length = 0;
    const cache = ownCache(host, "/cache");
    for (let i = 0; i < 300; i++) assert.equal(cache.read(proxy, nameOf(i)), textOf(i));
    assert.equal(host.io.reads.length, 2);
    cache.flush();
    assert.equal(host.io.writes.length, 2, "nothing new, nothing written");
  });

  it("does not give what is damaged, and takes it in again", () => {
    const damages: ((host: MemoryHost, pack: string, index: string) => void)[] = [
      (host, pack) => host.set(pack, (host.readText(pack) as string).slice(0, -2)),
      (host, pack) => host.set(pack, `x${host.readText(pack)}`),
      (host, pack) => host.set(pack, ""),
      (host, pack) => host.remove(pack),
      (host, pack) => host.set(pack, { special: "fifo" }),
      (host, _, index) => host.set(index, (host.readText(index) as string).slice(0, -12)),
      (host, _, index) => host.set(index, "garbage\n0 1 2\n"),
      (host, _, index) => host.set(index, (host.readText(index) as string).replace(/^\d+ \d+/gm, "999999999 999999999")),
      (host, _, index) => host.remove(index),
      (host, _, index) => host.set(index, { fails: { failed: "denied", detail: "EACCES" } }),
    ];
    for (const damage of damages) {
      const host = memoryHost();
      store(host, 1);
      damage(host, packFiles(host, ".pack")[0] ?? "", packFiles(host, ".idx")[0] ?? "");
      assert.equal(ownCache(host, "/cache").read(proxy, nameOf(1)), undefined, String(damage));
      // Whatever order the two packs are found in.
      for (let i = 0; i < 4; i++) {
        store(host, 1);
        assert.equal(ownCache(host, "/cache").read(proxy, nameOf(1)), textOf(1), String(damage));
      }
    }
  });

  it("damages nothing else with one damaged entry", () => {
    const host = memoryHost();
    store(host, 1, 2, 3);
    const pack = packFiles(host, ".pack")[0] ?? "";
    host.set(pack, (host.readText(pack) as string).replace("m2", "XX"));
    const cache = ownCache(host, "/cache");
    assert.deepEqual(
      [1, 2, 3].map((i) => cache.read(proxy, nameOf(i)) === textOf(i)),
      [true, false, true],
    );
  });

  it("puts many small packs together, and loses nothing", () => {
    const host = memoryHost();
    for (let i = 0; i < 100; i++) store(host, i, `x${i}`);
    assert.ok(packFiles(host, ".idx").length < 30, `${packFiles(host, ".idx").length} packs`);
    assert.equal(packFiles(host, ".pack").length, packFiles(host, ".idx").length);
    const cache = ownCache(host, "/cache");
    for (let i = 0; i < 100; i++) {
      assert.equal(cache.read(proxy, nameOf(i)), textOf(i));
      assert.equal(cache.read(proxy, nameOf(`x${i}`)), textOf(`x${i}`));
    }
  });

  it("splits what is too much for one pack", () => {
    const host = memoryHost();
    const all = Array.from({ length: 1200 }, (_, i) => i);
    store(host, ...all);
    assert.equal(packFiles(host, ".pack").length, 3);
    const cache = ownCache(host, "/cache");
    assert.ok(all.every((i) => cache.read(proxy, nameOf(i)) === textOf(i)));
  });

  it("makes a file of an entry for who wants to open it, once", () => {
    const host = memoryHost();
    store(host, 1);
    const cache = ownCache(host, "/cache");
    const file = cache.file(proxy, nameOf(1)) ?? "";
    assert.match(file, /^\/cache\/files\/[0-9a-f]{16}\/example\.com\/m1@v1\.0\.0\/go\.mod$/);
    assert.equal(host.readText(file), textOf(1));
    const writes = host.io.writes.length;
    assert.equal(cache.file(proxy, nameOf(1)), file);
    assert.equal(host.io.writes.length, writes);
    host.set(file, "changed");
    cache.file(proxy, nameOf(1));
    assert.equal(host.readText(file), textOf(1));
    assert.equal(cache.file(proxy, nameOf(2)), undefined);
  });

  it("lies where the system keeps caches, or where the user says", () => {
    const of = (env: Record<string, string>, os = "linux"): string | undefined =>
      ownCacheDirectory(memoryHost({ env, os, cwd: "/w" }));
    assert.equal(of({ HOME: "/h" }), "/h/.cache/gomod-lint");
    assert.equal(of({ HOME: "/h", XDG_CACHE_HOME: "/x" }), "/x/gomod-lint");
    assert.equal(of({ HOME: "/h" }, "darwin"), "/h/Library/Caches/gomod-lint");
    assert.equal(of({ HOME: "/h", GOMODLINT_CACHE: "mine" }), "/w/mine");
    assert.equal(of({ HOME: "/h", GOMODLINT_CACHE: "off" }), undefined);
    assert.equal(of({}), undefined);
  });
});
