import type { Diagnostic, Severity } from "../../analysis/finding.ts";
import type { Timings } from "../../analysis/stopwatch.ts";
import type { ModuleVersion } from "../../graph/module-version.ts";
import type { LineIndex } from "../../text/line-index.ts";

/** The findings of one file, as reporters take them. */
export interface FileReport {
  /** what the file is called: relative to the working directory, `/` between its parts */
  readonly name: string;
  /** the file that was checked, where this is another that was found wrong by the way, such as go.sum */
  readonly of?: string;
  readonly text: string;
  readonly lines: LineIndex;
  /** those at or above the level that is shown, in the order of their places */
  readonly findings: readonly Diagnostic[];
  /** what fixing did to the file, in order */
  readonly fixed: readonly Fixed[];
  /** the file's text before fixing */
  readonly before: string;
  /** where the last requirement of a chain is written; undefined where the go.mod is in no file */
  requirementPlace(chain: readonly ModuleVersion[]): RequirementPlace | undefined;
}

/** A requirement in a go.mod file. */
export interface RequirementPlace {
  /** as reports name it */
  readonly file: string;
  /** from 1, columns in UTF-16 units; absent where the file does not say it in so many words, or is the checked one */
  readonly line?: number;
  readonly column?: number;
}

/** A finding that a fix has mended, or a comment switched off. */
export interface Fixed {
  readonly rule: string;
  /** the fix's title; of what was switched off, the finding's message */
  readonly title: string;
  readonly ignored?: boolean;
}

/** Something to say that is no finding: a rule that could not run, a file that could not be read. */
export interface Note {
  readonly kind: "error" | "note";
  /** absent: the whole run */
  readonly file?: string;
  readonly message: string;
  /** the next step */
  readonly hint?: string;
}

/** The whole run in numbers. */
export interface Summary {
  /** files that were checked */
  readonly files: number;
  readonly counts: Readonly<Record<Severity, number>>;
  /** findings below the level that is shown */
  readonly hidden: number;
  readonly fixed: number;
  /** findings that were switched off by comments */
  readonly ignored: number;
  /** findings shown that `--fix` would mend, and those that only `--unsafe-fixes` would */
  readonly fixable: number;
  readonly unsafelyFixable: number;
  /** where they were asked for */
  readonly timings?: Timings | undefined;
}

/** Turns findings into text: what each call returns goes to standard output at once. */
export interface Reporter {
  file(report: FileReport): Pieces;
  /** absent, or undefined: the report has no place for it, and it goes to standard error */
  note?(note: Note): string | undefined;
  end?(summary: Summary): Pieces;
}

/** Text, in pieces where it may become longer than a string can be (half a gigabyte). Pieces are made as they are taken, once. */
export type Pieces = string | Iterable<string>;

export function piecesOf(text: Pieces): Iterable<string> {
  return typeof text === "string" ? [text] : text;
}
