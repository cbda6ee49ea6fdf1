import { inDirectory, pathsOf, splitPathList, temporaryDirectory } from "../../environment/file-paths.ts";
import { findUpwards } from "../../environment/find-files.ts";
import type { GoEnv, Setting } from "../../environment/go-env.ts";
import { goModInGoPath, type ModuleMode, moduleMode } from "../../environment/module-mode.ts";
import type { Host } from "../../host/host.ts";
import type { Depth, Subject } from "../subject.ts";

export interface ModuleModeFacts {
  readonly directory: string;
  readonly setting: Setting;
  readonly work: Setting;
  readonly decision: ModuleMode;
  /** the nearest go.mod upwards, whether it counts or not */
  readonly goMod: string | undefined;
  /** that go.mod lies right in the system's directory for temporary files, which is this */
  readonly temporary: string | undefined;
  /** in a workspace: the directories it uses; absent where go.work cannot be read */
  readonly used?: readonly string[];
  /** the directory of `goMod` */
  readonly root: string | undefined;
  /** the go.mod right in the first directory of GOPATH */
  readonly goModInGoPath: string | undefined;
  /** where the go.mod lies below a `src` directory of GOPATH: that directory */
  readonly belowGoPath: string | undefined;
  /** what is wrong with its files */
  readonly problem: string | undefined;
}

/** @param used in a workspace: absolute directories of the modules that it uses */
export function observeModuleMode({ host, env, problem }: Subject, { whole }: Depth, used?: readonly string[]): ModuleModeFacts {
  const paths = pathsOf(host);
  const decision = moduleMode(host, env);
  const inForce = decision.mode === "module" ? decision.file : undefined;
  const goMod = inForce ?? findUpwards(host, env.directory, "go.mod");
  const root = goMod === undefined ? undefined : paths.dirname(goMod);
  const temporary = temporaryDirectory(host);
  const isTemporary = inForce === undefined && root !== undefined && inDirectory(host, root, temporary) === ".";
  return {
    directory: env.directory,
    setting: env.get("GO111MODULE"),
    work: env.get("GOWORK"),
    decision,
    goMod,
    root,
    temporary: isTemporary ? temporary : undefined,
    ...(used === undefined ? {} : { used }),
    goModInGoPath: goModInGoPath(host, env),
    belowGoPath: whole && root !== undefined ? sourcesAround(host, env, root) : undefined,
    problem: problem?.of === "file" ? problem.message : undefined,
  };
}

/** The `src` directory of GOPATH that a module lies below. */
function sourcesAround(host: Host, env: GoEnv, root: string): string | undefined {
  const paths = pathsOf(host);
  return splitPathList(host, env.get("GOPATH").value)
    .filter((directory) => paths.isAbsolute(directory))
    .map((directory) => paths.join(directory, "src"))
    .find((source) => inDirectory(host, root, source) !== undefined);
}
