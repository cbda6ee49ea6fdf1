import type { Severity } from "../../analysis/finding.ts";
import { fingerprint, uniqueFingerprints } from "../../analysis/fingerprint.ts";
import { sha256 } from "../../text/sha256.ts";
import { jsonPieces } from "./json-pieces.ts";
import { oneLine } from "./one-line.ts";
import { printable, shortened } from "./printable.ts";
import type { Reporter } from "./report.ts";

const severities: Readonly<Record<Severity, string>> = { error: "major", warning: "minor", info: "info" };

/**
 * GitLab's Code Quality report: one JSON array. https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
 * @param inRepository a file's name → its path from the repository's root
 */
export function gitlabReporter(inRepository: (name: string) => string): Reporter {
  const issues: object[] = [];
  const unique = uniqueFingerprints();
  return {
    file(report) {
      const path = printable(inRepository(report.name));
      for (const finding of report.findings) {
        issues.push({
          description: printable(`${finding.rule}: ${shortened(finding.message)}`),
          check_name: finding.rule,
          // Of two issues with one fingerprint GitLab shows the first.
          fingerprint: unique(sha256(`${path}\n${fingerprint(finding, report)}`, "hex").slice(0, 32)),
          severity: severities[finding.severity],
          location: { path, lines: { begin: oneLine(finding.span, report.lines).line } },
        });
      }
      return "";
    },
    end: () => jsonPieces(issues, 1),
  };
}
