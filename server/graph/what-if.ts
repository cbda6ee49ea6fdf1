import type { Lookup } from "./lookup.ts";
import type { ModuleVersion } from "./module-version.ts";
import type { MainModule, ModuleSet } from "./requirements.ts";
import { type LoadedGraph, loadModuleGraph } from "./update-roots.ts";

/** How one path's selected version changes; undefined where it is not in the build list. */
export interface Change {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** The graph after the main module required these versions (`none` drops the requirement), and how the build list changes by it. */
export interface WhatIf {
  readonly graph: LoadedGraph;
  readonly changes: readonly Change[];
}

/** Answers what a change of requirements would do, without writing anything. */
export function whatIf(set: ModuleSet, before: LoadedGraph, wanted: readonly ModuleVersion[], lookup: Lookup): WhatIf {
  const graph = loadModuleGraph(withRequirements(set, wanted), lookup);
  const versions = (loaded: LoadedGraph): Map<string, string> =>
    new Map(loaded.effective.buildList().map((node) => [node.path, node.version]));
  const old = versions(before);
  const now = versions(graph);
  const changes: Change[] = [];
  for (const path of [...new Set([...old.keys(), ...now.keys()])].sort()) {
    if (old.get(path) !== now.get(path)) changes.push({ path, before: old.get(path), after: now.get(path) });
  }
  return { graph, changes };
}

/** The main modules as they would be if each required these versions. */
export function withRequirements(set: ModuleSet, wanted: readonly ModuleVersion[]): ModuleSet {
  return { ...set, mains: set.mains.map((main) => require(main, wanted)) };
}

function require(main: MainModule, wanted: readonly ModuleVersion[]): MainModule {
  const paths = new Set(wanted.map((m) => m.path));
  const kept = main.require.filter((r) => !paths.has(r.path));
  const added = wanted.filter((m) => m.version !== "none").map((m) => ({ ...m, indirect: false }));
  return { ...main, require: [...kept, ...added] };
}
