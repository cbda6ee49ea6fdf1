import assert from "node:assert/strict";
import { globMatcher } from "../../../server/workspace/configuration/glob.ts";

describe("glob patterns", () => {
  const cases: readonly (readonly [pattern: string, matching: readonly string[], other: readonly string[]])[] = [
    ["go.mod", ["go.mod", "a/go.mod", "a/b/go.mod"], ["go.mod2", "xgo.mod", "a/go_mod"]],
    ["*.work", ["go.work", "a/b.work"], ["go.mod"]],
    ["/go.mod", ["go.mod"], ["a/go.mod"]],
    ["./go.mod", ["go.mod", "a/go.mod"], []],
    ["services", ["services/go.mod", "a/services/b/go.mod"], ["services2/go.mod"]],
    ["services/", ["services/go.mod"], ["service/go.mod"]],
    ["services/**", ["services/go.mod", "services/a/b/go.mod"], ["a/services/go.mod"]],
    ["services/*", ["services/go.mod", "services/a/go.mod"], ["a/services/go.mod"]],
    ["services/*/go.mod", ["services/a/go.mod"], ["services/go.mod", "services/a/b/go.mod"]],
    ["**/api/go.mod", ["api/go.mod", "x/y/api/go.mod"], ["xapi/go.mod"]],
    ["a/**/go.mod", ["a/go.mod", "a/b/c/go.mod"], ["b/a/go.mod"]],
    ["{a,b}/go.mod", ["a/go.mod", "b/go.mod"], ["c/go.mod"]],
    ["a/{x,y/*}/go.mod", ["a/x/go.mod", "a/y/z/go.mod"], ["a/y/go.mod"]],
    ["[a-c]/go.mod", ["a/go.mod", "c/go.mod"], ["d/go.mod"]],
    ["[!a]/go.mod", ["b/go.mod"], ["a/go.mod", "//go.mod"]],
    ["a?/go.mod", ["ab/go.mod", "a🎉/go.mod"], ["a/go.mod", "abc/go.mod"]],
    ["a[/go.mod", ["a[/go.mod"], ["a/go.mod"]],
    ["a{b/go.mod", ["a{b/go.mod"], ["ab/go.mod"]],
    ["a\\*/go.mod", ["a*/go.mod"], ["ab/go.mod"]],
    ["a+(b)|c.d^$/go.mod", ["a+(b)|c.d^$/go.mod"], ["aab/go.mod"]],
    ["[]]/go.mod", ["]/go.mod"], ["a/go.mod"]],
    ["[z-a]/go.mod", ["[z-a]/go.mod"], ["a/go.mod"]],
    ["[]/go.mod", ["[]/go.mod"], ["]/go.mod"]],
    ["[a&&b]/go.mod", ["&/go.mod", "a/go.mod"], ["c/go.mod"]],
    ["{a,{b,c}d}/go.mod", ["a/go.mod", "bd/go.mod", "cd/go.mod"], ["d/go.mod", "b/go.mod"]],
    ["x{,y}/go.mod", ["x/go.mod", "xy/go.mod"], ["y/go.mod"]],
    ["**", ["go.mod", "a/b/go.mod"], []],
  ];
  for (const [pattern, matching, other] of cases) {
    it(pattern, () => {
      const matches = globMatcher(pattern);
      for (const path of matching) assert.equal(matches(path), true, path);
      for (const path of other) assert.equal(matches(path), false, path);
    });
  }

  it("cost no time where they repeat themselves", () => {
    const start = Date.now();
    assert.equal(globMatcher(`${"**/".repeat(100)}x`)(`${"a/".repeat(2000)}y`), false);
    const long = "a".repeat(4000);
    for (const pattern of [
      `${"*a".repeat(60)}b`,
      `${"**/a".repeat(60)}b`,
      `${"{a,*a}".repeat(60)}b`,
      `${"{".repeat(40)}a${",*}".repeat(40)}b`,
    ]) {
      assert.equal(globMatcher(pattern)(long), false, pattern);
      assert.equal(globMatcher(pattern)("a/".repeat(500)), false, pattern);
    }
    assert.ok(Date.now() - start < 3000, `${Date.now() - start} ms`);
  });
});
