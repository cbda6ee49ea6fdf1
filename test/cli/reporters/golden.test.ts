import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { formats } from "../../../server/cli/report-formats.ts";
import { repository } from "../../support/paths.ts";
import { cleanCase, reportCase } from "../../support/report-case.ts";

const folder = join(repository, "test/cli/reporters/golden");

/** Compares with the file, or writes it: see golden/README.md. */
function expectGolden(name: string, text: string): void {
  const path = join(folder, name);
  // A lone surrogate of hostile input is not UTF-8.
  const shown = text.replace(/[\uD800-\uDFFF]/gu, (c) => `\\u${c.charCodeAt(0).toString(16)}`);
  if (process.env["GOMOD_LINT_GOLDEN"] === "write") writeFileSync(path, shown);
  assert.equal(shown, existsSync(path) ? readFileSync(path, "utf8") : `${name} is missing`);
}

describe("golden reports", () => {
  for (const format of formats) {
    it(`${format}, of all that there can be`, async () => {
      const { exit, stdout } = await reportCase("--format", format);
      assert.equal(exit, 3); // a file could not be read
      expectGolden(`${format}.txt`, stdout);
    });
    it(`${format}, of nothing`, async () => {
      const { exit, stdout, stderr } = await cleanCase("--format", format);
      assert.deepEqual([exit, stderr], [0, ""]);
      expectGolden(`${format}-clean.txt`, stdout);
    });
  }
});
