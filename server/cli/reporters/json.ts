import type { Diagnostic } from "../../analysis/finding.ts";
import type { Span } from "../../text/span.ts";
import type { FileReport, Note, Reporter } from "./report.ts";

/** A range of a file: 1-based lines, 1-based columns in UTF-16 units, the end exclusive. */
interface Range {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A finding as JSON says it. */
export interface FindingJson extends Range {
  readonly rule: string;
  readonly severity: string;
  readonly message: string;
  readonly why?: string;
  readonly file: string;
  readonly related: readonly {
    /** of the finding itself, or the go.mod of the last module but one of `chain` where it is known */
    readonly file?: string;
    readonly line?: number;
    readonly column?: number;
    readonly message: string;
    /** `path@version` from the main module on */
    readonly chain?: readonly string[];
  }[];
  readonly fixes: readonly {
    readonly title: string;
    readonly safety: string;
    readonly edits: readonly (Range & { readonly text: string })[];
  }[];
  readonly url: string;
}

/** The address of a rule's documentation. */
export type RuleUrl = (rule: string) => string;

/** One object a line for each finding, written as the run goes on. Notes go to standard error. */
export function jsonLinesReporter(ruleUrl: RuleUrl): Reporter {
  return {
    file: (report) => report.findings.map((finding) => `${JSON.stringify(findingJson(report, finding, ruleUrl))}\n`).join(""),
  };
}

/** One object with `findings`, `fixed`, `notes` and `summary`. */
export function jsonReporter(ruleUrl: RuleUrl): Reporter {
  const findings: FindingJson[] = [];
  const fixed: object[] = [];
  const ignored: object[] = [];
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
    end({ files, counts, hidden, fixable, unsafelyFixable }) {
      const { error, warning, info } = counts;
      const summary = { files, error, warning, info, hidden, fixed: fixed.length, fixable, unsafelyFixable };
      return `${JSON.stringify({ findings, fixed, ...(ignored.length === 0 ? {} : { ignored }), notes, summary }, null, 2)}\n`;
    },
  };
}

function findingJson(report: FileReport, finding: Diagnostic, ruleUrl: RuleUrl): FindingJson {
  const { name: file, lines } = report;
  const range = ({ start, end }: Span): Range => {
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
      const requirer = related.chain.at(-2);
      const modFile = requirer === undefined ? undefined : report.modFile(requirer);
      return {
        ...(modFile === undefined ? {} : { file: modFile }),
        message: related.message,
        chain: related.chain.map((m) => (m.version === "" ? m.path : `${m.path}@${m.version}`)),
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
