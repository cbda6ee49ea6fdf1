import assert from "node:assert/strict";
import fc from "fast-check";
import { format } from "../../server/modfile/format.ts";
import { type Extent, layoutEdits } from "../../server/modfile/layout-edits.ts";
import { applyEdits } from "../../server/text/edits.ts";
import { randomModFile } from "./random-file.ts";
import { mod, work } from "./read.ts";

function laidOut(text: string, extent: Extent, first = 1, last = Number.POSITIVE_INFINITY): string {
  return applyEdits(text, layoutEdits(mod(text), { first, last }, extent));
}

describe("layout of lines", () => {
  const untidy =
    "module   m \n\n\n\n go 1.21\nrequire (\n\n  b v1.0.0   //x\n\n\n// of a\n\ta   v1.0.0\n) // end\nrequire c v1.0.0";

  it("is standard style, in the order that the lines have", () => {
    assert.equal(
      laidOut(untidy, "all"),
      "module m\n\ngo 1.21\n\nrequire (\n\tb v1.0.0 //x\n\n\t// of a\n\ta v1.0.0\n) // end\n\nrequire c v1.0.0\n",
    );
  });

  it("keeps line ends and spellings where only space is asked for", () => {
    const text = 'module "m"\n\n\n go  1.21\nrequire (\n "a"   v1.0.0\n    // last\n  )\n';
    assert.equal(laidOut(text, "space"), 'module "m"\n\n\ngo 1.21\nrequire (\n\t"a" v1.0.0\n\t// last\n)\n');
    assert.equal(laidOut(text, "all"), "module m\n\ngo 1.21\n\nrequire (\n\ta v1.0.0\n// last\n)\n");
  });

  it("changes the lines that are asked for alone", () => {
    assert.equal(laidOut(untidy, "all", 8, 8), untidy.replace("  b v1.0.0   //x", "\tb v1.0.0 //x"));
    assert.equal(laidOut(untidy, "all", 2, 4), untidy);
    assert.equal(laidOut(untidy, "all", 1, 3), untidy.replace("module   m \n", "module m\n"));
    assert.equal(laidOut(untidy, "all", 1, 5), untidy.replace("module   m \n\n\n\n go", "module m\n\ngo"));
    assert.equal(laidOut("module m\n\t \n\t\ngo 1.21\n", "space", 2, 2), "module m\n\n\t\ngo 1.21\n");
  });

  it("leaves lines with errors as they are, and mends their neighbours", () => {
    const text = "module m\n\nrequire (\n  a  v1.0.0 \n  b `v1\n  c  v1.0.0\n";
    const result = laidOut(text, "space");
    assert.match(result, /^module m\n\nrequire \(\n\ta v1\.0\.0\n\tb `v1\n\tc v1\.0\.0\n$/);
  });

  it("keeps CRLF, and a byte order mark", () => {
    const windows = untidy.replaceAll("\n", "\r\n");
    assert.equal(laidOut(windows, "all"), laidOut(untidy, "all").replaceAll("\n", "\r\n"));
    assert.equal(laidOut("\uFEFF  module m", "all").endsWith("m\n"), true);
    assert.equal(laidOut("", "all"), "");
    assert.equal(laidOut("// only", "all"), "// only\n");
  });

  it("knows go.work", () => {
    const text = "go  1.21\nuse (\n. \n  ./b\n)\n";
    const edits = layoutEdits(work(text), { first: 1, last: 9 }, "all");
    assert.equal(applyEdits(text, edits), "go 1.21\n\nuse (\n\t.\n\t./b\n)\n");
  });

  it("is all of formatting but the order, for random files: what it leaves to format is sorting and dropping lines", () => {
    fc.assert(
      fc.property(randomModFile, (text) => {
        const file = mod(text);
        assert.deepEqual(file.errors, []);
        const result = laidOut(text, "all");
        assert.equal(format(mod(result)), format(file));
        assert.equal(laidOut(result, "all"), result);
        // No line of it is changed by formatting, only moved or dropped.
        const lines = new Set(
          result
            .replaceAll("\r", "")
            .split("\n")
            .map((line) => line.trimStart()),
        );
        for (const line of format(file).split("\n")) {
          const isJoined = /^\w+ /.test(line) && !lines.has(line); // a block of one line becomes that line
          assert.ok(lines.has(line.trimStart()) || isJoined, `${JSON.stringify(line)}\n${result}`);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("changes white space only, line by line, in any order of lines", () => {
    fc.assert(
      fc.property(randomModFile, fc.constantFrom<Extent>("space", "all"), fc.nat(30), fc.nat(10), (text, extent, first, more) => {
        const result = laidOut(text, extent, first, first + more);
        const words = (of: string): string => of.replace(/["\s]/g, "");
        assert.equal(words(result), words(text));
        if (extent === "space") {
          assert.equal(result.split("\n").length, text.split("\n").length);
          const lines = text.split("\n");
          result.split("\n").forEach((line, i) => {
            if (i + 1 < first || i + 1 > first + more) assert.equal(line, lines[i]);
          });
          let byLine = text;
          for (let line = first; line <= first + more; line++) byLine = laidOut(byLine, extent, line, line);
          assert.equal(byLine, result);
        }
      }),
      { numRuns: 300 },
    );
  });
});
