import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { rules } from "../../../rules/index.ts";
import { configurationJsonSchema } from "../../../scripts/configuration-schema.ts";
import { startingConfiguration } from "../../../server/cli/starting-configuration.ts";
import { parseConfiguration } from "../../../server/workspace/configuration/parse.ts";
import { schemaCheck } from "../../support/json-schema.ts";
import { repository } from "../../support/paths.ts";

const isGood = (text: string): boolean => "file" in parseConfiguration("/x.yaml", text, rules);
const schemaErrors = schemaCheck(JSON.parse(configurationJsonSchema(rules)));

describe("the JSON schema of configurations", () => {
  it("is the file that is published", () => {
    assert.equal(readFileSync(join(repository, "schema.json"), "utf8"), configurationJsonSchema(rules), "run npm run generate");
  });

  it("takes and refuses what the program takes and refuses", () => {
    const texts = [
      "{}",
      "profile: strict",
      "profile: none",
      "extends: a.yaml",
      "extends: [a.yaml, b.yaml]",
      "extends: 1",
      "$schema: x\nlevel: info",
      "level: off",
      "select: [syntax, diamond]",
      "select: [nothing]",
      "select: syntax",
      "ignore: []",
      "severity: { syntax: off, replace: info }",
      "severity: { syntax: loud }",
      "severity: { nothing: info }",
      "overrides: [{ files: [a], ignore: [syntax] }]",
      "overrides: [{ ignore: [syntax] }]",
      "overrides: [{ files: [] }]",
      "overrides: [{ files: [''] }]",
      "overrides: [{ files: [a], level: info }]",
      "unknown: 1",
      "- a",
      "options: {}",
      "options: []",
      "options: { banned-module: { block: [example.com/..., { module: example.com/a, versions: <v2, until: 2027-01-31 }] } }",
      "options: { banned-module: { block: example.com/a } }",
      "options: { banned-module: { block: [{ versions: v1 }] } }",
      "options: { banned-module: { block: [example.com/] } }",
      "options: { banned-module: { block: [{ module: a, until: soon }] } }",
      "options: { banned-module: { block: [{ module: a, versions: 1.2.0 }] } }",
      "options: { banned-module: { blocks: [] } }",
      "options: { banned-module: { scope: graph } }",
      "options: { banned-module: { scope: all } }",
      "options: { pinned-module: { modules: [{ module: a, versions: v1 }] } }",
      "options: { pinned-module: { modules: [a] } }",
      "options: { directive-not-allowed: { directives: [exclude, { directive: tool }] } }",
      "options: { directive-not-allowed: { directives: [require] } }",
      "options: { syntax: {} }",
      "options: { nothing: {} }",
      "overrides: [{ files: [a], options: { module-path-pattern: { patterns: [a/...] } } }]",
      "overrides: [{ files: [a], options: { module-path-pattern: { pattern: [a] } } }]",
    ];
    const good = texts.filter(isGood);
    assert.deepEqual(
      texts.filter((text) => schemaErrors(parse(text)).length === 0),
      good,
    );
    assert.ok(good.length > 5 && good.length < texts.length - 5);
  });

  it("describes every rule", () => {
    const schema = JSON.parse(configurationJsonSchema(rules));
    for (const { id, summary } of rules) assert.equal(schema.properties.severity.properties[id].description, summary);
  });
});

describe("the configuration to begin with", () => {
  it("is good as it is, and with every setting that stands in it as a comment", () => {
    const text = startingConfiguration();
    assert.ok(isGood(text));
    const settings = text.replace(/^# (?=(?:ignore|severity|options|select|overrides|extends):| {2})/gm, "");
    for (const key of ["profile", "level", "ignore", "severity", "options", "select", "overrides", "extends"]) {
      assert.match(settings, new RegExp(`^${key}:`, "m"));
    }
    assert.deepEqual(parseConfiguration("/x.yaml", settings.replace(/^ {3,}(recommended|library|strict) .*\n/gm, ""), rules), {
      ...parseConfiguration("/x.yaml", settings, rules),
    });
  });
});
