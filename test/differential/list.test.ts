import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { runOnDisk } from "../support/disk-cli.ts";
import { type GoWorld, goMissing, goWorld } from "../support/go-world.ts";
import { budget, type Random, random } from "../support/random.ts";
import { randomMain, randomUniverse, randomWorkspace, type Universe } from "../support/random-world.ts";
import { proxyPath, type World } from "../support/world.ts";

/** How many main modules share one set of dependencies, and so one module cache of the go command. */
const mainsPerUniverse = 25;

/** Forms that the time of a version can have. */
const times = ["2023-01-02T03:04:05Z", "2021-12-31T23:59:59.120Z", "2019-06-01T00:00:00+02:00", "2018-02-03T04:05:06.000+00:00"];

/** A world whose versions have various times; of some, nobody knows when they were made. */
function worldOf(chance: Random, universe: Universe, settings: Readonly<Record<string, string>>): GoWorld {
  const world = goWorld(universe.modules, settings);
  for (const module of universe.modules.keys()) {
    const version = module.slice(module.lastIndexOf("@") + 1);
    const time = chance.chance(0.1) ? {} : { Time: chance.pick(times) };
    writeFileSync(join(world.root, "proxy", proxyPath(module, "info")), JSON.stringify({ Version: version, ...time }));
  }
  return world;
}

/** Now and then the main module is one that its dependencies require, and itself; or a line stands there twice, or is no requirement. */
function oddly(chance: Random, world: World, universe: Universe): World {
  let { main } = world;
  if (chance.chance(0.2)) main = main.replace("example.com/main", chance.pick([...universe.versions.keys()]));
  const lines = main.split("\n").filter((line) => /^(?:require|replace|exclude) /.test(line));
  if (chance.chance(0.2) && lines.length > 0) main += `${chance.pick(lines)}\n`;
  if (chance.chance(0.03)) main += `require ${chance.pick([...universe.versions.keys()])} none\n`;
  return { ...world, main };
}

/** What `list` says where go is not on PATH and the network is off: from what the go command has put into its module cache. */
function ours(world: GoWorld, flags: string, ...args: string[]): ReturnType<typeof runOnDisk> {
  return runOnDisk(["list", ...args], world.main, { ...world.env, GOFLAGS: flags, GOPROXY: "off" });
}

describe("go list -m all", function () {
  this.timeout(600_000);
  before(function () {
    if (goMissing() !== undefined) this.skip();
  });

  it("prints what list does, in random worlds", async () => {
    const { seed, cases } = budget("LIST", 150);
    const count = { equal: 0, updated: 0, refused: 0 };
    for (let first = 0; first < cases; first += mainsPerUniverse) {
      const universe = randomUniverse(random(seed + first));
      const go = worldOf(random(seed + first + 1), universe, { GOFLAGS: "", GOMAXPROCS: "1" });
      try {
        for (let i = first; i < Math.min(first + mainsPerUniverse, cases); i++) {
          const chance = random((seed + i) * 7919);
          const world = oddly(chance, randomMain(chance, universe), universe);
          const folder = [...world.folder].map(([name, text]) => `-- ${name} --\n${text}`).join("");
          const note = `LIST_SEED=${seed} case ${i}\n${world.main}${folder}`;
          go.write(world);
          // Both as they are by default, that is with -mod=readonly.
          const expected = go.go("list", "-m", "all");
          if (expected.ok) {
            assert.deepEqual(await ours(go, ""), { exit: 0, stdout: expected.stdout, stderr: "" }, note);
            const json = go.go("list", "-m", "-json", "all");
            assert.deepEqual(await ours(go, "", "--json"), { exit: 0, stdout: json.stdout, stderr: "" }, note);
            count.equal++;
          }
          const updated = go.go("list", "-m", "-mod=mod", "all");
          if (updated.ok && !expected.ok) {
            // It has written go.mod, which is up to date now.
            const json = go.go("list", "-m", "-json", "all");
            assert.ok(json.ok, `${json.stderr}\n${note}`);
            assert.deepEqual(await ours(go, "", "--json"), { exit: 0, stdout: json.stdout, stderr: "" }, note);
            // Not the list before: a go line that was raised may have brought pruning.
            const list = go.go("list", "-m", "all");
            assert.deepEqual(await ours(go, ""), { exit: 0, stdout: list.stdout, stderr: "" }, note);
            count.equal++;
          }
          go.write(world);
          const text = await ours(go, "");
          if (!updated.ok) {
            assert.ok(text.exit >= 2, `only go refuses: ${updated.stderr}\n${note}`);
            count.refused++;
            continue;
          }
          const allowed = await ours(go, "-mod=mod");
          assert.equal(allowed.stdout, updated.stdout, note);
          assert.equal(allowed.exit, 0, note);
          // Without a go line the go command writes one of its own version: the list is the same, but not the main module's GoVersion.
          const updatedJson = go.go("list", "-m", "-mod=mod", "-json", "all").stdout;
          go.write(world);
          const withoutMain = (json: string): string => (/^go /m.test(world.main) ? json : json.replace(/^.*?\n}\n/s, ""));
          assert.equal(withoutMain((await ours(go, "-mod=mod", "--json")).stdout), withoutMain(updatedJson), note);
          if (expected.ok) continue;
          assert.match(expected.stderr, /updates to go\.mod needed/, note);
          assert.equal(text.stdout, updated.stdout, note);
          assert.equal(text.exit, 1, note);
          assert.match(text.stderr, /^gomod-lint: go\.mod needs updates.*: (?:line \d+|add )/, note);
          assert.equal(withoutMain((await ours(go, "", "--json")).stdout), withoutMain(updatedJson), note);
          count.updated++;
        }
      } finally {
        go.dispose();
      }
    }
    const { equal, updated, refused } = count;
    console.error(`      ${equal} lists equal, ${updated} after an update, ${refused} that both refuse (LIST_SEED=${seed})`);
    assert.ok(equal > cases / 2 && updated > cases / 4);
  });

  it("prints what list does, in random workspaces", async () => {
    const { seed, cases } = budget("LIST_WORKSPACE", 60);
    let equal = 0;
    let refused = 0;
    for (let first = 0; first < cases; first += 20) {
      const universe = randomUniverse(random(seed + first));
      const go = worldOf(random(seed + first + 1), universe, { GOFLAGS: "", GOWORK: "", GOMAXPROCS: "1" });
      try {
        for (let i = first; i < Math.min(first + 20, cases); i++) {
          const world = randomWorkspace(random((seed + i) * 7919), universe);
          const folder = [...world.folder].map(([name, text]) => `-- ${name} --\n${text}`).join("");
          const note = `LIST_WORKSPACE_SEED=${seed} case ${i}\n${world.main}${folder}`;
          go.write(world);
          const expected = go.go("list", "-m", "all");
          const text = await ours(go, "");
          if (!expected.ok) {
            assert.ok(text.exit >= 2, `only go refuses: ${expected.stderr}\n${note}`);
            refused++;
            continue;
          }
          assert.deepEqual(text, { exit: 0, stdout: expected.stdout, stderr: "" }, note);
          const json = go.go("list", "-m", "-json", "all");
          assert.deepEqual(await ours(go, "", "--json"), { exit: 0, stdout: json.stdout, stderr: "" }, note);
          equal++;
        }
      } finally {
        go.dispose();
      }
    }
    console.error(`      ${equal} workspaces equal, ${refused} that both refuse (LIST_WORKSPACE_SEED=${seed})`);
    assert.ok(equal > cases / 3);
  });
});
