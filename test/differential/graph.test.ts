import assert from "node:assert/strict";
import type { ModuleGraph } from "../../server/graph/module-graph.ts";
import { isToolchain } from "../../server/graph/module-version.ts";
import type { LoadedGraph } from "../../server/graph/update-roots.ts";
import type { ModFileReader } from "../../server/modfile/reader.ts";
import { goMissing, goWorld } from "../support/go-world.ts";
import { budget, random } from "../support/random.ts";
import { randomMain, randomUniverse } from "../support/random-world.ts";
import { suiteReader } from "../support/reader.ts";
import type { World } from "../support/world.ts";
import { mainSnapshot, worldWorkspace } from "../support/world-workspace.ts";

/** How many main modules share one set of dependencies, and so one module cache of the go command. */
const mainsPerUniverse = 25;

/** The graph of a world and what is wrong with it at the level where the go command stops; a string where the file cannot be read. */
function judged(
  world: World,
  reader: ModFileReader,
): { readonly graph: LoadedGraph; readonly errors: readonly string[] } | string {
  const workspace = worldWorkspace(world, reader);
  const snapshot = mainSnapshot(workspace, world);
  const { graph } = snapshot.facts;
  if (snapshot.file.errors.length > 0) return snapshot.file.errors.map((e) => e.message).join("; ");
  assert.ok(graph !== undefined && "ready" in graph);
  const errors = snapshot.result.diagnostics.filter((d) => d.severity === "error").map((d) => `${d.rule}: ${d.message}`);
  return { graph: graph.ready, errors };
}

describe("go mod graph and go list -m all", function () {
  this.timeout(600_000);
  before(function () {
    if (goMissing() !== undefined) this.skip();
  });
  const reader = suiteReader();

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
          const judgement = judged(world, reader);
          const actual = typeof judgement === "string" ? judgement : judgement.graph;
          if (!expected.ok) {
            refused++;
            assert.ok(
              typeof actual === "string" || !actual.declared.complete || !actual.effective.complete,
              `go refused: ${expected.stderr}\n${note}`,
            );
            continue;
          }
          assert.ok(typeof actual !== "string" && typeof judgement !== "string", `only go accepts: ${String(actual)}\n${note}`);
          assert.equal(actual.effective.print(), expected.stdout, note);
          compared++;
          const list = go.go("list", "-m", "-mod=readonly", "all");
          assert.equal(list.ok, judgement.errors.length === 0, `${list.stderr}\n${judgement.errors.join("\n")}\n${note}`);
          if (list.ok) assert.equal(listed(actual.declared), withoutReplacements(list.stdout), note);
          // With -mod=mod the go command brings go.mod up to date first. Without a go line it writes one of its own, and means another graph.
          if (!/^go /m.test(world.main)) continue;
          const updated = go.go("list", "-m", "-mod=mod", "all");
          assert.ok(updated.ok, `${updated.stderr}\n${note}`);
          assert.equal(listed(actual.effective), withoutReplacements(updated.stdout), note);
        }
      } finally {
        go.dispose();
      }
    }
    console.error(`      ${compared} graphs equal, ${refused} worlds that both refuse (GRAPH_SEED=${seed})`);
    assert.ok(compared > cases / 2);
  });
});

function listed(graph: ModuleGraph): string {
  const modules = graph.buildList().filter((node) => !isToolchain(node.path));
  return modules.map((node) => `${node.path}${node.version === "" ? "" : ` ${node.version}`}\n`).join("");
}

function withoutReplacements(list: string): string {
  return list.replace(/ => .*$/gm, "");
}
