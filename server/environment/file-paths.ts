import { posix, win32 } from "node:path";
import type { Host } from "../host/host.ts";

/** Node's path functions for the host's platform, whatever platform this code runs on. */
export function pathsOf(host: Pick<Host, "platform">): typeof posix {
  return host.platform === "win32" ? win32 : posix;
}

/** The shortest path of the same meaning, as Go's filepath.Clean: no trailing separator but for a root, `.` for nothing. */
export function cleanPath(host: Pick<Host, "platform">, path: string): string {
  const paths = pathsOf(host);
  const normal = paths.normalize(path);
  const root = paths.parse(normal).root;
  return normal.length > root.length && normal.endsWith(paths.sep) ? normal.slice(0, -1) : normal;
}

/** A path of the host with `/` between its parts. */
export function withSlashes(host: Pick<Host, "platform">, path: string): string {
  return host.platform === "win32" ? path.replaceAll("\\", "/") : path;
}

/**
 * The way from a directory to what lies in it, by the names alone (`inDirectory` looks through links), with `/` between its parts: `""` for
 * the directory itself, undefined for what lies elsewhere.
 */
export function wayDown(host: Pick<Host, "platform">, directory: string, path: string): string | undefined {
  const paths = pathsOf(host);
  const relative = paths.relative(directory, path);
  return relative === ".." || relative.startsWith(`..${paths.sep}`) || paths.isAbsolute(relative)
    ? undefined
    : withSlashes(host, relative);
}

/** The directories of a list such as PATH or GOPATH (filepath.SplitList): empty ones stay, on win32 quotes go. */
export function splitPathList(host: Pick<Host, "platform">, list: string): readonly string[] {
  if (list === "") return [];
  if (host.platform === "posix") return list.split(":");
  return list.match(/(?:^|;)(?:"[^"]*"?|[^;"])*/g)?.map((part) => part.replace(/^;/, "").replaceAll('"', "")) ?? [];
}

/** A variable of the process environment; on win32 its name knows no case. Empty and absent are the same, as for the go command. */
export function processVariable(host: Pick<Host, "platform" | "env">, name: string): string {
  return host.env[host.platform === "win32" ? name.toUpperCase() : name] ?? "";
}

/** Where temporary files go (os.TempDir). */
export function temporaryDirectory(host: Pick<Host, "platform" | "env">): string {
  if (host.platform === "posix") return processVariable(host, "TMPDIR") || "/tmp";
  // The order of GetTempPath2.
  const found = processVariable(host, "TMP") || processVariable(host, "TEMP") || processVariable(host, "USERPROFILE");
  return cleanPath(host, found || processVariable(host, "SystemRoot") || "C:\\Windows");
}

/** Where programs keep caches (os.UserCacheDir); undefined where the environment does not tell. */
export function userCacheDirectory(host: Host): string | undefined {
  return userDirectory(host, {
    windows: "LocalAppData",
    darwin: "Library/Caches",
    variable: "XDG_CACHE_HOME",
    fallback: ".cache",
  });
}

/** Where programs keep settings (os.UserConfigDir); undefined where the environment does not tell. */
export function userConfigDirectory(host: Host): string | undefined {
  return userDirectory(host, {
    windows: "AppData",
    darwin: "Library/Application Support",
    variable: "XDG_CONFIG_HOME",
    fallback: ".config",
  });
}

interface Convention {
  readonly windows: string;
  readonly darwin: string;
  readonly variable: string;
  readonly fallback: string;
}

function userDirectory(host: Host, convention: Convention): string | undefined {
  if (host.platform === "win32") return processVariable(host, convention.windows) || undefined;
  const home = processVariable(host, "HOME");
  if (host.os === "darwin" || host.os === "ios") return home === "" ? undefined : `${home}/${convention.darwin}`;
  const named = processVariable(host, convention.variable);
  if (named !== "") return named.startsWith("/") ? named : undefined;
  return home === "" ? undefined : `${home}/${convention.fallback}`;
}

/**
 * Where `path` lies below `directory` (search.InDir of the go command): `.` for the directory itself, a relative path, or undefined when
 * it lies elsewhere; links of both are looked through where the names alone do not tell.
 */
export function inDirectory(host: Host, path: string, directory: string): string | undefined {
  const paths = pathsOf(host);
  // Volume names know no case, the rest of a path does (str.HasFilePathPrefix).
  const comparable = (name: string): string => {
    const { root } = paths.parse(name);
    return root.toUpperCase() + name.slice(root.length);
  };
  const within = (innerName: string, outerName: string): string | undefined => {
    const inner = comparable(innerName);
    const outer = comparable(outerName);
    if (inner === outer) return ".";
    const prefix = outer.endsWith(paths.sep) ? outer : outer + paths.sep;
    return inner.startsWith(prefix) ? inner.slice(prefix.length) || "." : undefined;
  };
  const plain = within(path, directory);
  if (plain !== undefined) return plain;
  const realPath = host.realPath(path);
  const realDirectory = host.realPath(directory);
  return (
    (realPath === undefined ? undefined : within(realPath, directory)) ??
    (realDirectory === undefined ? undefined : within(path, realDirectory)) ??
    (realPath === undefined || realDirectory === undefined ? undefined : within(realPath, realDirectory))
  );
}
