import { pathsOf } from "../environment/file-paths.ts";
import type { GoEnv } from "../environment/go-env.ts";
import { type ProxyAddress, parseProxyList, proxyRoute } from "../environment/proxy-list.ts";
import type { Unavailable } from "../graph/lookup.ts";
import type { Host } from "../host/host.ts";
import { defaultLimits } from "../sources/fetch-limits.ts";
import type { Network } from "../sources/network.ts";
import { ownCache, ownCacheDirectory } from "../sources/own-cache.ts";
import { fileProxyPath } from "../sources/proxy-walk.ts";
import { type Answer, askProxies, tryProxies } from "../sources/try-proxies.ts";
import { encodeUtf8 } from "../text/utf8.ts";
import { maxZipSize } from "./module-zip.ts";
import { type MirrorFile, verifyFile } from "./plan.ts";
import { sizeLimits } from "./verify.ts";

/** A file that passed its checks. */
export interface Received {
  readonly bytes: Uint8Array;
  /** whether a go.sum has its hash, or none is needed */
  readonly verified: boolean;
}

/** Where the files of a mirror come from: the module cache, then GOPROXY's entries in turn. */
export interface Origin {
  /** The first copy that passes its checks; of several failures the most telling. Never rejects. */
  fetch(file: MirrorFile): Promise<Received | Unavailable>;
  /** One clause for each proxy that is out of reach. */
  notes(): readonly string[];
}

/** A zip may be large, and the line slow: milliseconds for one file, and bytes. */
const limits = { ...defaultLimits, request: 15 * 60_000, size: maxZipSize };

/** @param online whether proxies on the network may be asked; those in directories always are */
export function mirrorOrigin(host: Host, env: GoEnv, online: boolean): Origin {
  const paths = pathsOf(host);
  const cacheDirectory = env.get("GOMODCACHE").value;
  const proxies = parseProxyList(env.get("GOPROXY").value);
  const ownDirectory = ownCacheDirectory(host);
  const own = ownDirectory === undefined ? undefined : ownCache(host, ownDirectory);
  let network: Network | undefined;

  const accept = (file: MirrorFile, bytes: Uint8Array, from: string): Received | Unavailable => {
    const verdict = verifyFile(file, bytes);
    if (!("problem" in verdict)) return { bytes, verified: verdict.verified };
    return { unavailable: "checksum-mismatch", detail: `${from}: ${verdict.problem}` };
  };
  const read = (file: MirrorFile, path: string): Received | Unavailable => {
    const bytes = host.readBytes(path, sizeLimits[file.extension]);
    if (!("failed" in bytes)) return accept(file, bytes, path);
    return { unavailable: bytes.failed === "missing" ? "not-found" : "unreadable", detail: `${path}: ${bytes.detail}` };
  };
  const onDisk = (file: MirrorFile, proxy: ProxyAddress): Received | Unavailable | undefined => {
    if (proxy.kind === "file") {
      const path = fileProxyPath(host, proxy, file.name);
      if (path === undefined) return { unavailable: "proxy-failed", detail: `${proxy.url} is not the address of a file` };
      return read(file, path);
    }
    // The graph was loaded a moment ago: its go.mod files are here.
    const text = file.extension === "mod" ? own?.read(proxy.url, file.name) : undefined;
    const kept = text === undefined ? undefined : accept(file, encodeUtf8(text), proxy.url);
    if (kept !== undefined && "bytes" in kept) return kept;
    return online ? undefined : { unavailable: "not-in-cache", detail: "the network is not asked without --online" };
  };
  const ask = async (file: MirrorFile, proxy: ProxyAddress): Promise<Answer<Received>> => {
    const { openNetwork } = await import("../sources/network.ts");
    network ??= openNetwork(host, env, limits);
    const answer = await network.session.fetch(proxy, file.name, undefined);
    return answer === "aborted" || "unavailable" in answer ? answer : accept(file, answer.body, `${proxy.url}/${file.name}`);
  };
  return {
    async fetch(file) {
      let before = "not in the module cache";
      if (paths.isAbsolute(cacheDirectory)) {
        const cached = read(file, paths.join(cacheDirectory, "cache", "download", file.name));
        if ("bytes" in cached) return cached;
        before = cached.unavailable === "not-found" ? `${before} (${cacheDirectory})` : cached.detail;
      }
      const route = proxyRoute(env, file.module.path, proxies);
      const walk = tryProxies<Received>(route, (proxy) => onDisk(file, proxy), true);
      const answer = await askProxies(walk, (proxy) => ask(file, proxy));
      if (answer === "aborted") return { unavailable: "proxy-failed", detail: `${before}; cancelled` };
      return "bytes" in answer ? answer : { ...answer, detail: `${before}; ${answer.detail}` };
    },
    notes: () => network?.session.notes() ?? [],
  };
}
