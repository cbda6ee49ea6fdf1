import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createModFileReader, type ModFileReader } from "../../server/modfile/reader.ts";
import { goMissing, goWorld } from "../support/go-world.ts";
import { repository } from "../support/paths.ts";
import { lintWorld, parseCase } from "../support/rule-case.ts";

const fixtures = join(repository, "test/rules/fixtures");

/** Fixtures whose error is not what this command stops at, with the reason. */
const exempt: Readonly<Record<string, string>> = {
  "conflicting-indirect-version/ignored.txtar": "the finding is suppressed",
  "syntax/work.txtar": "a go.work file",
};

describe("rules, judged by go list -m all", function () {
  this.timeout(120_000);
  let reader: ModFileReader;
  before(async function () {
    if (goMissing() !== undefined) this.skip();
    reader = await createModFileReader();
  });
  after(() => reader?.dispose());

  for (const rule of readdirSync(fixtures).sort()) {
    for (const name of readdirSync(join(fixtures, rule)).sort()) {
      const id = `${rule}/${name}`;
      if (id in exempt) continue;
      it(`${id}: the go command stops exactly where there is an error, and is content after the safe fixes`, () => {
        const { world, fixed } = parseCase(readFileSync(join(fixtures, rule, name), "utf8"));
        const { diagnostics } = lintWorld(world, reader);
        if (diagnostics.some((d) => d.rule === "incomplete-graph")) return;
        const errors = diagnostics.filter((d) => d.severity === "error").map((d) => `${d.rule}: ${d.message}`);
        const go = goWorld(world.modules);
        try {
          go.write(world);
          const before = go.go("list", "-m", "-mod=readonly", "all");
          assert.equal(before.ok, errors.length === 0, `${before.stderr}\n${errors.join("\n")}`);
          if (fixed === undefined) return;
          go.write({ ...world, main: fixed });
          const left = lintWorld({ ...world, main: fixed }, reader).diagnostics.filter((d) => d.severity === "error");
          const after = go.go("list", "-m", "-mod=readonly", "all");
          assert.equal(after.ok, left.length === 0, `${after.stderr}\n${left.map((d) => d.message).join("\n")}`);
          if (errors.length > 0 && left.length === 0) assert.ok(!before.ok && after.ok);
        } finally {
          go.dispose();
        }
      });
    }
  }
});
