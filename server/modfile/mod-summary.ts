/** What the go command takes from a dependency's go.mod (modload.modFileSummary), and what else is worth knowing of it. */
export interface ModSummary {
  /** the module's path; absent when there is no module line, or an empty one */
  readonly path?: string;
  /** the message behind `Deprecated:` */
  readonly deprecated?: string;
  /** the go line's version */
  readonly go?: string;
  /** the toolchain line's name; in a dependency the go command passes over it */
  readonly toolchain?: string;
  readonly require: readonly SummaryRequirement[];
  readonly retract: readonly SummaryRetraction[];
}

export interface SummaryRequirement {
  readonly path: string;
  /** canonical */
  readonly version: string;
  readonly indirect: boolean;
}

/** All versions from `low` to `high`, both included. */
export interface SummaryRetraction {
  readonly low: string;
  readonly high: string;
  /** empty when there is none */
  readonly rationale: string;
}

/** Why modfile.ParseLax rejects a text: its first error. */
export interface MalformedModFile {
  readonly malformed: string;
  /** 1-based */
  readonly line: number;
}
