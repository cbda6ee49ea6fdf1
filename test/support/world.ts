import { posix } from "node:path";
import { rules } from "../../rules/index.ts";
import type { AnyRule } from "../../server/analysis/rule.ts";
import { defaultSettings } from "../../server/analysis/settings.ts";
import type { ModFileReader } from "../../server/modfile/reader.ts";
import { escapePath, escapeVersion } from "../../server/version/module-escape.ts";
import { Workspace } from "../../server/workspace/workspace.ts";
import { type MemoryHost, memoryHost } from "./memory-host.ts";

/**
 * A module with its dependencies, as fixtures and the documentation's examples write it:
 * `go.mod` (or `go.work`), `PATH@VERSION` for a dependency's go.mod, any other name for a file of the module's folder, and `missing`
 * with one `PATH@VERSION` a line for modules that no source has.
 */
export interface World {
  readonly main: string;
  readonly mainName: "go.mod" | "go.work";
  /** `PATH@VERSION` → its go.mod */
  readonly modules: ReadonlyMap<string, string>;
  /** files of the main module's folder, by relative path */
  readonly folder: ReadonlyMap<string, string>;
}

const special = new Set(["fixed", "missing"]);

export function worldOf(files: ReadonlyMap<string, string>): World {
  const mainName = files.has("go.work") && !files.has("go.mod") ? "go.work" : "go.mod";
  const modules = new Map<string, string>();
  const folder = new Map<string, string>();
  for (const [name, text] of files) {
    if (name === mainName || special.has(name)) continue;
    if (/@v\d/.test(name)) modules.set(name, text);
    else folder.set(name, text);
  }
  return { main: files.get(mainName) ?? "", mainName, modules, folder };
}

/** Where a module's go.mod lies in a module cache or proxy, relative to its root: `example.com/a/@v/v1.0.0.mod`. */
export function proxyPath(module: string, extension: "mod" | "info"): string {
  const at = module.lastIndexOf("@");
  const path = escapePath(module.slice(0, at));
  const version = escapeVersion(module.slice(at + 1));
  if (path === undefined || version === undefined) throw new Error(`not a module: ${module}`);
  return `${path}/@v/${version}.${extension}`;
}

/** Where the main module of a memory world lies. */
export const worldFolder = "/work/app";

export function worldHost(world: World): MemoryHost {
  const files: Record<string, string> = { [posix.join(worldFolder, world.mainName)]: world.main };
  for (const [module, text] of world.modules) files[`/cache/mod/cache/download/${proxyPath(module, "mod")}`] = text;
  for (const [name, text] of world.folder) files[posix.join(worldFolder, name)] = text;
  return memoryHost({
    files,
    cwd: worldFolder,
    home: "/home/gopher",
    env: { HOME: "/home/gopher", GOMODCACHE: "/cache/mod", GOPROXY: "off", GOFLAGS: "" },
  });
}

/** A workspace over a memory world that runs `active` (default: all rules) and lets a rule's error through. */
export function worldWorkspace(world: World, reader: ModFileReader, active: readonly AnyRule[] = rules): Workspace {
  return new Workspace({
    host: worldHost(world),
    rules: active,
    settings: defaultSettings,
    reader,
    offline: true,
    rethrow: true,
  });
}
