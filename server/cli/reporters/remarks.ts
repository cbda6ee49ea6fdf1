import { preferredFix } from "../../analysis/apply-fixes.ts";
import { formatChain } from "../../analysis/describe.ts";
import type { Diagnostic } from "../../analysis/finding.ts";
import { printable, shortened } from "./printable.ts";

/** What is to be said of a finding besides its message, a line each: why it matters, how it comes about, what to do. */
export function remarks(finding: Diagnostic): readonly string[] {
  const lines: string[] = [];
  if (finding.why !== undefined) lines.push(`why: ${finding.why}`);
  for (const related of finding.related ?? []) if ("chain" in related) lines.push(`path: ${formatChain(related.chain)}`);
  const fix = preferredFix(finding, true);
  if (fix !== undefined) lines.push(`fix: ${fix.title}`);
  return lines.map((line) => printable(shortened(line)));
}
