import assert from "node:assert/strict";
import fc from "fast-check";
import { rules } from "../../../rules/index.ts";
import { configurationJsonSchema } from "../../../scripts/configuration-schema.ts";
import type { OptionKeys, OptionType, RecordOption } from "../../../server/analysis/options.ts";
import type { AnyRule } from "../../../server/analysis/rule.ts";
import { readRuleOptions } from "../../../server/workspace/configuration/rule-options.ts";
import { schemaCheck } from "../../support/json-schema.ts";
import { suiteReader } from "../../support/reader.ts";
import { lintWorld } from "../../support/rule-case.ts";
import { parseTxtar } from "../../support/txtar.ts";
import { worldOf } from "../../support/world.ts";

const withOptions = rules.filter((rule: AnyRule) => rule.options !== undefined) as readonly AnyRule[];

const someTexts = [
  ...["example.com/log", "example.com/...", "example.com/*", "...", "./...", "example.com/fork@v1.2.0", "example.com/log@v1.3.0"],
  ...["v1", "v1.3.0", ">=v1.0.0 <v2", "<v1.2 || !=v1.3", "2001-01-01", "9999-12-31", "", "a b", "^v1", "2001-02-30"],
];
const texts = fc.constantFrom(...someTexts);

/** Values of an option, most of them right. */
function valuesOf(type: OptionType): fc.Arbitrary<unknown> {
  switch (type.kind) {
    case "text": {
      const right = someTexts.filter((text) => type.form?.problem(text) === undefined);
      return fc.oneof({ weight: 40, arbitrary: fc.constantFrom(...right) }, texts);
    }
    case "choice":
      return fc.oneof({ weight: 40, arbitrary: fc.constantFrom(...type.of) }, texts);
    case "list":
      return fc.oneof({ weight: 40, arbitrary: fc.array(valuesOf(type.of), { maxLength: 3 }) }, texts);
    case "record":
      return fc.oneof({ weight: 40, arbitrary: recordOf(type.keys) }, texts);
  }
}

function recordOf(keys: OptionKeys | RecordOption["keys"]): fc.Arbitrary<Record<string, unknown>> {
  const values = Object.entries(keys).map(([name, type]) => [name, valuesOf(type)] as const);
  return fc.record({ ...Object.fromEntries(values), unknown: texts }, { requiredKeys: [] }).map(({ unknown, ...rest }) => {
    return unknown === "a b" ? { ...rest, unknown } : rest;
  });
}

const anyOptions = fc.record(Object.fromEntries(withOptions.map(({ id, options = {} }) => [id, recordOf(options)])), {
  requiredKeys: [],
});

const world = worldOf(
  parseTxtar(`-- go.mod --
module example.com/app

go 1.21

toolchain go1.22.1

require (
	example.com/log v1.3.0
	example.com/web v1.4.0
)

replace example.com/log => example.com/fork v1.2.0
-- example.com/fork@v1.2.0 --
module example.com/log
-- example.com/log@v1.3.0 --
module example.com/log
-- example.com/web@v1.4.0 --
module example.com/web

go 1.21

require example.com/log v1.2.0
-- example.com/log@v1.2.0 --
module example.com/log
`).files,
);

describe("options of rules", () => {
  const reader = suiteReader();

  it("are named where they are wrong, fit the published schema where they are right, and never make a rule fail", () => {
    const schemaErrors = schemaCheck(JSON.parse(configurationJsonSchema(rules)));
    let good = 0;
    fc.assert(
      fc.property(anyOptions, (options) => {
        const { problems } = readRuleOptions(options, rules, ["options"]);
        for (const { keys, message } of problems) {
          assert.equal(keys[0], "options");
          assert.doesNotMatch(message, /undefined|\[object|\.$/);
        }
        if (problems.length > 0) return;
        good++;
        assert.deepEqual(schemaErrors({ options }), []);
        const text = JSON.stringify({ options });
        const { diagnostics } = lintWorld({ ...world, folder: new Map([[".gomod-lint.yaml", text]]) }, reader);
        for (const { span } of diagnostics) assert.ok(span.end > span.start && span.end <= world.main.length);
      }),
      { numRuns: 500 },
    );
    assert.ok(good > 20, `${good} of them were right`);
  });
});
