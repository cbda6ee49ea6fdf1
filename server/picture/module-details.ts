import { isSelected, type PictureGraph, type PictureModule, type PictureVersion } from "./model.ts";
import { chainTo, type Reach, versionsBySelection } from "./reach.ts";

/** All that is to be said of one module. Versions are indices. */
export interface ModuleDetails {
  readonly module: PictureModule;
  readonly selected: number;
  /** the chain from a main module by which the selected version comes into the build */
  readonly chain: readonly number[];
  readonly versions: readonly VersionDetails[];
  /** what the selected version requires, in the order of its go.mod, without Go itself */
  readonly requires: readonly RequirementDetails[];
}

export interface VersionDetails {
  readonly version: number;
  /** who requires it and is part of the build */
  readonly active: readonly number[];
  /** who requires it at a version that is not selected itself */
  readonly inactive: readonly number[];
}

export interface RequirementDetails {
  readonly version: number;
  /** what it gets instead, where that is another version */
  readonly gets?: number;
}

/** Gathers it, for the panel of the page. */
export function moduleDetails(graph: PictureGraph, reach: Reach, index: number): ModuleDetails {
  const module = graph.modules[index] as PictureModule;
  const { selected } = module;
  const requires = (graph.versions[selected] as PictureVersion).requires.flatMap((version): RequirementDetails[] => {
    const target = graph.modules[(graph.versions[version] as PictureVersion).module] as PictureModule;
    if (target.toolchain === true) return [];
    return [target.selected === version ? { version } : { version, gets: target.selected }];
  });
  return {
    module,
    selected,
    chain: chainTo(reach, selected),
    versions: versionsBySelection(module).map((version) => {
      const requirers = reach.requirers[version] ?? [];
      return {
        version,
        active: requirers.filter((from) => isSelected(graph, from)),
        inactive: requirers.filter((from) => !isSelected(graph, from)),
      };
    }),
    requires,
  };
}
