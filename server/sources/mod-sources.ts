import { pathsOf } from "../environment/file-paths.ts";
import type { GoEnv } from "../environment/go-env.ts";
import { isUnavailable, type Lookup, type Unavailable } from "../graph/lookup.ts";
import type { ModuleVersion } from "../graph/module-version.ts";
import type { Host } from "../host/host.ts";
import type { ModSummary } from "../modfile/scan.ts";
import { directories, type Overlay } from "./directories.ts";
import { moduleCache, moduleFiles, summarize } from "./module-cache.ts";

export interface SourcesOptions {
  readonly host: Host;
  /** tells GOMODCACHE, GOPROXY and what may be asked of whom */
  readonly env: GoEnv;
  /** documents that are open, which go before their files */
  readonly overlay?: Overlay | undefined;
  /** the network is never asked */
  readonly offline?: boolean | undefined;
}

/** Where go.mod files come from. What a module at a version requires never changes, and is read once. */
export interface ModSources {
  readonly lookup: Lookup;
  /** The file of this machine that a target's go.mod is in, if it is anywhere; undefined for what cannot name one. */
  file(target: ModuleVersion): string | undefined;
  /** Takes a directory's go.mod anew at its next use: its absolute path, when a watcher says that it changed. */
  forget(path: string): void;
}

/**
 * The sources in their order: open documents, replacement directories, the module cache. Synchronous and without network: every failure
 * is a value.
 */
export function modSources({ host, env, overlay }: SourcesOptions): ModSources {
  const onDisk = directories(host, overlay);
  const files = moduleFiles();
  const cacheDirectory = env.get("GOMODCACHE").value;
  const cache = moduleCache(host, cacheDirectory, files);
  const known = new Map<string, ModSummary>();

  const readVersion = (target: ModuleVersion): ModSummary | Unavailable => {
    const cached = cache(target);
    if (cached === undefined) return { unavailable: "not-in-cache", detail: `not in the module cache (${cacheDirectory})` };
    return "text" in cached ? summarize(cached.text, cached.file) : cached;
  };
  return {
    lookup(target) {
      if (target.version === "") return onDisk.read(target.path);
      const key = `${target.path}@${target.version}`;
      const summary = known.get(key);
      if (summary !== undefined) return summary;
      const answer = readVersion(target);
      if (!isUnavailable(answer)) known.set(key, answer);
      return answer;
    },
    file(target) {
      if (target.version === "") return onDisk.file(target.path);
      const name = files(target, "mod");
      if (typeof name !== "string" || cacheDirectory === "") return undefined;
      return pathsOf(host).join(cacheDirectory, "cache", "download", name);
    },
    forget(path) {
      onDisk.forget(path);
    },
  };
}
