import type { Unavailable } from "../graph/lookup.ts";
import type { MainModule } from "../graph/requirements.ts";
import type { LoadedGraph } from "../graph/update-roots.ts";
import type { VendorProblem } from "../graph/vendor.ts";
import type { GoSum, SumEntry } from "../modfile/go-sum.ts";
import type { ModFile, PathDirective, Replacement } from "../modfile/mod-file.ts";
import type { ModSummary } from "../modfile/scan.ts";
import type { VendorManifest } from "../modfile/vendor-manifest.ts";
import type { CheckedIgnore } from "./ignore-usage.ts";

/**
 * What a rule may ask to know beyond the file itself. Frozen values, loaded before the rules run. `graph` and `directories` are always
 * there, as editors show them, too; the others are loaded where a rule needs them.
 */
export interface Facts {
  /** the module graph of the file */
  readonly graph: LoadedGraph;
  /** what the directory of each local replacement declares, in the graph or not */
  readonly directories: ReadonlyMap<Replacement, ModSummary | Unavailable>;
  /** go.sum and go.work.sum */
  readonly sum: SumFiles;
  /**
   * the go.sum hash (`h1:…`) of go.mod files in the module cache, by `path version`, where go.sum has one: of the selected versions of
   * what the file requires, replacements applied, and of what in the graph go.sum has several for
   */
  readonly cachedHashes: ReadonlyMap<string, string>;
  /** vendor/modules.txt; undefined where builds do not use the vendor directory */
  readonly vendor: VendorFile | undefined;
  /** the modules of a go.work file; empty for a go.mod */
  readonly uses: ReadonlyMap<PathDirective, UsedModule>;
  /** the Go that would do the work; undefined where no go command was found */
  readonly toolchain: ToolchainInForce | undefined;
  /** replacements by a directory outside of the repository that the file is in; undefined where it is in none */
  readonly outside: ReadonlySet<Replacement> | undefined;
  /** the directory of a main package, relative to go.mod: `.`, or one in `cmd`; undefined where neither has one */
  readonly program: string | undefined;
  /** the day, as `YYYY-MM-DD` */
  readonly today: string;
  /** what of the machine and its settings is in the way of the go command; empty where there is none */
  readonly environment: readonly EnvironmentProblem[];
  /** the suppressions of the file, after all other rules have run */
  readonly ignores: readonly CheckedIgnore[];
}

/** The files with hashes that the go command looks into. */
export interface SumFiles {
  /** go.sum of a go.mod, go.work.sum of a go.work; undefined where there is none */
  readonly own: SumFile | undefined;
  /** go.work.sum of the workspace that is in force for a go.mod */
  readonly work: SumFile | undefined;
  /** `vendor`: builds do not look at hashes at all; `mod`: they add what is missing */
  readonly mode: "readonly" | "mod" | "vendor";
}

export interface SumFile {
  /** absolute */
  readonly path: string;
  /** the last part of the path */
  readonly name: string;
  readonly sum: GoSum;
  /** its lines by what they are about: `example.com/a v1.0.0` for the module's files, `example.com/a v1.0.0/go.mod` for its go.mod */
  readonly byKey: ReadonlyMap<string, readonly SumEntry[]>;
}

export interface VendorFile {
  /** absolute */
  readonly path: string;
  /** empty where there is no modules.txt */
  readonly manifest: VendorManifest;
  /** what keeps the go command from building with it */
  readonly problems: readonly VendorProblem[];
}

/** A directory that go.work uses. */
export interface UsedModule {
  /** absolute, as the go command would have it: two spellings of one directory are the same here */
  readonly directory: string;
  /** absolute path of its go.mod */
  readonly path: string;
  /** its go.mod, or why there is none */
  readonly file: ModFile | Unavailable;
  /** the same in the graph's terms; absent where the go.mod has no module line */
  readonly main?: MainModule;
}

/** What GOTOOLCHAIN and the lines of the file come to. */
export interface ToolchainInForce {
  /** such as `go1.26.8`; empty where it is not known */
  readonly name: string;
  /** the value of GOTOOLCHAIN */
  readonly setting: string;
  /** why the go command does not even start on the file */
  readonly problem?: string;
}

/** What the environment checks are about (`gomod-lint doctor`). */
export type EnvironmentSystem =
  | "module-mode"
  | "go"
  | "goflags"
  | "caches"
  | "files"
  | "proxies"
  | "private"
  | "offline"
  | "machine"
  | "clean-up"
  | "reach";

/** Something around a module that keeps the go command from working with it. */
export interface EnvironmentProblem {
  readonly system: EnvironmentSystem;
  /** failed: the go command stops */
  readonly status: "failed" | "warned";
  /** `GOFLAGS=-x`, with its origin */
  readonly observed: string;
  readonly reason: string;
  /** the command or step that mends it */
  readonly remedy: string;
}

/** A fact is there, or the reason why it is not. */
export type FactState<T> = { readonly ready: T } | { readonly unavailable: string };

/** The facts that are loaded for a file; the others come of the run itself. */
export type LoadedFact = Exclude<keyof Facts, "ignores" | "today">;

/** The facts that were loaded for one file; a fact that is absent was not asked for. */
export type FactStates = { readonly [Name in LoadedFact]?: FactState<Facts[Name]> };
