import assert from "node:assert/strict";
import { documentSymbols, type FileSymbol } from "../../server/features/document-symbols.ts";
import { folds } from "../../server/features/folding.ts";
import { selectionRanges } from "../../server/features/selection-ranges.ts";
import type { ModFile, WorkFile } from "../../server/modfile/mod-file.ts";
import { suiteReader } from "../support/reader.ts";

const text = `// The app.
module example.com/app // here

go 1.21

toolchain go1.22.0

godebug panicnil=1

require example.com/a v1.0.0

// What others need.
// It is long.
require (
	// Pinned.
	// For now.
	example.com/b v1.0.0 // indirect

	example.com/c v1.2.0
) // so much

exclude example.com/c v1.1.0

replace (
	example.com/a v1.0.0 => ../a
	example.com/b => example.com/fork v1.1.0
)

retract [v1.0.0, v1.0.5] // Lost data.

tool example.com/a/cmd/run

ignore ./static

// Alone,
// and long.

nonsense here
`;

describe("outline", () => {
  const reader = suiteReader();

  const outline = (symbols: readonly FileSymbol[], indent = ""): readonly string[] =>
    symbols.flatMap(({ kind, name, detail, children }) => [
      `${indent}${kind}: ${name}${detail === "" ? "" : ` · ${detail}`}`,
      ...outline(children, `${indent}  `),
    ]);
  const mod = (source: string): ModFile | WorkFile => reader.parse(source, "mod");

  it("has every directive in the order of the file, lines of blocks below them", () => {
    assert.deepEqual(outline(documentSymbols(mod(text))), [
      "module: example.com/app",
      "go: go · 1.21",
      "toolchain: toolchain · go1.22.0",
      "godebug: panicnil · 1",
      "require: example.com/a · v1.0.0",
      "block: require · 2 lines",
      "  require: example.com/b · v1.0.0 indirect",
      "  require: example.com/c · v1.2.0",
      "exclude: example.com/c · v1.1.0",
      "block: replace · 2 lines",
      "  replace: example.com/a@v1.0.0 · => ../a",
      "  replace: example.com/b · => example.com/fork@v1.1.0",
      "retract: v1.0.0 to v1.0.5 · Lost data.",
      "tool: example.com/a/cmd/run",
      "ignore: ./static",
    ]);
    const work = reader.parse("go 1.21\n\nuse (\n\t.\n\t./b\n)\n", "work");
    assert.deepEqual(outline(documentSymbols(work)), ["go: go · 1.21", "block: use · 2 lines", "  use: .", "  use: ./b"]);
  });

  it("takes comments into the range, not into what is jumped to, which lies within it and within its block", () => {
    const file = mod(text);
    const [module] = documentSymbols(file);
    assert.ok(module !== undefined);
    assert.equal(text.slice(module.span.start, module.span.end), "// The app.\nmodule example.com/app // here");
    assert.equal(text.slice(module.selection.start, module.selection.end), "example.com/app");
    const check = (symbols: readonly FileSymbol[], start: number, end: number): void => {
      for (const { name, span, selection, children } of symbols) {
        assert.ok(start <= span.start && span.end <= end, name);
        assert.ok(span.start <= selection.start && selection.end <= span.end, name);
        check(children, span.start, span.end);
      }
    };
    check(documentSymbols(file), 0, text.length);
  });

  it("folds blocks between their parentheses, and comments behind their first line", () => {
    const found = folds(mod(text)).map(({ kind, span, placeholder }) => [kind, placeholder, text.slice(span.start, span.end)]);
    assert.deepEqual(found, [
      ["comment", "1 more line", "\n// It is long."],
      ["block", "2 lines", "\n\t// Pinned.\n\t// For now.\n\texample.com/b v1.0.0 // indirect\n\n\texample.com/c v1.2.0\n"],
      ["comment", "1 more line", "\n\t// For now."],
      ["block", "2 lines", "\n\texample.com/a v1.0.0 => ../a\n\texample.com/b => example.com/fork v1.1.0\n"],
      ["comment", "1 more line", "\n// and long."],
    ]);
    assert.deepEqual(folds(mod("module m\n\nrequire (\n\texample.com/a v1.0.0\n")), [], "an open block has no end yet");
    assert.deepEqual(folds(mod("module m\n\nrequire ()\n")), []);
  });

  it("selects outwards from the word to the file", () => {
    const around = (what: string, into: number): readonly string[] => {
      const offset = text.indexOf(what) + into;
      return selectionRanges(mod(text), offset).map(({ start, end }) => text.slice(start, end));
    };
    const block = text.slice(text.indexOf("require ("), text.indexOf(" // so much"));
    assert.deepEqual(around("example.com/b v1.0.0 //", 3), [
      "example.com/b",
      "example.com/b v1.0.0",
      "// Pinned.\n\t// For now.\n\texample.com/b v1.0.0 // indirect",
      "// Pinned.\n\t// For now.\n\texample.com/b v1.0.0 // indirect\n\n\texample.com/c v1.2.0",
      block,
      `// What others need.\n// It is long.\n${block} // so much`,
      text,
    ]);
    assert.equal(around("// indirect", 4)[0], "// indirect");
    assert.deepEqual(around("go 1.21", 4), ["1.21", "go 1.21", text]);
    assert.deepEqual(around("\n\ngo 1.21", 1), [text]);
    assert.deepEqual(around("// Alone", 4), ["// Alone,", "// Alone,\n// and long.", text]);
    assert.deepEqual(selectionRanges(mod(""), 0), [{ start: 0, end: 0 }]);
  });

  it("has ranges that grow at every offset", () => {
    const file = mod(text);
    for (let offset = 0; offset <= text.length; offset++) {
      const ranges = selectionRanges(file, offset);
      for (const [i, { start, end }] of ranges.entries()) {
        const inner = ranges[i - 1] ?? { start: offset, end: offset };
        assert.ok(start <= inner.start && inner.end <= end, `${offset}: ${i}`);
        assert.ok(i === 0 || end - start > inner.end - inner.start, `${offset}: ${i}`);
      }
      assert.deepEqual(ranges.at(-1), { start: 0, end: text.length });
    }
  });
});
