import type { UpgradeRisk } from "../version/upgrade-risk.ts";

/**
 * A module graph as plain data for pictures. It goes to the page as JSON, so that the same code selects and draws here and in a browser.
 * What has a `false` or an empty value is absent.
 */
export interface PictureGraph {
  /** the main modules first, then the others by path, Go and its toolchain last */
  readonly modules: readonly PictureModule[];
  /** all versions of all modules */
  readonly versions: readonly PictureVersion[];
}

export interface PictureModule {
  readonly path: string;
  /** indices into `versions`, the highest first */
  readonly versions: readonly number[];
  /** the version that every build gets, as an index */
  readonly selected: number;
  readonly main?: true;
  /** a main module requires it, and not as `// indirect` */
  readonly direct?: true;
  /** it is Go or its toolchain */
  readonly toolchain?: true;
  /** modules of the build want lower versions of it: the worst that it means for one of them */
  readonly diamond?: UpgradeRisk;
}

export interface PictureVersion {
  /** index into `modules` */
  readonly module: number;
  /** empty for a main module */
  readonly version: string;
  /** indices into `versions`, in the order of its go.mod */
  readonly requires: readonly number[];
  /** those of `requires` that a main module marks as `// indirect` */
  readonly indirect?: readonly number[];
  /** what stands in its place: a module version, or a directory as go.mod spells it */
  readonly replacement?: string;
  /** why its go.mod could not be read */
  readonly problem?: string;
  /** its go.mod was not looked at: graph pruning leaves it out */
  readonly pruned?: true;
  /** go.mod excludes it, so that the requirements on it do not count */
  readonly excluded?: true;
  /** what it means for those who want this version that they get the selected one */
  readonly risk?: UpgradeRisk;
}

/** Forms that a picture can have. */
export const pictureFormats = ["dot", "mermaid", "svg", "html"] as const;
export type PictureFormat = (typeof pictureFormats)[number];

/** How many modules a picture shows where nobody says: what a person can take in, and fits on a wide screen. */
export const defaultMax = 40;

/** `path@version`, as the go command writes it. */
export function nameOf(graph: PictureGraph, version: number): string {
  const { module, version: text } = graph.versions[version] as PictureVersion;
  const { path } = graph.modules[module] as PictureModule;
  return text === "" ? path : `${path}@${text}`;
}

/** Whether every build gets this version of its module. */
export function isSelected(graph: PictureGraph, version: number): boolean {
  return graph.modules[(graph.versions[version] as PictureVersion).module]?.selected === version;
}

/** How many modules a picture could show: all but Go and its toolchain. */
export function moduleCount(graph: PictureGraph): number {
  return graph.modules.reduce((n, module) => (module.toolchain === true ? n : n + 1), 0);
}
