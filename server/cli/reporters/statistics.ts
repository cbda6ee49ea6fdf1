import { preferredFix } from "../../analysis/apply-fixes.ts";
import { type Severity, severities } from "../../analysis/finding.ts";
import { counted } from "../../text/counted.ts";
import { toJson } from "../output-format.ts";
import type { Reporter } from "./report.ts";
import type { Style } from "./style.ts";

interface Count {
  count: number;
  readonly files: Set<string>;
  severity: Severity;
  fixable: number;
}

/** How often each rule found something, the most frequent first, instead of what it found. */
export function statisticsReporter(json: boolean, style: Style): Reporter {
  const counts = new Map<string, Count>();
  return {
    file({ name, findings }) {
      for (const finding of findings) {
        const { rule, severity } = finding;
        const known = counts.get(rule) ?? { count: 0, files: new Set(), severity, fixable: 0 };
        counts.set(rule, known);
        known.count++;
        known.files.add(name);
        if (severities.indexOf(severity) < severities.indexOf(known.severity)) known.severity = severity;
        if (preferredFix(finding, false) !== undefined) known.fixable++;
      }
      return "";
    },
    end() {
      const sorted = [...counts].sort(([a, x], [b, y]) => y.count - x.count || (a < b ? -1 : 1));
      if (json) {
        return toJson({
          statistics: sorted.map(([rule, { count, files, severity, fixable }]) => ({
            rule,
            severity,
            count,
            files: files.size,
            fixable,
          })),
        });
      }
      const width = String(Math.max(0, ...sorted.map(([, { count }]) => count))).length;
      return sorted
        .map(([rule, { count, files, severity, fixable }]) => {
          const where = `in ${counted(files.size, "file")}`;
          const mended = fixable === 0 ? "" : `, ${fixable} fixable with --fix`;
          const padding = " ".repeat("warning".length - severity.length);
          return `${String(count).padStart(width)}  ${style.severity(severity, severity)}${padding}  ${style.bold(rule)} ${where}${mended}\n`;
        })
        .join("");
    },
  };
}
