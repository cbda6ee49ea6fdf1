import assert from "node:assert/strict";
import { isMalformed, scanModFile } from "../../server/modfile/scan.ts";
import { adversarial, adversarialNames } from "../modfile/adversarial.ts";
import { suiteReader } from "../support/reader.ts";

// Too slow for every run of the tests; whether time grows with length alone, test/modfile/linear.test.ts shows on smaller texts.
describe("adversarial texts of ten million characters", () => {
  const reader = suiteReader();

  for (const name of adversarialNames) {
    it(`are read: ${name}`, function () {
      this.timeout(120_000);
      const text = adversarial(name, 1e7);
      const file = reader.parse(text, "mod");
      if (file.errors.length === 0) assert.ok(!isMalformed(scanModFile(text)), "ParseLax accepts what Parse accepts");
    });
  }
});
