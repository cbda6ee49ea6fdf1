import { escapePath, escapeVersion } from "../../server/version/module-escape.ts";

/**
 * A module with its dependencies, as fixtures and the documentation's examples write it:
 * `go.mod` (or `go.work`), `PATH@VERSION` for a dependency's go.mod, any other name for a file of the module's folder, `missing` with
 * one `PATH@VERSION` a line for modules that no source has, `go` with the version of the go command (none without it), `env` with
 * one `NAME=VALUE` a line, `unwritable` with one absolute path, or one relative to the module's folder, a line, and `git` where there is a
 * git command. Whoever works there is not the owner of the files.
 */
export interface World {
  readonly main: string;
  readonly mainName: "go.mod" | "go.work";
  /** `PATH@VERSION` → its go.mod */
  readonly modules: ReadonlyMap<string, string>;
  /** files of the main module's folder, by relative path */
  readonly folder: ReadonlyMap<string, string>;
  /** `PATH@VERSION` of modules that no source has */
  readonly missing: readonly string[];
  /** the version of the go command on PATH: `go1.26.8` */
  readonly go?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** files and directories that may not be written */
  readonly unwritable?: readonly string[];
  /** whether git is on PATH */
  readonly git?: boolean;
}

const special = new Set(["fixed", "missing", "go", "env", "unwritable", "git"]);

export function worldOf(files: ReadonlyMap<string, string>): World {
  const mainName = files.has("go.work") && !files.has("go.mod") ? "go.work" : "go.mod";
  const modules = new Map<string, string>();
  const folder = new Map<string, string>();
  for (const [name, text] of files) {
    if (name === mainName || special.has(name)) continue;
    if (/@v\d/.test(name)) modules.set(name, text);
    else folder.set(name, text);
  }
  const lines = (name: string): readonly string[] => (files.get(name) ?? "").split("\n").filter((line) => line !== "");
  const [go] = lines("go");
  return {
    main: files.get(mainName) ?? "",
    mainName,
    modules,
    folder,
    missing: lines("missing"),
    unwritable: lines("unwritable"),
    git: files.has("git"),
    ...(go === undefined ? {} : { go }),
    env: Object.fromEntries(lines("env").map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)])),
  };
}

/** Where a module's go.mod lies in a module cache or proxy, relative to its root: `example.com/a/@v/v1.0.0.mod`. */
export function proxyPath(module: string, extension: "mod" | "info"): string {
  const at = module.lastIndexOf("@");
  const path = escapePath(module.slice(0, at));
  const version = escapeVersion(module.slice(at + 1));
  if (path === undefined || version === undefined) throw new Error(`not a module: ${module}`);
  return `${path}/@v/${version}.${extension}`;
}
