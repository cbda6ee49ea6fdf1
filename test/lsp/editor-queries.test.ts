import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "../support/paths.ts";

/** Editors want their queries in folders of their own: copies, which must not drift from the grammar's. */
const copies: Readonly<Record<string, string>> = {
  "grammar/queries": "editors/neovim/queries/gomod",
  "grammar/queries/helix": "editors/helix/runtime/queries/gomod",
};

const queries = (folder: string): ReadonlyMap<string, string> =>
  new Map(
    readdirSync(join(repository, folder))
      .filter((name) => name.endsWith(".scm"))
      .map((name) => [name, readFileSync(join(repository, folder, name), "utf8")]),
  );

describe("queries in the editors' folders", () => {
  for (const [source, copy] of Object.entries(copies)) {
    it(`${copy} is a copy of ${source} (cp ${source}/*.scm ${copy}/)`, () => {
      assert.ok(queries(source).size > 0);
      assert.deepEqual(queries(copy), queries(source));
    });
  }
});
