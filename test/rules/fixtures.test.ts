import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { rules } from "../../rules/index.ts";
import { repository } from "../support/paths.ts";
import { suiteReader } from "../support/reader.ts";
import { checkCase, parseCase } from "../support/rule-case.ts";

const fixtures = join(repository, "test/rules/fixtures");

describe("rules", () => {
  const reader = suiteReader();

  it("have a folder of fixtures each, and no folder is without its rule", () => {
    assert.deepEqual(readdirSync(fixtures).sort(), rules.map((rule) => rule.id).sort());
  });

  for (const rule of rules) {
    describe(rule.id, () => {
      const files = readdirSync(join(fixtures, rule.id)).filter((name) => name.endsWith(".txtar"));
      const cases = files.map((name) => ({ name, fixture: parseCase(readFileSync(join(fixtures, rule.id, name), "utf8")) }));
      it("has a case that fires and one that stays silent", () => {
        assert.ok(cases.some(({ fixture }) => fixture.expectations.some((e) => e.rule === rule.id)));
        assert.ok(cases.some(({ fixture }) => fixture.expectations.every((e) => e.rule !== rule.id)));
      });
      for (const { name, fixture } of cases) it(name.replace(/\.txtar$/, ""), () => checkCase(rule.id, fixture, reader));
    });
  }
});
