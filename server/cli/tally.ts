import { preferredFix } from "../analysis/apply-fixes.ts";
import { type Severity, severities } from "../analysis/finding.ts";
import type { ExitCode } from "./io.ts";
import type { Linted } from "./lint-file.ts";
import type { Summary } from "./reporters/report.ts";

/** What was found so far. */
export interface Tally {
  files: number;
  readonly counts: Record<Severity, number>;
  hidden: number;
  fixed: number;
  ignored: number;
  fixable: number;
  unsafelyFixable: number;
  /** files whose text fixing changes */
  changed: number;
}

export function newTally(): Tally {
  return {
    files: 0,
    counts: { error: 0, warning: 0, info: 0 },
    hidden: 0,
    fixed: 0,
    ignored: 0,
    fixable: 0,
    unsafelyFixable: 0,
    changed: 0,
  };
}

/** Adds a file. */
export function addToTally(tally: Tally, linted: Linted): void {
  tally.files++;
  tally.hidden += linted.hidden;
  const ignored = linted.fixed.filter((one) => one.ignored === true).length;
  tally.ignored += ignored;
  tally.fixed += linted.fixed.length - ignored;
  if (linted.fixed.length > 0) tally.changed++;
  for (const finding of linted.findings) {
    tally.counts[finding.severity]++;
    const safety = preferredFix(finding, true)?.safety;
    if (safety === "safe") tally.fixable++;
    if (safety === "unsafe") tally.unsafelyFixable++;
  }
}

/** Adds what another tally has counted. */
export function addTally(tally: Tally, other: Tally): void {
  for (const key of ["files", "hidden", "fixed", "ignored", "fixable", "unsafelyFixable", "changed"] as const)
    tally[key] += other[key];
  for (const severity of severities) tally.counts[severity] += other.counts[severity];
}

/** The exit code of a report: remarks never fail a run, they are there to be looked at. */
export function exitCodeOf({ counts }: Pick<Summary, "counts">, maxWarnings: number): ExitCode {
  return counts.error > 0 || counts.warning > maxWarnings ? 1 : 0;
}
