import { pathsOf } from "../environment/file-paths.ts";
import type { GoEnv } from "../environment/go-env.ts";
import { type ProxyList, type ProxyRoute, parseProxyList, proxyRoute } from "../environment/proxy-list.ts";
import { isUnavailable, type Lookup, type Unavailable } from "../graph/lookup.ts";
import { ModuleMap } from "../graph/module-map.ts";
import type { ModuleVersion } from "../graph/module-version.ts";
import type { Host } from "../host/host.ts";
import type { ModSummary } from "../modfile/scan.ts";
import { newScanMemo } from "../modfile/scan-memo.ts";
import { checkPath } from "../version/module-path.ts";
import { type CachedModules, cachedModules } from "./cached-modules.ts";
import { directories, type Overlay } from "./directories.ts";
import { type Expand, type FetchReport, fetchEverything, type Progress } from "./fetch-all.ts";
import { defaultLimits, type FetchLimits } from "./fetch-limits.ts";
import type { KnownSums } from "./known-sums.ts";
import { moduleCache, moduleFiles, summarize } from "./module-cache.ts";
import type { Network } from "./network.ts";
import { ownCache, ownCacheDirectory } from "./own-cache.ts";
import type { ProxySession } from "./proxy-session.ts";
import { proxyWalk, sumMismatch } from "./proxy-walk.ts";
import { type VersionList, versionSource } from "./versions.ts";

export interface SourcesOptions {
  readonly host: Host;
  /** tells GOMODCACHE, GOPROXY and what may be asked of whom */
  readonly env: GoEnv;
  /** documents that are open, which go before their files */
  readonly overlay?: Overlay | undefined;
  /** Whether the network may not be asked now. */
  readonly offline?: (() => boolean) | undefined;
  readonly limits?: Partial<FetchLimits> | undefined;
}

export interface FetchOptions {
  /** go.sum of the module that it is for */
  readonly sums?: KnownSums | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/** Where go.mod files come from. What a module at a version requires never changes, and is read once. */
export interface ModSources {
  /** Answers from what is on this machine, without go.sum. */
  readonly lookup: Lookup;
  /** The same, where a go.mod that came from a proxy and is not what go.sum names counts as `checksum-mismatch`. */
  verified(sums: KnownSums): Lookup;
  /**
   * The file of this machine that holds a target's go.mod, or would hold it; undefined where there is none. Of one that a proxy sent, a
   * file is made.
   */
  file(target: ModuleVersion): string | undefined;
  /** GOMODCACHE, absolute; empty when there is none */
  readonly cacheDirectory: string;
  /** The folder of the module cache that `lookup` has a version from, relative to GOMODCACHE; undefined for what came from elsewhere. */
  cacheFolder(target: ModuleVersion): string | undefined;
  /** Takes a directory's go.mod anew at its next use: its absolute path, when a watcher says that it changed. */
  forget(path: string): void;
  /** The versions of a module that the module cache knows, ascending. */
  versions(modulePath: string): VersionList;
  /** All versions of a module that this machine has heard of, pseudo-versions and what a proxy named included, in no order. */
  knownVersions(modulePath: string): VersionList;
  /**
   * Begins to ask for a module's versions, unless that was done lately or the network may not be asked.
   * @returns whether an answer is still to come; `knownVersions` has it afterwards
   */
  awaitVersions(modulePath: string): boolean;
  /** When a version was made, where the module cache has been told. */
  released(module: ModuleVersion): Date | undefined;
  /** The directory of the module cache that a version's files are unpacked in, or would be. */
  unpacked(module: ModuleVersion): string | undefined;
  /** The same, where a version was unpacked to its end. */
  extracted(module: ModuleVersion): string | undefined;
  /** The modules that the module cache has files of (see cached-modules.ts). */
  readonly modules: CachedModules;
  /** The versions that a proxy names, asked for at most once in a while. Never rejects. */
  fetchVersions(modulePath: string, signal?: AbortSignal): Promise<{ readonly versions: VersionList } | Unavailable>;
  /** Asks the network for modules that `lookup` does not have; afterwards it has them, or says why not. Never rejects. */
  prefetch(missing: Iterable<ModuleVersion>, options?: FetchOptions): Promise<FetchReport>;
  /** The same for all that `roots` lead to: `expand` says what a go.mod makes needed, which is asked for at once. */
  fetchAll(roots: Iterable<ModuleVersion>, expand: Expand, options?: FetchOptions): Promise<FetchReport>;
}

/** How long a proxy's list of versions is taken for the newest, in milliseconds. */
const versionsLast = 5 * 60_000;

/** A go.mod that was read; with `hash` and `file` where it came from a proxy. */
interface Kept {
  readonly summary: ModSummary;
  readonly hash?: () => string;
  readonly file?: () => string | undefined;
}

/**
 * The sources in their order: open documents, replacement directories, the module cache, then GOPROXY's entries in turn, of which file
 * proxies and what proxies on the network sent earlier are on this machine. `lookup` is synchronous and never asks the network.
 */
export function modSources({ host, env, overlay, offline = () => false, limits: given }: SourcesOptions): ModSources {
  const limits = { ...defaultLimits, ...given };
  const memo = newScanMemo();
  const onDisk = directories(host, overlay, memo);
  const files = moduleFiles();
  // The go command refuses a relative one.
  const cacheDirectory = pathsOf(host).isAbsolute(env.get("GOMODCACHE").value) ? env.get("GOMODCACHE").value : "";
  const cache = moduleCache(host, cacheDirectory, files);
  const modules = cachedModules(host, cacheDirectory);
  const ownDirectory = ownCacheDirectory(host);
  let network: Network | undefined;
  const session = async (): Promise<ProxySession> => {
    const { openNetwork } = await import("./network.ts");
    network ??= openNetwork(host, env, limits);
    return network.session;
  };
  const notesOn = (failed: FetchReport["failed"]): readonly string[] => {
    const refusals = failed.some(({ problem }) => /: HTTP 40[13] /.test(problem.detail));
    const unused = refusals ? (network?.credentials.commands ?? []) : [];
    const words = unused.map((word) => `GOAUTH has ${word}, which would run a program for credentials: that is not done here`);
    return [...(network?.session.notes() ?? []), ...words];
  };
  const own = ownDirectory === undefined ? undefined : ownCache(host, ownDirectory);
  const routes = new Map<string, ProxyRoute>();
  let proxies: ProxyList | undefined;
  const routeOf = (modulePath: string): ProxyRoute => {
    let route = routes.get(modulePath);
    if (route === undefined) {
      proxies ??= parseProxyList(env.get("GOPROXY").value);
      route = proxyRoute(env, modulePath, proxies);
      routes.set(modulePath, route);
    }
    return route;
  };
  const walk = proxyWalk({ host, files, cache: own, session, routeOf, memo });
  const versions = versionSource({ host, files, cacheDirectory, session, routeOf, offline });
  /** modules whose versions are being asked for */
  const asked = new Set<string>();
  const listed = new Map<string, { readonly answer: { readonly versions: VersionList } | Unavailable; readonly until: number }>();
  const known = new ModuleMap<Kept>();
  /** what the network said of a module that it did not give, for as long as that counts */
  const refused = new ModuleMap<{ readonly problem: Unavailable; readonly until: number }>();

  const missing = (reason: Unavailable["unavailable"], detail?: string): Unavailable => ({
    unavailable: reason,
    detail: `not in the module cache (${cacheDirectory || "there is none"})${detail === undefined ? "" : `; ${detail}`}`,
  });
  const read = (target: ModuleVersion, sums: KnownSums | undefined): Kept | Unavailable => {
    const cached = cache.read(target);
    if (cached !== undefined) {
      if (!("text" in cached)) return cached;
      const summary = summarize(cached.text, cached.file, memo);
      return isUnavailable(summary) ? summary : { summary };
    }
    const answer = walk.onDisk(target, sums);
    if (answer === "pending") {
      const before = refused.get(target);
      if (before !== undefined && host.now() < before.until) return before.problem;
      return missing("not-in-cache", offline() ? "the network is not asked" : undefined);
    }
    if ("summary" in answer) return answer;
    return answer.unavailable === "invalid-module" ? answer : missing(answer.unavailable, answer.detail);
  };
  const find = (target: ModuleVersion, sums: KnownSums | undefined): ModSummary | Unavailable => {
    if (target.version === "") return onDisk.read(target.path);
    let kept = known.get(target);
    if (kept === undefined) {
      const answer = read(target, sums);
      if ("unavailable" in answer) return answer;
      kept = answer;
      known.set(target, kept);
    }
    if (kept.hash === undefined || sums === undefined) return kept.summary;
    return sumMismatch(kept.hash, "what a proxy sent", target, sums) ?? kept.summary;
  };
  const fetch = async (target: ModuleVersion, sums: KnownSums | undefined, signal: AbortSignal) => {
    const answer = await walk.fetch(target, sums, signal);
    if (answer === "aborted") return answer;
    if ("summary" in answer) {
      known.set(target, answer);
      refused.delete(target);
      return answer.summary;
    }
    const problem = missing(answer.unavailable, answer.detail);
    refused.set(target, { problem, until: host.now() + limits.forgive });
    return problem;
  };
  const fetchAll: ModSources["fetchAll"] = async (roots, expand, { sums, signal, onProgress } = {}) => {
    const report = await fetchEverything(roots, expand, {
      lookup: (target) => find(target, sums),
      // A copy that go.sum does not know may be replaced by a better one.
      fetchable: (problem) =>
        !offline() && (problem.unavailable === "not-in-cache" || problem.unavailable === "checksum-mismatch"),
      fetch: (target, stop) => fetch(target, sums, stop),
      onProgress,
      signal,
      total: limits.total,
    });
    own?.flush();
    return { ...report, notes: notesOn(report.failed) };
  };
  const fetchVersions: ModSources["fetchVersions"] = async (modulePath, signal) => {
    const before = listed.get(modulePath);
    if (before !== undefined && host.now() < before.until) return before.answer;
    const answer = await versions.fetch(modulePath, signal);
    if (answer === "aborted") return { unavailable: "proxy-failed", detail: "cancelled" };
    const lasts = "unavailable" in answer ? limits.forgive : versionsLast;
    // That nobody may be asked holds for as long as it holds.
    if (!offline()) listed.set(modulePath, { answer, until: host.now() + lasts });
    return answer;
  };
  return {
    lookup: (target) => find(target, undefined),
    verified: (sums) => (target) => find(target, sums),
    file(target) {
      if (target.version === "") return onDisk.file(target.path);
      const fromProxy = known.get(target)?.file;
      return fromProxy === undefined ? cache.file(target) : fromProxy();
    },
    cacheDirectory,
    cacheFolder: (target) => (known.get(target)?.hash === undefined ? cache.folder(target.path) : undefined),
    forget: (path) => onDisk.forget(path),
    versions: (modulePath) => versions.cached(modulePath),
    knownVersions(modulePath) {
      const answer = listed.get(modulePath)?.answer;
      const heard = answer !== undefined && "versions" in answer ? answer.versions : [];
      return [...new Set([...versions.named(modulePath), ...heard])];
    },
    awaitVersions(modulePath) {
      if (asked.has(modulePath)) return true;
      const before = listed.get(modulePath);
      if (offline() || (before !== undefined && host.now() < before.until) || checkPath(modulePath) !== undefined) return false;
      const route = routeOf(modulePath);
      const first = route.kind === "proxies" ? route.entries[0]?.kind : undefined;
      if (first === undefined || first === "off" || first === "direct") return false;
      asked.add(modulePath);
      // Later: the network's code takes longer to load than whoever asks may wait.
      setTimeout(() => void fetchVersions(modulePath).finally(() => asked.delete(modulePath)), 20).unref();
      return true;
    },
    released: (module) => cache.released(module),
    unpacked: (module) => cache.unpacked(module),
    extracted: (module) => cache.extracted(module),
    modules,
    fetchVersions,
    prefetch: (targets, options) => fetchAll(targets, () => [], options),
    fetchAll,
  };
}
