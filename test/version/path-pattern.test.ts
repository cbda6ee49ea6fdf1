import assert from "node:assert/strict";
import fc from "fast-check";
import { pathMatcher, pathPatternProblem } from "../../server/version/path-pattern.ts";

const cases: readonly (readonly [pattern: string, matching: readonly string[], not: readonly string[]])[] = [
  ["example.com/log", ["example.com/log"], ["example.com/log/v2", "example.com/lo", "example.com/logs", "x/example.com/log"]],
  ["example.com/...", ["example.com", "example.com/log", "example.com/log/v2"], ["example.community/log", "an.example.com/log"]],
  ["example.com/log...", ["example.com/log", "example.com/logs", "example.com/log/v2"], ["example.com/lo"]],
  ["...", ["example.com", "example.com/log"], []],
  [".../errors", ["github.com/pkg/errors", "example.com/errors"], ["errors", "example.com/errors/v2"]],
  ["github.com/*/errors", ["github.com/pkg/errors"], ["github.com/errors", "github.com/a/b/errors", "github.com/pkg/errors/v2"]],
  [
    "github.com/*/errors/...",
    ["github.com/pkg/errors", "github.com/pkg/errors/v2"],
    ["github.com/errors", "github.com/a/b/errors"],
  ],
  ["*.example.com/...", ["git.example.com", "git.example.com/a"], ["example.com/a", "a/b.example.com"]],
  ["*/...", ["example.com", "example.com/a/b"], []],
  [".../internal/*-go", ["example.com/internal/a/internal/b-go"], ["example.com/internal/b-go/c", "example.com/internal/go"]],
  ["gopkg.in/yaml.v*", ["gopkg.in/yaml.v2", "gopkg.in/yaml.v3"], ["gopkg.in/yaml", "gopkg.in/yaml.v3/a"]],
];

describe("version/path-pattern", () => {
  for (const [pattern, matching, not] of cases) {
    it(`${pattern} is held against whole paths`, () => {
      const matches = pathMatcher(pattern);
      for (const path of matching) assert.equal(matches(path), true, path);
      for (const path of not) assert.equal(matches(path), false, path);
    });
  }

  it("is what a regular expression of it says", () => {
    const piece = fc.constantFrom("a", "b", "/", "...", "*", "ab", "a/");
    const pattern = fc
      .array(piece, { maxLength: 7 })
      .map((pieces) => pieces.join(""))
      // Four dots side by side would be spelled by two pieces.
      .filter((text) => !/\.{4}|\*{2}/.test(text));
    const path = fc.stringMatching(/^[ab/]{0,12}$/);
    fc.assert(
      fc.property(pattern, path, (pattern, path) => {
        const below = pattern.endsWith("/...");
        const source = (below ? pattern.slice(0, -4) : pattern).replace(/\.\.\.|\*/g, (w) => (w === "*" ? "[^/]*" : ".*"));
        assert.equal(pathMatcher(pattern)(path), new RegExp(`^${source}${below ? "(?:/.*)?" : ""}$`).test(path));
      }),
      { numRuns: 5000 },
    );
  });

  it("takes no long time for any pattern", () => {
    const matches = pathMatcher(`${"...a*".repeat(40)}b`);
    const start = performance.now();
    assert.equal(matches("a".repeat(2000)), false);
    assert.ok(performance.now() - start < 2000);
  });

  it("is refused where it is none, with what is wrong", () => {
    const problems = ["", "a b", "example.com/a@v1", "https://example.com/a", "example.com/"].map(pathPatternProblem);
    assert.deepEqual(problems, [
      "is empty",
      "has a space in it",
      "has a version behind it, which has a key of its own",
      "is an address: a module path has no scheme before it",
      "ends in a slash; all below it is example.com/...",
    ]);
    for (const pattern of ["example.com/a", "...", "*.com/..."]) assert.equal(pathPatternProblem(pattern), undefined);
  });
});
