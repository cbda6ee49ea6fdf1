import { fixAll } from "../analysis/apply-fixes.ts";
import { atLeast, type Diagnostic, type Severity } from "../analysis/finding.ts";
import type { RunResult } from "../analysis/run.ts";
import type { Document } from "../workspace/documents.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { addIgnores } from "./add-ignores.ts";
import type { Fixed, Note } from "./reporters/report.ts";

/** What is asked for of a file. */
export interface LintOptions {
  /** the mildest findings that are shown, and mended */
  readonly level: Severity;
  readonly fix: boolean;
  readonly unsafe: boolean;
  /** switches the rules of all findings off by comments, instead of mending them */
  readonly ignore?: boolean;
  /** which findings count */
  readonly filter?: LintFilter;
}

/** Chooses among the findings of a file, each time that its rules have run: before, between and after rounds of fixing. */
export type LintFilter = (document: Document, result: RunResult) => readonly Diagnostic[];

/** A file as it is after fixing, which is as before where nothing was to be fixed, with what is left to say of it. */
export interface Linted {
  readonly document: Document;
  readonly findings: readonly Diagnostic[];
  /** findings below the level */
  readonly hidden: number;
  readonly fixed: readonly Fixed[];
  readonly notes: readonly Note[];
  /** why the fixes are not to be written */
  readonly refused?: string;
}

/** Runs all rules on a document, and mends in memory what is to be mended. */
export function lintFile(workspace: Workspace, before: Document, name: string, options: LintOptions): Linted {
  const { level } = options;
  let document = before;
  let result = workspace.lint(before).result;
  let fixed: readonly Fixed[] = [];
  let refused: string | undefined;
  const chosen = (file: Document, run: RunResult): readonly Diagnostic[] => options.filter?.(file, run) ?? run.diagnostics;
  const shown = (file: Document, run: RunResult): readonly Diagnostic[] =>
    chosen(file, run).filter((d) => atLeast(d.severity, level));
  if (options.fix) {
    const first = result;
    const lint = (text: string): readonly Diagnostic[] => {
      if (text === before.file.text) return shown(before, first);
      const changed = workspace.documents.parse(before.path, text);
      return shown(changed, workspace.lint(changed).result);
    };
    const after = fixAll(before.file.text, lint, options.unsafe);
    if (after.text !== before.file.text) {
      const changed = workspace.documents.parse(before.path, after.text);
      // A fix that breaks the file would be a bug of a rule; the file must not pay for it.
      if (changed.file.errors.length > before.file.errors.length) {
        refused = `the fixes would break the file, which is a bug of gomod-lint (${after.applied.map((a) => a.diagnostic.rule).join(", ")})`;
      } else {
        document = changed;
        result = workspace.lint(changed).result;
        fixed = after.applied.map(({ diagnostic, fix }) => ({ rule: diagnostic.rule, title: fix.title }));
      }
    }
  }
  if (options.ignore === true) {
    const { text, ignored } = addIgnores(before.file, shown(before, result));
    if (ignored.length > 0) {
      document = workspace.documents.parse(before.path, text);
      result = workspace.lint(document).result;
      fixed = ignored.map(({ rule, message }) => ({ rule, title: message, ignored: true }));
    }
  }
  const left = chosen(document, result);
  const findings = left.filter((d) => atLeast(d.severity, level));
  const hidden = left.filter((d) => !atLeast(d.severity, level));
  const about = new Set(
    workspace
      .rulesOf(before.path)
      .filter(({ rule }) => rule.group === "meta")
      .map(({ rule }) => rule.id),
  );
  const remarks = hidden.filter((d) => about.has(d.rule));
  return {
    document,
    findings,
    hidden: hidden.length - remarks.length,
    fixed,
    // What gomod-lint has to say of its own work is not a matter of level.
    notes: [
      ...remarks.map((d): Note => ({ kind: "note", file: name, message: d.message, ...hint(d) })),
      ...skipped(result, name),
    ],
    ...(refused === undefined ? {} : { refused }),
  };
}

function hint(diagnostic: Diagnostic): { readonly hint?: string } {
  return diagnostic.why === undefined ? {} : { hint: diagnostic.why };
}

/** One note for each reason why rules could not run. */
function skipped({ skipped }: RunResult, name: string): readonly Note[] {
  const byReason = new Map<string, string[]>();
  for (const { rule, reason } of skipped) {
    const rules = byReason.get(reason);
    if (rules === undefined) byReason.set(reason, [rule]);
    else rules.push(rule);
  }
  return [...byReason].map(([reason, rules]) => ({
    kind: "note",
    file: name,
    message: `${rules.length === 1 ? "a rule" : `${rules.length} rules`} did not run, because ${reason}`,
    hint: rules.join(", "),
  }));
}
