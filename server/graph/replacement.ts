import { isDirectoryPath } from "../version/module-path.ts";
import { resolveReplacement } from "./load.ts";
import type { ModuleVersion } from "./module-version.ts";
import { type ModuleSet, replacementOf } from "./requirements.ts";

/** The platform's path functions, as far as a replacement's name needs them. */
export interface PathFunctions {
  isAbsolute(path: string): boolean;
  relative(from: string, to: string): string;
}

/**
 * What replaces a module, in the name that `go list -m` gives it (modload.Replacement): as the file spells it, but that a directory which
 * a go.mod of a workspace names becomes relative to go.work (canonicalizeReplacePath).
 *
 * @returns with the absolute `directory` where a directory replaces it; undefined where nothing does, or it is not known what
 */
export function namedReplacement(
  set: ModuleSet,
  module: ModuleVersion,
  paths: PathFunctions,
): (ModuleVersion & { readonly directory?: string }) | undefined {
  if (module.version === "" && set.mains.some((main) => main.path === module.path)) return undefined;
  const ofWork = set.work === undefined ? undefined : replacementOf(set.work.replace, module);
  const target = ofWork ?? resolveReplacement(set, module);
  if (target === undefined || "unavailable" in target) return undefined;
  if (target.version !== "") return { path: target.path, version: target.version };
  const directory = target.path;
  const fromWork = set.work !== undefined && ofWork === undefined && !paths.isAbsolute(target.spelled);
  return { path: fromWork ? directoryPath(paths.relative(set.work.dir, directory)) : target.spelled, version: "", directory };
}

/** A relative path in a form that cannot be taken for a module's (modload.ToDirectoryPath). */
export function directoryPath(relative: string): string {
  const path = relative === "" ? "." : relative;
  return isDirectoryPath(path) ? path : `./${path.replaceAll("\\", "/")}`;
}
