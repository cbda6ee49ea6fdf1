import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { godebugChange, godebugNames, godebugSetting, newestGodebugRelease } from "../../server/version/godebug.ts";
import { goMissing } from "../support/go-world.ts";

/** The settings that a Go installation knows (internal/godebugs), and its minor version. */
function installed(): {
  readonly release: number;
  readonly known: readonly string[];
  readonly removed: ReadonlyMap<string, number>;
  readonly changed: ReadonlyMap<string, { readonly release: number; readonly old: string }>;
} {
  const [root = "", version = ""] = spawnSync("go", ["env", "GOROOT", "GOVERSION"], { encoding: "utf8" }).stdout.split("\n");
  const table = readFileSync(join(root, "src/internal/godebugs/table.go"), "utf8");
  const known = [...table.matchAll(/^\t\{Name: "(\w+)", Package/gm)].map((match) => match[1] ?? "");
  const removed = [...table.matchAll(/^\t\{Name: "(\w+)", Removed: (\d+)/gm)].map((m) => [m[1] ?? "", Number(m[2])] as const);
  const changes = table.matchAll(/^\t\{Name: "(\w+)",.* Changed: (\d+), Old: "(\w+)"/gm);
  const changed = new Map([...changes].map(([, name = "", at, old = ""]) => [name, { release: Number(at), old }]));
  return { changed, release: Number(/^go1\.(\d+)/.exec(version)?.[1]), known, removed: new Map(removed) };
}

describe("godebug settings, compared with Go's own table", () => {
  before(function () {
    if (goMissing() !== undefined || installed().release > newestGodebugRelease) this.skip();
  });

  it("knows what the installed release knows, and nothing else of its time", () => {
    const { release, known } = installed();
    assert.ok(known.length > 30);
    const ours = godebugNames().filter((name) => {
      const { since = 0, removed = Number.POSITIVE_INFINITY } = godebugSetting(name) ?? {};
      return since <= release && release < removed;
    });
    assert.deepEqual([...ours].sort(), [...known].sort());
  });

  it("knows which defaults have changed, when, and what brings back the old behaviour", () => {
    const { known, changed } = installed();
    assert.ok(changed.size > 20);
    for (const name of known) assert.deepEqual(godebugChange(name), changed.get(name), name);
  });

  it("knows what was removed, and when", () => {
    for (const [name, release] of installed().removed) assert.equal(godebugSetting(name)?.removed, release, name);
  });
});
