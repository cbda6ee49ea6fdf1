import assert from "node:assert/strict";
import { diamonds } from "../../server/graph/diamonds.ts";
import { formatModule } from "../../server/graph/module-version.ts";
import { loadModuleGraph } from "../../server/graph/update-roots.ts";
import { whatIf } from "../../server/graph/what-if.ts";
import { module, scenario } from "../support/scenario.ts";

function found(text: string) {
  const { set, lookup } = scenario(text);
  return diamonds(loadModuleGraph(set, lookup).effective).map((d) => ({
    path: d.path,
    selected: d.selected.version,
    drivers: d.drivers.map(formatModule),
    laggards: d.laggards.map((l) => `${formatModule(l.module)} ${l.requires.version} ${l.risk}`),
    risk: d.risk,
  }));
}

describe("diamonds", () => {
  it("are modules that the build requires at different versions", () => {
    assert.deepEqual(found("main: A1 B1 C1.3\nA1: C1.2\nB1: C1.3"), [
      {
        path: "C",
        selected: "v1.3.0",
        drivers: ["M", "B@v1.0.0"],
        laggards: ["A@v1.0.0 v1.2.0 compatible"],
        risk: "compatible",
      },
    ]);
  });

  it("do not count what versions outside the build ask for", () => {
    assert.deepEqual(
      found("main 1.16: A1.1 B1\nA1 1.16: C1\nA1.1 1.16: C1.2\nB1 1.16: A1").map((d) => d.path),
      ["A"],
    );
  });

  it("have the worst risk of their laggards, furthest behind first", () => {
    const [diamond] = found("main: A1 B1 D1\nA1: C0.2\nB1: C0.1\nD1: C0.3");
    assert.equal(diamond?.risk, "unstable");
    assert.deepEqual(diamond?.laggards, ["B@v1.0.0 v0.1.0 unstable", "A@v1.0.0 v0.2.0 unstable"]);
  });
});

describe("what if", () => {
  it("lists what would be selected otherwise", () => {
    const { set, lookup } = scenario("main: A1 B1\nA1: C1\nA1.1: C1.2 D1\nB1: C1.1");
    const before = loadModuleGraph(set, lookup);
    const changes = (word: string) =>
      whatIf(set, before, [module(word)], lookup).changes.map((c) => `${c.path} ${c.before} ${c.after}`);
    assert.deepEqual(changes("A1.1"), ["A v1.0.0 v1.1.0", "C v1.1.0 v1.2.0", "D undefined v1.0.0"]);
    assert.deepEqual(whatIf(set, before, [{ path: "B", version: "none" }], lookup).changes, [
      { path: "B", before: "v1.0.0", after: undefined },
      { path: "C", before: "v1.1.0", after: "v1.0.0" },
    ]);
  });
});
