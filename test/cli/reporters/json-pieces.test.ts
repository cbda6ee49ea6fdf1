import assert from "node:assert/strict";
import fc from "fast-check";
import { jsonPieces } from "../../../server/cli/reporters/json-pieces.ts";

describe("JSON in pieces", () => {
  it("is what JSON.stringify writes, at every depth", () => {
    fc.assert(
      fc.property(fc.oneof(fc.array(fc.anything()), fc.dictionary(fc.string(), fc.anything())), fc.nat(5), (value, depth) => {
        // Only what JSON has: reports are made of nothing else.
        const plain = JSON.parse(JSON.stringify(value, (_, one) => (typeof one === "bigint" ? String(one) : one)));
        assert.equal([...jsonPieces(plain, depth)].join(""), `${JSON.stringify(plain, null, 2)}\n`);
      }),
    );
  });

  it("leaves out what is undefined", () => {
    assert.equal([...jsonPieces({ a: undefined, b: [{ c: undefined }] }, 3)].join(""), '{\n  "b": [\n    {}\n  ]\n}\n');
  });

  it("is no longer than a finding at once", () => {
    const findings = Array.from({ length: 100 }, (_, i) => ({ rule: "r", line: i, fixes: [{ edits: [i] }] }));
    const pieces = [...jsonPieces({ findings, notes: [] }, 2)];
    assert.ok(pieces.every((piece) => piece.length < 200));
  });
});
