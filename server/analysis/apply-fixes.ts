import { applyEdits, conflicts, type TextEdit } from "../text/edits.ts";
import type { Diagnostic, Fix } from "./finding.ts";

/** What one round of fixing does to a text. */
export interface FixRound {
  readonly text: string;
  /** the fixes that went in, with their findings; the others overlap one of these and get their turn in the next round */
  readonly applied: readonly { readonly diagnostic: Diagnostic; readonly fix: Fix }[];
}

/** The fix of a finding that is applied unasked: its first safe one, or its first at all where unsafe ones are allowed. */
export function preferredFix(diagnostic: Diagnostic, unsafe: boolean): Fix | undefined {
  const fixes = diagnostic.fixes ?? [];
  return fixes.find((fix) => fix.safety === "safe") ?? (unsafe ? fixes[0] : undefined);
}

/** Applies every preferred fix that does not overlap an earlier one. */
export function applyFixes(text: string, diagnostics: readonly Diagnostic[], unsafe: boolean): FixRound {
  const edits: TextEdit[] = [];
  const applied: { diagnostic: Diagnostic; fix: Fix }[] = [];
  for (const diagnostic of diagnostics) {
    const fix = preferredFix(diagnostic, unsafe);
    if (fix === undefined || fix.edits.length === 0) continue;
    const fresh = fix.edits.filter((edit) => !edits.some((known) => sameEdit(known, edit)));
    if (conflicts([...edits, ...fresh]) || sharesPlace(edits, fresh)) continue;
    edits.push(...fresh);
    applied.push({ diagnostic, fix });
  }
  return { text: applyEdits(text, edits), applied };
}

function sameEdit(a: TextEdit, b: TextEdit): boolean {
  return a.span.start === b.span.start && a.span.end === b.span.end && a.text === b.text && a.span.end > a.span.start;
}

/** Two insertions at one place could be meant in either order: one of them waits. */
function sharesPlace(edits: readonly TextEdit[], fresh: readonly TextEdit[]): boolean {
  return fresh.some((edit) => edits.some((known) => known.span.start === edit.span.start));
}

/** How many rounds fixing may take: each mends something, so this only stops two rules that undo each other. */
const roundLimit = 20;

/**
 * Fixes until nothing fixable is left.
 * @param lint gives the findings of a text
 * @returns the final text and all that went in, and whether it settled
 */
export function fixAll(
  text: string,
  lint: (text: string) => readonly Diagnostic[],
  unsafe: boolean,
): { text: string; applied: FixRound["applied"]; settled: boolean } {
  let current = text;
  const applied: FixRound["applied"][number][] = [];
  for (let round = 0; round < roundLimit; round++) {
    const result = applyFixes(current, lint(current), unsafe);
    if (result.applied.length === 0 || result.text === current) return { text: current, applied, settled: true };
    applied.push(...result.applied);
    current = result.text;
  }
  return { text: current, applied, settled: false };
}
