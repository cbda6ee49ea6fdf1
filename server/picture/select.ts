import { counted } from "../text/counted.ts";
import { isSelected, moduleCount, nameOf, type PictureGraph, type PictureModule, type PictureVersion } from "./model.ts";
import { activeRequirers, type Reach, versionsBySelection } from "./reach.ts";
import { type View, ViewBuilder } from "./view.ts";

/** What a picture is to show. */
export interface Selection {
  /** everything, the diamonds, or one module with what leads to it */
  readonly view: "whole" | "diamonds" | "focus";
  /** of `focus`: its index */
  readonly module?: number;
  /** of `focus`: only this version and the selected one, as an index */
  readonly version?: number;
  /** requirements away from the main modules; of `focus`, from the module towards the main ones (default 1) */
  readonly depth?: number;
  /** how many modules to show at most; 0 for all */
  readonly max: number;
  /** draw a main module's `// indirect` lines also where another edge leads to the same version */
  readonly indirect: boolean;
  /** modules that are shown besides, with the ways to them, as indices */
  readonly added?: readonly number[];
  /** modules whose requirements are shown besides, as indices */
  readonly unfolded?: readonly number[];
}

const riskOrder = { breaking: 0, unstable: 1, compatible: 2 } as const;

/** What to show where nobody says: everything while that is a picture, else the diamonds, or what is nearest to the main modules. */
export function defaultView(graph: PictureGraph, max: number): "whole" | "diamonds" {
  if (max === 0 || moduleCount(graph) <= max) return "whole";
  return graph.modules.some((module) => module.diamond !== undefined) ? "diamonds" : "whole";
}

/** Picks what a picture shows. The same selection of the same graph is the same view. */
export function select(graph: PictureGraph, reach: Reach, selection: Selection): View {
  const builder = new ViewBuilder(graph, reach);
  for (const module of graph.modules) if (module.main === true) builder.add(module.selected);
  const said = selectors[selection.view](builder, selection);
  for (const module of selection.added ?? []) builder.explain((graph.modules[module] as PictureModule).selected);
  for (const module of selection.unfolded ?? []) unfold(builder, module);
  return builder.build(said, selection.indirect, selection.view === "focus" ? selection.module : undefined);
}

type Said = Pick<View, "note" | "cut">;

type Selector = (builder: ViewBuilder, selection: Selection) => Said;

const selectors: Readonly<Record<Selection["view"], Selector>> = {
  whole: selectWhole,
  diamonds: selectDiamonds,
  focus: selectFocus,
};

function unfold(builder: ViewBuilder, module: number): void {
  const { graph } = builder;
  const { selected } = graph.modules[module] as PictureModule;
  for (const to of (graph.versions[selected] as PictureVersion).requires)
    if (!isToolchain(graph, to)) builder.connect(selected, to);
}

/** Everything up to a depth, nearest first, with all requirements among it. */
function selectWhole(builder: ViewBuilder, { depth, max }: Selection): Said {
  const { graph, reach } = builder;
  const within: number[] = [];
  graph.versions.forEach((version, i) => {
    // An excluded version is as near as who asks for it.
    const distance = version.excluded === true ? nearest(reach, i) + 1 : (reach.depth[i] as number);
    if (!isToolchain(graph, i) && (depth === undefined || distance <= depth)) within.push(i);
  });
  within.sort((a, b) => (reach.depth[a] as number) - (reach.depth[b] as number) || a - b);
  const limit = max === 0 ? Number.POSITIVE_INFINITY : max;
  const left = new Set<number>();
  for (const version of within) {
    const { module } = graph.versions[version] as PictureVersion;
    if (builder.modules.has(module) || builder.modules.size < limit) builder.add(version);
    else left.add(module);
  }
  builder.connectAll();
  const total = moduleCount(graph);
  const { size } = builder.modules;
  if (size === total) return { cut: false };
  const what = depth === undefined ? "" : `, up to ${counted(depth, "requirement")} away`;
  return left.size === 0
    ? { note: `${size} of ${total} modules${what}`, cut: false }
    : { note: `${size} of ${total} modules: the nearest to the main module${what}`, cut: true };
}

function nearest(reach: Reach, version: number): number {
  return Math.min(...(reach.requirers[version] ?? []).map((from) => reach.depth[from] as number));
}

/** How many of those who lag, and of those who force a version, stand for all in a picture with a limit. */
const exemplars = { lagging: 4, forcing: 2 };

/** Diamonds, the riskiest first: the versions that are wanted, by whom, and how these come into the build. */
function selectDiamonds(builder: ViewBuilder, { max, depth }: Selection): Said {
  const { graph, reach } = builder;
  const all = graph.modules.flatMap((module, index) =>
    module.diamond === undefined ? [] : [{ index, diamond: module.diamond }],
  );
  const wanted = new Map(all.map(({ index }) => [index, requirersOf(builder, index)]));
  const lagging = (index: number): number => wanted.get(index)?.lagging.length ?? 0;
  all.sort((a, b) => riskOrder[a.diamond] - riskOrder[b.diamond] || lagging(b.index) - lagging(a.index) || a.index - b.index);
  const limit = max === 0 ? Number.POSITIVE_INFINITY : max;
  let shown = 0;
  for (const { index } of all) {
    const { selected } = graph.modules[index] as PictureModule;
    const { forcing, lagging } = wanted.get(index) ?? { forcing: [], lagging: [] };
    const edges = [
      ...(max === 0 ? lagging : spread(lagging, exemplars.lagging)),
      ...(max === 0 ? forcing : forcing.slice(0, exemplars.forcing)).map((from) => ({ from, to: selected })),
    ].filter(({ from }) => depth === undefined || (reach.depth[from] as number) < depth);
    const ends = [selected, ...edges.map(({ from }) => from)];
    // The module itself needs no chain of its own: who requires it has one.
    const cost = builder.cost(edges.map(({ from }) => from)) + (builder.modules.has(index) ? 0 : 1);
    if (shown > 0 && builder.modules.size + cost > limit) continue;
    shown++;
    builder.stress(index);
    if (edges.length === 0) for (const version of ends) builder.explain(version);
    for (const { from, to } of edges) {
      builder.explain(from);
      builder.connect(from, to);
    }
  }
  if (all.length === 0) return { note: "no module is required at different versions", cut: false };
  const cut = shown < all.length;
  const of = cut ? `${shown} of ${all.length} diamonds, the riskiest first` : counted(all.length, "diamond");
  return { note: `${of}: ${builder.modules.size} of ${moduleCount(graph)} modules`, cut };
}

/** Who wants a module at which version, of the modules of the build: each as a requirement. */
function requirersOf(
  { graph, reach }: ViewBuilder,
  index: number,
): { readonly forcing: readonly number[]; readonly lagging: readonly { readonly from: number; readonly to: number }[] } {
  const { selected, versions } = graph.modules[index] as PictureModule;
  const isMain = (from: number): boolean => graph.modules[(graph.versions[from] as PictureVersion).module]?.main === true;
  const active = activeRequirers(graph, reach, selected);
  // The main module names what is selected anyway: others say more.
  const forcing = [...active.filter((from) => !isMain(from)), ...active.filter(isMain)];
  const lagging = [...versions].reverse().flatMap((to) => {
    if (to === selected || (graph.versions[to] as PictureVersion).excluded === true) return [];
    return activeRequirers(graph, reach, to)
      .filter((from) => !isMain(from))
      .map((from) => ({ from, to }));
  });
  const risk = (to: number): number => riskOrder[(graph.versions[to] as PictureVersion).risk ?? "compatible"];
  return { forcing, lagging: lagging.sort((a, b) => risk(a.to) - risk(b.to)) };
}

/** Some of a list that has several for each version: one of each version first. */
function spread(list: readonly { readonly from: number; readonly to: number }[], limit: number): typeof list {
  const first = list.filter((edge, i) => list.findIndex((other) => other.to === edge.to) === i);
  const rest = list.filter((edge) => !first.includes(edge));
  return [...first, ...rest].slice(0, limit);
}

/** One module: all its versions, who requires them up to a depth, and the chains from a main module to these. */
function selectFocus(builder: ViewBuilder, { module = 0, version, depth = 1, max }: Selection): Said {
  const { graph, reach } = builder;
  const described = graph.modules[module] as PictureModule;
  const limit = max === 0 ? Number.POSITIVE_INFINITY : max;
  builder.stress(module);
  builder.explain(described.selected);
  const versions = version === undefined ? versionsBySelection(described) : [version];
  let level: readonly number[] = versions;
  const seen = new Set<number>(level);
  let left = 0;
  for (let distance = 0; distance < depth && level.length > 0; distance++) {
    const next: number[] = [];
    // Those of the build first: they decide, or get another version than they ask for.
    const edges = level.flatMap((to) => (reach.requirers[to] ?? []).map((from) => ({ from, to })));
    const inBuild = edges.filter(({ from }) => isSelected(graph, from));
    for (const { from, to } of [...inBuild, ...edges.filter(({ from }) => !isSelected(graph, from))]) {
      if (seen.has(from) || builder.modules.size + builder.cost([from]) <= limit) {
        builder.explain(from);
        builder.connect(from, to);
        if (!seen.has(from)) next.push(from);
        seen.add(from);
      } else left++;
    }
    level = next;
  }
  const name = version === undefined ? described.path : nameOf(graph, version);
  const shown = `what leads to ${name}: ${builder.modules.size} of ${moduleCount(graph)} modules`;
  return { note: left === 0 ? shown : `${shown}; ${counted(left, "more requirement")} left out`, cut: left > 0 };
}

function isToolchain(graph: PictureGraph, version: number): boolean {
  return graph.modules[(graph.versions[version] as PictureVersion).module]?.toolchain === true;
}
