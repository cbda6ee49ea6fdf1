import assert from "node:assert/strict";
import { wayDown, withSlashes } from "../../server/environment/file-paths.ts";

describe("the way from a directory down", () => {
  const cases: readonly (readonly ["posix" | "win32", string, string, string | undefined])[] = [
    ["posix", "/a/b", "/a/b/c/go.mod", "c/go.mod"],
    ["posix", "/a/b", "/a/b", ""],
    ["posix", "/a/b", "/a/bc", undefined],
    ["posix", "/a/b", "/a", undefined],
    ["posix", "/a/b", "/a/b/..c", "..c"],
    ["posix", "/a/b", "/a/b/..\\c", "..\\c"],
    ["win32", "C:\\a", "c:\\A\\b\\go.mod", "b/go.mod"],
    ["win32", "C:\\a", "C:\\b", undefined],
    ["win32", "C:\\a", "D:\\a\\b", undefined],
  ];
  for (const [platform, directory, path, way] of cases)
    it(`${directory} → ${path}`, () => assert.equal(wayDown({ platform }, directory, path), way));

  it("has slashes; in a path of Unix a backslash is a sign like any other", () => {
    assert.equal(withSlashes({ platform: "win32" }, "a\\b"), "a/b");
    assert.equal(withSlashes({ platform: "posix" }, "a\\b"), "a\\b");
  });
});
