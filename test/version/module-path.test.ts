import assert from "node:assert/strict";
import {
  checkFileName,
  checkFilePath,
  checkImportPath,
  checkModule,
  checkPath,
  checkPathMajor,
  isDirectoryPath,
  matchPathMajor,
  pathMajorPrefix,
  splitPathVersion,
} from "../../server/version/module-path.ts";

describe("version/module-path", () => {
  it("takes good module paths", () => {
    const good = [
      "example.com",
      "x.y",
      "1.2",
      "a-.b",
      "github.com/user/repo",
      "github.com/User/repo_a~b.c",
      "example.com/v2",
      "example.com/a/v2",
      "example.com/a/v10",
      "example.com/av1",
      "example.com/a.v1",
      "example.com/a/v",
      "example.com/vv2",
      "example.com/foo~",
      "example.com/foo~1a",
      "example.com/com0",
      "example.com/console",
      "gopkg.in/yaml.v0",
      "gopkg.in/yaml.v2",
      "gopkg.in/user/yaml.v10-unstable",
    ];
    for (const path of good) assert.equal(checkPath(path), undefined, path);
  });

  it("says what is wrong with a module path", () => {
    const reasons: readonly (readonly [string, string])[] = [
      ["", "it is empty"],
      ["-x.com/a", "it begins with a dash"],
      ["/a.com", "it begins with a slash"],
      ["a.com//b", "it has two slashes in a row"],
      ["a.com/", "it ends in a slash"],
      ["a.com/..", 'the element ".." is only dots'],
      ["a.com/.git", 'the element ".git" begins with a dot'],
      ["a.com/b.", 'the element "b." ends in a dot'],
      ["a.com/b c", `the element "b c" has the character ' ' (U+0020)`],
      ["a.com/b+c", `the element "b+c" has the character '+'`],
      ["a.com/b@v1", `the element "b@v1" has the character '@'`],
      ["a.com/é", `the element "é" has the character 'é' (U+00E9)`],
      ["a.com/\u{1f600}", `the element "\u{1f600}" has the character '\u{1f600}' (U+1F600)`],
      ["a.com/\u0007", 'the element "\u0007" has the character U+0007'],
      ["a.com/\ud800", 'the element "\ud800" has the character U+D800'],
      ["a.com/con", '"con" is a reserved file name on Windows'],
      ["a.com/Lpt9.x.y", '"Lpt9" is a reserved file name on Windows'],
      ["a.com/b~1", '"b~1" ends in a tilde and digits, as short file names of Windows do'],
      ["a.com/b~12.x", '"b~12" ends in a tilde and digits, as short file names of Windows do'],
      ["localhost/a", 'the first element "localhost" has no dot: it is to be a domain name'],
      [
        "Example.com/a",
        `the first element "Example.com" has the character 'E': a domain name has lower-case letters, digits, dots and dashes`,
      ],
      [
        "a_b.com",
        `the first element "a_b.com" has the character '_': a domain name has lower-case letters, digits, dots and dashes`,
      ],
      ["a.com/b/v1", "it ends in /v1: the path of v0 and v1 has no major version"],
      ["a.com/b/v0", "it ends in /v0: a major version is /v2 or higher, with no leading zeros and no dots"],
      ["a.com/b/v02", "it ends in /v02: a major version is /v2 or higher, with no leading zeros and no dots"],
      ["a.com/b/v2.1", "it ends in /v2.1: a major version is /v2 or higher, with no leading zeros and no dots"],
      ["gopkg.in/yaml", "a path of gopkg.in ends in .v and a number without leading zeros"],
      ["gopkg.in/yaml/v2", "a path of gopkg.in ends in .v and a number without leading zeros"],
      ["gopkg.in/yaml.v02", "a path of gopkg.in ends in .v and a number without leading zeros"],
    ];
    for (const [path, reason] of reasons) assert.equal(checkPath(path), reason, path);
  });

  it("asks less of import paths, and of file paths", () => {
    for (const path of ["fmt", "a/.b", "x.com/c++", "a/v1", "A"]) assert.equal(checkImportPath(path), undefined, path);
    for (const path of ["", "-a", "a//b", "a/.", "a/b.", "a/b~1", "nul", "a@b", "a/é"]) assert.ok(checkImportPath(path), path);
    for (const path of ["-a", ".git/x", "a b/é世", "b~1", "a@b#!$%&(),", "[x]{y}^=~_"]) {
      assert.equal(checkFilePath(path), undefined, path);
    }
    for (const path of ["", "/a", "a/", "a//b", "a/..", "a.", "aux.c", "a:b", "a\\b", "a*b", 'a"b', "a|b", "a;b", "½"]) {
      assert.ok(checkFilePath(path), path);
    }
    assert.equal(checkFileName("v1.0.0-x+y"), undefined);
    assert.ok(checkFileName("a/b"));
  });

  it("parts the major version from a path", () => {
    const split = (path: string): unknown => {
      const parts = splitPathVersion(path);
      return parts === undefined ? undefined : [parts.prefix, parts.pathMajor];
    };
    assert.deepEqual(split("a.com/b/v2"), ["a.com/b", "/v2"]);
    assert.deepEqual(split("a.com/b"), ["a.com/b", ""]);
    assert.deepEqual(split("a.com/b/v"), ["a.com/b/v", ""]);
    assert.deepEqual(split("a.com/b/2"), ["a.com/b/2", ""]);
    assert.deepEqual(split("v2"), ["v2", ""]);
    assert.deepEqual(split("a.com/b.v2"), ["a.com/b.v2", ""]);
    assert.deepEqual(split("/v2"), ["", "/v2"]);
    assert.deepEqual(split("a/v9007199254740993"), ["a", "/v9007199254740993"]);
    assert.deepEqual(split(""), ["", ""]);
    for (const path of ["a.com/v1", "a.com/v0", "a.com/v00", "a.com/v2.", "a.com/v.", "a.com/v1.2.3"]) {
      assert.equal(split(path), undefined, path);
    }
    assert.deepEqual(split("gopkg.in/b.v0"), ["gopkg.in/b", ".v0"]);
    assert.deepEqual(split("gopkg.in/b.v1"), ["gopkg.in/b", ".v1"]);
    assert.deepEqual(split("gopkg.in/b.v3-unstable"), ["gopkg.in/b", ".v3-unstable"]);
    assert.deepEqual(split("gopkg.in/b.v-unstable"), ["gopkg.in/b", ".v-unstable"]);
    for (const path of [
      "gopkg.in/b",
      "gopkg.in/b.v",
      "gopkg.in/b/v2",
      "gopkg.in/b.v00",
      "gopkg.in/b.v0-unstable",
      "gopkg.in/b.2",
      "gopkg.in/b.x2",
    ]) {
      assert.equal(split(path), undefined, path);
    }
  });

  it("holds versions against the major version of a path", () => {
    const fits: readonly (readonly [string, string])[] = [
      ["v0.1.0", ""],
      ["v1.0.0", ""],
      ["v2.0.0+incompatible", ""],
      ["v2.0.0", "/v2"],
      ["v2.0.0-20191109021931-daa7c04131f5", "/v2"],
      ["v1.0.0", ".v1"],
      ["v0.0.0-20161208181325-20d25e280405", ".v1"],
      ["v0.0.0-20161208181325-20d25e280405", ".v1-unstable"],
      ["v3.0.0", ".v3-unstable"],
    ];
    for (const [version, major] of fits) {
      assert.equal(checkPathMajor(version, major), undefined, `${version} ${major}`);
      assert.equal(matchPathMajor(version, major), true);
    }
    const not: readonly (readonly [string, string, string])[] = [
      ["v2.0.0", "", "should be v0 or v1, not v2"],
      ["v3.0.0", "/v2", "should be v2, not v3"],
      ["v1.0.0", "/v2", "should be v2, not v1"],
      ["v0.0.0-20161208181325-20d25e280405", ".v2", "should be v2, not v0"],
      ["v2.0.0", ".v1-unstable", "should be v1, not v2"],
      ["master", "", "should be v0 or v1, not a word that is no version"],
      ["master", "/v2", "should be v2, not a word that is no version"],
    ];
    for (const [version, major, reason] of not) {
      assert.equal(checkPathMajor(version, major), reason);
      assert.equal(matchPathMajor(version, major), false);
    }
  });

  it("tells what all versions of a path begin with", () => {
    const prefixes: readonly (readonly [string, string | undefined])[] = [
      ["", ""],
      ["/v2", "v2"],
      [".v0", "v0"],
      [".v3-unstable", "v3"],
      ["/v2-unstable", undefined],
      ["v2", undefined],
      ["/v02", undefined],
      ["/x", undefined],
    ];
    for (const [pathMajor, prefix] of prefixes) assert.equal(pathMajorPrefix(pathMajor), prefix, pathMajor);
  });

  it("checks paths and versions together", () => {
    assert.equal(checkModule("a.com/b/v2", "v2.3.4"), undefined);
    assert.equal(checkModule("a.com/b", "v1"), undefined);
    assert.equal(
      checkModule("a/b", "v1.0.0"),
      'malformed module path "a/b": the first element "a" has no dot: it is to be a domain name',
    );
    assert.equal(checkModule("a.com/b", "1.0.0"), '"1.0.0" is not a semantic version');
    assert.equal(checkModule("a.com/b", "v2.0.0"), "version v2.0.0 does not go with a.com/b: should be v0 or v1, not v2");
    assert.equal(checkModule("gopkg.in/b.v2", "v3.0.0"), "version v3.0.0 does not go with gopkg.in/b.v2: should be v2, not v3");
  });

  it("knows directories of all systems", () => {
    for (const path of [".", "..", "./a", "../a", ".\\a", "..\\a", "/a", "/", "\\a", "C:", "c:\\a", "C:a", "./"]) {
      assert.equal(isDirectoryPath(path), true, path);
    }
    for (const path of ["", "a", "a/..", ".a", "..a", "...", ".../a", "~/a", "1:", "CC:", "example.com/a"]) {
      assert.equal(isDirectoryPath(path), false, path);
    }
  });
});
