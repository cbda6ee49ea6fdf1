import assert from "node:assert/strict";
import fc from "fast-check";
import semver from "semver";
import { canonicalSemver, compareSemver, isSemver } from "../../server/version/semver.ts";

const number = fc.oneof(fc.nat({ max: 12 }), fc.nat()).map(String);
const identifier = fc.oneof(number, fc.stringMatching(/^[a-z-][0-9a-z-]{0,4}$/));
const dotted = (prefix: string) =>
  fc.array(identifier, { maxLength: 3 }).map((parts) => (parts.length === 0 ? "" : `${prefix}${parts.join(".")}`));
const version = fc
  .tuple(number, number, number, dotted("-"), dotted("+"))
  .map(([major, minor, patch, prerelease, build]) => `${major}.${minor}.${patch}${prerelease}${build}`);

describe("Go's semantic versions and npm's, where both have them", () => {
  it("are ordered the same", () => {
    fc.assert(
      fc.property(version, version, (a, b) => {
        assert.ok(isSemver(`v${a}`) && semver.valid(a) !== null);
        assert.equal(compareSemver(`v${a}`, `v${b}`), semver.compare(a, b), `${a} ${b}`);
      }),
      { numRuns: 5000 },
    );
  });

  it("have the same canonical form, which leaves the build out", () => {
    fc.assert(
      fc.property(version, (v) => assert.equal(canonicalSemver(`v${v}`), `v${semver.valid(v)}`)),
      { numRuns: 2000 },
    );
  });
});
