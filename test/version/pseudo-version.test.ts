import assert from "node:assert/strict";
import {
  isPseudoVersion,
  isZeroPseudoVersion,
  parsePseudoVersion,
  pseudoVersionBase,
  pseudoVersionRevision,
  pseudoVersionTime,
} from "../../server/version/pseudo-version.ts";

const at = "20191109021931-daa7c04131f5";

/** Pseudo-versions and the versions that they come after; undefined where that cannot be. */
const bases: readonly (readonly [string, string | undefined])[] = [
  [`v0.0.0-${at}`, ""],
  [`v4.0.0-${at}`, ""],
  [`v4.0.0-${at}+incompatible`, undefined],
  [`v1.2.4-0.${at}`, "v1.2.3"],
  [`v1.2.10-0.${at}`, "v1.2.9"],
  [`v1.2.9007199254740993-0.${at}`, "v1.2.9007199254740992"],
  [`v1.2.1000-0.${at}+incompatible`, "v1.2.999+incompatible"],
  [`v1.2.0-0.${at}`, undefined],
  [`v1.2.3-pre.0.${at}`, "v1.2.3-pre"],
  [`v1.2.3-pre.1.0.${at}+incompatible`, "v1.2.3-pre.1+incompatible"],
  [`v1.2.3-0.0.${at}`, "v1.2.3-0"],
  [`v1.2.3-a-b.0.${at}`, "v1.2.3-a-b"],
];

const others = [
  "",
  "v1.2.3",
  "v1.2.3-pre",
  "v1.2.3-20191109021931",
  `v1.2.3-${at}`,
  `v0.1.0-${at}`,
  `v1.2.3-1.${at}`,
  `v1.2.3-x-0.${at}`,
  `v1.2.3-pre0.${at}`,
  `v1.2.3-0x${at}`,
  `v1.2.3-0-${at}`,
  `v1.0.0-x-${at}`,
  "v0.0.0-2019110902193-daa7c04131f5",
  "v0.0.0-201911090219311-daa7c04131f5",
  "v0.0.0-2019110902193x-daa7c04131f5",
  "v0.0.0-20191109021931-",
  "v0.0.0-20191109021931-abc.def",
  "v0.0.0-20191109021931-abc-def",
  `v00.0.0-${at}`,
  `0.0.0-${at}`,
  "v1.0.20191109021931-daa7c04131f5",
  "v1.0.0+20191109021931-daa7c04131f5",
  `v0.0.0+x-${at}`,
];

describe("version/pseudo-version", () => {
  it("knows the three forms and the version that each comes after", () => {
    for (const [v, base] of bases) {
      assert.equal(isPseudoVersion(v), true, v);
      assert.equal(pseudoVersionBase(v), base, v);
      assert.equal(pseudoVersionRevision(v), "daa7c04131f5", v);
      assert.equal(pseudoVersionTime(v)?.toISOString(), "2019-11-09T02:19:31.000Z", v);
    }
  });

  it("knows what only looks like one", () => {
    for (const v of others) {
      assert.equal(isPseudoVersion(v), false, v);
      assert.equal(pseudoVersionBase(v), undefined, v);
      assert.equal(pseudoVersionRevision(v), undefined, v);
      assert.equal(pseudoVersionTime(v), undefined, v);
    }
  });

  it("parts it", () => {
    assert.deepEqual(parsePseudoVersion(`v1.2.3-pre.0.${at}+incompatible`), {
      stem: "v1.2.3-pre.0",
      timestamp: "20191109021931",
      revision: "daa7c04131f5",
      build: "+incompatible",
    });
  });

  it("takes no time that a calendar and a clock do not have", () => {
    const time = (digits: string): string | undefined => pseudoVersionTime(`v0.0.0-${digits}-abc`)?.toISOString();
    assert.equal(time("20200229235959"), "2020-02-29T23:59:59.000Z");
    assert.equal(time("00000101000000"), "0000-01-01T00:00:00.000Z");
    assert.equal(time("99991231000000"), "9999-12-31T00:00:00.000Z");
    for (const bad of [
      "20210229000000",
      "20211301000000",
      "20210001000000",
      "20210100000000",
      "20210101240000",
      "20210101006000",
    ]) {
      assert.equal(time(bad), undefined, bad);
    }
    assert.equal(isPseudoVersion("v0.0.0-20211301000000-abc"), true);
  });

  it("knows the placeholder", () => {
    assert.equal(isZeroPseudoVersion("v0.0.0-00010101000000-000000000000"), true);
    assert.equal(isZeroPseudoVersion("v3.0.0-00010101000000-000000000000"), true);
    assert.equal(isZeroPseudoVersion("v3.0.0-00010101000000-000000000000+incompatible"), false);
    assert.equal(isZeroPseudoVersion("v03.0.0-00010101000000-000000000000"), false);
    assert.equal(isZeroPseudoVersion(`v0.0.0-${at}`), false);
  });
});
