import { deepEqual, equal, ok } from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import type { Language, Parser } from "web-tree-sitter";
import { scraps } from "./scraps.ts";
import { loadGrammar, read, withTree } from "./tree.ts";

describe("the grammar on any text", () => {
  let parser: Parser;
  let language: Language;
  before(async () => {
    ({ parser, language } = await loadGrammar());
  });
  after(() => parser.delete());

  /** Nothing but white space lies between the leaves, they are in order, and none is an ERROR or MISSING. */
  function holdsAll(text: string): void {
    const { tokens, comments, refused, hasError } = read(parser, text);
    equal(hasError, false, JSON.stringify(text));
    const covered = Array.from(text, () => false);
    for (const leaf of [...tokens, ...comments, ...refused]) {
      equal(text.slice(leaf.start, leaf.start + leaf.text.length), leaf.text);
      covered.fill(true, leaf.start, leaf.start + leaf.text.length);
    }
    const left = [...text].length === text.length ? [...text].filter((_, at) => !covered[at]) : [];
    deepEqual(
      left.filter((character) => !/[ \t\r\n]/.test(character)),
      [],
      JSON.stringify(text),
    );
    for (const [at, token] of tokens.entries()) ok(at === 0 || (tokens[at - 1]?.start ?? 0) < token.start);
  }

  it("accounts for every character of texts made of the language's scraps, without ERROR or MISSING", () => {
    fc.assert(fc.property(scraps(), holdsAll), { numRuns: 3000 });
  });

  it("accounts for every character of texts of any characters", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 60 }), holdsAll), { numRuns: 1000 });
  });

  it("accounts for every character of every go.mod and go.work in the repository's tests and examples", () => {
    let files = 0;
    for (const folder of ["test", "examples", "grammar/test/highlight"]) {
      for (const name of existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: "utf8" }) : []) {
        if (!/(^|[\\/])go\.(mod|work)$/.test(name)) continue;
        holdsAll(readFileSync(join(folder, name), "utf8"));
        files++;
      }
    }
    ok(files >= 4);
  });

  it("has no ERROR for any code point between letters", () => {
    let lines: string[] = [];
    // Every code point of the three planes in use, and a sample of the others with both ends of each plane.
    const next = (code: number): number => {
      if (code === 0xd7ff) return 0xe000;
      return code < 0x3_0000 || (code & 0xffff) >= 0xfffe || (code & 0xffff) < 2 ? code + 1 : Math.min(code + 97, code | 0xfffe);
    };
    for (let code = 0; code < 0x11_0000; code = next(code)) {
      lines.push(`a${String.fromCodePoint(code)}b`);
      // One text each would be too many parses.
      if (lines.length < 4096 && code < 0x10_ffff) continue;
      equal(
        withTree(parser, lines.join("\n"), (tree) => tree.rootNode.hasError),
        false,
      );
      lines = [];
    }
  });

  it("takes time in proportion to the text", function () {
    // All take about a second; with time as the square of the size, one would take minutes.
    this.timeout(60_000);
    const size = 100_000;
    const texts: Record<string, string> = {
      brackets: "(".repeat(size),
      "closing brackets": ")".repeat(size),
      "pairs of brackets": "()".repeat(size),
      "opened blocks": "a (\n".repeat(size),
      "opened blocks in the first column": "require (\n".repeat(size),
      "a long line": "a ".repeat(size),
      "a long word": "a/".repeat(size),
      "a long comment": `//${"/\r".repeat(size)}`,
      "a long string": `a "${'\\"'.repeat(size)}`,
      "quotation marks": '" '.repeat(size),
      "block comments": "/*\n".repeat(size),
      stars: `/*${"*".repeat(size)}`,
      slashes: "a / ".repeat(size),
      NUL: "\0".repeat(size),
      "escaped line ends": '"\\\n'.repeat(size),
      requirements: "require a v1 // indirect\n".repeat(size / 10),
    };
    for (const [name, text] of Object.entries(texts)) {
      withTree(parser, text, (tree) => equal(tree.rootNode.hasError, false, name));
    }
  });

  it("reads a megabyte on one line", () => {
    const text = `provide ${"example.com/a v1.0.0 ".repeat(50_000)}`;
    withTree(parser, text, (tree) => equal(tree.rootNode.firstChild?.childCount, 100_001));
  });

  it("keeps no memory of freed trees", () => {
    const text = "require (\n\ta v1\n)\n".repeat(20);
    const parse = (times: number): void => {
      for (let run = 0; run < times; run++) withTree(parser, text, (tree) => tree.rootNode.hasError);
    };
    parse(500);
    const before = process.memoryUsage().arrayBuffers + process.memoryUsage().external;
    parse(5000);
    const grown = process.memoryUsage().arrayBuffers + process.memoryUsage().external - before;
    ok(grown < 4_000_000, `${grown} bytes more`);
  });

  it("has in its wasm the kinds of nodes and fields that src/node-types.json describes", () => {
    const types = JSON.parse(readFileSync("grammar/src/node-types.json", "utf8")) as { type: string; named: boolean }[];
    for (const { type, named } of types) ok(language.idForNodeType(type, named) !== null, type);
    equal(language.name, "gomod");
  });
});
