import assert from "node:assert/strict";
import { formatModule } from "../../server/graph/module-version.ts";
import { loadModuleGraph } from "../../server/graph/update-roots.ts";
import { scenario } from "../support/scenario.ts";

/** The build list in the scenario language's letters, without Go itself: `A1.2 B1`. */
function buildList(text: string): string {
  const { set, lookup } = scenario(text);
  return short(loadModuleGraph(set, lookup).effective.dependencies().map(formatModule));
}

function edges(text: string): string[] {
  const { set, lookup } = scenario(text);
  return loadModuleGraph(set, lookup)
    .effective.print()
    .split("\n")
    .filter((line) => line !== "" && !/ (go|toolchain)@/.test(line))
    .map((line) => short(line.split(" ")));
}

function short(modules: readonly string[]): string {
  return modules.map((m) => m.replace(/@v(\d+)((?:\.\d+)*)(.*)/, (_, a, b, c) => a + b.replace(/(\.0)+$/, "") + c)).join(" ");
}

describe("the module graph", () => {
  it("selects the highest version that anything requires", () => {
    assert.equal(buildList("main: A1 B1\nA1: C1\nB1: C1.2"), "A1 B1 C1.2");
  });

  it("keeps the requirements of a version that is not selected", () => {
    assert.equal(buildList("main 1.16: A1 B1\nA1 1.16: C1\nB1 1.16: C1.2\nC1 1.16: D1\nC1.2 1.16:"), "A1 B1 C1.2 D1");
  });

  it("prunes what a dependency with go 1.17 or later requires further on", () => {
    const world = "A1 1.17: B1\nB1 1.17: C1\nC1 1.17: D1";
    assert.deepEqual(edges(`main 1.17: A1\n${world}`), ["M A1", "A1 B1"]);
    assert.deepEqual(edges(`main 1.16: A1\n${world}`), ["M A1", "A1 B1", "B1 C1", "C1 D1"]);
  });

  it("follows a dependency without pruning to the end", () => {
    assert.deepEqual(edges("main 1.17: A1\nA1 1.16: B1\nB1 1.17: C1\nC1 1.17: D1"), ["M A1", "A1 B1", "B1 C1", "C1 D1"]);
    assert.deepEqual(edges("main 1.17: A1\nA1 none: B1\nB1 1.16: C1\nC1 1.16: D1"), ["M A1", "A1 B1", "B1 C1", "C1 D1"]);
  });

  it("replaces one version before all versions, and leaves the name as required", () => {
    const world = "A1: C1\nC1: X1\nC2: Y1\nD1: Z1";
    assert.deepEqual(edges(`main: A1 C1\nreplace C => C2\n${world}`), ["M A1", "M C1", "A1 C1", "C1 Y1"]);
    assert.deepEqual(edges(`main: A1 C1\nreplace C => C2\nreplace C1 => D1\n${world.replace("D1: Z1", "D1: Z1")}`).slice(0, 2), [
      "M A1",
      "M C1",
    ]);
  });

  it("reads a replacement directory's go.mod", () => {
    assert.deepEqual(edges("main: A1\nreplace A => /lib\n/lib: B1"), ["M A1", "A1 B1"]);
  });

  it("drops requirements on an excluded version everywhere", () => {
    assert.equal(buildList("main: A1 C1\nexclude C1.2\nA1: C1.2\nC1.2: D1"), "A1 C1");
  });

  it("ends on cycles and on modules that require themselves", () => {
    assert.equal(buildList("main 1.16: A1\nA1 1.16: B1 A1.1\nB1 1.16: A1\nA1.1 1.16: B1"), "A1.1 B1");
  });

  it("never selects another version of the main module", () => {
    const { set, lookup } = scenario("main: A1\nA1: M1.5");
    const graph = loadModuleGraph(set, lookup).effective;
    assert.equal(graph.selected("M"), "");
    assert.equal(buildList("main: A1\nA1: M1.5"), "A1");
  });

  it("takes go lines from 1.21 on as requirements on Go, which brings its toolchain", () => {
    const { set, lookup } = scenario("main 1.21: A1\nA1 1.22.3:");
    const { declared } = loadModuleGraph(set, lookup);
    assert.equal(declared.selected("go"), "1.22.3");
    assert.equal(declared.consistent, false);
    const old = scenario("main 1.17: A1\nA1 1.20:");
    assert.equal(loadModuleGraph(old.set, old.lookup).declared.selected("go"), "1.17");
  });

  it("raises roots until all are at their selected versions", () => {
    // B1.1 is a root only after the update, and brings C1.1 into the pruned graph.
    assert.equal(buildList("main: A1 B1 C1\nA1: B1.1\nB1.1: C1.1"), "A1 B1.1 C1.1");
  });

  it("forgets the lower of two requirements on one path when it is pruned", () => {
    assert.equal(buildList("main: A1 A1.1\nA1: B1\nA1.1:"), "A1.1");
  });

  it("goes on without a go.mod that no source has, and names it", () => {
    const { set, lookup } = scenario("main 1.16: A1 B1\nA1 1.16: C1\nmissing B1");
    const { declared, effective } = loadModuleGraph(set, lookup);
    assert.equal(declared, effective);
    assert.deepEqual(declared.unavailable.map(formatModule), ["B@v1.0.0"]);
    assert.equal(declared.selected("C"), "v1.0.0");
  });

  it("does not take a go.mod that declares another path", () => {
    const { set, lookup } = scenario("main: A1\nreplace A => B1\nB1: C1");
    assert.equal(loadModuleGraph(set, lookup).declared.complete, true);
    const other: typeof lookup = () => ({ path: "X", go: "1.17", require: [], retract: [] });
    const [node] = loadModuleGraph(set, other).declared.unavailable;
    assert.equal(node?.problem?.unavailable, "path-mismatch");
  });

  it("survives a requirement chain longer than the call stack", () => {
    const chain = Array.from({ length: 20_000 }, (_, i) => `A1.${i} 1.16: A1.${i + 1}`).join("\n");
    assert.equal(buildList(`main 1.16: A1.0 B1\n${chain}\nB1: A1.5`), "A1.20000 B1");
  });
});
