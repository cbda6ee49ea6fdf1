import { pathsOf } from "../environment/file-paths.ts";
import type { ProxyAddress, ProxyRoute } from "../environment/proxy-list.ts";
import type { Unavailable } from "../graph/lookup.ts";
import type { Host } from "../host/host.ts";
import { decodeUtf8 } from "../text/utf8.ts";
import { unescapeVersion } from "../version/module-escape.ts";
import { isPseudoVersion } from "../version/pseudo-version.ts";
import { compareSemver, isSemver } from "../version/semver.ts";
import type { ModuleFiles } from "./module-cache.ts";
import type { ProxySession } from "./proxy-session.ts";
import { readFileProxy } from "./proxy-walk.ts";
import { type Answer, askProxies, tryProxies } from "./try-proxies.ts";

/** The versions of a module, ascending, without pseudo-versions unless nothing else is known. */
export type VersionList = readonly string[];

/** Which versions there are of a module. */
export interface Versions {
  /** Those that this machine's module cache has, or once heard of. */
  cached(modulePath: string): VersionList;
  /** All versions that the module cache has files of, or once heard of, in no order; pseudo-versions, too. */
  named(modulePath: string): VersionList;
  /** Those that a proxy names, as the go command asks for them (proxyRepo.Versions, proxyRepo.Latest). */
  fetch(modulePath: string, signal: AbortSignal | undefined): Promise<Answer<{ readonly versions: VersionList }>>;
}

export interface VersionsOptions {
  readonly host: Host;
  readonly files: ModuleFiles;
  /** GOMODCACHE, or empty */
  readonly cacheDirectory: string;
  readonly session: () => Promise<ProxySession>;
  readonly routeOf: (modulePath: string) => ProxyRoute;
  /** Whether the network may not be asked now. */
  readonly offline: () => boolean;
}

export function versionSource({ host, files, cacheDirectory, session, routeOf, offline }: VersionsOptions): Versions {
  type Found = { readonly versions: VersionList };
  const fromFile = (proxy: ProxyAddress, folder: string): Found | Unavailable => {
    const list = readFileProxy(host, proxy, `${folder}/list`);
    if (!("unavailable" in list)) {
      const versions = parseList(list.text);
      if (versions.length > 0) return { versions };
    } else if (list.unavailable !== "not-found") return list;
    const latest = readFileProxy(host, proxy, folder.replace(/@v$/, "@latest"));
    return "unavailable" in latest ? latest : latestOf(latest.text, latest.file);
  };
  const fromNetwork = async (proxy: ProxyAddress, folder: string, signal?: AbortSignal): Promise<Answer<Found>> => {
    if (offline()) return { unavailable: "not-in-cache", detail: "the network is not asked" };
    const list = await (await session()).fetch(proxy, `${folder}/list`, signal);
    if (list === "aborted") return list;
    if (!("unavailable" in list)) {
      const versions = parseList(decodeUtf8(list.body));
      if (versions.length > 0) return { versions };
    } else if (list.unavailable !== "not-found") return list;
    // A module without tagged versions has an empty list, or none, and a latest commit.
    const name = folder.replace(/@v$/, "@latest");
    const latest = await (await session()).fetch(proxy, name, signal);
    if (latest === "aborted" || "unavailable" in latest) return latest;
    return latestOf(decodeUtf8(latest.body), `${proxy.url}/${name}`);
  };
  const named = (modulePath: string): VersionList => {
    const folder = files.versions(modulePath);
    if (typeof folder !== "string" || cacheDirectory === "") return [];
    const directory = pathsOf(host).join(cacheDirectory, "cache", "download", folder);
    const found = new Set<string>();
    for (const { name } of host.list(directory) ?? []) {
      const escaped = /^(.*)\.(?:mod|info|zip)$/.exec(name)?.[1];
      const version = escaped === undefined ? undefined : unescapeVersion(escaped);
      if (version !== undefined && isSemver(version)) found.add(version);
    }
    const list = found.size === 0 ? undefined : host.readText(pathsOf(host).join(directory, "list"));
    if (typeof list === "string") for (const version of parseList(list)) found.add(version);
    return [...found];
  };
  return {
    named,
    cached: (modulePath) => tidy(named(modulePath)),
    async fetch(modulePath, signal) {
      const folder = files.versions(modulePath);
      if (typeof folder !== "string") return folder;
      const asking = tryProxies<Found>(
        routeOf(modulePath),
        (proxy) => (proxy.kind === "file" ? fromFile(proxy, folder) : undefined),
        false,
      );
      const answer = await askProxies(asking, (proxy) => fromNetwork(proxy, folder, signal));
      if (answer === "aborted" || "unavailable" in answer) return answer;
      return { versions: tidy(answer.versions) };
    },
  };
}

/** The first word of each line that is a version, but no pseudo-version. */
function parseList(text: string): string[] {
  const words = text.split("\n").map((line) => line.trim().split(/\s+/, 1)[0] ?? "");
  return words.filter((word) => isSemver(word) && !isPseudoVersion(word));
}

function latestOf(text: string, from: string): { readonly versions: VersionList } | Unavailable {
  let version: unknown;
  try {
    version = (JSON.parse(text) as { Version?: unknown } | null)?.Version;
  } catch {
    // said below
  }
  if (typeof version === "string" && isSemver(version)) return { versions: [version] };
  return { unavailable: "proxy-failed", detail: `${from}: what came names no version` };
}

function tidy(versions: readonly string[]): VersionList {
  const all = [...new Set(versions)].filter(isSemver).sort(compareSemver);
  const tagged = all.filter((version) => !isPseudoVersion(version));
  return Object.freeze(tagged.length > 0 ? tagged : all);
}
