import assert from "node:assert/strict";
import { matchGlob, matchPrefixPatterns } from "../../server/version/prefix-patterns.ts";

describe("version/prefix-patterns", () => {
  it("holds each pattern against as many elements of the path as it has", () => {
    const matching: readonly (readonly [string, string])[] = [
      ["example.com", "example.com"],
      ["example.com", "example.com/a/b"],
      ["example.com/", "example.com/a"],
      ["*.example.com", "git.example.com/a"],
      ["*", "example.com/a/b"],
      ["example.com/*/b", "example.com/a/b/c"],
      ["other.com,,example.com", "example.com"],
      ["[,example.com", "example.com"],
      ["example.com/[a-c]*", "example.com/bcd/e"],
      ["github.com/!azure", "github.com/!azure/x"],
    ];
    for (const [patterns, path] of matching) assert.equal(matchPrefixPatterns(patterns, path), true, `${patterns} ${path}`);
    const not: readonly (readonly [string, string])[] = [
      ["", "example.com"],
      [",", "example.com"],
      ["/", "example.com"],
      ["example", "example.com"],
      ["example.com/a", "example.com"],
      ["example.com/a", "example.com/ab"],
      ["example.com//", "example.com/a"],
      ["*.example.com", "example.com"],
      ["[", "["],
      ["example.com ", "example.com"],
      [" example.com", "example.com"],
    ];
    for (const [patterns, path] of not) assert.equal(matchPrefixPatterns(patterns, path), false, `${patterns} ${path}`);
  });

  it("matches globs as Go's path.Match", () => {
    const matching: readonly (readonly [string, string])[] = [
      ["", ""],
      ["*", ""],
      ["a*c", "abbc"],
      ["a*b*c", "axbxbxc"],
      ["*b", "abab"],
      ["a?c", "abc"],
      ["[a-c]", "b"],
      ["[^a]", "b"],
      ["[^a]", "/"],
      ["[\\]a]", "]"],
      ["[*]", "*"],
      ["\\*", "*"],
      ["a]", "a]"],
      ["*/b", "a/b"],
      ["**b", "ab"],
    ];
    for (const [pattern, name] of matching) assert.equal(matchGlob(pattern, name), true, `${pattern} ${name}`);
    const not: readonly (readonly [string, string])[] = [
      ["*", "a/b"],
      ["a*", "ab/c"],
      ["?", "/"],
      ["?", ""],
      ["a", "ab"],
      ["*a", "ab"],
      ["[z-a]", "b"],
      ["[^a]", ""],
      ["a*/b", "a/c/b"],
    ];
    for (const [pattern, name] of not) assert.equal(matchGlob(pattern, name), false, `${pattern} ${name}`);
    for (const pattern of ["[", "[a", "[]", "[]a]", "[-a]", "[a-]", "[^]", "\\", "[\\", "[a-", "b[", "*[", "b*["]) {
      assert.equal(matchGlob(pattern, "a"), undefined, pattern);
    }
  });
});
