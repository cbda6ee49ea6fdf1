import { setRequirementVersion } from "../modfile/edit.ts";
import type { ModFile, Requirement } from "../modfile/mod-file.ts";
import type { TextEdit } from "../text/edits.ts";
import { checkPathMajor, splitPathVersion } from "../version/module-path.ts";
import { isPseudoVersion } from "../version/pseudo-version.ts";
import { compareSemver, isIncompatible, semverPrerelease } from "../version/semver.ts";

/**
 * The versions above the required one that somebody may want: releases, ascending; where nothing is ever released, commits. A version before
 * modules (`+incompatible`) is no update of one that has them.
 */
export function updatesOf(file: ModFile, { path, version }: Requirement, known: readonly string[]): readonly string[] {
  const major = splitPathVersion(path.value)?.pathMajor ?? "";
  const excluded = new Set(file.exclude.flatMap((x) => (x.path.value === path.value ? [x.version.value] : [])));
  const released = known.some((candidate) => !isPseudoVersion(candidate));
  return known.filter(
    (candidate) =>
      compareSemver(candidate, version.value) > 0 &&
      checkPathMajor(candidate, major) === undefined &&
      !excluded.has(candidate) &&
      (!released || semverPrerelease(candidate) === "") &&
      (!isIncompatible(candidate) || isIncompatible(version.value)),
  );
}

/** The requirements of which a higher version is known, each with the edit that requires the highest. */
export function updateRequirements(
  file: ModFile,
  requirements: readonly Requirement[],
  versions: (modulePath: string) => readonly string[],
): readonly { readonly requirement: Requirement; readonly version: string; readonly edits: readonly TextEdit[] }[] {
  return requirements.flatMap((requirement) => {
    const version = updatesOf(file, requirement, versions(requirement.path.value)).at(-1);
    if (version === undefined) return [];
    return [{ requirement, version, edits: setRequirementVersion(file, requirement, version) }];
  });
}

/** The requirements that are not marked as indirect. */
export function directRequirements({ require }: ModFile): readonly Requirement[] {
  return require.filter(({ indirect }) => !indirect);
}
