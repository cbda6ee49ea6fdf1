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
  const built = graph.buildList();
  // Most requirements are on what is selected, and most paths are no diamonds: drivers are looked for where there are laggards.
  const behind = new Map<ModuleNode, { readonly drivers: ModuleNode[]; readonly laggards: Laggard[] }>();
  const isBehind = new Uint8Array(graph.size);
  // By index: dozens of modules require the same version.
  const risks: UpgradeRisk[] = [];
  for (const module of built) {
    if (module.version === "") continue;
    for (const requires of module.requires) {
      if (graph.isSelected(requires)) continue;
      const { path } = requires;
      const selected = graph.selectedNode(path);
      if (selected === undefined || selected.version === "" || module.path === path || isToolchain(path)) continue;
      let risk = risks[requires.index];
      if (risk === undefined) {
        risk = upgradeRisk(path, requires.version, selected.version);
        risks[requires.index] = risk;
      }
      const laggard = { module, requires, risk };
      const known = behind.get(selected);
      if (known === undefined) behind.set(selected, { drivers: [], laggards: [laggard] });
      else known.laggards.push(laggard);
      isBehind[selected.index] = 1;
    }
  }
  for (const module of built) {
    for (const requires of module.requires) if (isBehind[requires.index] === 1) behind.get(requires)?.drivers.push(module);
  }
  const found: Diamond[] = [];
  for (const [selected, { drivers, laggards }] of behind) {
    const { path } = selected;
    laggards.sort(
      (a, b) => compareModVersions(path, a.requires.version, b.requires.version) || (a.module.path < b.module.path ? -1 : 1),
    );
    const risk = laggards.reduce<UpgradeRisk>(
      (worst, l) => (riskOrder[l.risk] > riskOrder[worst] ? l.risk : worst),
      "compatible",
    );
    found.push({ path, selected, drivers, laggards, risk });
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}
