import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createModFileReader, type ModFileReader } from "../../server/modfile/reader.ts";
import { repository } from "../support/paths.ts";
import { lintWorld, parseCase } from "../support/rule-case.ts";

describe("fixes of replace-without-require", () => {
  let reader: ModFileReader;
  before(async () => {
    reader = await createModFileReader();
  });
  after(() => reader.dispose());

  const titles = (fixture: string): readonly string[] => {
    const { world } = parseCase(
      readFileSync(join(repository, "test/rules/fixtures/replace-without-require", `${fixture}.txtar`), "utf8"),
    );
    return lintWorld(world, reader).diagnostics.flatMap(({ fixes = [] }) => fixes.map(({ title }) => title));
  };

  it("are to remove it, or to require the module", () =>
    assert.deepEqual(titles("fires"), [
      "Remove the replacement of example.com/wbe",
      "Require example.com/wbe v0.0.0-00010101000000-000000000000",
    ]));
  it("require nothing that a directory cannot give", () =>
    assert.deepEqual(titles("directory-gone"), ["Remove the replacement of example.com/lib"]));
});
