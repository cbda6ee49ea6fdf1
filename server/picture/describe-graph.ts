import { diamonds } from "../graph/diamonds.ts";
import { resolveReplacement } from "../graph/load.ts";
import type { ModuleGraph, ModuleNode } from "../graph/module-graph.ts";
import { formatModule, isToolchain } from "../graph/module-version.ts";
import { compareModVersions } from "../version/go-version.ts";
import { upgradeRisk } from "../version/upgrade-risk.ts";
import type { PictureGraph, PictureModule, PictureVersion } from "./model.ts";

/** A loaded module graph as the data of a picture. Nothing of the machine goes into it: directories stand as go.mod spells them. */
export function describeGraph(graph: ModuleGraph): PictureGraph {
  const nodes = graph.walk();
  const excluded = excludedRequirements(graph, nodes);
  const order = modulePaths(graph, nodes);
  const versionsOf = new Map<string, string[]>(order.map((path) => [path, []]));
  for (const node of nodes) versionsOf.get(node.path)?.push(node.version);
  for (const { path, version } of excluded.all) versionsOf.get(path)?.push(version);

  const indexOf = new Map<string, number>();
  const ids: { readonly module: number; readonly path: string; readonly version: string }[] = [];
  const own = order.map((path, module): number[] => {
    // A main module's empty version stands above all others.
    const versions = versionsOf.get(path)?.sort((a, b) => (a === "" ? -1 : b === "" ? 1 : compareModVersions(path, b, a))) ?? [];
    const first = ids.length;
    for (const version of versions) {
      indexOf.set(key(path, version), ids.length);
      ids.push({ module, path, version });
    }
    return versions.map((_, i) => first + i);
  });
  const index = (m: { readonly path: string; readonly version: string }): number => indexOf.get(key(m.path, m.version)) ?? -1;

  const risks = new Map(diamonds(graph).map((diamond) => [diamond.path, diamond.risk]));
  const { direct } = graph.requirements;
  const directs = new Set([
    ...direct,
    ...graph.set.mains.flatMap((main) => main.require.filter((r) => !r.indirect).map((r) => r.path)),
  ]);
  const mains = new Set(graph.mains.map((main) => main.path));
  const modules = order.map((path, module): PictureModule => {
    const versions = own[module] as number[];
    const selected = graph.selectedNode(path);
    const risk = risks.get(path);
    return {
      path,
      versions,
      selected: selected === undefined ? (versions[0] as number) : index(selected),
      ...(mains.has(path) ? { main: true } : directs.has(path) && !isToolchain(path) ? { direct: true } : {}),
      ...(isToolchain(path) ? { toolchain: true } : {}),
      ...(risk === undefined ? {} : { diamond: risk }),
    };
  });
  const versions = ids.map(({ module, path, version }): PictureVersion => {
    const node = graph.node(path, version);
    if (node === undefined || excluded.keys.has(key(path, version))) return { module, version, requires: [], excluded: true };
    const requires = [...node.requires, ...(excluded.of.get(node) ?? [])].map(index).filter((i) => i !== -1);
    return { module, version, requires: [...new Set(requires)], ...marksOf(graph, node, index) };
  });
  return { modules, versions };
}

function marksOf(graph: ModuleGraph, node: ModuleNode, index: (node: ModuleNode) => number): Partial<PictureVersion> {
  const { path, version, problem, summary } = node;
  const target = version === "" ? undefined : resolveReplacement(graph.set, node);
  const selected = graph.selected(path);
  const main = version === "" ? graph.set.mains.find((m) => m.path === path) : undefined;
  const indirect = node.requires.filter((to) =>
    main?.require.some((r) => r.indirect && r.path === to.path && !isToolchain(r.path)),
  );
  return {
    ...(indirect.length === 0 ? {} : { indirect: indirect.map(index) }),
    ...(target === undefined || "unavailable" in target
      ? {}
      : { replacement: formatModule({ path: target.spelled, version: target.version }) }),
    ...(problem === undefined ? {} : { problem: problem.detail }),
    ...(summary === undefined && problem === undefined && version !== "" && !isToolchain(path) ? { pruned: true } : {}),
    ...(selected === undefined || selected === "" || selected === version || isToolchain(path)
      ? {}
      : { risk: upgradeRisk(path, version, selected) }),
  };
}

/** All paths in the order of the picture's data. */
function modulePaths(graph: ModuleGraph, nodes: readonly ModuleNode[]): readonly string[] {
  const mains = graph.mains.map((main) => main.path);
  const known = new Set(mains);
  const others = [...new Set(nodes.map((node) => node.path))].filter((path) => !known.has(path)).sort();
  return [...mains, ...others.filter((path) => !isToolchain(path)), ...others.filter(isToolchain)];
}

interface Excluded {
  readonly keys: ReadonlySet<string>;
  readonly all: readonly { readonly path: string; readonly version: string }[];
  readonly of: ReadonlyMap<ModuleNode, readonly { readonly path: string; readonly version: string }[]>;
}

/** Requirements that the graph leaves out because a main module excludes the version, on modules that are in the graph otherwise. */
function excludedRequirements(graph: ModuleGraph, nodes: readonly ModuleNode[]): Excluded {
  const keys = new Set<string>();
  const all: { readonly path: string; readonly version: string }[] = [];
  const of = new Map<ModuleNode, { readonly path: string; readonly version: string }[]>();
  const mains = graph.set.mains.filter((main) => main.exclude.size > 0);
  if (mains.length === 0) return { keys, all, of };
  const paths = new Set(nodes.map((node) => node.path));
  for (const node of nodes) {
    for (const { path, version } of node.summary?.require ?? []) {
      if (!paths.has(path) || !mains.some((main) => main.exclude.get(path)?.has(version) === true)) continue;
      of.set(node, [...(of.get(node) ?? []), { path, version }]);
      if (keys.has(key(path, version))) continue;
      keys.add(key(path, version));
      all.push({ path, version });
    }
  }
  return { keys, all, of };
}

function key(path: string, version: string): string {
  return `${path}@${version}`;
}
