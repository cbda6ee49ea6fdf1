import assert from "node:assert/strict";
import { excerpt } from "../../../server/cli/reporters/excerpt.ts";
import { styleOf } from "../../../server/cli/reporters/style.ts";
import { LineIndex } from "../../../server/text/line-index.ts";

/** The excerpt of the part of a text between ‹ and ›, without the first line. */
function shown(drawn: string): string {
  const start = drawn.indexOf("‹");
  const end = drawn.indexOf("›") - 1;
  const text = drawn.replace("‹", "").replace("›", "");
  const result = excerpt({ text, lines: new LineIndex(text) }, { span: { start, end }, severity: "error" }, styleOf(false));
  return result.text.slice(result.text.indexOf("\n") + 1);
}

describe("excerpt", () => {
  it("underlines a range below its line", () => {
    assert.equal(shown("module ‹example.com/a›\n"), "1 | module example.com/a\n  |        ^^^^^^^^^^^^^\n");
  });

  it("expands tabs in the same way above and below", () => {
    assert.equal(shown("require (\n\t‹a› v1\t// x\n"), "2 |     a v1    // x\n  |     ^\n");
    assert.equal(shown("ab\t‹c›\n"), "1 | ab  c\n  |     ^\n");
    assert.equal(shown("abcd\t‹c\td›\n"), "1 | abcd    c   d\n  |         ^^^^^\n");
  });

  it("counts wide characters twice and combining ones not at all", () => {
    assert.equal(shown("// 模块 ‹x›\n"), "1 | // 模块 x\n  |         ^\n");
    assert.equal(shown("// e\u0301 ‹x›\n"), "1 | // e\u0301 x\n  |      ^\n");
    assert.equal(shown("// 🎉 ‹x›\n"), "1 | // 🎉 x\n  |       ^\n");
    assert.equal(shown("‹模块›\n"), "1 | 模块\n  | ^^^^\n");
  });

  it("marks a place where the range is empty, also at the end of a line or file", () => {
    assert.equal(shown("go ‹›\n"), "1 | go\n  |    ^\n");
    assert.equal(shown("go 1\n‹›"), "2 |\n  | ^\n");
    assert.equal(shown("‹›"), "1 |\n  | ^\n");
  });

  it("shows no control characters, and keeps carriage returns out", () => {
    assert.equal(shown("go \u001B[31m‹x›\r\nmore"), "1 | go ␛[31mx\n  |         ^\n");
    assert.equal(shown("a\u202E‹x›\udcff\n"), "1 | a�x�\n  |   ^\n");
  });

  it("shows the first lines of a long range", () => {
    assert.equal(shown("‹require (\n\ta v1\n)›\n"), "1 | require (\n  | ^^^^^^^^^\n2 |     a v1\n  |     ^^^^\n3 | )\n  | ^\n");
    const block = shown(`‹require (\n${"\ta v1\n".repeat(9)})›\n`);
    assert.match(block, /^3 \| {5}a v1\n {2}\| {5}\^\^\^\^\n {2}\| … 8 more lines\n$/m);
  });

  it("sets line numbers of two digits right", () => {
    assert.equal(shown(`${"\n".repeat(9)}‹go›`), "10 | go\n   | ^^\n");
  });

  it("cuts long lines around the place", () => {
    const long = "x".repeat(5000);
    const [line = "", carets = ""] = shown(`${long}‹here›${long}\n`).split("\n");
    assert.ok(line.length < 200, String(line.length));
    assert.match(line, /^1 \| …x+herex+…$/);
    assert.equal(carets.indexOf("^"), line.indexOf("here"));
    assert.equal(carets.match(/\^/g)?.length, 4);
    const [whole = "", under = ""] = shown(`‹${long}›\n`).split("\n");
    assert.match(whole, /^1 \| x{100,}…$/);
    assert.ok(under.length <= whole.length);
    const [last = "", mark = ""] = shown(`${long}‹end›\n`).split("\n");
    assert.equal(mark.indexOf("^^^"), last.indexOf("end"));
  });

  it("is quick on a line of megabytes", () => {
    const [line = ""] = shown(`${"y\t".repeat(2_000_000)}‹z›`).split("\n");
    assert.match(line, /^1 \| … *y.*z$/);
  });
});
