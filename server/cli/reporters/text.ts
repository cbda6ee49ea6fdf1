import { preferredFix } from "../../analysis/apply-fixes.ts";
import { formatChain } from "../../analysis/describe.ts";
import { type Diagnostic, type Severity, severities } from "../../analysis/finding.ts";
import type { ModuleVersion } from "../../graph/module-version.ts";
import { counted } from "../../text/counted.ts";
import { excerpt } from "./excerpt.ts";
import { printable, shortened } from "./printable.ts";
import type { FileReport, Note, Reporter, Summary } from "./report.ts";
import type { Style } from "./style.ts";

/**
 * For people: where and what, the line with the place marked, why it matters, how it comes about, and what to do.
 * @param options `quiet`: findings alone, without notes, hints and summary; `dry`: what is fixed is not written
 */
export function textReporter(style: Style, { quiet, dry }: { readonly quiet: boolean; readonly dry: boolean }): Reporter {
  const explained = new Set<string>();
  return {
    file(report) {
      let text = "";
      for (const { title, rule, ignored } of report.fixed) {
        const done = style.added(ignored === true ? "ignored" : dry ? "fix" : "fixed");
        if (!quiet) text += `${style.place(printable(report.name))} ${done} ${printable(title)} ${style.dim(`[${rule}]`)}\n`;
      }
      if (text !== "" && report.findings.length > 0) text += "\n";
      for (const finding of report.findings) {
        const first = !quiet && !explained.has(finding.rule);
        explained.add(finding.rule);
        text += `${describe(report, finding, style, first)}\n`;
      }
      return text;
    },
    note: (note) => (quiet ? "" : describeNote(note, style)),
    end: (summary) => (quiet || summary.files === 0 ? "" : describeSummary(summary, style, dry)),
  };
}

function describe(report: FileReport, finding: Diagnostic, style: Style, first: boolean): string {
  const { line, column } = report.lines.position(finding.span.start);
  const place = style.place(`${printable(report.name)}:${line}:${column}`);
  const message = style.bold(printable(shortened(finding.message)));
  const shown = excerpt(report, finding, style);
  const margin = " ".repeat(shown.margin);
  let text = `${place} ${style.severity(finding.severity, finding.severity)}${style.dim(`[${finding.rule}]`)} ${message}\n${shown.text}`;
  const remark = (label: string, words: string): void => {
    text += `${margin} ${style.dim("=")} ${style.bold(`${label}:`)} ${printable(shortened(words))}\n`;
  };
  if (finding.why !== undefined) remark("why", finding.why);
  for (const related of finding.related ?? []) {
    if ("chain" in related) remark("path", formatChain(related.chain) + beyondChain(related.chain, related.message));
    else {
      const at = report.lines.position(related.span.start);
      remark("see", `${report.name}:${at.line}:${at.column}: ${related.message}`);
    }
  }
  const applied = preferredFix(finding, true);
  for (const fix of finding.fixes ?? []) {
    const how = fix !== applied ? "" : fix.safety === "safe" ? " (--fix does it)" : " (--fix --unsafe-fixes does it)";
    remark("fix", `${fix.title}${how}`);
  }
  if (first) remark("more", `gomod-lint explain ${finding.rule}`);
  return text;
}

/** What a related message says that its chain does not show already. */
function beyondChain(chain: readonly ModuleVersion[], message: string): string {
  const shown = `requires ${chain.at(-1)?.version}`;
  const rest = message.startsWith(shown) ? message.slice(shown.length).replace(/^, /, "") : message;
  return rest === "" ? "" : ` (${rest})`;
}

function describeNote({ file, message, hint }: Note, style: Style): string {
  const place = file === undefined ? "" : `${style.place(printable(file))} `;
  return `${place}${style.bold("note")} ${printable(shortened(message))}${hint === undefined ? "" : `\n  ${printable(hint)}`}\n`;
}

function describeSummary(
  { files, counts, hidden, fixed, ignored, fixable, unsafelyFixable }: Summary,
  style: Style,
  dry: boolean,
): string {
  const found = severities.filter((s) => counts[s] > 0).map((s) => style.severity(s, counted(counts[s], nouns[s])));
  const parts = [`${found.length === 0 ? style.added("no findings") : found.join(", ")} in ${counted(files, "file")}`];
  if (fixed > 0) parts.push(`${counted(fixed, "finding")} ${dry ? "would be fixed" : "fixed"}`);
  if (ignored > 0) parts.push(`${counted(ignored, "finding")} ignored by comments that wait for a reason`);
  if (fixable > 0) parts.push(`${fixable} fixable with --fix`);
  if (unsafelyFixable > 0) parts.push(`${unsafelyFixable} with --fix --unsafe-fixes`);
  if (hidden > 0) parts.push(`${hidden} more with --level info`);
  return `${parts.join("; ")}\n`;
}

const nouns: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", info: "remark" };
