import { modFileFlag } from "../environment/build-mod.ts";
import { pathsOf } from "../environment/file-paths.ts";
import { findGoMod } from "../environment/find-files.ts";
import { type GoEnv, readGoEnv } from "../environment/go-env.ts";
import { formatModule, type ModuleVersion } from "../graph/module-version.ts";
import { type MainModule, type ModuleSet, mainModule, workspaceOf } from "../graph/requirements.ts";
import type { Host } from "../host/host.ts";
import { compareGoVersions, goStrictVersion } from "../version/go-version.ts";
import type { Document, Documents } from "./documents.ts";

/** The main modules that the go command would work with in a directory. */
export interface FoundSet {
  readonly set: ModuleSet;
  /** go.work where there is a workspace, and the go.mod files */
  readonly documents: readonly [Document, ...Document[]];
  /** absolute paths of the go.sum files that count: go.work.sum first */
  readonly sums: readonly string[];
}

/** Why there is none, in a clause that names the file and what to do. */
export interface NoSet {
  readonly problem: string;
}

/**
 * Finds them as the go command does (modload.Init with loadModFile): GOWORK, or the nearest go.work upwards, and the modules it uses; else
 * the nearest go.mod upwards, or the file that GOFLAGS=-modfile names in its place.
 *
 * @param directory absolute
 */
export function findModuleSet(host: Host, documents: Documents, directory: string): FoundSet | NoSet {
  const env = readGoEnv(host, directory);
  const work = env.get("GOWORK").value;
  if (work !== "" && work !== "off") return workspaceSet(host, documents, work);
  const found = findGoMod(host, directory);
  if (found === undefined) return { problem: `go.mod not found in ${directory} or any directory above it` };
  return singleSet(host, documents, found, env);
}

/** The set of one go.mod, whatever go.work says of it. */
export function moduleSetOf(host: Host, document: Document): FoundSet | NoSet {
  const main = mainOf(host, document);
  if ("problem" in main) return main;
  return { set: { mains: [main] }, documents: [document], sums: [sumFile(document.path)] };
}

/** The set of a go.work file and the modules that it uses. */
export function workspaceSet(host: Host, documents: Documents, path: string): FoundSet | NoSet {
  const paths = pathsOf(host);
  const document = documents.get(path);
  if ("failed" in document) return { problem: `cannot read ${path}: ${document.detail}` };
  const { file } = document;
  if (file.kind !== "work") return { problem: `${path} is not a go.work file` };
  if (file.errors.length > 0) return { problem: problemOf(document) };
  const dir = paths.dirname(path);
  const work = workspaceOf(file, dir, paths.resolve);
  const mains: MainModule[] = [];
  const used: Document[] = [];
  for (const use of file.use) {
    const modPath = paths.join(paths.resolve(dir, use.path.value), "go.mod");
    const module = documents.get(modPath);
    if ("failed" in module) {
      return { problem: `${path} uses ${use.path.value}, but ${modPath} cannot be read: ${module.detail}` };
    }
    const main = mainOf(host, module);
    if ("problem" in main) return main;
    if (mains.some((other) => other.path === main.path)) {
      return { problem: `module ${main.path} appears multiple times in the workspace ${path}` };
    }
    // modload.loadModFile: a workspace must be at least as new as its modules, once a go line is a requirement.
    if (compareGoVersions(main.go, work.go) > 0 && compareGoVersions(main.go, goStrictVersion) >= 0) {
      return { problem: `${modPath} needs go ${main.go}, but ${path} has go ${work.go}; to raise it: go work use` };
    }
    mains.push(main);
    used.push(module);
  }
  const conflict = replacementConflict(mains, work);
  if (conflict !== undefined) return { problem: `${path}: ${conflict}` };
  if (mains.length === 0) return { problem: `${path} uses no module; to add one: go work use DIR` };
  const sums = [`${path}.sum`, ...used.map((module) => sumFile(module.path))];
  return { set: { mains, work }, documents: [document, ...used], sums };
}

/** What the go command refuses of a workspace's replacements (modload.makeMainModules). */
function replacementConflict(mains: readonly MainModule[], work: NonNullable<ModuleSet["work"]>): string | undefined {
  for (const main of mains) {
    if (work.replace.get(main.path)?.has("") !== true) continue;
    return `workspace module ${main.path} is replaced at all versions; remove the replacement, or name the version to replace`;
  }
  const known = new Map<string, ModuleVersion>();
  for (const main of mains) {
    for (const [path, versions] of main.replace) {
      if (work.replace.has(path)) continue;
      for (const [version, target] of versions) {
        const old = formatModule({ path, version });
        const before = known.get(old);
        if (before !== undefined && (before.path !== target.path || before.version !== target.version)) {
          const override = `go work edit -replace ${old}=[override]`;
          return `conflicting replacements of ${old}: ${formatModule(before)} and ${formatModule(target)}; to decide: ${override}`;
        }
        known.set(old, target);
      }
    }
  }
  return undefined;
}

function singleSet(host: Host, documents: Documents, found: string, env: GoEnv): FoundSet | NoSet {
  const flag = modFileFlag(host, env, false);
  if (flag?.problem !== undefined) return { problem: flag.problem };
  const document = documents.get(flag?.path ?? found);
  if ("failed" in document) return { problem: `cannot read ${flag?.path ?? found}: ${document.detail}` };
  // With -modfile the module's root stays where go.mod is: that is what directories are relative to.
  const main = mainOf(host, { ...document, path: found });
  if ("problem" in main) return { problem: document.path === found ? main.problem : problemOf(document) };
  return { set: { mains: [main] }, documents: [document], sums: [sumFile(document.path)] };
}

function mainOf(host: Host, document: Document): MainModule | NoSet {
  const { file, path } = document;
  if (file.kind !== "mod" || file.errors.length > 0) return { problem: problemOf(document) };
  const paths = pathsOf(host);
  return mainModule(file, paths.dirname(path), paths.resolve) ?? { problem: `${path} has no module line` };
}

function problemOf({ path, file }: Document): string {
  const [error] = file.errors;
  if (error === undefined) return `${path} cannot be loaded`;
  return `${path}:${file.lines.position(error.span.start).line}: ${error.message}`;
}

/** go.mod → go.sum, alternative.mod → alternative.sum (modload.modFilePath). */
function sumFile(modPath: string): string {
  return modPath.replace(/\.mod$/, ".sum");
}
