import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import fc from "fast-check";
import { negotiateEncoding, type PositionEncoding, Positions } from "../../server/lsp/positions.ts";

const encodings: readonly PositionEncoding[] = ["utf-8", "utf-16", "utf-32"];

/** How much of an encoding a piece of a line is, by Node's own conversions. */
function size(text: string, encoding: PositionEncoding): number {
  if (encoding === "utf-16") return text.length;
  return encoding === "utf-8" ? Buffer.byteLength(text) : [...text].length;
}

describe("position encodings", () => {
  it("takes UTF-16 first, and by default", () => {
    assert.equal(negotiateEncoding(["utf-8", "utf-16"]), "utf-16");
    assert.equal(negotiateEncoding(["utf-32", "utf-8"]), "utf-8");
    assert.equal(negotiateEncoding(["utf-32"]), "utf-32");
    assert.equal(negotiateEncoding(["ebcdic"]), "utf-16");
    assert.equal(negotiateEncoding(undefined), "utf-16");
  });

  it("counts astral characters as each encoding does", () => {
    const text = "module m // 𝕏é\nrequire 𐍈/é v1.0.0\n";
    const offset = text.indexOf("v1.0.0");
    const character = { "utf-8": 8 + 4 + 1 + 2 + 1, "utf-16": 8 + 2 + 1 + 1 + 1, "utf-32": 8 + 1 + 1 + 1 + 1 };
    for (const encoding of encodings) {
      const positions = new Positions(text, encoding);
      assert.deepEqual(positions.position(offset), { line: 1, character: character[encoding] });
      assert.equal(positions.offset({ line: 1, character: character[encoding] }), offset);
    }
  });

  it("takes a position inside a character for its start", () => {
    const utf8 = new Positions("𝕏a", "utf-8");
    for (const inside of [1, 2, 3]) assert.equal(utf8.offset({ line: 0, character: inside }), 0);
    assert.equal(utf8.offset({ line: 0, character: 4 }), 2);
  });

  it("stays inside the line and the text", () => {
    for (const encoding of encodings) {
      const positions = new Positions("é\r\nb", encoding);
      assert.equal(positions.offset({ line: 0, character: 100 }), 1, "the line end is no part of the line");
      assert.equal(positions.offset({ line: 9, character: 3 }), 4);
      assert.deepEqual(positions.position(99), { line: 1, character: 1 });
    }
  });

  it("ends lines at LF, CR LF and a lone CR, as the protocol does", () => {
    const positions = new Positions("a\rb\r\nc\nd", "utf-16");
    assert.deepEqual(
      [2, 5, 7].map((offset) => positions.position(offset).line),
      [1, 2, 3],
    );
  });

  it("gives every offset back, in every encoding", () => {
    const piece = fc.constantFrom("a", "é", "€", "𝕏", "\n", "\r\n", " ", "v1.0.0");
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), fc.constantFrom(...encodings), (pieces, encoding) => {
        const text = pieces.join("");
        const positions = new Positions(text, encoding);
        let offset = 0;
        for (const character of text) {
          // Between CR and LF is no place of its own.
          if (!(character === "\n" && text[offset - 1] === "\r")) {
            const position = positions.position(offset);
            const lineStart = Math.max(text.lastIndexOf("\n", offset - 1), -1) + 1;
            assert.equal(position.character, size(text.slice(lineStart, offset), encoding));
            assert.equal(positions.offset(position), offset);
          }
          offset += character.length;
        }
      }),
    );
  });

  it("applies changes one after the other as a plain splice would", () => {
    const piece = fc.constantFrom("a", "é", "𝕏", "\n", "\r\n", "\r", "x y");
    const text = fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join(""));
    const change = fc.record({ at: fc.nat(60), length: fc.nat(10), text });
    fc.assert(
      fc.property(text, fc.array(change, { maxLength: 8 }), fc.constantFrom(...encodings), (start, changes, encoding) => {
        const positions = new Positions(start, encoding);
        let expected = start;
        for (const { at, length, text: inserted } of changes) {
          // The range as an editor would give it: of characters, not of halves of one.
          const range = positions.range({ start: Math.min(at, expected.length), end: Math.min(at + length, expected.length) });
          const span = positions.span(range);
          assert.deepEqual(positions.change({ range, text: inserted }), { span, text: inserted });
          expected = expected.slice(0, span.start) + inserted + expected.slice(span.end);
          assert.equal(positions.text, expected);
          const fresh = new Positions(expected, encoding);
          for (let offset = 0; offset <= expected.length; offset++)
            assert.deepEqual(positions.position(offset), fresh.position(offset));
        }
      }),
    );
  });

  it("takes a change without a range for the whole text, also where the client writes null", () => {
    const positions = new Positions("abc", "utf-16");
    assert.deepEqual(positions.change({ text: "x" }), { text: "x" });
    assert.deepEqual(positions.change({ range: null, text: "yz" }), { text: "yz" });
    assert.equal(positions.text, "yz");
  });

  it("turns a range that is the wrong way round", () => {
    const positions = new Positions("abc", "utf-16");
    assert.deepEqual(positions.span({ start: { line: 0, character: 2 }, end: { line: 0, character: 1 } }), { start: 1, end: 2 });
  });
});
