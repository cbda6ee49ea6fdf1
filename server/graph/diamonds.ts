import { compareModVersions } from "../version/go-version.ts";
import { type UpgradeRisk, upgradeRisk } from "../version/upgrade-risk.ts";
import type { ModuleGraph, ModuleNode } from "./module-graph.ts";
import { isToolchain } from "./module-version.ts";

/** A module that modules of the build list require at different versions: the lower ones run with a version they did not ask for. */
export interface Diamond {
  readonly path: string;
  /** the version that all of them get */
  readonly selected: ModuleNode;
  /** modules of the build list that require the selected version; a main module among them */
  readonly drivers: readonly ModuleNode[];
  /** modules of the build list that require a lower one, furthest behind first */
  readonly laggards: readonly Laggard[];
  /** the worst risk of any laggard */
  readonly risk: UpgradeRisk;
}

export interface Laggard {
  readonly module: ModuleNode;
  readonly requires: ModuleNode;
  readonly risk: UpgradeRisk;
}

const riskOrder: Readonly<Record<UpgradeRisk, number>> = { compatible: 0, unstable: 1, breaking: 2 };

/**
 * All diamonds of a graph, by path. Only requirements of modules at their own selected versions count: what a version that is not
 * part of the build asks for concerns nobody. A main module's own requirement counts as a driver, never as a laggard: when it is too
 * low, that is a conflict of its own.
 */
export function diamonds(graph: ModuleGraph): readonly Diamond[] {
  const requirements = new Map<string, { from: ModuleNode; to: ModuleNode }[]>();
  for (const from of graph.buildList()) {
    for (const to of from.requires) {
      if (isToolchain(to.path)) continue;
      const list = requirements.get(to.path);
      if (list === undefined) requirements.set(to.path, [{ from, to }]);
      else list.push({ from, to });
    }
  }
  const found: Diamond[] = [];
  for (const [path, edges] of requirements) {
    const selected = graph.selectedNode(path);
    if (selected === undefined || selected.version === "") continue;
    const drivers = edges.filter((edge) => edge.to === selected).map((edge) => edge.from);
    const laggards = edges
      .filter((edge) => edge.to !== selected && edge.from.version !== "" && edge.from.path !== path)
      .map(({ from, to }) => ({ module: from, requires: to, risk: upgradeRisk(path, to.version, selected.version) }))
      .sort(
        (a, b) => compareModVersions(path, a.requires.version, b.requires.version) || (a.module.path < b.module.path ? -1 : 1),
      );
    if (laggards.length === 0) continue;
    const risk = laggards.reduce<UpgradeRisk>(
      (worst, l) => (riskOrder[l.risk] > riskOrder[worst] ? l.risk : worst),
      "compatible",
    );
    found.push({ path, selected, drivers, laggards, risk });
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}
