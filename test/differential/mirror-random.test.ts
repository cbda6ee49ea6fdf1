import assert from "node:assert/strict";
import * as fs from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { runOnDisk } from "../support/disk-cli.ts";
import { type GoWorld, goMissing, goWorld } from "../support/go-world.ts";
import { moduleZip } from "../support/module-zip.ts";
import { put, treeOf } from "../support/published.ts";
import { budget, random } from "../support/random.ts";
import { randomMain, randomUniverse, randomWorkspace } from "../support/random-world.ts";
import { proxyPath } from "../support/world.ts";

/** How many main modules share one set of dependencies. */
const mainsPerUniverse = 10;

/** Gives each module of a world's proxy the zip that go mod download asks for. */
function addZips(world: GoWorld, modules: ReadonlyMap<string, string>): void {
  for (const [module, text] of modules) {
    const zip = moduleZip(module, { "go.mod": text, "x.go": "package x\n" });
    put(join(world.root, "proxy", proxyPath(module, "info").replace(/info$/, "zip")), zip);
  }
}

/** The files of one kind that lie in a proxy tree, or in a module cache's. */
function named(directory: string, extension: string): readonly string[] {
  if (!fs.existsSync(directory)) return [];
  return [...treeOf(directory).keys()].filter((name) => name.endsWith(`.${extension}`));
}

describe("a mirror holds what the go command asks for, and nothing else", function () {
  this.timeout(600_000);
  before(function () {
    if (goMissing() !== undefined) this.skip();
  });

  for (const kind of ["modules", "workspaces"] as const) {
    it(`in random ${kind}`, async () => {
      const { seed, cases } = budget(`MIRROR_${kind.toUpperCase()}`, 40);
      const settings = kind === "modules" ? { GOFLAGS: "-mod=mod -modcacherw" } : { GOFLAGS: "-modcacherw", GOWORK: "" };
      let equal = 0;
      for (let first = 0; first < cases; first += mainsPerUniverse) {
        const universe = randomUniverse(random(seed + first));
        const world = goWorld(universe.modules, settings);
        addZips(world, universe.modules);
        const mirrored: GoWorld = goWorld(new Map(), { ...settings, GOPROXY: pathToFileURL(join(world.root, "mirror")).href });
        const emptied = (): void => fs.rmSync(join(mirrored.root, "cache"), { recursive: true, force: true });
        try {
          for (let i = first; i < Math.min(first + mainsPerUniverse, cases); i++) {
            const chance = random((seed + i) * 7919);
            const made = kind === "modules" ? randomMain(chance, universe) : randomWorkspace(chance, universe);
            world.write(made);
            // A go.mod that has to change first is worked with by no build: the go command changes it.
            if (!world.go("list", "-m", "all").ok) continue;
            const file = join(world.main, made.mainName);
            const main = { ...made, main: fs.readFileSync(file, "utf8") };
            const note = `MIRROR_${kind.toUpperCase()}_SEED=${seed} case ${i}\n${main.main}\n${[...main.folder].map(([n, t]) => `-- ${n} --\n${t}`).join("")}`;
            world.write(main);
            if (kind === "modules" && !world.go("list", "-m", "-mod=readonly", "all").ok) continue;
            const graph = world.go("mod", "graph");
            if (!graph.ok) continue;
            world.write(main);
            const mirror = async (purpose: string): Promise<void> => {
              fs.rmSync(join(world.root, "mirror"), { recursive: true, force: true });
              const { GOFLAGS: _, ...env } = world.env;
              const own = { ...env, GOMODCACHE: join(world.root, "none"), GOMODLINT_CACHE: "off" };
              const ran = await runOnDisk(["mirror", "--for", purpose, join(world.root, "mirror")], world.main, own);
              assert.equal(ran.exit, 0, `${ran.stdout}${ran.stderr}\n${note}`);
            };
            await mirror("all");

            const sums = fs.readFileSync(join(world.main, "go.sum"));
            const fresh = (): void => {
              mirrored.write(main);
              fs.writeFileSync(join(mirrored.main, "go.sum"), sums);
              emptied();
            };
            fresh();
            assert.deepEqual(mirrored.go("mod", "graph"), graph, note);
            const listed = mirrored.go("list", "-m", "-json", "all");
            assert.ok(listed.ok, `${listed.stderr}\n${note}`);
            const download = join(mirrored.root, "cache/cache/download");
            for (const extension of ["mod", "info"]) {
              assert.deepEqual(named(join(world.root, "mirror"), extension), named(download, extension), `${extension}\n${note}`);
            }
            fresh();
            const downloaded = mirrored.go("mod", "download", "all");
            assert.ok(downloaded.ok, `${downloaded.stderr}\n${note}`);
            assert.deepEqual(named(join(world.root, "mirror"), "zip"), named(download, "zip"), note);
            equal++;
            // Pruning lists in go.mod all that packages come from.
            const [, minor = "0"] = /^go 1\.(\d+)/m.exec(main.main) ?? [];
            if (kind === "workspaces" || Number(minor) < 17) continue;
            await mirror("build");
            fresh();
            const fetched = mirrored.go("mod", "download");
            assert.ok(fetched.ok, `${fetched.stderr}\n${note}`);
            assert.deepEqual(named(join(world.root, "mirror"), "zip"), named(download, "zip"), note);
          }
        } finally {
          world.dispose();
          mirrored.dispose();
        }
      }
      console.error(`      ${equal} mirrors of ${kind} equal (seed ${seed})`);
      assert.ok(equal > cases / 4);
    });
  }
});
