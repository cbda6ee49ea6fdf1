// The types of the report for programs: as JSON on the command line, as a value from the package's `lint`. They are part of the package's
// declarations, so that this file imports nothing.

/** How bad a finding is: errors stop the go command or the build, remarks (`info`) never fail a run. */
export type FindingSeverity = "error" | "warning" | "info";

/** A range of a file: 1-based lines, 1-based columns in UTF-16 units, the end exclusive. */
export interface FindingRange {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** One mistake. */
export interface Finding extends FindingRange {
  /** id of the rule, such as `require-below-selected` */
  readonly rule: string;
  readonly severity: FindingSeverity;
  readonly message: string;
  /** what makes it a mistake */
  readonly why?: string;
  /** the file that it stands in: relative to the working directory, `/` between its parts; absolute above or beside it */
  readonly file: string;
  /** what it has to do with */
  readonly related: readonly RelatedPlace[];
  /** ways to mend it, the best first */
  readonly fixes: readonly FindingFix[];
  /** where the rule is documented: a `file:` URL of the installed package */
  readonly url: string;
}

/** A place that a finding has to do with, or a chain of requirements that leads to it. */
export interface RelatedPlace {
  /** the finding's own file, or the go.mod of the last module but one of `chain`, where it requires the last: where that is known */
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly message: string;
  /** `path@version` from the main module on */
  readonly chain?: readonly string[];
}

/** A way to mend a finding. */
export interface FindingFix {
  readonly title: string;
  /** `safe`: the build means the same, or what the file already said; `unsafe`: look at it first */
  readonly safety: "safe" | "unsafe";
  /** in the finding's file; none overlaps another */
  readonly edits: readonly FindingEdit[];
}

/** Text that takes the place of a range. */
export interface FindingEdit extends FindingRange {
  readonly text: string;
}

/** A finding that a fix has mended; of what a comment has switched off, `title` is the finding's message. */
export interface FixedFinding {
  readonly file: string;
  readonly rule: string;
  readonly title: string;
}

/** Something to say that is no finding: a file that could not be read (`error`), a rule that could not run (`note`). */
export interface ReportNote {
  readonly kind: "error" | "note";
  /** absent: the whole run */
  readonly file?: string;
  readonly message: string;
  /** the next step */
  readonly hint?: string;
}

/** The run in numbers. */
export interface ReportSummary {
  /** files that were checked */
  readonly files: number;
  readonly error: number;
  readonly warning: number;
  readonly info: number;
  /** findings below the level that is shown */
  readonly hidden: number;
  readonly fixed: number;
  /** findings that safe fixes would mend */
  readonly fixable: number;
  /** findings that only unsafe fixes would mend */
  readonly unsafelyFixable: number;
}

/** Milliseconds that a run took, as `--timings` tells them. */
export interface ReportTimings {
  /** in the order of their first turn */
  readonly phases: Readonly<Record<string, number>>;
  /** of each rule that ran, the longest first */
  readonly rules: Readonly<Record<string, number>>;
  /** from the start of the process */
  readonly total: number;
}

/** What `gomod-lint check --format json` prints. */
export interface Report {
  readonly findings: readonly Finding[];
  readonly fixed: readonly FixedFinding[];
  /** what `--add-ignores` has switched off */
  readonly ignored?: readonly FixedFinding[];
  readonly notes: readonly ReportNote[];
  readonly summary: ReportSummary;
  /** with `--timings` */
  readonly timings?: ReportTimings;
}
