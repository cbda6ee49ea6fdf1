import { pathsOf } from "../environment/file-paths.ts";
import type { Unavailable } from "../graph/lookup.ts";
import { isToolchain, type ModuleVersion } from "../graph/module-version.ts";
import type { Host } from "../host/host.ts";
import { isMalformed, type ModSummary, scanModFile } from "../modfile/scan.ts";
import type { ScanMemo } from "../modfile/scan-memo.ts";
import { isModVersion } from "../version/go-version.ts";
import { escapePath, escapeVersion } from "../version/module-escape.ts";
import { checkPath } from "../version/module-path.ts";
import { commonVersion } from "../version/semver.ts";

/**
 * Names of a module's files in the layout that the module cache and proxies share, `PATH/@v/VERSION.mod`, escaped, with `/` as separator.
 * Paths and versions are checked before they become part of a name: what is no module path or no version is `invalid-module`.
 */
export interface ModuleFiles {
  file(module: ModuleVersion, extension: "mod" | "info" | "zip"): string | Unavailable;
  /** The folder of all versions: `PATH/@v`. */
  versions(modulePath: string): string | Unavailable;
}

export function moduleFiles(): ModuleFiles {
  // A graph asks for several versions of most modules.
  const known = new Map<string, string | Unavailable>();
  const versions = (modulePath: string): string | Unavailable => {
    let folder = known.get(modulePath);
    if (folder === undefined) {
      const escaped = isToolchain(modulePath) ? undefined : escapePath(modulePath);
      folder = escaped === undefined ? { unavailable: "invalid-module", detail: invalidPath(modulePath) } : `${escaped}/@v`;
      known.set(modulePath, folder);
    }
    return folder;
  };
  return {
    versions,
    file(module, extension) {
      const folder = versions(module.path);
      if (typeof folder !== "string") return folder;
      const version = escapedVersion(module);
      if (version !== undefined) return `${folder}/${version}.${extension}`;
      return { unavailable: "invalid-module", detail: `${JSON.stringify(module.version)} is not a version of a module` };
    },
  };
}

/** Nearly all versions are told by one look, which saves 5 ms of a graph of 2,000 modules. */
function escapedVersion({ path, version }: ModuleVersion): string | undefined {
  if (commonVersion.test(version)) return version;
  return isModVersion(path, version) ? escapeVersion(version) : undefined;
}

function invalidPath(path: string): string {
  return `${JSON.stringify(path)} is not a module path: ${checkPath(path) ?? "the go command keeps the name for itself"}`;
}

/** What the go command takes for no file (modfetch.readDiskGoMod): written by its forerunner when it converted other formats. */
const convertedPrefix = "//vgo 0.0.";

/** A module cache (`go help goproxy`). GOMODCACHE is only ever read. */
export interface ModuleCache {
  /** The text of a module's go.mod; undefined when it is not there. */
  read(module: ModuleVersion): { readonly file: string; readonly text: string } | Unavailable | undefined;
  /** The file that `read` looks at; undefined for what cannot name one. */
  file(module: ModuleVersion): string | undefined;
  /** The folder of a module's versions, relative to the module cache; undefined for what cannot name one. */
  folder(modulePath: string): string | undefined;
  /** When a version was made (its commit's time), where the cache has been told. */
  released(module: ModuleVersion): Date | undefined;
  /** The directory that a version's files are unpacked in, or would be; undefined for what cannot name one. */
  unpacked(module: ModuleVersion): string | undefined;
  /** The same, where the files are there, and unpacking came to its end (modfetch.DownloadDir). */
  extracted(module: ModuleVersion): string | undefined;
}

/**
 * @param directory GOMODCACHE, absolute; empty when there is none
 */
export function moduleCache(host: Host, directory: string, files: ModuleFiles): ModuleCache {
  const base = directory === "" ? "" : `${pathsOf(host).join(directory, "cache", "download")}/`;
  const unpacked = (module: ModuleVersion): string | undefined => {
    const name = files.file(module, "mod");
    if (typeof name !== "string" || directory === "") return undefined;
    return pathsOf(host).join(directory, name.replace("/@v/", "@").replace(/\.mod$/, ""));
  };
  return {
    read(module) {
      const name = files.file(module, "mod");
      if (typeof name !== "string") return name;
      if (base === "") return undefined;
      const file = base + name;
      const text = host.readText(file);
      if (typeof text === "string") return text.startsWith(convertedPrefix) ? undefined : { file, text };
      return text.failed === "missing" ? undefined : { unavailable: "unreadable", detail: `${file}: ${text.detail}` };
    },
    file(module) {
      const name = files.file(module, "mod");
      return typeof name !== "string" || base === "" ? undefined : pathsOf(host).normalize(base + name);
    },
    folder(modulePath) {
      const name = files.versions(modulePath);
      return typeof name !== "string" || base === "" ? undefined : `cache/download/${name}`;
    },
    released(module) {
      const name = files.file(module, "info");
      const text = typeof name !== "string" || base === "" ? undefined : host.readText(base + name, infoLimit);
      return typeof text === "string" ? timeOf(text) : undefined;
    },
    unpacked,
    extracted(module) {
      const name = files.file(module, "zip");
      const path = unpacked(module);
      if (path === undefined || typeof name !== "string" || host.kind(path) !== "directory") return undefined;
      if (host.kind(base + name.replace(/zip$/, "partial")) !== "missing") return undefined;
      return host.kind(`${base}${name}hash`) === "missing" ? undefined : path;
    },
  };
}

/** Bytes of an .info file: a version, a time, where it comes from. */
const infoLimit = 64 * 1024;

function timeOf(info: string): Date | undefined {
  let time: unknown;
  try {
    time = (JSON.parse(info) as { Time?: unknown } | null)?.Time;
  } catch {
    return undefined;
  }
  const date = typeof time === "string" ? new Date(time) : undefined;
  return date === undefined || Number.isNaN(date.getTime()) ? undefined : date;
}

/** What a go.mod's text says, or why modfile.ParseLax rejects it. */
export function summarize(text: string, name: string, memo: ScanMemo): ModSummary | Unavailable {
  const summary = scanModFile(text, memo);
  return isMalformed(summary) ? { unavailable: "malformed", detail: `${name}:${summary.line}: ${summary.malformed}` } : summary;
}
