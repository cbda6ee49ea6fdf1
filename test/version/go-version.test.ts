import assert from "node:assert/strict";
import {
  compareGoVersions,
  compareModVersions,
  compareToolchains,
  goLanguageVersion,
  isGoLanguageVersion,
  isGoLineVersion,
  isGoPrerelease,
  isGoVersion,
  isModVersion,
  isToolchainLineName,
  laxGoLineVersion,
  maxGoVersion,
  modSort,
  previousGoVersion,
  toolchainGoVersion,
} from "../../server/version/go-version.ts";

describe("version/go-version", () => {
  /** Each line holds equal versions; the lines ascend. */
  const chain = [
    ["0", "0.0", "0.0.0"],
    ["1", "1.0", "1.0.0"],
    ["1.9rc2"],
    ["1.9", "1.9.0"],
    ["1.9.1"],
    ["1.19alpha3"],
    ["1.19beta2"],
    ["1.19rc1"],
    ["1.19", "1.19.0"],
    ["1.20", "1.20.0"],
    ["1.21"],
    ["1.21rc"],
    ["1.21rc1"],
    ["1.21rc2"],
    ["1.21rc10"],
    ["1.21.0"],
    ["1.21.1"],
    ["1.22"],
    ["1.99999999999999998"],
    ["1.99999999999999999"],
    ["2", "2.0"],
  ];
  const invalid = [
    "",
    "x",
    "1rc1",
    "go1.21",
    "v1.21",
    "1.21.0rc1",
    "1.21.x",
    "1.21-",
    "1.021",
    "1.21rc01",
    "1.21RC1",
    "1.",
    ".1",
    "1.21.",
    "1.21 ",
  ];

  it("orders Go versions: language version, prereleases, releases", () => {
    chain.forEach((left, i) => {
      chain.forEach((right, j) => {
        for (const x of left) for (const y of right) assert.equal(compareGoVersions(x, y), Math.sign(i - j), `${x} and ${y}`);
      });
    });
    for (const x of chain.flat()) assert.equal(isGoVersion(x), true, x);
  });

  it("puts what is not valid below all else", () => {
    for (const x of invalid) {
      assert.equal(isGoVersion(x), false, x);
      assert.equal(compareGoVersions(x, "0"), -1, x);
      assert.equal(compareGoVersions("0", x), 1, x);
      for (const y of invalid) assert.equal(compareGoVersions(x, y), 0, `${x} and ${y}`);
    }
  });

  it("takes the first of two that are equal", () => {
    assert.equal(maxGoVersion("1.20", "1.20.0"), "1.20");
    assert.equal(maxGoVersion("1.20.0", "1.20"), "1.20.0");
    assert.equal(maxGoVersion("1.21", "1.21.0"), "1.21.0");
    assert.equal(maxGoVersion("1.21", "x"), "1.21");
  });

  it("knows the language version, and the one before", () => {
    const facts = (x: string): unknown[] => [
      goLanguageVersion(x),
      isGoLanguageVersion(x),
      isGoPrerelease(x),
      previousGoVersion(x),
    ];
    assert.deepEqual(facts("1.21rc2"), ["1.21", false, true, "1.20"]);
    assert.deepEqual(facts("1.21.3"), ["1.21", false, false, "1.20"]);
    assert.deepEqual(facts("1.21"), ["1.21", true, false, "1.20"]);
    assert.deepEqual(facts("1.20"), ["1.20", false, false, "1.19"]);
    assert.deepEqual(facts("1.1"), ["1.1", false, false, "1"]);
    assert.deepEqual(facts("1.0"), ["1", false, false, "1"]);
    assert.deepEqual(facts("1"), ["1", false, false, "1"]);
    assert.deepEqual(facts("2"), ["2.0", false, false, "2"]);
    assert.deepEqual(facts("1.40000000000000000"), ["1.40000000000000000", true, false, "1.39999999999999999"]);
    assert.deepEqual(facts("go1.21"), ["", false, false, ""]);
  });

  it("knows what a go line may say, and what a dependency's is taken for", () => {
    const lines: readonly (readonly [string, boolean, string | undefined])[] = [
      ["1.21", true, "1.21"],
      ["1.21.0", true, "1.21.0"],
      ["1.21rc1", true, "1.21rc1"],
      ["1.21.0rc1", true, "1.21.0rc1"],
      ["1.21rc01", true, "1.21rc01"],
      ["2.0", true, "2.0"],
      ["1", false, undefined],
      ["0.1", false, undefined],
      ["1.21rc", false, "1.21"],
      ["1.021", false, undefined],
      ["v1.21", false, undefined],
      ["v1.21.x", false, "1.21"],
      ["1.21.x", false, "1.21"],
      ["1.21-pre", false, "1.21"],
      ["1.21.", false, "1.21"],
      ["1.21\n", false, "1.21"],
      ["go1.21", false, undefined],
      ["", false, undefined],
    ];
    for (const [word, strict, lax] of lines) {
      assert.equal(isGoLineVersion(word), strict, word);
      assert.equal(laxGoLineVersion(word), lax, word);
    }
  });

  it("knows what a toolchain line may say", () => {
    for (const name of ["default", "go1", "go1.", "go1.21.0", "go1.x"]) assert.equal(isToolchainLineName(name), true, name);
    for (const name of ["", "defaults", "local", "go", "go2.0", "go12", "1.21", "gccgo-go1.21"]) {
      assert.equal(isToolchainLineName(name), false, name);
    }
  });

  it("finds the Go version of a toolchain", () => {
    const versions: readonly (readonly [string, string])[] = [
      ["go1.2.3", "1.2.3"],
      ["go1.22.3-custom", "1.22.3"],
      ["go1.22.3-custom more", "1.22.3"],
      ["go1.22.3\tx", "1.22.3"],
      ["go1.22.3+bigcorp", ""],
      ["go1.22.3-a/b", ""],
      ["go1.22.3-a\\b", ""],
      ["1.22.3", ""],
      ["gccgo-go1.22", ""],
      ["default", ""],
      ["go", ""],
    ];
    for (const [name, version] of versions) assert.equal(toolchainGoVersion(name), version, name);
    assert.equal(compareToolchains("go1.21.0-custom", "go1.21.0"), 0);
    assert.equal(compareToolchains("go1.21rc1", "go1.21.0"), -1);
    assert.equal(compareToolchains("1.22", "go1.21.0"), 1);
    assert.equal(compareToolchains("default", "go1"), -1);
  });

  it("compares the versions of each module in its own order", () => {
    assert.equal(compareModVersions("go", "1.21", "1.21rc1"), -1);
    assert.equal(compareModVersions("go", "v1.2", "v1.3"), 0);
    assert.equal(compareModVersions("toolchain", "go1.9", "go1.10"), -1);
    assert.equal(compareModVersions("a.com/b", "v1.9", "v1.10"), -1);
    assert.equal(compareModVersions("a.com/b", "1.9", "1.10"), 0);
    assert.equal(compareModVersions("a.com/b", "", "v0.0.0-0"), -1);
    assert.equal(compareModVersions("a.com/b", "", "none"), 0);
    assert.deepEqual(
      ["go", "toolchain", "a.com/b"].map((path) => ["1.21", "go1.21", "v1.21"].filter((v) => isModVersion(path, v))),
      [["1.21"], ["go1.21"], ["v1.21"]],
    );
  });

  it("sorts modules by path, version and file", () => {
    const list = `
      z.com/a v1.0.0
      b.com/\u{1d4b3} v1.0.0
      b.com/\ufb01 v1.0.0
      toolchain go1.21.0
      b.com/a v1.10.0
      go 1.21.0
      b.com/a v1.9.0/go.mod
      go 1.21
      b.com/a v1.9.0
      go 1.21rc1
      toolchain go1.9
      b.com/a v1.9.0-rc1/go.mod
      b.com/a/c v1.0.0
      b.com/a-b v1.0.0`
      .trim()
      .split("\n")
      .map((line) => line.trim().split(" "))
      .map(([path = "", version = ""]) => ({ path, version }));
    const before = structuredClone(list);
    assert.deepEqual(
      modSort(list).map(({ path, version }) => `${path} ${version}`),
      [
        "b.com/a v1.9.0-rc1/go.mod",
        "b.com/a v1.9.0",
        "b.com/a v1.9.0/go.mod",
        "b.com/a v1.10.0",
        "b.com/a-b v1.0.0",
        "b.com/a/c v1.0.0",
        "b.com/\ufb01 v1.0.0",
        "b.com/\u{1d4b3} v1.0.0",
        "go 1.21",
        "go 1.21rc1",
        "go 1.21.0",
        "toolchain go1.9",
        "toolchain go1.21.0",
        "z.com/a v1.0.0",
      ],
    );
    assert.deepEqual(list, before);
  });
});
