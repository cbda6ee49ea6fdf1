import type { ModFile, Replacement, WorkFile } from "../modfile/mod-file.ts";
import {
  compareGoVersions,
  defaultGoModVersion,
  defaultGoWorkVersion,
  explicitIndirectVersion,
  modSort,
} from "../version/go-version.ts";
import type { ModuleVersion } from "./module-version.ts";

/**
 * How much of a dependency's own requirements the graph holds (modload.modPruning): all of them, only those of modules that the main
 * module names, or the rules of a workspace.
 */
export type Pruning = "pruned" | "unpruned" | "workspace";

/**
 * `replace` directives by what they replace: path → version (the empty one stands for every version) → another module version, or a
 * directory (version `""`, path absolute). Plain values without spans, so that a graph outlives edits that do not concern it.
 */
export type ReplaceMap = ReadonlyMap<string, ReadonlyMap<string, ReplacementTarget>>;

/** What a module is replaced by. */
export interface ReplacementTarget extends ModuleVersion {
  /** the new path as the file spells it: the same as `path`, but for a directory */
  readonly spelled: string;
}

/** A main module as the graph needs it: plain values, independent of where they were read. */
export interface MainModule {
  readonly path: string;
  /** absolute directory of its go.mod */
  readonly dir: string;
  /** the go line; `defaultGoModVersion` when there is none */
  readonly go: string;
  readonly toolchain?: string;
  /** its file has errors, so that some of its lines are not here */
  readonly damaged: boolean;
  readonly require: readonly (ModuleVersion & { readonly indirect: boolean })[];
  readonly replace: ReplaceMap;
  /** path → excluded versions */
  readonly exclude: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Joins a directory as spelled in a file to the folder it is relative to; absolute paths stay. */
export type ResolveDirectory = (base: string, directory: string) => string;

/**
 * The main module of a go.mod that stands in `dir`.
 * @returns undefined when the file has no module line: the go command would not load it
 */
export function mainModule(file: ModFile, dir: string, resolve: ResolveDirectory): MainModule | undefined {
  if (file.module === undefined) return undefined;
  const exclude = new Map<string, Set<string>>();
  for (const { path, version } of file.exclude) {
    const versions = exclude.get(path.value);
    if (versions === undefined) exclude.set(path.value, new Set([version.value]));
    else versions.add(version.value);
  }
  return {
    path: file.module.path.value,
    dir,
    go: file.go?.version.value ?? defaultGoModVersion,
    ...(file.toolchain === undefined ? {} : { toolchain: file.toolchain.version.value }),
    damaged: file.errors.length > 0,
    require: file.require.map((r) => ({ path: r.path.value, version: r.version.value, indirect: r.indirect })),
    replace: replaceMap(file.replace, dir, resolve),
    exclude,
  };
}

/** The replacements of one file; the last of several for the same left side wins, as in modload.toReplaceMap. */
export function replaceMap(directives: readonly Replacement[], dir: string, resolve: ResolveDirectory): ReplaceMap {
  const map = new Map<string, Map<string, ReplacementTarget>>();
  for (const directive of directives) {
    const version = directive.newVersion?.value ?? "";
    const target = {
      path: version === "" ? resolve(dir, directive.newPath.value) : directive.newPath.value,
      version,
      spelled: directive.newPath.value,
    };
    const versions = map.get(directive.oldPath.value);
    if (versions === undefined) map.set(directive.oldPath.value, new Map([[directive.oldVersion?.value ?? "", target]]));
    else versions.set(directive.oldVersion?.value ?? "", target);
  }
  return map;
}

/** The replacement that acts on a module version: one for this version before one for all (modload.replacement). */
export function replacementOf(map: ReplaceMap, m: ModuleVersion): ReplacementTarget | undefined {
  const versions = map.get(m.path);
  return versions === undefined ? undefined : (versions.get(m.version) ?? versions.get(""));
}

/** A root set with what decides how it is loaded (modload.Requirements). */
export interface Requirements {
  readonly pruning: Pruning;
  /** sorted as gover.ModSort; may name a path twice */
  readonly roots: readonly ModuleVersion[];
  /** paths required without `// indirect` */
  readonly direct: ReadonlySet<string>;
}

/** Graph pruning came with the go line that demands all indirect requirements (modload.pruningForGoVersion). */
export function pruningOf(go: string): "pruned" | "unpruned" {
  return compareGoVersions(go, explicitIndirectVersion) < 0 ? "unpruned" : "pruned";
}

/** The roots of a single main module: its requirements that are not excluded, its go and toolchain (modload.rootsFromModFile). */
export function rootsOf(main: MainModule): Requirements {
  const roots: ModuleVersion[] = [];
  const direct = new Set<string>(["go"]);
  for (const { path, version, indirect } of main.require) {
    if (main.exclude.get(path)?.has(version) === true) continue;
    roots.push({ path, version });
    if (!indirect) direct.add(path);
  }
  roots.push({ path: "go", version: main.go });
  if (main.toolchain !== undefined) roots.push({ path: "toolchain", version: main.toolchain });
  return { pruning: pruningOf(main.go), roots: modSort(roots), direct };
}

/** What is loaded together: one main module, or those that a go.work file uses. */
export interface ModuleSet {
  readonly mains: readonly MainModule[];
  readonly work?: { readonly go: string; readonly toolchain?: string; readonly replace: ReplaceMap; readonly dir: string };
}

/** The part of a go.work file in `dir` that the graph needs. */
export function workspaceOf(file: WorkFile, dir: string, resolve: ResolveDirectory): NonNullable<ModuleSet["work"]> {
  return {
    go: file.go?.version.value ?? defaultGoWorkVersion,
    ...(file.toolchain === undefined ? {} : { toolchain: file.toolchain.version.value }),
    replace: replaceMap(file.replace, dir, resolve),
    dir,
  };
}

/** The roots of a set of main modules (modload.requirementsFromModFiles). */
export function requirementsOf(set: ModuleSet): Requirements {
  const [only] = set.mains;
  if (set.work === undefined && only !== undefined) return rootsOf(only);
  const roots: ModuleVersion[] = set.mains.map((main) => ({ path: main.path, version: "" }));
  const direct = new Set<string>(["go"]);
  for (const main of set.mains) for (const r of main.require) if (!r.indirect) direct.add(r.path);
  roots.push({ path: "go", version: set.work?.go ?? defaultGoWorkVersion });
  if (set.work?.toolchain !== undefined) roots.push({ path: "toolchain", version: set.work.toolchain });
  return { pruning: "workspace", roots: modSort(roots), direct };
}
