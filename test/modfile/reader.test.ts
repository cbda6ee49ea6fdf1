import assert from "node:assert/strict";
import { readSyntax } from "../../server/modfile/read-syntax.ts";
import { applyEdits } from "../../server/text/edits.ts";
import { random as seeded } from "../support/random.ts";
import { suiteReader } from "../support/reader.ts";
import { mutate } from "./mutate.ts";
import { recorded } from "./recorded.ts";

describe("reading through the grammar", () => {
  const reader = suiteReader();

  it("has the syntax that Go's own rules for lines give", () => {
    for (const { text, kind } of recorded()) {
      const file = reader.parse(text, kind);
      assert.equal(file.kind, kind);
      assert.deepEqual(file.syntax, readSyntax(text), text);
    }
  });

  it("gives the same after changes as for the text at once", () => {
    const bases = recorded();
    const texts = bases.map((base) => base.text);
    const random = seeded(7).next;
    for (const base of bases) {
      const document = reader.open(base.text, base.kind);
      try {
        for (let step = 0; step < 8; step++) {
          const { text } = document.file;
          // Where the mutated text differs is what an editor would send.
          const next = mutate(text, texts, random);
          let start = 0;
          while (start < text.length && start < next.length && text[start] === next[start]) start++;
          let end = 0;
          while (end < text.length - start && end < next.length - start && text.at(-1 - end) === next.at(-1 - end)) end++;
          document.edit([{ span: { start, end: text.length - end }, text: next.slice(start, next.length - end) }]);
          assert.equal(document.file.text, next);
          assert.deepEqual(document.file, reader.parse(next, base.kind));
        }
      } finally {
        document.dispose();
      }
    }
  });

  it("applies changes one after the other", () => {
    const document = reader.open("module m\n", "mod");
    document.edit([
      { span: { start: 9, end: 9 }, text: "go 1.2\n" },
      { span: { start: 15, end: 15 }, text: "1" },
    ]);
    assert.equal(document.file.text, "module m\ngo 1.21\n");
    assert.equal(document.file.go?.version.value, "1.21");
    document.edit([{ text: "module n\n" }, { span: { start: 8, end: 8 }, text: "n" }]);
    assert.equal(document.file.kind === "mod" && document.file.module?.path.value, "nn");
    document.edit([]);
    assert.equal(document.file.text, "module nn\n");
    document.dispose();
    assert.equal(document.file.text, "module nn\n");
  });

  it("leaves a document as it was when a change lies outside of it", () => {
    const document = reader.open("module m\n", "mod");
    const { file } = document;
    assert.throws(
      () =>
        document.edit([
          { span: { start: 0, end: 0 }, text: "// c\n" },
          { span: { start: 99, end: 100 }, text: "" },
        ]),
      RangeError,
    );
    assert.equal(document.file, file);
    document.edit([{ span: { start: 0, end: 0 }, text: "// c\n" }]);
    assert.equal(document.file.text, "// c\nmodule m\n");
    document.dispose();
  });

  it("reads characters beyond U+FFFF at their places", () => {
    const text = "// \u{1f600}\nmodule m // \u{1f600}\nrequire é.b/c v1.0.0 // \u{1f600}\n";
    const document = reader.open(text, "mod");
    const at = text.indexOf("v1.0.0");
    document.edit([{ span: { start: at + 1, end: at + 2 }, text: "0" }]);
    const [requirement] = document.file.kind === "mod" ? document.file.require : [];
    assert.equal(requirement?.version.value, "v0.0.0");
    assert.equal(document.file.text.slice(requirement?.path.span.start, requirement?.path.span.end), "é.b/c");
    document.dispose();
  });

  it("reads texts too large for a tree, and documents that grow to it and back", () => {
    const line = "require example.com/a v1.0.0\n";
    const large = line.repeat(40_000);
    assert.equal(reader.parse(large, "mod").require.length, 40_000);
    const document = reader.open(line, "mod");
    document.edit([{ span: { start: 0, end: 0 }, text: large }]);
    assert.equal(document.file.kind === "mod" && document.file.require.length, 40_001);
    document.edit([{ span: { start: 0, end: large.length }, text: "" }]);
    assert.equal(document.file.text, line);
    document.edit([{ span: { start: 8, end: 8 }, text: "x." }]);
    assert.equal(document.file.text, applyEdits(line, [{ span: { start: 8, end: 8 }, text: "x." }]));
    document.dispose();
  });

  it("does not grow outside of the JavaScript heap", function () {
    this.timeout(60_000);
    const text = `module m\n\nrequire (\n${"\texample.com/a v1.0.0 // indirect\n".repeat(300)})\n`;
    const document = reader.open(text, "mod");
    const work = (count: number) => {
      for (let i = 0; i < count; i++) {
        document.edit([{ span: { start: 8, end: 8 }, text: "x" }]);
        document.edit([{ span: { start: 8, end: 9 }, text: "" }]);
        reader.parse(text, "mod");
      }
    };
    work(100);
    const before = process.memoryUsage().external + process.memoryUsage().arrayBuffers;
    work(400);
    const grown = process.memoryUsage().external + process.memoryUsage().arrayBuffers - before;
    // A tree of this text takes about 100 kB: kept, they would be 120 MB.
    assert.ok(grown < 8e6, `grew by ${grown} bytes`);
    document.dispose();
  });
});
