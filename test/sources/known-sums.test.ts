import assert from "node:assert/strict";
import { parseGoSum } from "../../server/modfile/go-sum.ts";
import { knownSums } from "../../server/sources/known-sums.ts";

describe("sources/known-sums", () => {
  it("knows the hashes of go.mod files, not those of modules, and only of the kind that is computed", () => {
    const sums = knownSums(
      parseGoSum(
        `example.com/a v1.0.0 h1:module=
example.com/a v1.0.0/go.mod h1:one=
example.com/a v1.0.0/go.mod h2:other=
example.com/a v1.0.0/go.mod h1:two=
example.com/b v1.0.0/go.mod h2:other=
`,
      ),
    );
    assert.deepEqual(sums("example.com/a", "v1.0.0"), ["h1:one=", "h1:two="]);
    assert.equal(sums("example.com/b", "v1.0.0"), undefined);
    assert.equal(sums("example.com/a", "v1.0.1"), undefined);
  });
});
