import assert from "node:assert/strict";
import fc from "fast-check";
import { compareSemver } from "../../server/version/semver.ts";
import { onlyVersion, parseVersionRange } from "../../server/version/version-range.ts";

function has(range: string, version: string): boolean {
  const parsed = parseVersionRange(range);
  assert.ok(!("problem" in parsed), `${range}: ${"problem" in parsed ? parsed.problem : ""}`);
  return parsed.has(version);
}

const cases: readonly (readonly [range: string, inside: readonly string[], outside: readonly string[]])[] = [
  ["v1.4.2", ["v1.4.2", "v1.4.2+incompatible"], ["v1.4.3", "v1.4.2-rc.1"]],
  ["=v1.4.2", ["v1.4.2"], ["v1.4.1"]],
  ["v1.4", ["v1.4.0", "v1.4.9", "v1.4.0-rc.1", "v1.4.1-0.20240101000000-abcdefabcdef"], ["v1.5.0-rc.1", "v1.3.9"]],
  ["v1.4.x", ["v1.4.0", "v1.4.9"], ["v1.5.0", "v1.5.0-0.20240101000000-abcdefabcdef"]],
  ["v1", ["v1.0.0", "v1.99.0"], ["v0.9.0", "v2.0.0+incompatible", "v2.0.0-alpha"]],
  ["v0.x", ["v0.0.0-20240101000000-abcdefabcdef", "v0.9.0"], ["v1.0.0"]],
  [">=v1.2.0 <v2", ["v1.2.0", "v1.99.0"], ["v1.1.9", "v1.2.0-rc.1", "v2.0.0-rc.1", "v2.0.0"]],
  [">=v1.2, <=v1.4", ["v1.2.0-rc.1", "v1.4.7"], ["v1.1.9", "v1.5.0"]],
  [">v1.4", ["v1.5.0-rc.1", "v2.0.0+incompatible"], ["v1.4.9"]],
  [">v1.4.2", ["v1.4.3", "v1.4.3-0.20240101000000-abcdefabcdef"], ["v1.4.2", "v1.4.2-rc.1"]],
  [">= v1.4.2  < v1.5", ["v1.4.2"], ["v1.5.0"]],
  ["!=v1.3.1 v1.3", ["v1.3.0", "v1.3.2"], ["v1.3.1", "v1.4.0"]],
  ["!=v1.3", ["v1.2.0"], ["v1.3.0", "v1.3.9"]],
  ["<v1.2 || >=v1.4.0 <v1.5", ["v1.1.0", "v1.4.3"], ["v1.2.0", "v1.5.0"]],
  ["<v2.0.0+incompatible", ["v1.0.0"], ["v2.0.0"]],
  ["v99999999999999999999", ["v99999999999999999999.1.0"], ["v100000000000000000000.0.0"]],
];

describe("version/version-range", () => {
  for (const [range, inside, outside] of cases) {
    it(`${range} has what it says`, () => {
      for (const version of inside) assert.equal(has(range, version), true, version);
      for (const version of outside) assert.equal(has(range, version), false, version);
    });
  }

  it("has nothing that is no version", () => {
    for (const version of ["", "none", "1.2.3", "1.21"]) assert.equal(has(">=v0 || <v0", version), false);
  });

  it("parts all versions in those below, in and above any version, short or whole", () => {
    const number = fc.integer({ min: 0, max: 3 });
    const whole = fc
      .tuple(number, number, number, fc.constantFrom("", "-rc.1", "-0", "-0.20240101000000-abcdefabcdef"))
      .map(([a, b, c, pre]) => `v${a}.${b}.${c}${pre}`);
    const short = fc.oneof(
      number.map((a) => `v${a}`),
      fc.tuple(number, number).map(([a, b]) => `v${a}.${b}`),
    );
    fc.assert(
      fc.property(fc.oneof(whole, short), whole, (bound, version) => {
        const holds = ["<", "=", ">"].filter((sign) => has(`${sign}${bound}`, version));
        assert.equal(holds.length, 1);
        assert.equal(has(`<=${bound}`, version), holds[0] !== ">");
        assert.equal(has(`>=${bound}`, version), holds[0] !== "<");
        assert.equal(has(`!=${bound}`, version), holds[0] !== "=");
        assert.equal(has(bound, version), holds[0] === "=");
        if (bound.split(".").length > 2) {
          const order = compareSemver(version, bound);
          assert.equal(holds[0], order < 0 ? "<" : order > 0 ? ">" : "=");
        } else assert.equal(holds[0] === "=", version.startsWith(`${bound}.`));
      }),
      { numRuns: 2000 },
    );
  });

  it("is refused where it is none, with what to write", () => {
    const problem = (range: string) => {
      const parsed = parseVersionRange(range);
      return "problem" in parsed ? parsed.problem : undefined;
    };
    assert.deepEqual(["", " ", "v1 ||", "1.4.0", ">=1.4", "latest", "^v1.2", "~v1.2", "==v1", "v1.2.3.4", ">="].map(problem), [
      "is empty",
      "is empty",
      "has an empty alternative",
      'has "1.4.0", which is no version: write v1.4.0',
      'has ">=1.4", which is no version: write >=v1.4',
      'has "latest", which is no version',
      "has ^v1.2, which Go does not know: write v1.4 for all of v1.4, or >=v1.4.2 <v2",
      "has ~v1.2, which Go does not know: write v1.4 for all of v1.4, or >=v1.4.2 <v2",
      'has "==": the signs are =, !=, <, <=, > and >=',
      'has "v1.2.3.4", which is no version',
      'has ">=", which is no version',
    ]);
  });

  it("is one version alone where it says so", () => {
    assert.deepEqual(["v1.4.2", "= v1.4.2", "v1.4", ">=v1.4.2", "v1.4.2 || v1.4.3", ""].map(onlyVersion), [
      "v1.4.2",
      "v1.4.2",
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});
