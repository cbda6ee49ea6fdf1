import type { Host } from "../host/host.ts";
import { compareGoVersions } from "../version/go-version.ts";
import { pathsOf } from "./file-paths.ts";
import type { GoEnv } from "./go-env.ts";
import { flagValue, parseGoFlags } from "./go-flags.ts";

/** What a go command may do about go.mod: the value of -mod. */
export type ModMode = "mod" | "readonly" | "vendor";

/**
 * Which commands: `build` those with a -mod flag (build, list, test, run, vet …), `inspect` go mod graph, why and verify, `update` go get,
 * go mod tidy, download and init, go work sync, `vendor` go mod vendor and go work vendor.
 */
export type CommandKind = "build" | "inspect" | "update" | "vendor";

export interface BuildMod {
  readonly mode: ModMode;
  /** whether GOFLAGS sets it */
  readonly explicit: boolean;
  /** why, in a clause for the reader */
  readonly reason: string;
  /** what the go command stops with, where it does */
  readonly problem?: string;
}

/** What the decision looks at of the main module or workspace. */
export interface MainModuleFacts {
  /** absolute path of go.work in workspace mode */
  readonly workFile?: string | undefined;
  /** absolute directory of the main module's go.mod; undefined outside of a module */
  readonly moduleDirectory?: string | undefined;
  /** the go line: of go.work in workspace mode, else of go.mod; undefined where there is none */
  readonly goVersion?: string | undefined;
}

/** How -mod is set for a command, and why (modload.setDefaultBuildMod). */
export function buildMod(host: Host, env: GoEnv, main: MainModuleFacts, command: CommandKind): BuildMod {
  switch (command) {
    case "inspect":
    case "update":
      return { mode: "mod", explicit: false, reason: "the command always runs with -mod=mod" };
    case "vendor":
      return { mode: "readonly", explicit: false, reason: "the command always runs with -mod=readonly" };
    case "build":
      return explicitMod(env, main) ?? defaultMod(host, main);
  }
}

/** The file that GOFLAGS=-modfile names in place of go.mod. */
export interface ModFileFlag {
  /** absolute: a relative one is relative to the directory of the environment */
  readonly path: string;
  readonly problem?: string;
}

/** -modfile of GOFLAGS; undefined when it is not set (checks of modload.Init). */
export function modFileFlag(host: Host, env: GoEnv, workspace: boolean): ModFileFlag | undefined {
  const named = flagValue(parseGoFlags(env.get("GOFLAGS").value, env.command?.version), "modfile");
  if (named === undefined || named === "") return undefined;
  const path = pathsOf(host).resolve(env.directory, named);
  if (workspace) return { path, problem: "-modfile cannot be used in workspace mode" };
  return named.endsWith(".mod") ? { path } : { path, problem: `-modfile=${named}: file does not have .mod extension` };
}

function explicitMod(env: GoEnv, main: MainModuleFacts): BuildMod | undefined {
  const value = flagValue(parseGoFlags(env.get("GOFLAGS").value, env.command?.version), "mod");
  if (value === undefined || value === "") return undefined;
  const reason = `GOFLAGS sets -mod=${value}`;
  if (value !== "mod" && value !== "readonly" && value !== "vendor") {
    const problem = `-mod=${value} not supported (can be '', 'mod', 'readonly', or 'vendor')`;
    return { mode: "readonly", explicit: true, reason, problem };
  }
  if (main.workFile !== undefined && value === "mod") {
    const problem = '-mod may only be set to readonly or vendor when in workspace mode, but it is set to "mod"';
    return { mode: value, explicit: true, reason, problem };
  }
  return { mode: value, explicit: true, reason };
}

function defaultMod(host: Host, main: MainModuleFacts): BuildMod {
  const readonly = (reason: string, problem?: string): BuildMod =>
    problem === undefined
      ? { mode: "readonly", explicit: false, reason }
      : { mode: "readonly", explicit: false, reason, problem };
  const paths = pathsOf(host);
  const workspace = main.workFile !== undefined;
  const root = main.workFile === undefined ? main.moduleDirectory : paths.dirname(main.workFile);
  if (root === undefined) return readonly("there is no main module");
  const file = workspace ? "go.work" : "go.mod";
  const vendor = paths.join(root, "vendor");
  if (host.kind(vendor) !== "directory") return readonly("there is no vendor directory");
  if (main.goVersion === undefined || main.goVersion === "") {
    return readonly(`the Go version in ${file} is unspecified, so the vendor directory is not used`);
  }
  if (compareGoVersions(main.goVersion, "1.14") < 0) {
    return readonly(`the Go version in ${file} is ${main.goVersion}, below 1.14, so the vendor directory is not used`);
  }
  const vendored = vendoredForWorkspace(host, paths.join(vendor, "modules.txt"));
  if (typeof vendored === "string") return readonly("vendor/modules.txt cannot be read", vendored);
  if (vendored !== workspace) {
    return readonly(
      vendored ? "the vendor directory is for a workspace" : "in workspace mode, but the vendor directory is for a module",
    );
  }
  return {
    mode: "vendor",
    explicit: false,
    reason: `the Go version in ${file} is at least 1.14 and there is a vendor directory`,
  };
}

/** Whether the first line of modules.txt says that `go work vendor` wrote it; a problem as text (modload.modulesTextIsForWorkspace). */
function vendoredForWorkspace(host: Host, path: string): boolean | string {
  const text = host.readText(path);
  if (typeof text !== "string") {
    return text.failed === "missing" ? false : `reading modules.txt for vendor directory: ${path}: ${text.detail}`;
  }
  const line = text.slice(0, 512).split("\n", 1)[0] ?? "";
  return (
    line.startsWith("## ") &&
    line
      .slice(3)
      .split(";")
      .some((word) => word.trim() === "workspace")
  );
}
