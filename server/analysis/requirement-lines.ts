import type { ModFile, Requirement } from "../modfile/mod-file.ts";

/** The lines of a file that require modules, by module path. */
export interface RequirementLines {
  /** the first line of each path, in the order of the file */
  readonly first: ReadonlyMap<string, Requirement>;
  /** all lines of each path that has several */
  readonly repeated: ReadonlyMap<string, readonly Requirement[]>;
}

/** Of the file that was asked for last. */
let known: { readonly file: ModFile; readonly lines: RequirementLines } | undefined;

/** Looks them up, once for the rules of a file, a handful of which ask at every keystroke. */
export function requirementLines(file: ModFile): RequirementLines {
  if (known?.file !== file) known = { file, lines: linesOf(file) };
  return known.lines;
}

function linesOf(file: ModFile): RequirementLines {
  const first = new Map<string, Requirement>();
  const repeated = new Map<string, Requirement[]>();
  for (const requirement of file.require) {
    const path = requirement.path.value;
    const before = first.get(path);
    if (before === undefined) {
      first.set(path, requirement);
      continue;
    }
    const all = repeated.get(path);
    if (all === undefined) repeated.set(path, [before, requirement]);
    else all.push(requirement);
  }
  return { first, repeated };
}
