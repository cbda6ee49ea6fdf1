import assert from "node:assert/strict";
import { formatModule } from "../../server/graph/module-version.ts";
import { pathsTo, shortestPath } from "../../server/graph/paths.ts";
import { forcing, requirersOf } from "../../server/graph/requirers.ts";
import { loadModuleGraph } from "../../server/graph/update-roots.ts";
import { scenario } from "../support/scenario.ts";

function graphOf(text: string) {
  const { set, lookup } = scenario(text);
  return loadModuleGraph(set, lookup).declared;
}

function find(text: string, path: string, version: string, limit: number) {
  const graph = graphOf(text);
  const node = graph.node(path, version);
  assert.ok(node !== undefined);
  const found = pathsTo(graph, node, limit);
  return {
    ...found,
    paths: found.paths.map((p) => p.map((m) => m.path).join("")),
    shortest: shortestPath(graph, node)
      .map((m) => m.path)
      .join(""),
  };
}

const lattice =
  "main 1.16: A1 B1 E1\nA1 1.16: C1 D1\nB1 1.16: D1 C1\nC1 1.16: T1\nD1 1.16: T1\nE1 1.16: F1\nF1 1.16: G1\nG1 1.16: T1\nT1 1.16:";

describe("requirement chains", () => {
  it("come shortest first, in the order of the files, with the count of the least length", () => {
    const { paths, shortestCount, more, shortest } = find(lattice, "T", "v1.0.0", 3);
    assert.deepEqual(paths, ["MACT", "MADT", "MBDT"]);
    assert.equal(shortestCount, 4);
    assert.equal(more, true);
    assert.equal(shortest, "MACT");
  });

  it("go on with longer ones, and say when there are no more", () => {
    const { paths, more } = find(lattice, "T", "v1.0.0", 10);
    assert.deepEqual(paths, ["MACT", "MADT", "MBDT", "MBCT", "MEFGT"]);
    assert.equal(more, false);
  });

  it("pass no module twice", () => {
    const { paths, more } = find("main 1.16: A1\nA1 1.16: B1\nB1 1.16: A1 T1\nT1 1.16: B1", "T", "v1.0.0", 5);
    assert.deepEqual(paths, ["MABT"]);
    assert.equal(more, false);
  });

  it("are counted without being listed", () => {
    const layers = 30;
    const lines = ["main 1.16: A1.0 B1.0"];
    for (let i = 0; i < layers; i++) {
      for (const letter of ["A", "B"]) lines.push(`${letter}1.${i} 1.16: A1.${i + 1} B1.${i + 1}`);
    }
    lines.push(`A1.${layers} 1.16: T1`, `B1.${layers} 1.16: T1`);
    const { paths, shortestCount } = find(lines.join("\n"), "T", "v1.0.0", 3);
    assert.equal(paths.length, 3);
    assert.equal(shortestCount, 2 ** (layers + 1));
  });

  it("name who requires a path, highest version and selected modules first", () => {
    const graph = graphOf("main 1.16: A1 B1\nA1 1.16: C1.2\nB1 1.16: C1.1 A0.9\nA0.9 1.16: C1.2");
    const names = requirersOf(graph, "C").map(({ from, to }) => `${formatModule(from)} ${to.version}`);
    assert.deepEqual(names, ["A@v1.0.0 v1.2.0", "A@v0.9.0 v1.2.0", "B@v1.0.0 v1.1.0"]);
    assert.deepEqual(
      forcing(graph, "C").map(({ from }) => formatModule(from)),
      ["A@v1.0.0", "A@v0.9.0"],
    );
  });
});
