import type { Host } from "../host/host.ts";
import { readCredentials } from "./credentials.ts";
import { cleanPath, pathsOf, splitPathList } from "./file-paths.ts";
import type { GoEnv, GoVariable } from "./go-env.ts";
import { parseGoFlags } from "./go-flags.ts";
import { modulesWillBeOn } from "./module-mode.ts";
import { parseProxyList } from "./proxy-list.ts";
import { parseToolchainSetting } from "./toolchain.ts";

/** A setting that the go command rejects. */
export interface SettingProblem {
  readonly variable: GoVariable;
  /** the go command's reason, in its words without the `go: ` */
  readonly message: string;
  /**
   * what does not run: every go command (`go env` included), every command but `go env` and `go bug`, those that need modules, those that
   * fetch a module, those that build
   */
  readonly stops: "every-command" | "most-commands" | "fetching" | "building";
}

/** Everything of the settings that the go command would stop at, whatever the module: the values alone are looked at, and GOROOT on disk. */
export function settingProblems(host: Host, env: GoEnv): readonly SettingProblem[] {
  const problems: SettingProblem[] = [];
  const say = (variable: GoVariable, stops: SettingProblem["stops"], message: string | undefined): void => {
    if (message !== undefined) problems.push({ variable, stops, message });
  };
  const value = (variable: GoVariable): string => env.get(variable).value;
  const mode = value("GO111MODULE");

  say("GOROOT", "every-command", goRootProblem(host, env));
  say("GOPATH", "every-command", goPathProblem(host, value("GOPATH"), value("GOROOT")));
  if (!["", "on", "off", "auto"].includes(mode)) {
    say("GO111MODULE", "every-command", `unknown environment setting GO111MODULE=${mode}`);
  }
  const work = value("GOWORK");
  if (work !== "" && work !== "off" && !pathsOf(host).isAbsolute(work)) {
    say("GOWORK", "every-command", "invalid GOWORK: not an absolute path");
  }
  if (modulesWillBeOn(env)) say("GOTOOLCHAIN", "every-command", toolchainSettingProblem(value("GOTOOLCHAIN")));
  say("GOFLAGS", "most-commands", parseGoFlags(value("GOFLAGS"), env.command?.version).problem);
  if (mode !== "off") {
    const list = parseProxyList(value("GOPROXY"));
    if ("problem" in list) say("GOPROXY", "fetching", list.problem);
    say("GOAUTH", "fetching", readCredentials(host, env).problem);
    say("GOMODCACHE", "fetching", moduleCacheProblem(host, value("GOMODCACHE")));
  }
  say("GOCACHE", "building", buildCacheProblem(host, env));
  return problems;
}

function goRootProblem(host: Host, env: GoEnv): string | undefined {
  if (env.command === undefined) return undefined; // no go command that could stop
  const root = env.get("GOROOT").value;
  if (root === "") return "cannot find GOROOT directory: 'go' binary is trimmed and GOROOT is not set";
  const path = pathsOf(host).resolve(env.directory, root);
  return host.kind(path) === "directory" ? undefined : `cannot find GOROOT directory: ${root}`;
}

/** The checks of cmd/go's main: they do not run where GOPATH and GOROOT are the same. */
function goPathProblem(host: Host, goPath: string, goRoot: string): string | undefined {
  if (cleanPath(host, goPath) === cleanPath(host, goRoot)) return undefined;
  for (const entry of splitPathList(host, goPath)) {
    if (entry === "") continue;
    if (entry.startsWith("~")) return `GOPATH entry cannot start with shell metacharacter '~': ${JSON.stringify(entry)}`;
    if (!pathsOf(host).isAbsolute(entry)) return `GOPATH entry is relative; must be absolute path: ${JSON.stringify(entry)}`;
  }
  return undefined;
}

function toolchainSettingProblem(setting: string): string | undefined {
  if (setting === "") return undefined;
  const parsed = parseToolchainSetting(setting);
  return "problem" in parsed ? parsed.problem : undefined;
}

function moduleCacheProblem(host: Host, cache: string): string | undefined {
  if (cache === "") return "module cache not found: neither GOMODCACHE nor GOPATH is set";
  if (!pathsOf(host).isAbsolute(cache)) return `GOMODCACHE entry is relative; must be absolute path: ${JSON.stringify(cache)}`;
  const kind = host.kind(cache);
  return kind === "file" || kind === "other"
    ? `could not create module cache: ${JSON.stringify(cache)} is not a directory`
    : undefined;
}

function buildCacheProblem(host: Host, env: GoEnv): string | undefined {
  if (env.get("GOCACHE").value !== "off") return undefined;
  const set = env.setTo("GOCACHE");
  if (set === undefined) return "build cache is required, but could not be located: GOCACHE is not defined";
  return set.value === "off" || pathsOf(host).isAbsolute(set.value)
    ? "build cache is disabled by GOCACHE=off, but required as of Go 1.12"
    : "build cache is required, but could not be located: GOCACHE is not an absolute path";
}
