import assert from "node:assert/strict";
import { type UpgradeRisk, upgradeRisk } from "../../server/version/upgrade-risk.ts";

describe("version/upgrade-risk", () => {
  const cases: readonly (readonly [string, string, string, UpgradeRisk])[] = [
    ["a.com/b", "v1.2.3", "v1.9.0", "compatible"],
    ["a.com/b", "v1.0.0-rc1", "v1.0.0", "compatible"],
    ["a.com/b", "v0.1.0", "v0.1.9", "compatible"],
    ["a.com/b", "v0.1.0", "v0.2.0", "unstable"],
    ["a.com/b", "v0.0.0-20191109021931-daa7c04131f5", "v0.0.0-20201109021931-daa7c04131f6", "compatible"],
    ["a.com/b", "v0.0.0-20191109021931-daa7c04131f5", "v0.1.0", "unstable"],
    ["a.com/b", "v0.9.0", "v1.0.0", "unstable"],
    ["a.com/b", "v1.0.0", "v2.0.0+incompatible", "breaking"],
    ["a.com/b", "v0.1.0", "v2.0.0+incompatible", "breaking"],
    ["a.com/b", "v2.0.0+incompatible", "v3.0.0+incompatible", "breaking"],
    ["a.com/b", "v3.1.0+incompatible", "v3.2.0+incompatible", "compatible"],
    ["a.com/b/v2", "v2.0.0", "v2.9.0", "compatible"],
    ["golang.org/x/net", "v0.1.0", "v0.2.0", "compatible"],
    ["golang.org/x", "v0.1.0", "v0.2.0", "unstable"],
    ["gopkg.in/check.v1", "v0.0.0-20161208181325-20d25e280405", "v1.0.0", "compatible"],
    ["gopkg.in/check.v0", "v0.1.0", "v0.2.0", "unstable"],
    ["go", "1.20", "1.21", "compatible"],
    ["a.com/b", "", "v2.0.0+incompatible", "compatible"],
  ];

  for (const [path, from, to, risk] of cases) {
    it(`${path} ${from || "(none)"} → ${to}: ${risk}`, () => {
      assert.equal(upgradeRisk(path, from, to), risk);
      assert.equal(upgradeRisk(path, to, from), risk);
    });
  }
});
