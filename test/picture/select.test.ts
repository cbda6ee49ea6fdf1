import assert from "node:assert/strict";
import { shown } from "../support/picture-world.ts";

/** A and B want different versions of C; D is only in the build because of B, E is nobody's trouble. */
const diamond = "main: A1 B1 //C1.3 //D1 //E1\nA1: C1.2 E1\nB1: C1.3 D1";

describe("a picture of everything", () => {
  it("shows each module once, with its versions, the selected one first", () => {
    const { boxes, note } = shown(diamond, {});
    assert.deepEqual(boxes, ["M:", "A: v1.0.0", "B: v1.0.0", "C: v1.3.0 v1.2.0", "D: v1.0.0", "E: v1.0.0"]);
    assert.equal(note, undefined);
  });

  it("colours who forces a version and who lags, and leaves out indirect lines that others make plain", () => {
    const { edges } = shown(diamond, {});
    assert.deepEqual(edges, [
      "M requires A@v1.0.0",
      "M requires B@v1.0.0",
      "A@v1.0.0 lags C@v1.2.0",
      "A@v1.0.0 requires E@v1.0.0",
      "B@v1.0.0 forces C@v1.3.0",
      "B@v1.0.0 requires D@v1.0.0",
    ]);
  });

  it("draws indirect lines where nothing else leads, or where they are asked for", () => {
    assert.ok(shown("main: A1 //Z1", {}).edges.includes("M requires indirectly Z@v1.0.0"));
    const { edges } = shown(diamond, { indirect: true });
    assert.ok(edges.includes("M forces indirectly C@v1.3.0"));
    assert.ok(edges.includes("M requires indirectly D@v1.0.0"));
  });

  it("shows requirements of superseded versions as such", () => {
    const { edges } = shown("main 1.16: A1.1 B1\nB1 1.16: A1\nA1 1.16: C1", {});
    assert.ok(edges.includes("A@v1.0.0 inactive C@v1.0.0"), edges.join("\n"));
  });

  it("shows what go.mod excludes, and who asks for it", () => {
    const { boxes, edges } = shown("main 1.16: A1 C1\nA1 1.16: C1.2\nexclude C1.2", {});
    assert.ok(boxes.includes("C: v1.0.0 v1.2.0"));
    assert.ok(edges.includes("A@v1.0.0 ignored C@v1.2.0"));
  });

  it("knows replacements, what is missing and what was pruned", () => {
    const { graph } = shown("main: A1 B1\nA1: C1\nC1: D1\nreplace A => /fork\n/fork: C1\nmissing B1", {});
    const marks = (path: string) => {
      const { replacement, problem, pruned } =
        graph.versions.find((v) => graph.modules[v.module]?.path === path) ?? assert.fail();
      return { replacement, problem, pruned };
    };
    assert.equal(marks("B").problem, "not in the module cache");
    assert.equal(marks("A").replacement, "/fork");
    assert.deepEqual(marks("C"), { replacement: undefined, problem: undefined, pruned: true });
  });

  it("is cut by depth, not counting indirect lines", () => {
    const chain = "main: A1 //B1 //C1\nA1: B1\nB1: C1";
    assert.deepEqual(shown(chain, { depth: 1 }).boxes, ["M:", "A: v1.0.0"]);
    const { boxes, note, cut } = shown(chain, { depth: 2 });
    assert.deepEqual(boxes, ["M:", "A: v1.0.0", "B: v1.0.0"]);
    assert.deepEqual([note, cut], ["3 of 4 modules, up to 2 requirements away", false]);
  });

  it("is cut to the nearest modules, and says so", () => {
    const { boxes, note, cut } = shown("main: A1 //B1 //C1\nA1: B1\nB1: C1", { max: 2 });
    assert.deepEqual([boxes, cut], [["M:", "A: v1.0.0"], true]);
    assert.equal(note, "2 of 4 modules: the nearest to the main module");
  });

  it("unfolds a module's requirements on top", () => {
    const { boxes, view } = shown("main: A1 //B1 //C1\nA1: B1\nB1: C1", { depth: 1, unfolded: [1] });
    assert.deepEqual(boxes, ["M:", "A: v1.0.0", "B: v1.0.0"]);
    assert.deepEqual(
      view.boxes.map(({ hidden }) => hidden),
      [1, 0, 1],
    );
  });

  it("has neither Go nor its toolchain", () => {
    assert.deepEqual(shown("main 1.21: A1\nA1 1.22: B1", {}).boxes, ["M:", "A: v1.0.0", "B: v1.0.0"]);
  });
});

describe("a picture of the diamonds", () => {
  it("shows the versions that are wanted, by whom, and how these come into the build", () => {
    const { boxes, edges, note } = shown(diamond, { view: "diamonds" });
    assert.deepEqual(boxes, ["M:", "A: v1.0.0", "B: v1.0.0", "C: v1.3.0 v1.2.0"]);
    assert.deepEqual(edges, ["M requires A@v1.0.0", "M requires B@v1.0.0", "A@v1.0.0 lags C@v1.2.0", "B@v1.0.0 forces C@v1.3.0"]);
    assert.equal(note, "1 diamond: 4 of 6 modules");
  });

  it("shows the riskiest first where it is limited", () => {
    const { boxes, note, cut } = shown("main: A1 B1 //C1.3 //D0.3\nA1: C1.2 D0.1\nB1: C1.3 D0.3", { view: "diamonds", max: 4 });
    assert.deepEqual(boxes, ["M:", "A: v1.0.0", "B: v1.0.0", "D: v0.3.0 v0.1.0"]);
    assert.deepEqual([note, cut], ["1 of 2 diamonds, the riskiest first: 4 of 5 modules", true]);
  });

  it("says that there are none", () => {
    assert.deepEqual(shown("main: A1", { view: "diamonds" }).note, "no module is required at different versions");
  });
});

describe("a picture of one module", () => {
  it("shows all its versions, who requires them, and the ways to these", () => {
    const { boxes, edges, note } = shown(diamond, { focus: "C" });
    assert.deepEqual(boxes, ["M:", "A: v1.0.0", "B: v1.0.0", "C: v1.3.0 v1.2.0"]);
    assert.ok(edges.includes("B@v1.0.0 forces C@v1.3.0") && edges.includes("A@v1.0.0 lags C@v1.2.0"));
    assert.equal(note, "what leads to C: 4 of 6 modules");
  });

  it("goes back as far as it is told", () => {
    const world = "main: A1 X1 //B1 //C1\nA1: B1\nX1: B1\nB1: C1";
    assert.deepEqual(shown(world, { focus: "C" }).boxes, ["M:", "A: v1.0.0", "B: v1.0.0", "C: v1.0.0"]);
    assert.deepEqual(shown(world, { focus: "C", depth: 2 }).boxes, ["M:", "A: v1.0.0", "B: v1.0.0", "C: v1.0.0", "X: v1.0.0"]);
  });

  it("counts what it leaves out", () => {
    const { note, cut } = shown("main: A1 B1 D1 //C1\nA1: C1\nB1: C1\nD1: C1", { focus: "C", max: 3 });
    assert.deepEqual([note, cut], ["what leads to C: 3 of 5 modules; 2 more requirements left out", true]);
  });

  it("may be about Go: which dependency forces its line", () => {
    const { boxes, edges } = shown("main 1.22: A1\nA1 1.22:", { focus: "go" });
    assert.deepEqual(boxes, ["M:", "A: v1.0.0", "go: 1.22"]);
    assert.ok(edges.includes("A@v1.0.0 requires go@1.22"));
  });
});
