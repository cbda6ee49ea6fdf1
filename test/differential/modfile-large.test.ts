import assert from "node:assert/strict";
import { createModFileReader, type ModFileReader } from "../../server/modfile/reader.ts";
import { isMalformed, scanModFile } from "../../server/modfile/scan.ts";
import { adversarial, adversarialNames } from "../modfile/adversarial.ts";

// Too slow for every run of the tests; whether time grows with length alone, test/modfile/linear.test.ts shows on smaller texts.
describe("adversarial texts of ten million characters", () => {
  let reader: ModFileReader;
  before(async () => {
    reader = await createModFileReader();
  });
  after(() => reader.dispose());

  for (const name of adversarialNames) {
    it(`are read: ${name}`, function () {
      this.timeout(120_000);
      const text = adversarial(name, 1e7);
      const file = reader.parse(text, "mod");
      if (file.errors.length === 0) assert.ok(!isMalformed(scanModFile(text)), "ParseLax accepts what Parse accepts");
    });
  }
});
