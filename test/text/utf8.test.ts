import assert from "node:assert/strict";
import fc from "fast-check";
import { decodeUtf8, encodeUtf8, hasInvalidUtf8 } from "../../server/text/utf8.ts";

describe("text/utf8", () => {
  it("gives every sequence of bytes back as it was", () => {
    // Bytes from where UTF-8 has its edges come up often.
    const byte = fc.oneof(
      fc.nat(255),
      fc.constantFrom(0x00, 0x7f, 0x80, 0x9f, 0xa0, 0xbf, 0xc1, 0xc2, 0xe0, 0xed, 0xef, 0xf0, 0xf4, 0xf5, 0xff),
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 24 }), fc.array(byte, { maxLength: 12 }), (some, edges) => {
        const bytes = Uint8Array.from([...some, ...edges]);
        assert.deepEqual([...encodeUtf8(decodeUtf8(bytes))], [...bytes]);
      }),
      { numRuns: 2000 },
    );
  });

  it("decodes and encodes valid text as everybody does", () => {
    const point = fc.oneof(fc.nat(0x7ff), fc.nat(0xd7ff), fc.integer({ min: 0xe000, max: 0x10ffff }));
    const valid = fc.array(point, { maxLength: 30 }).map((points) => String.fromCodePoint(...points));
    fc.assert(
      fc.property(valid, (text) => {
        const bytes = new TextEncoder().encode(text);
        assert.equal(decodeUtf8(bytes), text);
        assert.deepEqual([...encodeUtf8(text)], [...bytes]);
        assert.equal(hasInvalidUtf8(text), false);
      }),
    );
  });

  it("stands for each stray byte by a lone surrogate", () => {
    assert.equal(decodeUtf8(Uint8Array.of(0x61, 0xff, 0xc3, 0xa9, 0xc3)), "a\udcffé\udcc3");
    assert.equal(decodeUtf8(Uint8Array.of(0xf0, 0x9f, 0x98, 0x80, 0x80)), "😀\udc80");
    assert.equal(decodeUtf8(Uint8Array.of(0xed, 0xa0, 0x80)), "\udced\udca0\udc80", "an encoded surrogate is none");
    assert.ok(hasInvalidUtf8("a\udcff"));
    assert.ok(!hasInvalidUtf8("\ufffd😀"));
    assert.deepEqual([...encodeUtf8("\ud800")], [0xef, 0xbf, 0xbd], "a surrogate that stands for no byte");
  });
});
