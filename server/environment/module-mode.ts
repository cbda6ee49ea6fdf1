import type { Host } from "../host/host.ts";
import { pathsOf, splitPathList, temporaryDirectory } from "./file-paths.ts";
import { findUpwards } from "./find-files.ts";
import type { GoEnv } from "./go-env.ts";

/** How the go command understands a directory. */
export interface ModuleMode {
  readonly mode: "workspace" | "module" | "module-without-main" | "gopath";
  /** the go.work (workspace) or go.mod (module) that is in force */
  readonly file: string | undefined;
  /** the decision step by step, a clause each */
  readonly steps: readonly string[];
  /** what the go command stops with */
  readonly problem?: string;
}

/** Whether commands in the environment's directory run in module, workspace or GOPATH mode, and why (modload.Init). */
export function moduleMode(host: Host, env: GoEnv): ModuleMode {
  const setting = env.get("GO111MODULE").value;
  const work = env.get("GOWORK").value;
  const mod = env.get("GOMOD").value;
  const steps: string[] = [];
  switch (setting) {
    case "":
    case "on":
      steps.push(setting === "" ? "GO111MODULE is not set, which means on" : "GO111MODULE=on");
      break;
    case "auto":
      steps.push("GO111MODULE=auto: module mode only where there is a go.mod or go.work");
      break;
    case "off":
      return { mode: "gopath", file: undefined, steps: ["GO111MODULE=off: GOPATH mode, go.mod is not looked at"] };
    default:
      return { mode: "gopath", file: undefined, steps, problem: `unknown environment setting GO111MODULE=${setting}` };
  }
  if (work === "off") steps.push("GOWORK=off: no workspace");
  else if (work !== "") {
    steps.push(`the workspace is that of ${work}`);
    const absolute = pathsOf(host).isAbsolute(work);
    const found = { mode: "workspace", file: work, steps } as const;
    return absolute ? found : { ...found, problem: "invalid GOWORK: not an absolute path" };
  } else steps.push("there is no go.work here or above");

  if (pathsOf(host).isAbsolute(mod) && host.kind(mod) !== "missing" && mod.endsWith("go.mod")) {
    steps.push(`the main module is that of ${mod}`);
    return { mode: "module", file: mod, steps };
  }
  const ignored = findUpwards(host, env.directory, "go.mod");
  steps.push(
    ignored === undefined
      ? "there is no go.mod here or above"
      : `${ignored} is ignored: it lies right in the system's directory for temporary files (${temporaryDirectory(host)})`,
  );
  if (setting === "auto") {
    steps.push("so that it is GOPATH mode");
    return { mode: "gopath", file: undefined, steps };
  }
  return { mode: "module-without-main", file: undefined, steps };
}

/** Whether the go command's start takes it for module mode (modload.WillBeEnabled): only then does GOTOOLCHAIN count. */
export function modulesWillBeOn(env: GoEnv): boolean {
  const mode = env.get("GO111MODULE").value;
  return mode === "" || mode === "on" || (mode === "auto" && env.get("GOMOD").value !== "");
}

/** The go.mod file right in the first directory of GOPATH, which the go command warns of and commands that need a module stop at. */
export function goModInGoPath(host: Host, env: GoEnv): string | undefined {
  const first = splitPathList(host, env.get("GOPATH").value)[0] ?? "";
  if (first === "") return undefined;
  const file = pathsOf(host).join(first, "go.mod");
  const kind = host.kind(file);
  return kind === "missing" || kind === "denied" ? undefined : file;
}
