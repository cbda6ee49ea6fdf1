import type { ModuleVersion } from "../graph/module-version.ts";
import type { TextEdit } from "../text/edits.ts";
import type { LineIndex } from "../text/line-index.ts";
import type { Span } from "../text/span.ts";

/** error and warning fail a run by default; info is shown in editors and on request. */
export type Severity = "error" | "warning" | "info";

export const severities = ["error", "warning", "info"] as const satisfies readonly Severity[];

/** Whether `severity` is at least as grave as `level`. */
export function atLeast(severity: Severity, level: Severity): boolean {
  return severities.indexOf(severity) <= severities.indexOf(level);
}

/** What a rule says of one place in the file that it was given. */
export interface Finding {
  /** UTF-16 offsets into the file's text */
  readonly span: Span;
  /** what is wrong; names module and version; lower case, no full stop */
  readonly message: string;
  /** why it matters, or what the go command does about it */
  readonly why?: string;
  readonly related?: readonly Related[];
  readonly tags?: readonly ("unnecessary" | "deprecated")[];
  readonly fixes?: readonly Fix[];
  /** graver or milder than the rule's own severity, where a rule tells cases apart */
  readonly severity?: Severity;
  /**
   * where it stands in truth, when that is another file: go.sum, vendor/modules.txt. `span` then is the line of this file that it concerns,
   * for who can show only that; there are no fixes, and `related` holds no places of this file
   */
  readonly place?: OtherPlace;
}

/** A place in a file that is not the checked one. */
export interface OtherPlace {
  /** absolute */
  readonly path: string;
  readonly text: string;
  readonly lines: LineIndex;
  readonly span: Span;
}

/** Another place that explains a finding. */
export type Related =
  /** in the same file */
  | { readonly span: Span; readonly message: string }
  /** a chain of requirements, from the main module on; the last but one is the go.mod where it shows */
  | { readonly chain: readonly ModuleVersion[]; readonly message: string };

/** A way to mend a finding in the same file. `safe`: the build means the same or what the file already said. */
export interface Fix {
  /** an imperative: `Require example.com/a v1.2.0` */
  readonly title: string;
  readonly safety: "safe" | "unsafe";
  readonly edits: readonly TextEdit[];
}

/** A finding with the rule that made it: what reporters and editors show. */
export interface Diagnostic extends Finding {
  readonly rule: string;
  readonly severity: Severity;
}
