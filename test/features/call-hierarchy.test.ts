import assert from "node:assert/strict";
import {
  incomingCalls,
  type ModuleCall,
  type ModuleItem,
  outgoingCalls,
  prepareCalls,
} from "../../server/features/call-hierarchy.ts";
import { builtGraph, declaredGraph } from "../../server/features/surroundings.ts";
import { isToolchain, type ModuleVersion } from "../../server/graph/module-version.ts";
import { type Navigated, navigate, navigateWorld } from "../support/navigation.ts";
import { budget, random } from "../support/random.ts";
import { randomMain, randomUniverse } from "../support/random-world.ts";
import { suiteReader } from "../support/reader.ts";

const modules = `-- example.com/a@v1.0.0 --
module example.com/a

go 1.22

require (
	example.com/b v1.0.0
	example.com/d v1.5.0
)
-- example.com/b@v1.0.0 --
module example.com/b

go 1.20

require example.com/d v1.4.0
-- example.com/d@v1.4.0 --
module example.com/d

go 1.19
-- example.com/d@v1.5.0 --
// Deprecated: use e.
module example.com/d

go 1.19
`;
const app = `-- go.mod --
module example.com/app

go 1.22

require (
	example.com/a v1.0.0
	example.com/b v1.0.0 // indirect
	example.com/d v1.5.0 // indirect
)
`;

describe("call hierarchy of the module graph", () => {
  const reader = suiteReader();

  const at = (archive: string): Navigated & { readonly item: ModuleItem | undefined } => {
    const world = navigate(archive, reader);
    return { ...world, item: prepareCalls(world.known, world.offset, world.surroundings) };
  };
  const described = (world: Navigated, calls: readonly ModuleCall[]): readonly string[] =>
    calls.map(({ item, at }) => `${item.name} (${item.detail}) ${at === undefined ? "nowhere" : world.show(at)}`);
  const callers = (archive: string): readonly string[] => {
    const world = at(archive);
    assert.ok(world.item !== undefined);
    return described(world, incomingCalls(world.known, world.item.module, world.surroundings));
  };

  it("prepares the module under the cursor at its selected version, at its own module line", () => {
    const world = at(app.replace("com/d v1", "com|/d v1") + modules);
    assert.ok(world.item !== undefined);
    const { name, main, deprecated, place, root } = world.item;
    assert.deepEqual(
      { name, main, deprecated, root },
      { name: "example.com/d@v1.5.0", main: false, deprecated: true, root: "/work/app/go.mod" },
    );
    assert.equal(world.show(place), "example.com/d@v1.5.0:2 example.com/d");
  });

  it("takes who requires a module at whatever version as its callers, each at the line in its own go.mod", () => {
    assert.deepEqual(callers(app.replace("com/d v1", "com|/d v1") + modules), [
      "example.com/app (requires v1.5.0) go.mod:8 example.com/d v1.5.0",
      "example.com/a@v1.0.0 (requires v1.5.0) example.com/a@v1.0.0:7 example.com/d v1.5.0",
      "example.com/b@v1.0.0 (requires v1.4.0) example.com/b@v1.0.0:5 example.com/d v1.4.0",
    ]);
  });

  it("of a version that is not selected takes those who require just that", () => {
    const world = at(app + modules);
    const module = { path: "example.com/d", version: "v1.4.0" };
    assert.deepEqual(described(world, incomingCalls(world.known, module, world.surroundings)), [
      "example.com/b@v1.0.0 (requires v1.4.0) example.com/b@v1.0.0:5 example.com/d v1.4.0",
    ]);
  });

  it("takes what a module requires as what it calls, with what builds have instead", () => {
    const world = at(app.replace("com/b v1", "com|/b v1") + modules);
    assert.ok(world.item !== undefined);
    assert.deepEqual(described(world, outgoingCalls(world.known, world.item.module, world.surroundings)), [
      "example.com/d@v1.4.0 (the build has v1.5.0) example.com/b@v1.0.0:5 example.com/d v1.4.0",
    ]);
    const main = { path: "example.com/app", version: "" };
    assert.deepEqual(
      outgoingCalls(world.known, main, world.surroundings).map(({ item }) => item.name),
      ["example.com/a@v1.0.0", "example.com/b@v1.0.0", "example.com/d@v1.5.0"],
    );
  });

  it("on the go line answers who needs that version", () => {
    assert.deepEqual(callers(app.replace("go 1.22", "go 1.|22") + modules), [
      "example.com/app (requires 1.22) go.mod:3 go 1.22",
      "example.com/a@v1.0.0 (requires 1.22) example.com/a@v1.0.0:3 go 1.22",
    ]);
  });

  it("says what replaces a module, and leads to what is read", () => {
    const replaced = `${app}\nreplace example.com/d => ./d\n-- d/go.mod --\nmodule example.com/d\n`;
    const world = at(replaced.replace("com/d v1", "com|/d v1") + modules);
    assert.match(world.item?.detail ?? "", /^replaced by \.\/d$/);
    assert.equal(world.item && world.show(world.item.place), "d/go.mod:1 example.com/d");
  });

  it("where a go.mod is not on this machine, leads to the line that brings the module in", () => {
    const missing = modules.replace(/-- example\.com\/d@v1\.5\.0 --\n(?:.*\n)*$/, "");
    const world = at(app.replace("com/d v1", "com|/d v1") + missing);
    assert.equal(world.item?.name, "example.com/d@v1.5.0");
    assert.equal(world.item?.detail, "its go.mod could not be read");
    assert.equal(world.item && world.show(world.item.place), "go.mod:8 example.com/d v1.5.0");
  });

  it("finds an item again in the graph as it is now", () => {
    const world = at(app + modules);
    const gone = { path: "example.com/b", version: "v0.9.0" };
    assert.equal(incomingCalls(world.known, gone, world.surroundings)[0]?.item.name, "example.com/app");
    const renamed = { path: "example.com/old-name", version: "" };
    assert.equal(outgoingCalls(world.known, renamed, world.surroundings).length, 3);
    const nowhere = { path: "example.com/z", version: "v1.0.0" };
    assert.deepEqual(outgoingCalls(world.known, nowhere, world.surroundings), []);
  });

  it("goes around circles", () => {
    const world = at(`-- go.mod --
module example.com/app

go 1.22

require example.com/x| v1.0.0
-- example.com/x@v1.0.0 --
module example.com/x

require example.com/app v0.1.0
-- example.com/app@v0.1.0 --
module example.com/app

require example.com/x v0.9.0
-- example.com/x@v0.9.0 --
module example.com/x
`);
    assert.ok(world.item !== undefined);
    const calls = outgoingCalls(world.known, world.item.module, world.surroundings);
    assert.deepEqual(described(world, calls), [
      "example.com/app@v0.1.0 (the build has the main module) example.com/x@v1.0.0:3 example.com/app v0.1.0",
    ]);
  });

  it("in go.work is of the module's own graph", () => {
    const world = at(`-- go.work --
go 1.22

use ./o|ne
-- one/go.mod --
module example.com/one

go 1.22

require example.com/d v1.5.0
${modules}`);
    assert.equal(world.item?.name, "example.com/one");
    assert.equal(world.item?.main, true);
    assert.equal(world.item?.root, "/work/app/one/go.mod");
    const root = world.surroundings.known("/work/app/one/go.mod");
    assert.ok(root !== undefined && world.item !== undefined);
    assert.deepEqual(described(world, outgoingCalls(root, world.item.module, world.surroundings)), [
      "example.com/d@v1.5.0 () one/go.mod:5 example.com/d v1.5.0",
    ]);
  });

  it("has all requirements of the graph, and no others, each where it stands, in random worlds", () => {
    const { seed, cases } = budget("CALLS", 60);
    let edges = 0;
    for (let i = 0; i < cases; i++) {
      const world = randomMain(random((seed + i) * 7919), randomUniverse(random(seed + i)));
      const note = `CALLS_SEED=${seed} case ${i}\n${world.main}`;
      const { known, surroundings, show } = navigateWorld(world, reader);
      const built = builtGraph(known);
      const declared = declaredGraph(known);
      if (built === undefined || declared === undefined) continue;
      const found = new Set<string>();
      for (const path of declared.paths()) {
        if (isToolchain(path)) continue;
        const module: ModuleVersion = { path, version: built.selected(path) ?? declared.selected(path) ?? "" };
        for (const call of incomingCalls(known, module, surroundings)) {
          const version = /^requires ([^,]*)/.exec(call.item.detail)?.[1] ?? "";
          found.add(`${call.item.name} ${path}@${version}`);
          assert.ok(call.at !== undefined, `${call.item.name} → ${path}@${version}\n${note}`);
          assert.ok(show(call.at).endsWith(` ${path} ${version}`), `${show(call.at)}\n${note}`);
          assert.equal(call.at.path, call.item.place.path, note);
          const back = outgoingCalls(known, call.item.module, surroundings).map(({ item }) => item.name);
          assert.ok(back.includes(`${path}@${version}`), `${call.item.name} → ${path}@${version}\n${note}`);
        }
      }
      const lines = declared.print().split("\n");
      const expected = new Set(lines.filter((line) => line !== "" && !/ (?:go|toolchain)@\S+$/.test(line)));
      assert.deepEqual([...found].sort(), [...expected].sort(), note);
      edges += expected.size;
    }
    assert.ok(edges > cases, `${edges}`);
  });

  it("has nothing where no module is spoken of", () => {
    for (const mark of ["requ|ire", "\n|\ngo"]) {
      assert.equal(at(app.replace(mark.replace("|", ""), mark) + modules).item, undefined, mark);
    }
    assert.equal(at(`-- go.mod --\nrequire example.com/a v1|.0.0\n${modules}`).item, undefined, "no module line");
  });
});
