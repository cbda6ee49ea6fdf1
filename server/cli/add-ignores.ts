import type { Diagnostic } from "../analysis/finding.ts";
import { placeholderReasons } from "../analysis/suppression.ts";
import { ignoreEdit } from "../features/ignore.ts";
import type { ModFile, WorkFile } from "../modfile/mod-file.ts";
import { applyEdits, type TextEdit } from "../text/edits.ts";

const [, reason] = placeholderReasons;

/**
 * Puts a comment above each line that has findings, which switches their rules off there. The go command keeps a comment with the line
 * below it. What it refuses itself (syntax) cannot be switched off.
 * @returns the text, and the findings that are switched off by it
 */
export function addIgnores(
  file: ModFile | WorkFile,
  findings: readonly Diagnostic[],
): { readonly text: string; readonly ignored: readonly Diagnostic[] } {
  const places = new Map<number, { readonly rules: Set<string>; readonly edit: TextEdit; readonly first: Diagnostic }>();
  const ignored: Diagnostic[] = [];
  for (const finding of findings) {
    const edit = ignoreEdit(file, finding, "line", reason);
    if (edit === undefined) continue;
    ignored.push(finding);
    const known = places.get(edit.span.start);
    if (known === undefined) places.set(edit.span.start, { rules: new Set([finding.rule]), edit, first: finding });
    else known.rules.add(finding.rule);
  }
  const edits = [...places.values()].flatMap(
    ({ rules, first }) => ignoreEdit(file, { ...first, rule: [...rules].join(",") }, "line", reason) ?? [],
  );
  return { text: applyEdits(file.text, edits), ignored };
}
