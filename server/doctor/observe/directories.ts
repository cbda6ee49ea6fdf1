import { pathsOf, temporaryDirectory } from "../../environment/file-paths.ts";
import { findUpwards } from "../../environment/find-files.ts";
import type { GoVariable, Setting } from "../../environment/go-env.ts";
import type { SettingProblem } from "../../environment/setting-problems.ts";
import type { FreeSpace, Host, ReadFailure } from "../../host/host.ts";
import type { Depth, Subject } from "../subject.ts";
import { type Mount, mountOf } from "./mounts.ts";

/** A directory that the go command writes into. */
export interface WorkDirectory {
  readonly variable: "GOMODCACHE" | "GOCACHE" | "GOTMPDIR";
  readonly setting: Setting;
  /** absolute */
  readonly path: string;
  /** what is there: `path`, or the nearest directory above it, in which it would be made */
  readonly existing: string;
  readonly exists: boolean;
  /** undefined: it may be written */
  readonly unwritable: ReadFailure | undefined;
  /** owner of `existing` */
  readonly owner: number | undefined;
  readonly space: FreeSpace | undefined;
  readonly mount: Mount | undefined;
  /** the go.mod of the module in whose folder it lies, as go list ./... sees it */
  readonly insideModule: string | undefined;
}

export interface DirectoriesFacts {
  readonly directories: readonly WorkDirectory[];
  /** of GOPATH, GOMODCACHE and GOCACHE as settings */
  readonly problems: readonly (SettingProblem & { readonly setting: Setting })[];
  readonly uid: number | undefined;
  /** absolute directories of the main modules */
  readonly modules: readonly string[];
}

const variables: readonly GoVariable[] = ["GOPATH", "GOMODCACHE", "GOCACHE"];

export function observeDirectories(
  { host, env, module, settings }: Subject,
  { writing }: Depth,
  mounts: readonly Mount[],
): DirectoriesFacts {
  const paths = pathsOf(host);
  const problems = settings
    .filter(({ variable }) => variables.includes(variable))
    .map((problem) => ({ ...problem, setting: env.get(problem.variable) }));
  const temporary = env.get("GOTMPDIR");
  const named: (readonly [WorkDirectory["variable"], Setting])[] = [
    ["GOMODCACHE", env.get("GOMODCACHE")],
    ["GOCACHE", env.get("GOCACHE")],
    ["GOTMPDIR", temporary.value === "" ? { value: temporaryDirectory(host), origin: { from: "default" } } : temporary],
  ];
  const directories: WorkDirectory[] = [];
  for (const [variable, setting] of named) {
    if (!paths.isAbsolute(setting.value) || problems.some((problem) => problem.variable === variable)) continue;
    directories.push({ variable, setting, ...observeDirectory(host, setting.value, writing, mounts) });
  }
  const modules = module === undefined ? [] : module.set.mains.map((main) => main.dir);
  return { directories, problems, uid: host.uid, modules };
}

function observeDirectory(
  host: Host,
  path: string,
  writing: Depth["writing"],
  mounts: readonly Mount[],
): Omit<WorkDirectory, "variable" | "setting"> {
  const paths = pathsOf(host);
  let existing = path;
  while (host.kind(existing) === "missing" && paths.dirname(existing) !== existing) existing = paths.dirname(existing);
  const stat = host.stat(existing);
  const space = host.space(existing);
  const real = host.realPath(existing) ?? existing;
  return {
    path,
    existing,
    exists: existing === path,
    unwritable: host.writable(existing, writing),
    owner: "failed" in stat ? undefined : stat.uid,
    space: "failed" in space ? undefined : space,
    mount: mountOf(mounts, real),
    insideModule: findUpwards(host, paths.dirname(path), "go.mod"),
  };
}
