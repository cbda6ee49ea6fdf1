import type { BuildMod, MainModuleFacts } from "../environment/build-mod.ts";
import type { GoEnv } from "../environment/go-env.ts";
import type { SettingProblem } from "../environment/setting-problems.ts";
import type { ModuleSet } from "../graph/requirements.ts";
import type { LoadedGraph } from "../graph/update-roots.ts";
import type { Host } from "../host/host.ts";
import type { ModFile, WorkFile } from "../modfile/mod-file.ts";

/** What is examined: a directory as the go command sees it, with the module that it works with there. */
export interface Subject {
  readonly host: Host;
  /** the settings in the directory */
  readonly env: GoEnv;
  /** settings that the go command rejects */
  readonly settings: readonly SettingProblem[];
  /** undefined where there is none, or none that can be loaded */
  readonly module: SubjectModule | undefined;
  /** why it cannot be loaded: a setting makes no sense, which the checks of settings tell, or a file */
  readonly problem?: { readonly of: "setting" | "file"; readonly message: string };
}

export interface SubjectModule {
  readonly set: ModuleSet;
  /** go.work where there is a workspace, and the go.mod files */
  readonly documents: readonly { readonly path: string; readonly file: ModFile | WorkFile }[];
  readonly facts: MainModuleFacts;
  /** how -mod is set for builds */
  readonly mod: BuildMod;
  /** absolute paths of the go.sum files that count */
  readonly sums: readonly string[];
  /** as far as it can be had without the network */
  readonly graph: LoadedGraph;
  /** whether it has a program, as far as custom tells where programs lie */
  readonly program: () => boolean;
}

/** How far an examination goes. */
export interface Depth {
  /** `tried`: files are made and removed where writing is in question; `asked`: the system is asked, and nothing is written */
  readonly writing: "asked" | "tried";
  /** whether it looks at what only the report of everything has: what lies in the vendor directory, GOPATH around the module, hashes */
  readonly whole: boolean;
}
