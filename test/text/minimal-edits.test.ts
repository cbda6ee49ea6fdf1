import assert from "node:assert/strict";
import fc from "fast-check";
import { applyEdits, conflicts } from "../../server/text/edits.ts";
import { minimalEdits } from "../../server/text/minimal-edits.ts";

describe("minimal edits", () => {
  it("are none for equal texts", () => assert.deepEqual(minimalEdits("a\nb\n", "a\nb\n"), []));

  it("touch the lines that change and no others", () => {
    assert.deepEqual(minimalEdits("a\nb\nc\nd\n", "a\nB\nc\nD\ne\n"), [
      { span: { start: 2, end: 4 }, text: "B\n" },
      { span: { start: 6, end: 8 }, text: "D\ne\n" },
    ]);
  });

  it("keep a longest run of common lines when lines move", () => {
    assert.deepEqual(minimalEdits("c\na\nb\n", "a\nb\nc\n"), [
      { span: { start: 0, end: 2 }, text: "" },
      { span: { start: 6, end: 6 }, text: "c\n" },
    ]);
  });

  it("handle a last line without its end", () => {
    assert.equal(applyEdits("a\nb", minimalEdits("a\nb", "a\nb\n")), "a\nb\n");
    assert.equal(applyEdits("", minimalEdits("", "x")), "x");
  });

  it("give the new text, in order, without overlap, and no more than the differing lines", () => {
    const text = fc
      .array(fc.constantFrom("a\n", "b\n", "c\n", "\n", "a long line\r\n", "x"), { maxLength: 25 })
      .map((lines) => lines.join(""));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const edits = minimalEdits(before, after);
        assert.equal(applyEdits(before, edits), after);
        assert.ok(!conflicts(edits));
        const removed = edits.reduce(
          (sum, { span }) => sum + (before.slice(span.start, span.end).match(/[^\n]*\n|[^\n]+$/g)?.length ?? 0),
          0,
        );
        const kept = (before.match(/[^\n]*\n|[^\n]+$/g)?.length ?? 0) - removed;
        assert.equal(kept, commonLength(before, after), "a longer common part exists");
      }),
    );
  });

  it("stay fast on texts of equal lines", () => {
    const before = "same\n".repeat(5000);
    const after = `first\n${"same\n".repeat(4000)}`;
    const edits = minimalEdits(`x\n${before}y\n`, `${after}z\n`);
    assert.equal(applyEdits(`x\n${before}y\n`, edits), `${after}z\n`);
  });
});

/** Length of a longest common subsequence of lines, by the textbook's table. */
function commonLength(before: string, after: string): number {
  const a = before.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const b = after.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  let row = new Array<number>(b.length + 1).fill(0);
  for (const line of a) {
    const next = [0];
    b.forEach((other, j) => {
      next.push(line === other ? (row[j] ?? 0) + 1 : Math.max(row[j + 1] ?? 0, next[j] ?? 0));
    });
    row = next;
  }
  return row[b.length] ?? 0;
}
