import type { ModuleGraph, ModuleNode } from "../graph/module-graph.ts";
import { shortestPath } from "../graph/paths.ts";
import { requirersOf } from "../graph/requirers.ts";
import type { ModFile, Replacement, Requirement } from "../modfile/mod-file.ts";
import type { Span } from "../text/span.ts";
import { compareGoVersions, defaultGoModVersion, explicitIndirectVersion } from "../version/go-version.ts";
import { formatNames, requirementSpan } from "./describe.ts";
import type { Related } from "./finding.ts";
import { placeOf } from "./place-of.ts";
import { actingReplacement, replacementSpan } from "./replacements.ts";
import { requirementLines } from "./requirement-lines.ts";

/**
 * How near a module is: `direct`ly required, part of the `build` (what go.mod lists; before Go 1.17, which does not list all, whatever is
 * selected), or merely somewhere in the `graph`. Each includes the ones before it.
 */
export type Nearness = "direct" | "build" | "graph";

export const nearness = ["direct", "build", "graph"] as const satisfies readonly Nearness[];

/** A selected module, as one who has a say in what is built looks at it. */
export interface BuiltModule {
  readonly node: ModuleNode;
  /** what is built: the module's own path and version, or those that it is replaced by */
  readonly path: string;
  /** empty where a directory replaces it */
  readonly version: string;
  readonly near: Nearness;
  readonly requirement?: Requirement;
  readonly replacement?: Replacement;
}

/** The selected version of every path but the main module's and Go's own, by path, with what replaces it. */
export function builtModules(file: ModFile, graph: ModuleGraph): readonly BuiltModule[] {
  const { first: lines } = requirementLines(file);
  const listsAll = compareGoVersions(file.go?.version.value ?? defaultGoModVersion, explicitIndirectVersion) >= 0;
  return graph.dependencies().map((node) => {
    const requirement = lines.get(node.path);
    const replacement = node.target === node ? undefined : actingReplacement(file, node);
    const near = requirement?.indirect === false ? "direct" : requirement !== undefined || !listsAll ? "build" : "graph";
    const directory = replacement !== undefined && replacement.newVersion === undefined;
    return {
      node,
      path: directory ? node.path : (replacement?.newPath.value ?? node.path),
      version: directory ? "" : (replacement?.newVersion?.value ?? node.version),
      near,
      ...(requirement === undefined ? {} : { requirement }),
      ...(replacement === undefined ? {} : { replacement }),
    };
  });
}

/** Whether a module is as near as `scope` asks for. */
export function isNear({ near }: BuiltModule, scope: Nearness): boolean {
  return nearness.indexOf(near) <= nearness.indexOf(scope);
}

/** Where the file decides on a module: its replacement, its line, or the line that brings it in. */
export function placeOfBuilt(file: ModFile, graph: ModuleGraph, { node, requirement, replacement }: BuiltModule): Span {
  if (replacement !== undefined) return replacementSpan(replacement);
  return requirement === undefined ? placeOf(file, shortestPath(graph, node)) : requirementSpan(requirement);
}

/**
 * The selected modules that require a path by themselves, on whatever version: an `// indirect` line only repeats what others require. Where
 * there are no others, as when they are pruned out, those lines count. The main module is one of them.
 */
export function referrersOf(file: ModFile, graph: ModuleGraph, path: string): readonly ModuleNode[] {
  const direct = new Set<ModuleNode>();
  const all = new Set<ModuleNode>();
  for (const { from } of requirersOf(graph, path)) {
    if (!graph.isSelected(from)) continue;
    const own = graph.mains.includes(from)
      ? file.require.some((line) => line.path.value === path && !line.indirect)
      : from.summary?.require.some((line) => line.path === path && !line.indirect);
    if (own === true) direct.add(from);
    if (!graph.mains.includes(from)) all.add(from);
  }
  return direct.size > 0 ? [...direct] : [...all];
}

/** `this module and example.com/a@v1.0.0`. */
export function formatReferrers(graph: ModuleGraph, referrers: readonly ModuleNode[]): string {
  return formatNames(referrers.map((node) => (graph.mains.includes(node) ? "this module" : `${node.path}@${node.version}`)));
}

/** The shortest way to each of at most three of those who require a path, as related places. */
export function referrerChains(graph: ModuleGraph, referrers: readonly ModuleNode[], path: string): readonly Related[] {
  return referrers.slice(0, 3).flatMap((from) => {
    const to = from.requires.find((required) => required.path === path);
    return to === undefined ? [] : [{ chain: [...shortestPath(graph, from), to], message: `requires ${to.version}` }];
  });
}
