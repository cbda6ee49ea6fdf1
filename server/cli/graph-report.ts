// The types of the module graph for programs: as JSON on the command line, as a value from the package's `graph`. They are part of the
// package's declarations, so that this file imports nothing.

/** A module of the graph at one version. */
export interface GraphModule {
  readonly path: string;
  /** absent: a main module */
  readonly version?: string;
  readonly main?: true;
  /** whether builds get this version */
  readonly selected: boolean;
  /** its go line */
  readonly go?: string;
  /** what a replacement puts in its place: `path@version`, or a directory */
  readonly replacement?: string;
  /** `path@version` of each requirement, in order */
  readonly requires: readonly string[];
}

/** A module whose go.mod is in no source. */
export interface MissingModule {
  /** `path@version` */
  readonly module: string;
  /** such as `not-in-cache` */
  readonly reason: string;
  readonly detail: string;
  /** `path@version` of the modules by which it is required, from the main module to itself */
  readonly path: readonly string[];
}

/** What `gomod-lint graph --format json` prints. */
export interface GraphReport {
  /** in the order of `go mod graph` */
  readonly modules: readonly GraphModule[];
  /** nearest to the main module first; none: the graph is whole */
  readonly missing: readonly MissingModule[];
}
