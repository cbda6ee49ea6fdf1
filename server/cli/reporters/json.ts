import type { Diagnostic } from "../../analysis/finding.ts";
import { formatModule } from "../../graph/module-version.ts";
import type { Span } from "../../text/span.ts";
import { jsonPieces } from "./json-pieces.ts";
import type { Finding, FindingRange, FixedFinding, Report } from "./json-report.ts";
import type { FileReport, Note, Reporter, Summary } from "./report.ts";

/** The address of a rule's documentation. */
export type RuleUrl = (rule: string) => string;

/** One object a line for each finding, written as the run goes on. Notes go to standard error. */
export function jsonLinesReporter(ruleUrl: RuleUrl): Reporter {
  return {
    *file(report) {
      for (const finding of report.findings) yield `${JSON.stringify(findingJson(report, finding, ruleUrl))}\n`;
    },
  };
}

/** One object with `findings`, `fixed`, `notes` and `summary`. */
export function jsonReporter(ruleUrl: RuleUrl): Reporter {
  const { finish, ...collector } = reportCollector(ruleUrl);
  return { ...collector, end: (summary) => jsonPieces(finish(summary), 2) };
}

/** Collects a report as a value; `finish` gives it at the end of the run. */
export function reportCollector(ruleUrl: RuleUrl): Pick<Reporter, "file" | "note"> & { finish(summary: Summary): Report } {
  const findings: Finding[] = [];
  const fixed: FixedFinding[] = [];
  const ignored: FixedFinding[] = [];
  const notes: Note[] = [];
  return {
    file(report) {
      for (const finding of report.findings) findings.push(findingJson(report, finding, ruleUrl));
      for (const { rule, title, ignored: off } of report.fixed)
        (off === true ? ignored : fixed).push({ file: report.name, rule, title });
      return "";
    },
    note(note) {
      notes.push(note);
      return "";
    },
    finish({ files, counts, hidden, fixable, unsafelyFixable, timings }) {
      const { error, warning, info } = counts;
      const summary = { files, error, warning, info, hidden, fixed: fixed.length, fixable, unsafelyFixable };
      const rest = { ...(ignored.length === 0 ? {} : { ignored }), notes, summary, ...(timings && { timings }) };
      return { findings, fixed, ...rest };
    },
  };
}

function findingJson(report: FileReport, finding: Diagnostic, ruleUrl: RuleUrl): Finding {
  const { name: file, lines } = report;
  const range = ({ start, end }: Span): FindingRange => {
    const first = lines.position(start);
    const last = lines.position(end);
    return { line: first.line, column: first.column, endLine: last.line, endColumn: last.column };
  };
  return {
    rule: finding.rule,
    severity: finding.severity,
    message: finding.message,
    ...(finding.why === undefined ? {} : { why: finding.why }),
    file,
    ...range(finding.span),
    related: (finding.related ?? []).map((related) => {
      if ("span" in related) return { file, ...lines.position(related.span.start), message: related.message };
      return {
        ...report.requirementPlace(related.chain),
        message: related.message,
        chain: related.chain.map(formatModule),
      };
    }),
    fixes: (finding.fixes ?? []).map((fix) => ({
      title: fix.title,
      safety: fix.safety,
      edits: fix.edits.map((edit) => ({ ...range(edit.span), text: edit.text })),
    })),
    url: ruleUrl(finding.rule),
  };
}
