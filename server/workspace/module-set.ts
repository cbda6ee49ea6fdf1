import { replacementLine } from "../analysis/replacements.ts";
import { type MainModuleFacts, modFileFlag } from "../environment/build-mod.ts";
import { pathsOf } from "../environment/file-paths.ts";
import { findGoMod } from "../environment/find-files.ts";
import { type GoEnv, readGoEnv } from "../environment/go-env.ts";
import { flagValue, type GoFlags, parseGoFlags } from "../environment/go-flags.ts";
import { formatModule, isToolchain, type ModuleVersion } from "../graph/module-version.ts";
import { type MainModule, type ModuleSet, mainModule, workspaceOf } from "../graph/requirements.ts";
import type { Host } from "../host/host.ts";
import type { Span } from "../text/span.ts";
import { compareGoVersions, goStrictVersion } from "../version/go-version.ts";
import { checkImportPath } from "../version/module-path.ts";
import type { Document, Documents } from "./documents.ts";

/** The main modules that the go command would work with in a directory. */
export interface FoundSet {
  readonly set: ModuleSet;
  /** go.work where there is a workspace, and the go.mod files */
  readonly documents: readonly [Document, ...Document[]];
  /** the go.mod files of the main modules, in their order: absolute, but as GOFLAGS=-modfile spells it where that names one */
  readonly modFiles: readonly string[];
  /** absolute paths of the go.sum files that count: go.work.sum first */
  readonly sums: readonly string[];
  /** the go command's settings in the directory */
  readonly env: GoEnv;
  /** what -mod depends on besides them (environment's buildMod) */
  readonly facts: MainModuleFacts;
}

/** Why there is none. */
export interface NoSet {
  /** a clause that names the file and line, and what to do where that is not plain */
  readonly problem: string;
  /** there is no module; a setting of the go command makes no sense; a file does not */
  readonly because: "no-module" | "setting" | "file";
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
  if (work !== "" && work !== "off") {
    if (!pathsOf(host).isAbsolute(work)) return wrongSetting(`GOWORK=${work} is not an absolute path`);
    const flag = modFileFlag(host, env, true);
    if (flag?.problem !== undefined) return wrongSetting(`${flag.problem} (${work}); GOWORK=off turns it off`);
    return workspaceSet(host, documents, work, env);
  }
  const wrong = flagsProblem(env);
  if (wrong !== undefined) return wrongSetting(wrong);
  const found = findGoMod(host, directory);
  const flag = modFileFlag(host, env, false);
  if (found === undefined && flag !== undefined) {
    return wrongSetting(`there is no go.mod in ${directory} or above, and -modfile only names a file in place of one`);
  }
  if (found === undefined) {
    return { problem: `go.mod not found in ${directory} or any directory above it`, because: "no-module" };
  }
  if (flag === undefined) {
    const document = documents.get(found);
    return "failed" in document ? unreadable(found, document.detail) : moduleSetOf(host, document, env);
  }
  if (flag.problem !== undefined) return wrongSetting(flag.problem);
  const document = documents.get(flag.path);
  if ("failed" in document) return unreadable(`${flag.path} (-modfile)`, document.detail);
  // The module's root stays where go.mod is: that is what directories are relative to.
  const main = mainOf(host, document, pathsOf(host).dirname(found));
  return "problem" in main ? main : single(main, document, env, flagValue(goFlags(env), "modfile") ?? flag.path);
}

/** The set of one go.mod, whatever go.work and -modfile say of it. */
export function moduleSetOf(
  host: Host,
  document: Document,
  env: GoEnv = readGoEnv(host, pathsOf(host).dirname(document.path)),
): FoundSet | NoSet {
  const wrong = flagsProblem(env);
  if (wrong !== undefined) return wrongSetting(wrong);
  const main = mainOf(host, document, pathsOf(host).dirname(document.path));
  return "problem" in main ? main : single(main, document, env, document.path);
}

function single(main: MainModule, document: Document, env: GoEnv, modFile: string): FoundSet {
  return {
    set: { mains: [main] },
    documents: [document],
    modFiles: [modFile],
    sums: [sumFile(document.path)],
    env,
    facts: { moduleDirectory: main.dir, goVersion: document.file.go?.version.value },
  };
}

/** The set of a go.work file and the modules that it uses. */
export function workspaceSet(
  host: Host,
  documents: Documents,
  path: string,
  env: GoEnv = readGoEnv(host, pathsOf(host).dirname(path)),
): FoundSet | NoSet {
  const wrong = flagsProblem(env);
  if (wrong !== undefined) return wrongSetting(wrong);
  const paths = pathsOf(host);
  const document = documents.get(path);
  if ("failed" in document) return unreadable(path, document.detail);
  const { file } = document;
  if (file.kind !== "work") return { problem: `${path} is not a go.work file`, because: "file" };
  if (file.errors.length > 0) return firstError(document);
  const dir = paths.dirname(path);
  const work = workspaceOf(file, dir, paths.resolve);
  const mains: MainModule[] = [];
  const used: Document[] = [];
  for (const use of file.use) {
    const wrongUse = (problem: string): NoSet => wrongAt(document, use.span, problem);
    const moduleDir = paths.resolve(dir, use.path.value);
    const modPath = paths.join(moduleDir, "go.mod");
    const module = documents.get(modPath);
    if ("failed" in module) return wrongUse(`uses ${use.path.value}, but ${modPath} cannot be read: ${module.detail}`);
    const main = mainOf(host, module, moduleDir);
    if ("problem" in main) return main;
    const same = mains.find((other) => other.path === main.path);
    if (same !== undefined) {
      return wrongUse(`module ${main.path} appears multiple times in the workspace: ${same.dir} and ${moduleDir}`);
    }
    // modload.loadModFile: a workspace must be at least as new as its modules, once a go line is a requirement.
    if (compareGoVersions(main.go, work.go) > 0 && compareGoVersions(main.go, goStrictVersion) >= 0) {
      const has = file.go === undefined ? "has no go line, which means" : "has";
      return wrongUse(`${modPath} needs go ${main.go}, but go.work ${has} go ${work.go}; to raise it: go work use`);
    }
    mains.push(main);
    used.push(module);
  }
  const conflict = replacementConflict(mains, work, document, used);
  if (conflict !== undefined) return conflict;
  if (mains.length === 0) return { problem: `${path} uses no module; to add one: go work use DIR`, because: "file" };
  return {
    set: { mains, work },
    documents: [document, ...used],
    modFiles: used.map((module) => module.path),
    sums: [`${path}.sum`, ...used.map((module) => sumFile(module.path))],
    env,
    facts: { workFile: path, moduleDirectory: undefined, goVersion: file.go?.version.value },
  };
}

/** What the go command refuses of a workspace's replacements (modload.makeMainModules). */
function replacementConflict(
  mains: readonly MainModule[],
  work: NonNullable<ModuleSet["work"]>,
  workDocument: Document,
  used: readonly Document[],
): NoSet | undefined {
  for (const main of mains) {
    if (work.replace.get(main.path)?.has("") !== true) continue;
    const problem = `workspace module ${main.path} is replaced at all versions; remove the replacement, or name the version to replace`;
    return wrongAt(workDocument, replacementLine(workDocument.file, { path: main.path, version: "" })?.span, problem);
  }
  const known = new Map<string, { readonly target: ModuleVersion; readonly document: Document | undefined }>();
  for (const [i, main] of mains.entries()) {
    const document = used[i] ?? workDocument;
    for (const [path, versions] of main.replace) {
      if (work.replace.has(path)) continue;
      for (const [version, target] of versions) {
        const replaced = { path, version };
        const old = formatModule(replaced);
        const before = known.get(old);
        if (before !== undefined && (before.target.path !== target.path || before.target.version !== target.version)) {
          const other =
            before.document === undefined
              ? ""
              : ` (${place(before.document, replacementLine(before.document.file, replaced)?.span)})`;
          const problem = `conflicting replacements of ${old}: ${formatModule(target)}, and ${formatModule(before.target)}${other}`;
          const override = `go work edit -replace ${old}=[override]`;
          return wrongAt(document, replacementLine(document.file, replaced)?.span, `${problem}; to decide: ${override}`);
        }
        known.set(old, { target, document });
      }
    }
  }
  return undefined;
}

/** A main module, checked as far as the go command checks it before it looks at what it requires. */
function mainOf(host: Host, document: Document, dir: string): MainModule | NoSet {
  const { file, path } = document;
  if (file.kind !== "mod" || file.errors.length > 0) return firstError(document);
  const main = mainModule(file, dir, pathsOf(host).resolve);
  if (main === undefined) return { problem: `${path} has no module line`, because: "file" };
  const wrong = isToolchain(main.path) ? "the name is reserved" : checkImportPath(main.path);
  if (wrong === undefined) return main;
  return wrongAt(document, file.module?.path.span, `${JSON.stringify(main.path)} is no path for a module: ${wrong}`);
}

function goFlags(env: GoEnv): GoFlags {
  return parseGoFlags(env.get("GOFLAGS").value, env.command?.version);
}

/** What the go command says of GOFLAGS before it looks at any file. */
function flagsProblem(env: GoEnv): string | undefined {
  const { flags, problem } = goFlags(env);
  if (problem !== undefined) return problem;
  return flags.some((flag) => flag.name === "C") ? "GOFLAGS has -C, which may only stand first on a command line" : undefined;
}

function wrongSetting(problem: string): NoSet {
  return { problem, because: "setting" };
}

function unreadable(path: string, detail: string): NoSet {
  return { problem: `cannot read ${path}: ${detail}`, because: "file" };
}

function firstError(document: Document): NoSet {
  const [error] = document.file.errors;
  if (error === undefined) return { problem: `${document.path} cannot be loaded`, because: "file" };
  return wrongAt(document, error.span, error.message);
}

function wrongAt(document: Document, span: Span | undefined, problem: string): NoSet {
  return { problem: `${place(document, span)}: ${problem}`, because: "file" };
}

function place({ path, file }: Document, span: Span | undefined): string {
  return span === undefined ? path : `${path}:${file.lines.position(span.start).line}`;
}

/** go.mod → go.sum, alternative.mod → alternative.sum (modload.modFilePath). */
function sumFile(modPath: string): string {
  return modPath.replace(/\.mod$/, ".sum");
}
