import assert from "node:assert/strict";
import { compareDecimal, decrementDecimal } from "../../server/version/decimal.ts";

describe("version/decimal", () => {
  it("compares by value, at any length", () => {
    const ascending = ["", "0", "1", "9", "10", "99", "100", "9007199254740992", "9007199254740993", "20191109021931000000"];
    ascending.forEach((x, i) => {
      ascending.forEach((y, j) => {
        assert.equal(compareDecimal(x, y), Math.sign(i - j), `${x} and ${y}`);
      });
    });
  });

  it("takes one away", () => {
    for (const n of [1n, 2n, 9n, 10n, 11n, 19n, 20n, 100n, 101n, 110n, 1000n, 9007199254740993n, 10n ** 30n]) {
      assert.equal(decrementDecimal(String(n)), String(n - 1n));
    }
    assert.equal(decrementDecimal("0"), undefined);
  });
});
