import type { ModuleVersion } from "../graph/module-version.ts";
import { formatModule } from "../graph/module-version.ts";
import type { ModFile, Replacement, WorkFile } from "../modfile/mod-file.ts";
import type { Span } from "../text/span.ts";

/** What a replacement replaces: the version is empty where it is all of them. */
export function replacedModule({ oldPath, oldVersion }: Replacement): ModuleVersion {
  return { path: oldPath.value, version: oldVersion?.value ?? "" };
}

/** What it puts in its place, as it is spelled: `example.com/fork@v1.0.0`, or a directory. */
export function replacementTarget({ newPath, newVersion }: Replacement): string {
  return formatModule({ path: newPath.value, version: newVersion?.value ?? "" });
}

/** A replacement without its verb and comment. */
export function replacementSpan({ oldPath, newPath, newVersion }: Replacement): Span {
  return { start: oldPath.span.start, end: (newVersion ?? newPath).span.end };
}

/** The line of a file that replaces just this: of several that are alike the last counts. */
export function replacementLine({ replace }: ModFile | WorkFile, { path, version }: ModuleVersion): Replacement | undefined {
  return replace.findLast(({ oldPath, oldVersion }) => oldPath.value === path && (oldVersion?.value ?? "") === version);
}

/** The line that decides what is read for a module: one for its version goes before one for all. */
export function actingReplacement(file: ModFile | WorkFile, module: ModuleVersion): Replacement | undefined {
  return replacementLine(file, module) ?? replacementLine(file, { path: module.path, version: "" });
}

/** A replacement whose left side an earlier line of the file has already. */
export interface RepeatedReplacement {
  readonly replacement: Replacement;
  readonly first: Replacement;
  /** whether both say the same, as the go command compares them: letter for letter */
  readonly same: boolean;
}

/** The repeated replacements of a file (modload.toReplaceMap), in the order of their places. */
export function* repeatedReplacements(file: ModFile | WorkFile): Iterable<RepeatedReplacement> {
  const known = new Map<string, Replacement>();
  for (const replacement of file.replace) {
    const key = formatModule(replacedModule(replacement));
    const first = known.get(key);
    if (first === undefined) known.set(key, replacement);
    else yield { replacement, first, same: replacementTarget(replacement) === replacementTarget(first) };
  }
}
