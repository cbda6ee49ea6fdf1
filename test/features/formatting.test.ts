import assert from "node:assert/strict";
import fc from "fast-check";
import { formatEdits, formatRangesEdits, formatTypedEdits } from "../../server/features/formatting.ts";
import { applyEdits } from "../../server/text/edits.ts";
import { randomModFile } from "../modfile/random-file.ts";
import { mod } from "../modfile/read.ts";

/** The text after typing at the `|`, which stands behind the character that was typed, and where the cursor is then. */
function typed(marked: string, character?: string): string {
  const offset = marked.indexOf("|");
  const text = marked.replace("|", "");
  const edits = formatTypedEdits(mod(text), offset, character ?? text[offset - 1] ?? "");
  const cursor = edits
    .filter(({ span }) => span.end <= offset)
    .reduce((at, { span, text: by }) => at + by.length - (span.end - span.start), offset);
  const result = applyEdits(text, edits);
  return `${result.slice(0, cursor)}|${result.slice(cursor)}`;
}

describe("formatting", () => {
  it("of a file is that of the go command, and nothing where there is an error", () => {
    assert.deepEqual(formatEdits(mod("module m\n\ngo 1.21\n")), []);
    assert.equal(formatEdits(mod("modul m\n")), undefined);
    const text = "module m\nrequire (\n b v1.0.0\n a v1.0.0\n)\n";
    assert.equal(applyEdits(text, formatEdits(mod(text)) ?? []), "module m\n\nrequire (\n\ta v1.0.0\n\tb v1.0.0\n)\n");
  });

  it("of a selection does not have the line that the selection ends before", () => {
    const text = "module  m\ngo  1.21\n";
    assert.equal(applyEdits(text, formatRangesEdits(mod(text), [{ start: 0, end: 10 }])), "module m\ngo  1.21\n");
    assert.equal(applyEdits(text, formatRangesEdits(mod(text), [{ start: 3, end: 3 }])), "module m\ngo  1.21\n");
    assert.equal(applyEdits(text, formatRangesEdits(mod(text), [{ start: 0, end: 11 }])), "module m\n\ngo 1.21\n");
  });

  it("of several selections is one, where they meet", () => {
    const text = "module  m\n\n\n\ngo  1.21\n";
    const [top, middle, end] = [
      { start: 0, end: 5 },
      { start: 10, end: 12 },
      { start: 12, end: 14 },
    ];
    for (const selections of [[top, middle, end], [end, middle, top, top], [{ start: 0, end: 14 }]]) {
      assert.equal(applyEdits(text, formatRangesEdits(mod(text), selections)), "module m\n\ngo 1.21\n");
    }
    assert.equal(applyEdits(text, formatRangesEdits(mod(text), [top, end])), "module m\n\n\n\ngo 1.21\n");
  });

  it("at a new line mends the one that it ends, and indents in a block", () => {
    assert.equal(typed("module m\n\nrequire (\n|"), "module m\n\nrequire (\n\t|");
    assert.equal(typed("require (\n  a   v1.0.0 \n|\n)\n"), "require (\n\ta v1.0.0\n\t|\n)\n");
    assert.equal(typed("require (\n\ta v1.0.0\n    |\n)\n", "\n"), "require (\n\ta v1.0.0\n\t|\n)\n");
    assert.equal(typed("require (\n\ta v1.0.0 // x  \n|\n)\n"), "require (\n\ta v1.0.0 // x\n\t|\n)\n");
    assert.equal(typed("module   m \n|"), "module m\n|");
    assert.equal(typed("require a v1.0.0\n\t|\n", "\n"), "require a v1.0.0\n|\n");
    assert.equal(typed("require (\n|)\n"), "require (\n|)\n");
    assert.equal(
      typed("require (\n\ta v1.0.0\n|  b v1.0.0\n)\n"),
      "require (\n\ta v1.0.0\n\t|b v1.0.0\n)\n".replace("\t|", "|\t"),
    );
  });

  it("at a new line leaves a comment at the end of a block indented: a line may follow", () => {
    assert.equal(typed("require (\n\ta v1.0.0\n\t// of b\n|\n)\n"), "require (\n\ta v1.0.0\n\t// of b\n\t|\n)\n");
  });

  it("does what it can while the file has errors", () => {
    assert.equal(typed("require (\n  a\n|\n  b v1.0.0\n)\n"), "require (\n\ta\n\t|\n  b v1.0.0\n)\n");
    assert.equal(typed("require (\n  a `v1\n|\n)\n"), "require (\n\ta `v1\n\t|\n)\n");
  });

  it("at a ) that closes a block takes its indent away, and at no other", () => {
    assert.equal(typed("require (\n\ta v1.0.0\n\t)|\n"), "require (\n\ta v1.0.0\n)|\n");
    assert.equal(typed("module m // (see b  )|\n"), "module m // (see b  )|\n");
    assert.equal(typed("require ()|\n"), "require ()|\n");
  });

  it("while typing never touches words, nor other lines, nor what is behind the cursor on its line", () => {
    fc.assert(
      fc.property(randomModFile, fc.nat(2000), fc.constantFrom("\n", ")"), (text, place, character) => {
        const offset = place % (text.length + 1);
        const after = text.slice(0, offset) + character + text.slice(offset);
        const edits = formatTypedEdits(mod(after), offset + 1, character);
        const result = applyEdits(after, edits);
        assert.equal(result.replace(/[ \t\r]/g, ""), after.replace(/[ \t\r]/g, ""));
        const cursor = after.slice(0, offset + 1).split("\n").length;
        const lines = result.split("\n");
        after.split("\n").forEach((line, i) => {
          if (i + 1 < cursor - 1 || i + 1 > cursor) assert.equal(lines[i], line);
        });
      }),
      { numRuns: 500 },
    );
  });
});
