import type { Host } from "../host/host.ts";
import { parseEnvFile } from "./env-file.ts";
import { cleanPath, pathsOf, processVariable, splitPathList, userCacheDirectory, userConfigDirectory } from "./file-paths.ts";
import { findGoMod, findWorkFile } from "./find-files.ts";
import { findGoCommand, type GoCommand } from "./go-command.ts";

/** The variables of `go env` that decide anything about modules. */
export const goVariables = [
  "GO111MODULE",
  "GOARCH",
  "GOAUTH",
  "GOBIN",
  "GOCACHE",
  "GODEBUG",
  "GOENV",
  "GOEXPERIMENT",
  "GOFLAGS",
  "GOHOSTARCH",
  "GOHOSTOS",
  "GOINSECURE",
  "GOMOD",
  "GOMODCACHE",
  "GONOPROXY",
  "GONOSUMDB",
  "GOOS",
  "GOPATH",
  "GOPRIVATE",
  "GOPROXY",
  "GOROOT",
  "GOSUMDB",
  "GOTMPDIR",
  "GOTOOLCHAIN",
  "GOVCS",
  "GOVERSION",
  "GOWORK",
] as const;

export type GoVariable = (typeof goVariables)[number];

type SetVariable = Exclude<GoVariable, "GOMOD" | "GOWORK">;

/** Where a value comes from. */
export type Origin =
  | { readonly from: "process" } // the environment of this process
  | { readonly from: "user" | "goroot"; readonly file: string } // the file that `go env -w` writes; $GOROOT/go.env
  | { readonly from: "found" } // looked for on disk: go.mod, go.work, the go command
  | { readonly from: "default"; readonly of?: GoVariable }; // built in, or taken over from another variable

export interface Setting {
  readonly value: string;
  readonly origin: Origin;
}

/** What `go env` says in a directory, without a go command. Every answer is found out when it is first asked for, and kept. */
export interface GoEnv {
  /** absolute: the directory that `go env` would run in */
  readonly directory: string;
  get(variable: GoVariable): Setting;
  /** the value as somebody set it; undefined where nobody did */
  setTo(variable: GoVariable): Setting | undefined;
  /** the go command that would run; undefined when none is found */
  readonly command: GoCommand | undefined;
}

/**
 * The environment of the go command in a directory, per variable with where it is set: process environment, then the GOENV file, then
 * $GOROOT/go.env, then what is built in (cmd/go/internal/cfg, envcmd.MkEnv, envcmd.ExtraEnvVars). Never fails: of settings that the go
 * command stops at it gives the value as it is set; `settingProblems` names them.
 *
 * @param directory absolute, or relative to the host's working directory
 */
export function readGoEnv(host: Host, directory: string): GoEnv {
  const absolute = pathsOf(host).resolve(host.cwd, directory);
  const known = new Map<SetVariable, Setting>();
  const command = once(() => findGoCommand(host));
  const files = once(() => readFiles(host, absolute, command));

  /** cfg.Getenv: an empty value is as good as none. */
  const lookup = (name: GoVariable): Setting | undefined => {
    const value = processVariable(host, name);
    if (value !== "") return { value, origin: { from: "process" } };
    const { user, goroot } = files();
    for (const { origin, values } of [user, goroot]) {
      const written = values.get(name);
      if (written !== undefined) return written === "" ? undefined : { value: written, origin };
    }
    return undefined;
  };
  const get = (name: SetVariable): Setting => {
    let setting = known.get(name);
    if (setting === undefined) {
      setting = Object.freeze(determine(name));
      known.set(name, setting);
    }
    return setting;
  };
  const determine = (name: SetVariable): Setting => {
    switch (name) {
      case "GOENV":
        return goEnvFile(host);
      case "GODEBUG": // never from a file
        return fromProcess(host, name) ?? byDefault("");
      case "GOHOSTOS":
        return byDefault(goSystems[host.os] ?? host.os);
      case "GOHOSTARCH":
        return byDefault(goArchitectures[host.arch] ?? host.arch);
      case "GOROOT": {
        const root = files().root;
        return fromProcess(host, name) ?? root;
      }
      case "GOVERSION":
        return { value: command()?.version ?? "", origin: { from: "found" } };
      case "GOCACHE": {
        const setting = lookup(name);
        if (setting === undefined) return cacheByDefault(host);
        // Anything else than an absolute path turns the build cache off (cache.DefaultDir).
        return pathsOf(host).isAbsolute(setting.value) ? setting : { ...setting, value: "off" };
      }
      case "GOPATH":
        return goPathValue(host, lookup(name));
      case "GOMODCACHE":
        return lookup(name) ?? byDefault(modCacheBelow(host, lookup("GOPATH")?.value ?? inferredGoPath(host)), "GOPATH");
      default:
        return lookup(name) ?? builtIn(name, get, files().released);
    }
  };
  const settings = {
    get,
    setTo: lookup,
    get command() {
      return command();
    },
  };
  return goEnvIn(host, settings, absolute);
}

/** What is set, and the same in all directories. */
interface Settings extends Pick<GoEnv, "setTo" | "command"> {
  get(variable: SetVariable): Setting;
}

/** The same settings in another directory: what is set is read no second time, and go.mod and go.work are looked for from there. */
export function goEnvIn(host: Host, env: Settings, directory: string): GoEnv {
  const absolute = pathsOf(host).resolve(host.cwd, directory);
  const found = new Map<GoVariable, Setting>();
  const get = (name: GoVariable): Setting => {
    if (name !== "GOMOD" && name !== "GOWORK") return env.get(name);
    let setting = found.get(name);
    if (setting === undefined) {
      setting = Object.freeze(
        name === "GOWORK"
          ? goWorkValue(host, absolute, env.setTo(name), get)
          : { value: goModValue(host, absolute, get("GO111MODULE").value), origin: { from: "found" } as const },
      );
      found.set(name, setting);
    }
    return setting;
  };
  return Object.freeze({
    directory: absolute,
    get,
    setTo: env.setTo,
    get command() {
      return env.command;
    },
  });
}

/** The place of a setting for a reader: a file's name, or a word. */
export function describeOrigin(origin: Origin): string {
  switch (origin.from) {
    case "process":
      return "environment";
    case "user":
    case "goroot":
      return origin.file;
    case "found":
      return "found on disk";
    case "default":
      return origin.of === undefined ? "default" : `default, from ${origin.of}`;
  }
}

interface SettingsFile {
  readonly origin: Origin;
  readonly values: ReadonlyMap<string, string>;
}
interface SettingsFiles {
  readonly user: SettingsFile;
  readonly goroot: SettingsFile;
  /** GOROOT where the process environment does not set it */
  readonly root: Setting;
  /** whether what Go's releases set in go.env holds although there is no such file */
  readonly released: boolean;
}

/** cfg.initEnvCache: the user's file first, for it may say which GOROOT's go.env is the next one. */
function readFiles(host: Host, directory: string, command: () => GoCommand | undefined): SettingsFiles {
  const paths = pathsOf(host);
  const read = (path: string): string | undefined => {
    const text = host.readText(path);
    return typeof text === "string" ? text : undefined;
  };
  const userFile = goEnvFile(host).value;
  const userPath = userFile === "" ? "" : paths.resolve(directory, userFile);
  const userValues = parseEnvFile(userFile === "" ? "" : (read(userPath) ?? ""));
  const user: SettingsFile = { origin: { from: "user", file: userPath }, values: userValues };

  const named = userValues.get("GOROOT") || processVariable(host, "GOROOT");
  const root: Setting =
    named === ""
      ? { value: command()?.root ?? "", origin: { from: "found" } }
      : { value: cleanPath(host, named), origin: userValues.get("GOROOT") ? user.origin : { from: "process" } };
  const rootFile = root.value === "" ? "" : paths.join(paths.resolve(directory, root.value), "go.env");
  const rootText = rootFile === "" ? undefined : read(rootFile);
  return {
    user,
    goroot: { origin: { from: "goroot", file: rootFile }, values: parseEnvFile(rootText ?? "", { keepFirst: true }) },
    root,
    released: rootText === undefined && (root.value === "" || olderThanGoEnv(command()?.version)),
  };
}

/** go.env came with Go 1.21; before, the same values were compiled in. */
function olderThanGoEnv(version: string | undefined): boolean {
  const minor = /^go1\.(\d+)/.exec(version ?? "")?.[1];
  return minor !== undefined && Number(minor) < 21;
}

/** What goes into $GOROOT/go.env of a release: the defaults where no Go is installed. */
const releaseSettings: Readonly<Partial<Record<GoVariable, string>>> = {
  GOPROXY: "https://proxy.golang.org,direct",
  GOSUMDB: "sum.golang.org",
  GOTOOLCHAIN: "auto",
};

function builtIn(name: SetVariable, get: (name: SetVariable) => Setting, released: boolean): Setting {
  switch (name) {
    case "GOAUTH":
      return byDefault("netrc");
    case "GOOS":
      return byDefault(get("GOHOSTOS").value, "GOHOSTOS");
    case "GOARCH":
      return byDefault(get("GOHOSTARCH").value, "GOHOSTARCH");
    case "GONOPROXY":
    case "GONOSUMDB":
      return byDefault(get("GOPRIVATE").value, "GOPRIVATE");
    default:
      return byDefault((released ? releaseSettings[name] : undefined) ?? "");
  }
}

function fromProcess(host: Host, name: GoVariable): Setting | undefined {
  const value = processVariable(host, name);
  return value === "" ? undefined : { value, origin: { from: "process" } };
}

function byDefault(value: string, of?: GoVariable): Setting {
  return { value, origin: of === undefined ? { from: "default" } : { from: "default", of } };
}

/** cfg.EnvFile: empty when it is off or no directory for it is known. */
function goEnvFile(host: Host): Setting {
  const setting = fromProcess(host, "GOENV");
  if (setting !== undefined) return setting.value === "off" ? { ...setting, value: "" } : setting;
  const directory = userConfigDirectory(host);
  return byDefault(directory === undefined ? "" : pathsOf(host).join(directory, "go", "env"));
}

function cacheByDefault(host: Host): Setting {
  const directory = userCacheDirectory(host);
  return byDefault(directory === undefined ? "off" : pathsOf(host).join(directory, "go-build"));
}

/** go/build.defaultGOPATH: `go` in the home directory, unless Go itself is installed there. */
function inferredGoPath(host: Host): string {
  const home = processVariable(host, host.platform === "win32" ? "USERPROFILE" : "HOME");
  if (home === "") return "";
  const path = pathsOf(host).join(home, "go");
  const root = processVariable(host, "GOROOT");
  return root !== "" && cleanPath(host, root) === path ? "" : path;
}

function goPathValue(host: Host, setting: Setting | undefined): Setting {
  if (setting !== undefined) return setting;
  const path = inferredGoPath(host);
  // The go command takes back what it made of a relative home directory (main.go).
  return byDefault(pathsOf(host).isAbsolute(path) ? path : "");
}

/** cfg.gopathDir: below the first directory of the list, and nowhere when that is empty. */
function modCacheBelow(host: Host, goPath: string): string {
  const first = splitPathList(host, goPath)[0] ?? "";
  return first === "" ? "" : pathsOf(host).join(first, "pkg", "mod");
}

/** envcmd.ExtraEnvVars: empty in GOPATH mode, the null device where module mode has no main module. */
function goModValue(host: Host, directory: string, mode: string): string {
  if (mode === "off") return "";
  const found = findGoMod(host, directory);
  if (found !== undefined) return found;
  return mode === "auto" ? "" : host.platform === "win32" ? "NUL" : "/dev/null";
}

function goWorkValue(host: Host, directory: string, setting: Setting | undefined, get: (name: GoVariable) => Setting): Setting {
  if (setting !== undefined && setting.value !== "auto") return setting;
  return { value: findWorkFile(host, directory, get("GOROOT").value) ?? "", origin: { from: "found" } };
}

function once<T>(compute: () => T): () => T {
  let kept: { readonly value: T } | undefined;
  return () => {
    kept ??= { value: compute() };
    return kept.value;
  };
}

/** Go's names for what Node.js calls otherwise. */
const goSystems: Readonly<Record<string, string>> = { win32: "windows", sunos: "solaris" };
const goArchitectures: Readonly<Record<string, string>> = {
  x64: "amd64",
  ia32: "386",
  mipsel: "mipsle",
  ppc64: "ppc64le", // Node.js names both alike; the big-endian one has no Linux release of either
};
