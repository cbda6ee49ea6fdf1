import assert from "node:assert/strict";
import type { Diagnostic } from "../../../server/analysis/finding.ts";
import { piecesOf } from "../../../server/cli/reporters/report.ts";
import { sarifReporter } from "../../../server/cli/reporters/sarif.ts";
import { newTally } from "../../../server/cli/tally.ts";
import { LineIndex } from "../../../server/text/line-index.ts";
import { gomodLint } from "../../support/cli.ts";
import { sarifSchema, schemaCheck } from "../../support/json-schema.ts";
import { cleanCase, oddName, reportCase } from "../../support/report-case.ts";

// biome-ignore lint/suspicious/noExplicitAny: what was written is what the test asks about
type Log = { version: string; runs: any[] };
const sarif = async (run: Promise<{ stdout: string }>): Promise<Log> => JSON.parse((await run).stdout);
const schemaErrors = schemaCheck(sarifSchema());

const summary = newTally();
const empty = { version: "1.2.3", rules: [], documentation: () => undefined, inRepository: (name: string) => name };
const finding = (rule: string, severity: Diagnostic["severity"], start = 0, end = 6): Diagnostic => ({
  rule,
  severity,
  span: { start, end },
  message: `a ${rule}`,
});
const reportOf = (name: string, text: string, findings: readonly Diagnostic[]) => ({
  name,
  text,
  lines: new LineIndex(text),
  findings,
  fixed: [],
  before: text,
  requirementPlace: () => undefined,
});

describe("sarif", () => {
  it("is valid by the schema of 2.1.0, with findings, hostile text and failures, and without any", async () => {
    const full = await sarif(reportCase("--format=sarif"));
    assert.deepEqual(schemaErrors(full), []);
    assert.equal(full.runs.flatMap((run) => run.results).length, 6);
    assert.deepEqual(schemaErrors(await sarif(cleanCase("--format=sarif"))), []);
    assert.notDeepEqual(schemaErrors({ ...full, version: "2.2" }), []);
    const broken = await sarif(gomodLint(["--format=sarif"], { files: { "/work/go.mod": { special: "fifo" } } }));
    assert.deepEqual(schemaErrors(broken), []);
    assert.deepEqual(
      broken.runs.map((run) => [run.automationDetails.id, run.results, run.invocations[0].executionSuccessful]),
      [["gomod-lint/", [], false]],
    );
  });

  it("gives GitHub all that it asks for of a rule and a finding", async () => {
    const { runs } = await sarif(reportCase("--format=sarif"));
    for (const run of runs) {
      const { driver } = run.tool;
      assert.deepEqual([driver.name, driver.semanticVersion], ["gomod-lint", "1.2.3"]);
      assert.deepEqual(new Set(driver.rules.map((rule: { id: string }) => rule.id)).size, driver.rules.length);
      for (const rule of driver.rules) {
        for (const text of [rule.shortDescription.text, rule.fullDescription.text]) assert.ok(text !== "" && text.length <= 1024);
        assert.ok(rule.help.text !== "");
        assert.ok(["error", "warning", "note"].includes(rule.defaultConfiguration.level));
        assert.ok(rule.properties.tags.length <= 10);
        assert.ok(["error", "warning", "recommendation"].includes(rule.properties["problem.severity"]));
      }
      for (const result of run.results) {
        assert.equal(driver.rules[result.ruleIndex].id, result.ruleId);
        assert.equal(result.locations.length, 1);
        const { artifactLocation, region } = result.locations[0].physicalLocation;
        assert.equal(artifactLocation.uriBaseId, "%SRCROOT%");
        assert.match(artifactLocation.uri, /^work\//);
        assert.equal(region.startLine, region.endLine);
        assert.ok(region.startColumn < region.endColumn);
        assert.match(result.partialFingerprints.primaryLocationLineHash, /^[0-9a-f]+:\d+$/);
        assert.match(result.partialFingerprints["gomodLintFinding/v1"], /^[0-9a-f]{32}(:\d+)?$/);
      }
    }
  });

  it("has the documentation of a rule, its first paragraph and no link into nowhere", async () => {
    const { runs } = await sarif(reportCase("--format=sarif"));
    const rules = new Map(runs.flatMap((run) => run.tool.driver.rules).map((rule) => [rule.id, rule]));
    const rule = rules.get("require-below-selected");
    assert.equal(rule.fullDescription.text, "A direct requirement below the version that the module graph selects.");
    assert.match(rule.help.text, /^REQUIRE-BELOW-SELECTED\n/);
    assert.match(rule.help.markdown, /See `another` and \[Go\]\(https:\/\/go\.dev\)\./);
    assert.equal(rules.get("syntax").help.text, "gomod-lint explain syntax"); // whose page is not there in this test
  });

  it("writes paths as URIs that decode to the file, relative to the repository", async () => {
    const { runs } = await sarif(reportCase("--format=sarif"));
    const uris = runs.flatMap((run) =>
      run.results.map((r: never) => (r as Log["runs"][0]).locations[0].physicalLocation.artifactLocation.uri),
    );
    assert.ok(uris.map(decodeURIComponent).includes(`work/${oddName}`));
    for (const uri of uris) assert.match(uri, /^[\w.~/%-]+$/);
    const outside = await sarif(
      gomodLint(["--format=sarif", "/elsewhere/go.mod"], { files: { "/elsewhere/go.mod": "go 1.21\nx\n" } }),
    );
    const { artifactLocation } = outside.runs[0].results[0].locations[0].physicalLocation;
    assert.deepEqual(artifactLocation, { uri: "file:///elsewhere/go.mod" });
  });

  it("is an analysis of its own for each module, and one for more modules than GitHub takes runs", () => {
    const ids = (count: number): readonly string[] => {
      const reporter = sarifReporter(empty);
      for (let i = 0; i < count; i++) reporter.file(reportOf(`m${i}/go.mod`, "module x\n", []));
      return (JSON.parse([...piecesOf(reporter.end?.(summary) ?? "")].join("")) as Log).runs.map(
        (run) => run.automationDetails.id,
      );
    };
    assert.deepEqual(ids(2), ["gomod-lint/m0/go.mod/", "gomod-lint/m1/go.mod/"]);
    assert.equal(new Set(ids(20)).size, 20);
    assert.deepEqual(ids(21), ["gomod-lint/"]);
  });

  it("has what was found in go.sum in the analysis of its module", () => {
    const reporter = sarifReporter(empty);
    reporter.file(reportOf("a/go.mod", "module x\n", []));
    reporter.file({ ...reportOf("a/go.sum", "x v1.0.0 h1:\n", [finding("sum-malformed", "error")]), of: "a/go.mod" });
    reporter.file(reportOf("b/go.mod", "module x\n", []));
    const { runs } = JSON.parse([...piecesOf(reporter.end?.(summary) ?? "")].join("")) as Log;
    assert.deepEqual(
      runs.map((run) => run.automationDetails.id),
      ["gomod-lint/a/go.mod/", "gomod-lint/b/go.mod/"],
    );
    assert.equal(runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri, "a/go.sum");
  });

  it("keeps the gravest of more findings than GitHub takes, and says so", () => {
    const reporter = sarifReporter(empty);
    const many = Array.from({ length: 25_000 }, () => finding("remark", "info"));
    reporter.file(reportOf("go.mod", "module x\n", [...many, finding("mistake", "error"), finding("hint", "warning")]));
    const [run] = (JSON.parse([...piecesOf(reporter.end?.(summary) ?? "")].join("")) as Log).runs;
    assert.equal(run.results.length, 25_000);
    assert.deepEqual([run.results[0].ruleId, run.results[1].ruleId], ["mistake", "hint"]);
    assert.match(run.invocations[0].toolExecutionNotifications[0].message.text, /^2 of 25002 findings were left out/);
  });

  it("has no fix of more edits than anybody looks at: of a line that stands there often each finding would have them all", () => {
    const text = "x\n".repeat(300);
    const edits = (count: number) => Array.from({ length: count }, (_, i) => ({ span: { start: i, end: i + 1 }, text: "" }));
    const fixes = [25, 26].map((count) => ({ title: `${count}`, safety: "safe" as const, edits: edits(count) }));
    const reporter = sarifReporter(empty);
    reporter.file(
      reportOf("go.mod", text, [
        { ...finding("r", "error"), fixes },
        { ...finding("s", "error"), fixes: fixes.slice(1) },
      ]),
    );
    const log = JSON.parse([...piecesOf(reporter.end?.(summary) ?? "")].join("")) as Log;
    assert.deepEqual(schemaErrors(log), []);
    const [some, none] = log.runs[0].results;
    assert.deepEqual(
      some.fixes.map((fix: { description: { text: string } }) => fix.description.text),
      ["25"],
    );
    assert.equal(none.fixes, undefined);
  });

  it("cuts a finding over several lines to the first, and gives fixes their whole range", () => {
    const text = "require (\n\ta v1.0.0\n)\n";
    const reporter = sarifReporter(empty);
    const fix = { title: "Remove [it](x)", safety: "safe", edits: [{ span: { start: 0, end: 22 }, text: "" }] } as const;
    reporter.file(reportOf("go.mod", text, [{ ...finding("r", "error", 0, 21), fixes: [fix] }]));
    const log = JSON.parse([...piecesOf(reporter.end?.(summary) ?? "")].join("")) as Log;
    assert.deepEqual(schemaErrors(log), []);
    const [result] = log.runs[0].results;
    const { region } = result.locations[0].physicalLocation;
    assert.deepEqual(region, { startLine: 1, startColumn: 1, endLine: 1, endColumn: 10, snippet: { text: "require (" } });
    assert.equal(result.fixes[0].description.text, "Remove \\[it](x)");
    const [replacement] = result.fixes[0].artifactChanges[0].replacements;
    assert.deepEqual(replacement.deletedRegion, { startLine: 1, startColumn: 1, endLine: 4, endColumn: 1 });
  });
});
