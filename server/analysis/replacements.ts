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
