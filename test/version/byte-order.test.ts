import assert from "node:assert/strict";
import { compareBytes } from "../../server/version/byte-order.ts";

describe("version/byte-order", () => {
  it("orders as the UTF-8 bytes do", () => {
    const texts = [
      "",
      "A",
      "a",
      "a\0",
      "ab",
      "b",
      "z",
      "é",
      "世",
      "\ud7ff",
      "\ue000",
      "\uffff",
      "\u{10000}",
      "\u{10000}a",
      "\u{1d4b3}",
      "\u{10ffff}",
      "a\uffff",
      "a\u{10000}",
    ];
    for (const a of texts) {
      for (const b of texts) {
        assert.equal(
          compareBytes(a, b),
          Buffer.compare(Buffer.from(a), Buffer.from(b)),
          `${JSON.stringify(a)} and ${JSON.stringify(b)}`,
        );
      }
    }
  });
});
