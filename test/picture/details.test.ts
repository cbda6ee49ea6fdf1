import assert from "node:assert/strict";
import { findModules } from "../../server/picture/find-modules.ts";
import { nameOf } from "../../server/picture/model.ts";
import { moduleDetails } from "../../server/picture/module-details.ts";
import { pictureWorld } from "../support/picture-world.ts";

describe("the search for modules", () => {
  const paths = [
    "example.com/app",
    "github.com/other/network",
    "golang.org/x/net",
    "golang.org/x/network/v2",
    "example.com/internet",
  ];
  const graph = {
    modules: paths.map((path, i) => ({ path, versions: [i], selected: i })),
    versions: paths.map((_, module) => ({ module, version: "v1.0.0", requires: [] })),
  };
  const found = (query: string, limit = 10) => findModules(graph, query, limit).map((index) => paths[index]);

  it("puts the module of that name first, then names that begin so, then the shorter", () => {
    assert.deepEqual(found("net"), [
      "golang.org/x/net",
      "golang.org/x/network/v2",
      "github.com/other/network",
      "example.com/internet",
    ]);
    assert.deepEqual(found("net", 1), ["golang.org/x/net"]);
  });

  it("wants all words, in any case and order", () => {
    assert.deepEqual(found("NET golang"), ["golang.org/x/net", "golang.org/x/network/v2"]);
    assert.deepEqual([found("  "), found("nowhere")], [[], []]);
  });
});

describe("what is said of a module", () => {
  it("is the path that brings it, its versions with who requires them, and what it requires", () => {
    const { graph, reach } = pictureWorld("main 1.16: A1.1 B1\nA1.1 1.16: C1.2 D1\nB1 1.16: A1 C1.3\nA1 1.16: C1");
    const names = (versions: readonly number[]) => versions.map((version) => nameOf(graph, version));
    const of = (path: string) =>
      moduleDetails(
        graph,
        reach,
        graph.modules.findIndex((module) => module.path === path),
      );
    const { chain, versions } = of("C");
    assert.deepEqual(names(chain), ["M", "B@v1.0.0", "C@v1.3.0"]);
    assert.deepEqual(
      versions.map(({ version, active, inactive }) => [nameOf(graph, version), names(active), names(inactive)]),
      [
        ["C@v1.3.0", ["B@v1.0.0"], []],
        ["C@v1.2.0", ["A@v1.1.0"], []],
        ["C@v1.0.0", [], ["A@v1.0.0"]],
      ],
    );
    assert.deepEqual(
      of("A").requires.map(({ version, gets }) => [nameOf(graph, version), gets === undefined ? undefined : nameOf(graph, gets)]),
      [
        ["C@v1.2.0", "C@v1.3.0"],
        ["D@v1.0.0", undefined],
      ],
    );
  });
});
