import assert from "node:assert/strict";
import {
  canonicalSemver,
  canonicalVersion,
  compareSemver,
  isIncompatible,
  isSemver,
  semverBuild,
  semverMajor,
  semverMajorMinor,
  semverPrerelease,
} from "../../server/version/semver.ts";

/** Each line holds versions of equal precedence; the lines ascend. */
const ascending = `
  v0.0.0-20191109021931-12a7c04131f5
  v0.0.0-20191109021931-1aa7c04131f5
  v0.0.0-20191109021931-daa7c04131f5
  v0.0.0-20201109021931-0aa7c04131f5
  v0.0.0
  v0.0.1 v0.0.1+incompatible
  v0.9.0
  v0.10.0 v0.10
  v1.0.0-0
  v1.0.0-2
  v1.0.0-10
  v1.0.0-18446744073709551616
  v1.0.0-18446744073709551617
  v1.0.0--
  v1.0.0--1
  v1.0.0-0a
  v1.0.0-A
  v1.0.0-RC
  v1.0.0-a
  v1.0.0-alpha v1.0.0-alpha+001
  v1.0.0-alpha.1
  v1.0.0-alpha.1.0
  v1.0.0-alpha.beta
  v1.0.0-alpha-beta
  v1.0.0-alpha0
  v1.0.0-beta
  v1.0.0-beta.2
  v1.0.0-beta.11
  v1.0.0-rc.1
  v1.0.0-rc1
  v1.0.0 v1 v1.0 v1.0.0+incompatible v1.0.0+a.b
  v1.0.1-0.20191109021931-daa7c04131f5
  v1.0.1-0.20200109021931-0aa7c04131f5
  v1.0.1-00000109021931-daa7c04131f5
  v1.0.1-20191109021931-daa7c04131f5
  v1.0.1
  v1.0.10-0.20191109021931-daa7c04131f5
  v1.0.10
  v1.2.0 v1.2
  v2.0.0+incompatible v2
  v9.0.0
  v10.0.0
  v9007199254740992.0.0
  v9007199254740993.0.0
  v9007199254740993.0.20191109021931
`
  .trim()
  .split("\n")
  .map((line) => line.trim().split(" "));

const invalid = [
  "",
  "v",
  "1.0.0",
  "V1.0.0",
  "v01.0.0",
  "v1.02.0",
  "v1.0.00",
  "v1.",
  "v1..0",
  "v1.0.",
  "v1.0.0.",
  "v1.0.0.0",
  "v1-rc1",
  "v1.0-rc1",
  "v1+meta",
  "v1.0+meta",
  "v1.0.0-",
  "v1.0.0-a.",
  "v1.0.0-.a",
  "v1.0.0-a..b",
  "v1.0.0-01",
  "v1.0.0-a.00",
  "v1.0.0-a_b",
  "v1.0.0-é",
  "v1.0.0+",
  "v1.0.0+a..b",
  "v1.0.0+a+b",
  "v1.0.0-a+",
  "v1.0.0 ",
  " v1.0.0",
  "v1.x",
  "v-1.0.0",
  "master",
  "none",
];

describe("version/semver", () => {
  it("orders valid versions by precedence", () => {
    ascending.forEach((left, i) => {
      ascending.forEach((right, j) => {
        for (const v of left) for (const w of right) assert.equal(compareSemver(v, w), Math.sign(i - j), `${v} and ${w}`);
      });
    });
  });

  it("puts what is not valid below all else, and equal to its like", () => {
    for (const v of invalid) {
      assert.equal(isSemver(v), false, v);
      for (const w of invalid) assert.equal(compareSemver(v, w), 0, `${v} and ${w}`);
      assert.equal(compareSemver(v, "v0.0.0-0"), -1, v);
      assert.equal(compareSemver("v0.0.0-0", v), 1, v);
    }
  });

  it("knows the valid ones, also with leading zeros where those count for nothing", () => {
    for (const v of ascending.flat()) assert.equal(isSemver(v), true, v);
    for (const v of ["v1.0.0+01", "v1.0.0-0a", "v1.0.0-00a", "v1.0.0--01", "v0.0.0"]) assert.equal(isSemver(v), true, v);
  });

  it("fills in short versions and drops build metadata", () => {
    assert.equal(canonicalSemver("v1"), "v1.0.0");
    assert.equal(canonicalSemver("v1.2"), "v1.2.0");
    assert.equal(canonicalSemver("v1.2.3-a.b+c"), "v1.2.3-a.b");
    assert.equal(canonicalSemver("v1.2.3+incompatible"), "v1.2.3");
    for (const v of invalid) assert.equal(canonicalSemver(v), undefined, v);
  });

  it("keeps +incompatible in the canonical version of a go.mod file, and nothing else", () => {
    assert.equal(canonicalVersion("v2.0.0+incompatible"), "v2.0.0+incompatible");
    assert.equal(canonicalVersion("v2.0.0-rc1+incompatible"), "v2.0.0-rc1+incompatible");
    assert.equal(canonicalVersion("v2.0.0+x.incompatible"), "v2.0.0");
    assert.equal(canonicalVersion("v2.0.0+incompatible.1"), "v2.0.0");
    assert.equal(canonicalVersion("v2.0.0-+incompatible"), undefined);
    assert.equal(canonicalVersion("v2"), "v2.0.0");
    assert.equal(canonicalVersion("v2+incompatible"), undefined);
    assert.equal(canonicalVersion("latest"), undefined);
  });

  it("tells the parts", () => {
    const parts = (v: string): unknown[] => [semverMajor(v), semverMajorMinor(v), semverPrerelease(v), semverBuild(v)];
    assert.deepEqual(parts("v2"), ["v2", "v2.0", "", ""]);
    assert.deepEqual(parts("v2.1"), ["v2", "v2.1", "", ""]);
    assert.deepEqual(parts("v12.34.5-pre.0-x+meta-y"), ["v12", "v12.34", "-pre.0-x", "+meta-y"]);
    assert.deepEqual(parts("v1.0.0+a-b"), ["v1", "v1.0", "", "+a-b"]);
    assert.deepEqual(parts("v1.0.0-01"), [undefined, undefined, "", ""]);
  });

  it("knows +incompatible as the whole build metadata only", () => {
    assert.equal(isIncompatible("v2.0.0+incompatible"), true);
    assert.equal(isIncompatible("v2.0.0+incompatible.x"), false);
    assert.equal(isIncompatible("v2.0.0"), false);
    assert.equal(isIncompatible("v2+incompatible"), false);
  });
});
