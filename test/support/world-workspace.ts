import { posix } from "node:path";
import { rules } from "../../rules/index.ts";
import type { AnyRule } from "../../server/analysis/rule.ts";
import { defaultSettings } from "../../server/analysis/settings.ts";
import type { ModFileReader } from "../../server/modfile/reader.ts";
import { Workspace } from "../../server/workspace/workspace.ts";
import { type MemoryHost, memoryHost } from "./memory-host.ts";
import { proxyPath, type World } from "./world.ts";

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
