import assert from "node:assert/strict";
import { format } from "../../server/modfile/format.ts";
import { parseGoSum } from "../../server/modfile/go-sum.ts";
import { readModFile } from "../../server/modfile/meaning.ts";
import { readSyntax } from "../../server/modfile/read-syntax.ts";
import { scanModFile } from "../../server/modfile/scan.ts";
import { parseVendorManifest } from "../../server/modfile/vendor-manifest.ts";
import { suiteReader } from "../support/reader.ts";
import { adversarial, adversarialNames } from "./adversarial.ts";

describe("adversarial texts", () => {
  const reader = suiteReader();

  /** All readers over one text: none may fail, whatever it says. */
  function readAll(text: string): void {
    readModFile(readSyntax(text));
    scanModFile(text);
    parseGoSum(text);
    parseVendorManifest(text);
    const file = reader.parse(text, "mod");
    if (file.errors.length === 0) format(file);
    reader.parse(text, "work");
  }

  for (const name of adversarialNames) {
    it(`are read in time that grows with their length: ${name}`, function () {
      this.timeout(120_000);
      // Time that grew with the square would be 256 times as long, which no slow machine hides.
      readAll(adversarial(name, 4_000));
      const small = processTime(() => readAll(adversarial(name, 8_000)));
      const large = processTime(() => readAll(adversarial(name, 128_000)));
      assert.ok(large < 100 * Math.max(small, 2), `8,000 characters take ${small} ms, 128,000 take ${large} ms`);
    });
  }
});

/** Processor time in milliseconds: what others do on the machine does not count. */
function processTime(run: () => void): number {
  const start = process.cpuUsage();
  run();
  return process.cpuUsage(start).user / 1000;
}
