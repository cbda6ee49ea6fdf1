import assert from "node:assert/strict";
import { cleanCase, oddName, reportCase } from "../../support/report-case.ts";
import { parseXml, type XmlElement } from "../../support/xml.ts";

/** What Jenkins' junit-10.xsd lets stand in each element: children, required and further attributes. */
const junit: Readonly<Record<string, { children: readonly string[]; required: readonly string[]; optional: readonly string[] }>> =
  {
    testsuites: { children: ["testsuite"], required: [], optional: ["name", "time", "tests", "failures", "errors"] },
    testsuite: {
      children: ["testsuite", "properties", "testcase", "system-out", "system-err"],
      required: ["name", "tests", "failures", "errors"],
      optional: ["group", "time", "skipped", "timestamp", "hostname", "id", "package", "file", "log", "url"],
    },
    testcase: {
      children: ["skipped", "error", "failure", "system-out", "system-err"],
      required: ["name"],
      optional: ["time", "classname", "group"],
    },
    failure: { children: [], required: [], optional: ["type", "message"] },
    error: { children: [], required: [], optional: ["type", "message"] },
    "system-out": { children: [], required: [], optional: [] },
  };

function expectJunit({ name, attributes, children }: XmlElement): void {
  const allowed = junit[name] ?? assert.fail(`no element ${name}`);
  for (const key of allowed.required) assert.ok(key in attributes, `${name} needs ${key}`);
  for (const key of Object.keys(attributes))
    assert.ok([...allowed.required, ...allowed.optional].includes(key), `${name}: ${key}`);
  for (const child of children) {
    assert.ok(allowed.children.includes(child.name), `${child.name} in ${name}`);
    expectJunit(child);
  }
}

const outcomes = (suite: XmlElement, name: string): number =>
  suite.children.filter((test) => test.children.some((child) => child.name === name)).length;

describe("junit", () => {
  it("is what Jenkins reads, and its counts are right", async () => {
    for (const run of [reportCase("--format=junit"), cleanCase("--format=junit")]) {
      const root = parseXml((await run).stdout);
      assert.equal(root.name, "testsuites");
      expectJunit(root);
      const sums = { tests: 0, failures: 0, errors: 0 };
      for (const suite of root.children) {
        const counts = { tests: suite.children.length, failures: outcomes(suite, "failure"), errors: outcomes(suite, "error") };
        const { tests, failures, errors } = suite.attributes;
        assert.deepEqual(
          { tests, failures, errors },
          { tests: `${counts.tests}`, failures: `${counts.failures}`, errors: `${counts.errors}` },
        );
        for (const key of ["tests", "failures", "errors"] as const) sums[key] += counts[key];
      }
      const { tests, failures, errors } = root.attributes;
      assert.deepEqual([tests, failures, errors], [`${sums.tests}`, `${sums.failures}`, `${sums.errors}`]);
    }
  });

  it("fails errors and warnings, passes remarks and clean files, and errs where a file could not be read", async () => {
    const root = parseXml((await reportCase("--format=junit")).stdout);
    const suites = new Map(root.children.map((suite) => [suite.attributes["name"], suite]));
    const of = (name: string) => suites.get(name)?.children.map((test) => test.children[0]?.name ?? "passed");
    assert.deepEqual(of("go.mod"), ["failure", "failure"]);
    assert.deepEqual(of(oddName), ["failure", "system-out"]);
    assert.deepEqual(of("clean/go.mod"), ["passed"]);
    assert.deepEqual(of("fifo/go.mod"), ["error"]);
  });
});

describe("checkstyle", () => {
  it("has an element a file and an error a finding, with place, severity, message and rule", async () => {
    const root = parseXml((await reportCase("--format=checkstyle")).stdout);
    assert.equal(root.name, "checkstyle");
    assert.deepEqual(root.children.map((file) => file.attributes["name"]).sort(), [
      oddName,
      "bytes/go.mod",
      "clean/go.mod",
      "fifo/go.mod",
      "go.mod",
      "lonely/go.mod",
    ]);
    const [first] = root.children.find((file) => file.attributes["name"] === "go.mod")?.children ?? [];
    assert.deepEqual(first?.attributes, {
      line: "6",
      column: "2",
      severity: "error",
      message: "example.com/log v1.0.0 is below v1.3.0, which the module graph selects",
      source: "gomod-lint.require-below-selected",
    });
  });
});
