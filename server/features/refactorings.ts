import { sortBlocks } from "../modfile/edit-arrange.ts";
import { applyEdits } from "../text/edits.ts";
import type { Span } from "../text/span.ts";
import type { Snapshot } from "../workspace/workspace.ts";
import type { Action } from "./code-actions.ts";
import { refactorLines } from "./refactor-lines.ts";
import { refactorReplacements } from "./refactor-replacements.ts";
import { refactorRequirements } from "./refactor-requirements.ts";
import type { Refactoring, RefactoringPort } from "./refactoring.ts";

/**
 * Everything that can be done with what a selection is on, besides mending it. Nothing in a file with errors: an edit might make it mean
 * something else.
 * @param fixes offered beside them: what one of them does already is left out
 */
export function refactorings(
  snapshot: Snapshot,
  span: Span,
  port: RefactoringPort,
  fixes: readonly Action[],
): readonly Refactoring[] {
  const { file } = snapshot;
  if (file.errors.length > 0) return [];
  const found = [...refactorLines(file, snapshot, span)];
  if (file.kind === "mod") {
    found.push(...refactorRequirements(file, snapshot, span, port));
    found.push(...refactorReplacements(file, snapshot, span, port));
  }
  const results = new Set([file.text, ...fixes.map(({ edits }) => applyEdits(file.text, edits))]);
  return found.filter((refactoring) => {
    const result = applyEdits(file.text, refactoring.edits);
    if (results.has(result)) return false;
    results.add(result);
    return true;
  });
}

/** Sorts the lines of blocks as the go command does; undefined where they are sorted. */
export function sortAction({ file }: Snapshot): Refactoring | undefined {
  const edits = file.errors.length > 0 ? [] : sortBlocks(file);
  return edits.length === 0 ? undefined : { title: "Sort the lines of blocks", edits };
}
