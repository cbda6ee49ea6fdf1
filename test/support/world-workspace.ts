import assert from "node:assert/strict";
import { posix } from "node:path";
import { rules } from "../../rules/index.ts";
import type { AnyRule } from "../../server/analysis/rule.ts";
import { defaultSettings, type RulesOf, type Settings } from "../../server/analysis/settings.ts";
import type { ModFileReader } from "../../server/modfile/reader.ts";
import { readConfiguration } from "../../server/workspace/configuration/read.ts";
import { resolveLayers } from "../../server/workspace/configuration/resolve.ts";
import { type Snapshot, Workspace } from "../../server/workspace/workspace.ts";
import { type MemoryHost, type MemoryNode, memoryHost } from "./memory-host.ts";
import { proxyPath, type World } from "./world.ts";

/** Where the main module of a memory world lies. */
export const worldFolder = "/work/app";

export function worldHost(world: World): MemoryHost {
  const files: Record<string, MemoryNode> = { [posix.join(worldFolder, world.mainName)]: world.main };
  for (const [module, text] of world.modules) files[`/cache/mod/cache/download/${proxyPath(module, "mod")}`] = text;
  for (const [name, text] of world.folder) files[posix.join(worldFolder, name)] = text;
  if (world.go !== undefined) {
    files["/usr/local/go/VERSION"] = `${world.go}\n`;
    files["/usr/local/go/bin/go"] = { text: "", mode: 0o755 };
    files["/usr/local/go/pkg/tool/"] = "";
  }
  if (world.git === true) files["/usr/local/go/bin/git"] = { text: "", mode: 0o755 };
  const unwritable = (world.unwritable ?? []).map(
    (path) => [posix.resolve(worldFolder, path), { failed: "read-only", detail: "EACCES" }] as const,
  );
  return memoryHost({
    files,
    unwritable: Object.fromEntries(unwritable),
    cwd: worldFolder,
    home: "/home/gopher",
    env: {
      HOME: "/home/gopher",
      PATH: "/usr/local/go/bin",
      GOMODCACHE: "/cache/mod",
      GOPROXY: "off",
      GOFLAGS: "",
      GOTOOLCHAIN: "local",
      ...world.env,
    },
  });
}

/**
 * A workspace over a memory world that runs all rules, as its `.gomod-lint.yaml` has it if there is one, and lets a rule's error through.
 * @param on a rule that is off by default and runs here
 */
export function worldWorkspace(world: World, reader: ModFileReader, on?: string): Workspace {
  return worldWorkspaceOn(worldHost(world), reader, on);
}

/** The same over a host that a test keeps. */
export function worldWorkspaceOn(host: MemoryHost, reader: ModFileReader, on?: string): Workspace {
  const off = rules.find((rule: AnyRule) => rule.id === on && rule.off === true);
  const settings = off === undefined ? defaultSettings : { ...defaultSettings, severity: { [off.id]: off.severity } };
  return new Workspace({
    host,
    rules,
    settings: host.kind(configurationPath) === "missing" ? settings : configured(host, settings),
    reader,
    offline: true,
    rethrow: true,
  });
}

/** What a workspace knows of the main file of its world. */
export function mainSnapshot(workspace: Workspace, world: World): Snapshot {
  const snapshot = workspace.snapshot(posix.join(worldFolder, world.mainName));
  assert.ok(!("failed" in snapshot), "the main file can be read");
  return snapshot;
}

const configurationPath = posix.join(worldFolder, ".gomod-lint.yaml");

function configured(host: MemoryHost, settings: Settings): RulesOf {
  const result = readConfiguration(host, configurationPath, rules);
  if ("problems" in result) throw new Error(result.problems.map(({ message }) => message).join("\n"));
  return (path) => resolveLayers([settings, ...result.layers], rules, path);
}
