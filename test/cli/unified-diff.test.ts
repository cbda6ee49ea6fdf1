import assert from "node:assert/strict";
import fc from "fast-check";
import { unifiedDiff } from "../../server/cli/unified-diff.ts";

/** Applies a patch as patch(1) does, but exactly: every line of context must be there. */
function apply(text: string, patch: string): string {
  if (patch === "") return text;
  const old = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const lines = patch.split("\n").slice(2);
  const result: string[] = [];
  let at = 0;
  for (let i = 0; i < lines.length - 1; i++) {
    const line = lines[i] ?? "";
    const hunk = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@$/.exec(line);
    if (hunk !== null) {
      const start = hunk[2] === "0" ? Number(hunk[1]) : Number(hunk[1]) - 1;
      result.push(...old.slice(at, start));
      at = start;
      assert.equal(hunk[4] === "0" ? Number(hunk[3]) : Number(hunk[3]) - 1, result.length);
      continue;
    }
    const whole = line.slice(1) + (lines[i + 1]?.startsWith("\\") ? "" : "\n");
    if (line.startsWith("\\")) continue;
    if (line.startsWith("+")) result.push(whole);
    else {
      assert.equal(old[at++], whole);
      if (line.startsWith(" ")) result.push(whole);
    }
  }
  return [...result, ...old.slice(at)].join("");
}

describe("unifiedDiff", () => {
  it("is empty for equal texts", () => {
    assert.equal(unifiedDiff("go.mod", "a\n", "a\n"), "");
  });

  it("shows three lines around a change, and joins changes that are near", () => {
    const text = Array.from({ length: 30 }, (_, i) => `${i + 1}\n`).join("");
    const changed = text.replace("\n5\n", "\nfive\n").replace("\n9\n", "\n").replace("\n25\n", "\n25\nmore\n");
    const lines = unifiedDiff("go.mod", text, changed).split("\n");
    assert.deepEqual(
      lines.filter((line) => line.startsWith("@@")),
      ["@@ -2,11 +2,10 @@", "@@ -23,6 +22,7 @@"],
    );
    assert.deepEqual(lines.slice(0, 8), ["--- a/go.mod", "+++ b/go.mod", "@@ -2,11 +2,10 @@", " 2", " 3", " 4", "-5", "+five"]);
  });

  it("tells of missing newlines at the end, of carriage returns, and of empty files", () => {
    assert.equal(unifiedDiff("x", "a", "a\n"), "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n");
    assert.equal(unifiedDiff("x", "a\r\n", "a\n"), "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\r\n+a\n");
    assert.equal(unifiedDiff("x", "", "a\n"), "--- a/x\n+++ b/x\n@@ -0,0 +1 @@\n+a\n");
  });

  it("writes names so that git and patch read them back", () => {
    assert.match(unifiedDiff("my app/go.mod", "a\n", "b\n"), /^--- a\/my app\/go\.mod\t\n/);
    assert.match(unifiedDiff('a"b/go.mod', "a\n", "b\n"), /^--- "a\/a\\"b\/go\.mod"\n/);
  });

  it("gives a patch that leads from one text to the other", () => {
    const line = fc.constantFrom("a", "b", "c", "\ta // indirect", "", "é\r");
    const text = fc
      .tuple(fc.array(line, { maxLength: 40 }), fc.boolean())
      .map(([lines, ended]) => lines.join("\n") + (ended ? "\n" : ""));
    fc.assert(
      fc.property(text, text, (before, after) => assert.equal(apply(before, unifiedDiff("go.mod", before, after)), after)),
      {
        numRuns: 1000,
      },
    );
  });

  it("takes large files that have nothing in common", () => {
    const before = Array.from({ length: 5000 }, (_, i) => `a${i}\n`).join("");
    const after = Array.from({ length: 5000 }, (_, i) => `b${i}\n`).join("");
    assert.equal(apply(before, unifiedDiff("go.mod", before, after)), after);
  });
});
