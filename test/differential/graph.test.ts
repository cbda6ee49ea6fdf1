import assert from "node:assert/strict";
import { posix } from "node:path";
import type { Lookup } from "../../server/graph/lookup.ts";
import { isToolchain } from "../../server/graph/module-version.ts";
import { mainModule } from "../../server/graph/requirements.ts";
import { type LoadedGraph, loadModuleGraph } from "../../server/graph/update-roots.ts";
import { createModFileReader, type ModFileReader } from "../../server/modfile/reader.ts";
import { isMalformed, scanModFile } from "../../server/modfile/scan.ts";
import { goMissing, goWorld } from "../support/go-world.ts";
import { budget, random } from "../support/random.ts";
import { randomMain, randomUniverse } from "../support/random-world.ts";
import type { World } from "../support/world.ts";

/** How many main modules share one set of dependencies, and so one module cache of the go command. */
const mainsPerUniverse = 25;

function graphOf(world: World, reader: ModFileReader): LoadedGraph | string {
  const file = reader.parse(world.main, "mod");
  if (file.errors.length > 0) return file.errors.map((e) => e.message).join("; ");
  const main = mainModule(file, "/main", posix.resolve);
  if (main === undefined) return "no module line";
  const lookup: Lookup = (target) => {
    const text =
      target.version === ""
        ? world.folder.get(posix.relative("/main", `${target.path}/go.mod`))
        : world.modules.get(`${target.path}@${target.version}`);
    if (text === undefined) return { unavailable: "not-in-cache", detail: "nowhere" };
    const summary = scanModFile(text);
    return isMalformed(summary) ? { unavailable: "malformed", detail: summary.malformed } : summary;
  };
  return loadModuleGraph({ mains: [main] }, lookup);
}

describe("go mod graph and go list -m all", function () {
  this.timeout(600_000);
  let reader: ModFileReader;
  before(async function () {
    if (goMissing() !== undefined) this.skip();
    reader = await createModFileReader();
  });
  after(() => reader?.dispose());

  it("print what the native graph does, in random worlds", () => {
    const { seed, cases } = budget("GRAPH", 400);
    let compared = 0;
    let refused = 0;
    for (let first = 0; first < cases; first += mainsPerUniverse) {
      const universe = randomUniverse(random(seed + first));
      const go = goWorld(universe.modules);
      try {
        for (let i = first; i < Math.min(first + mainsPerUniverse, cases); i++) {
          const world = randomMain(random((seed + i) * 7919), universe);
          const note = `GRAPH_SEED=${seed} case ${i}\n${world.main}`;
          go.write(world);
          const expected = go.go("mod", "graph");
          const actual = graphOf(world, reader);
          if (!expected.ok) {
            refused++;
            assert.ok(
              typeof actual === "string" || !actual.declared.complete || !actual.effective.complete,
              `go refused: ${expected.stderr}\n${note}`,
            );
            continue;
          }
          assert.ok(typeof actual !== "string", `only go accepts: ${String(actual)}\n${note}`);
          assert.equal(actual.effective.print(), expected.stdout, note);
          compared++;
          // With -mod=mod the go command writes its updates and lists what follows from them.
          const list = go.go("list", "-m", "-mod=readonly", "all");
          assert.equal(list.ok, consistent(actual), `${list.stderr}\n${note}`);
          if (list.ok) assert.equal(listed(actual), withoutReplacements(list.stdout), note);
        }
      } finally {
        go.dispose();
      }
    }
    console.error(`      ${compared} graphs equal, ${refused} worlds that both refuse (GRAPH_SEED=${seed})`);
    assert.ok(compared > cases / 2);
  });
});

/** Whether a file that may not be changed is content with its graph: roots are at their selected versions, and none stands there twice. */
function consistent({ declared, effective }: LoadedGraph): boolean {
  return declared === effective || (declared.consistent && effective.consistent);
}

function listed({ declared }: LoadedGraph): string {
  const modules = declared.buildList().filter((node) => !isToolchain(node.path));
  return modules.map((node) => `${node.path}${node.version === "" ? "" : ` ${node.version}`}\n`).join("");
}

function withoutReplacements(list: string): string {
  return list.replace(/ => .*$/gm, "");
}
