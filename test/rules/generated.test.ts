import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { rules } from "../../rules/index.ts";
import { rulesPage, withRuleList } from "../../scripts/rule-table.ts";
import { repository } from "../support/paths.ts";

const hint = "run `npm run generate`";

describe("pages generated from the rules", () => {
  it("are up to date: README.md", () => {
    const page = readFileSync(join(repository, "README.md"), "utf8");
    assert.equal(withRuleList(page, rules, "rules/"), page, hint);
  });

  it("are up to date: rules/README.md", () => {
    assert.equal(readFileSync(join(repository, "rules/README.md"), "utf8"), rulesPage(rules), hint);
  });
});
