import { applyFixes, preferredFix } from "../analysis/apply-fixes.ts";
import type { Diagnostic } from "../analysis/finding.ts";
import type { TextEdit } from "../text/edits.ts";
import { minimalEdits } from "../text/minimal-edits.ts";
import type { Span } from "../text/span.ts";
import type { Snapshot } from "../workspace/workspace.ts";
import { ignoreEdit } from "./ignore.ts";

/** A change that an editor offers. */
export interface Action {
  readonly title: string;
  /** the findings that it mends */
  readonly diagnostics: readonly Diagnostic[];
  /** what an editor may do unasked, or at a single key */
  readonly preferred: boolean;
  readonly edits: readonly TextEdit[];
}

/** Every fix of the findings in a span. A fix that several findings share comes once. */
export function fixActions(snapshot: Snapshot, span: Span): readonly Action[] {
  const actions = new Map<string, Action>();
  for (const diagnostic of findingsIn(snapshot, span)) {
    const preferred = preferredFix(diagnostic, false);
    for (const fix of diagnostic.fixes ?? []) {
      const key = JSON.stringify([fix.title, fix.edits]);
      const known = actions.get(key);
      actions.set(key, {
        title: fix.title,
        diagnostics: [...(known?.diagnostics ?? []), diagnostic],
        preferred: known?.preferred === true || fix === preferred,
        edits: fix.edits,
      });
    }
  }
  return [...actions.values()];
}

/** For each rule with a finding in the span and more of them in the file: all its safe fixes that go together. */
export function fixRuleActions(snapshot: Snapshot, span: Span): readonly Action[] {
  const { diagnostics } = snapshot.result;
  const rules = new Set(findingsIn(snapshot, span).map((diagnostic) => diagnostic.rule));
  return [...rules].flatMap((rule) => {
    const fixable = diagnostics.filter((d) => d.rule === rule && preferredFix(d, false) !== undefined);
    if (fixable.length < 2) return [];
    const { text } = snapshot.file;
    const fixed = applyFixes(text, fixable, false);
    const mended = fixed.applied.map(({ diagnostic }) => diagnostic);
    if (mended.length < 2) return [];
    return [
      { title: `Fix all findings of ${rule}`, diagnostics: mended, preferred: false, edits: minimalEdits(text, fixed.text) },
    ];
  });
}

/** A comment for each finding in the span that switches its rule off there, or in the whole file. */
export function ignoreActions(snapshot: Snapshot, span: Span): readonly Action[] {
  const actions = new Map<string, Action>();
  for (const diagnostic of findingsIn(snapshot, span)) {
    for (const scope of ["line", "file"] as const) {
      const edit = ignoreEdit(snapshot.file, diagnostic, scope);
      if (edit === undefined) continue;
      const where = scope === "line" ? "here" : "in this file";
      const title = `Ignore ${diagnostic.rule} ${where}`;
      if (!actions.has(title)) actions.set(title, { title, diagnostics: [diagnostic], preferred: false, edits: [edit] });
    }
  }
  return [...actions.values()];
}

/** Whether `fixAll` would find something to do. */
export function hasSafeFix({ result }: Snapshot): boolean {
  return result.diagnostics.some((diagnostic) => preferredFix(diagnostic, false) !== undefined);
}

/** Findings that share a character with the span, or touch it where it is a cursor. */
function findingsIn({ result }: Snapshot, span: Span): readonly Diagnostic[] {
  return result.diagnostics.filter((d) => d.span.start <= span.end && span.start <= d.span.end);
}
