import type { Diagnostic } from "../../analysis/finding.ts";
import { printable, shortened } from "./printable.ts";
import { remarks } from "./remarks.ts";
import type { FileReport, Reporter } from "./report.ts";
import { element, escapeXml, opening, xmlHead } from "./xml.ts";

/** A file as a suite of tests. */
interface Suite {
  readonly cases: string[];
  failures: number;
  errors: number;
}

/**
 * JUnit's XML as Jenkins and GitLab read it (the attributes are those of the Jenkins plug-in's junit-10.xsd): a suite a file, a failed test
 * an error or warning, a passed one a remark or a file in which nothing was found. No times: they would differ from run to run.
 */
export function junitReporter(): Reporter {
  const suites = new Map<string, Suite>();
  const of = (name: string): Suite => {
    const suite = suites.get(name) ?? { cases: [], failures: 0, errors: 0 };
    suites.set(name, suite);
    return suite;
  };
  return {
    file(report) {
      const suite = of(report.name);
      for (const finding of report.findings) {
        if (finding.severity !== "info") suite.failures++;
        suite.cases.push(testCase(report, finding));
      }
      if (report.findings.length === 0) suite.cases.push(element("testcase", { classname: "gomod-lint", name: report.name }));
      return "";
    },
    note({ kind, file, message, hint }) {
      if (kind !== "error") return undefined;
      const suite = of(file ?? "gomod-lint");
      suite.errors++;
      const error = element("error", { message: shortened(message) }, hint === undefined ? undefined : escapeXml(hint));
      suite.cases.push(element("testcase", { classname: "gomod-lint", name: file ?? "gomod-lint" }, error));
      return undefined;
    },
    *end() {
      let [tests, failures, errors] = [0, 0, 0];
      for (const suite of suites.values()) {
        tests += suite.cases.length;
        failures += suite.failures;
        errors += suite.errors;
      }
      yield `${xmlHead}${opening("testsuites", { name: "gomod-lint", tests, failures, errors })}\n`;
      for (const [name, suite] of suites) {
        yield `  ${opening("testsuite", { name, tests: suite.cases.length, failures: suite.failures, errors: suite.errors })}\n`;
        for (const one of suite.cases) yield `    ${one}\n`;
        yield "  </testsuite>\n";
      }
      yield "</testsuites>\n";
    },
  };
}

function testCase({ name, lines }: FileReport, finding: Diagnostic): string {
  const { line, column } = lines.position(finding.span.start);
  const message = shortened(finding.message);
  const place = printable(`${name}:${line}:${column}: ${finding.severity}: ${message}`);
  const body = [place, ...remarks(finding)].map(escapeXml).join("\n");
  const outcome =
    finding.severity === "info" ? element("system-out", {}, body) : element("failure", { type: finding.severity, message }, body);
  return element("testcase", { classname: finding.rule, name: `${name}: ${message}` }, outcome);
}
