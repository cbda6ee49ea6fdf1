import assert from "node:assert/strict";
import { resolveReplacement } from "../../server/graph/load.ts";
import { isToolchain } from "../../server/graph/module-version.ts";
import { loadModuleGraph } from "../../server/graph/update-roots.ts";
import { findModuleSet } from "../../server/workspace/module-set.ts";
import { goMissing, goWorld } from "../support/go-world.ts";
import { budget, random } from "../support/random.ts";
import { randomUniverse, randomWorkspace } from "../support/random-world.ts";
import { suiteReader } from "../support/reader.ts";
import { worldFolder, worldHost, worldWorkspace } from "../support/world-workspace.ts";

describe("go mod graph and go list -m all in a workspace", function () {
  this.timeout(600_000);
  before(function () {
    if (goMissing() !== undefined) this.skip();
  });
  const reader = suiteReader();

  it("print what the native graph does, in random workspaces", () => {
    const { seed, cases } = budget("WORKSPACE", 100);
    let equal = 0;
    let refused = 0;
    for (let first = 0; first < cases; first += 20) {
      const universe = randomUniverse(random(seed + first));
      const go = goWorld(universe.modules, { GOFLAGS: "", GOWORK: "" });
      try {
        for (let i = first; i < Math.min(first + 20, cases); i++) {
          const world = randomWorkspace(random((seed + i) * 7919), universe);
          const note = `WORKSPACE_SEED=${seed} case ${i}\n${world.main}\n${[...world.folder].map(([n, t]) => `-- ${n} --\n${t}`).join("")}`;
          go.write(world);
          const expected = go.go("mod", "graph");
          const workspace = worldWorkspace(world, reader);
          const found = findModuleSet(worldHost(world), workspace.documents, worldFolder);
          if (!expected.ok) {
            refused++;
            const partial = "set" in found && !loadModuleGraph(found.set, workspace.sources.lookup).declared.complete;
            assert.ok("problem" in found || partial, `go refused: ${expected.stderr}\n${note}`);
            continue;
          }
          assert.ok("set" in found, `${"problem" in found ? found.problem : ""}\n${note}`);
          const { effective } = loadModuleGraph(found.set, workspace.sources.lookup);
          assert.equal(effective.print(), expected.stdout, note);
          const modules = effective.buildList().filter((node) => !isToolchain(node.path));
          const list = go.go("list", "-m", "all");
          if (list.stderr.includes("conflicting replacements found")) {
            // Of a module of which nothing was read: the graph is whole, and list stops.
            const targets = modules.map((node) => resolveReplacement(found.set, node) ?? {});
            assert.ok(
              targets.some((target) => "unavailable" in target),
              `${list.stderr}${note}`,
            );
            equal++;
            continue;
          }
          const printed = modules.map((node) => `${node.path}${node.version === "" ? "" : ` ${node.version}`}\n`).join("");
          assert.equal(printed, list.stdout.replace(/ => .*$/gm, ""), `${list.stderr}${note}`);
          equal++;
        }
      } finally {
        go.dispose();
      }
    }
    console.error(`      ${equal} workspaces equal, ${refused} that both refuse (WORKSPACE_SEED=${seed})`);
    assert.ok(equal > cases / 3);
  });
});
