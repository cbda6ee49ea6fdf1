import { pathsOf } from "../environment/file-paths.ts";
import type { ProxyAddress, ProxyRoute } from "../environment/proxy-list.ts";
import type { Unavailable } from "../graph/lookup.ts";
import type { ModuleVersion } from "../graph/module-version.ts";
import type { Host } from "../host/host.ts";
import { goModHash } from "../modfile/go-sum.ts";
import { isMalformed, type ModSummary, scanModFile } from "../modfile/scan.ts";
import type { ScanMemo } from "../modfile/scan-memo.ts";
import { decodeUtf8, encodeUtf8 } from "../text/utf8.ts";
import type { KnownSums } from "./known-sums.ts";
import type { ModuleFiles } from "./module-cache.ts";
import type { OwnCache } from "./own-cache.ts";
import type { ProxySession } from "./proxy-session.ts";
import { type Answer, type Asking, askProxies, tryProxies } from "./try-proxies.ts";

/** A go.mod from a proxy, checked against go.sum where that knows it. */
export interface Received {
  readonly summary: ModSummary;
  /** its hash as go.sum has them, worked out when it is first asked for */
  readonly hash: () => string;
  /** a file that holds it: of a file proxy, or one that the own cache makes; undefined when there is none */
  readonly file: () => string | undefined;
}

/** What the disk says of a module that proxies may have; `pending`: a proxy on the network is next to be asked. */
export type OnDisk = Received | Unavailable | "pending";

/** The proxies of GOPROXY in their order, as modfetch.TryProxies asks them for a module's go.mod. */
export interface ProxyWalk {
  /** Synchronously, from file proxies and from what proxies sent before. */
  onDisk(target: ModuleVersion, sums: KnownSums | undefined): OnDisk;
  /** The same, asking the network where needed. */
  fetch(target: ModuleVersion, sums: KnownSums | undefined, signal: AbortSignal): Promise<Answer<Received>>;
}

export interface ProxyWalkOptions {
  readonly host: Host;
  readonly files: ModuleFiles;
  readonly cache: OwnCache | undefined;
  readonly session: () => Promise<ProxySession>;
  readonly memo: ScanMemo;
  readonly routeOf: (modulePath: string) => ProxyRoute;
}

export function proxyWalk({ host, files, cache, session, routeOf, memo }: ProxyWalkOptions): ProxyWalk {
  const kept = (proxy: ProxyAddress, name: string, target: ModuleVersion, sums?: KnownSums): Received | undefined => {
    const text = cache?.read(proxy.url, name);
    if (text === undefined) return undefined;
    const answer = accept(text, `${proxy.url}/${name}`, target, sums, memo);
    // What does not fit go.sum is asked for anew: the proxy may have been mended.
    return "summary" in answer ? { ...answer, file: () => cache?.file(proxy.url, name) } : undefined;
  };
  const fromFile = (proxy: ProxyAddress, name: string, target: ModuleVersion, sums?: KnownSums): Received | Unavailable => {
    const read = readFileProxy(host, proxy, name);
    if ("unavailable" in read) return read;
    const answer = accept(read.text, read.file, target, sums, memo);
    return "summary" in answer ? { ...answer, file: () => read.file } : answer;
  };
  const fromNetwork = async (
    proxy: ProxyAddress,
    name: string,
    target: ModuleVersion,
    sums: KnownSums | undefined,
    signal: AbortSignal,
  ): Promise<Answer<Received>> => {
    const answer = await (await session()).fetch(proxy, name, signal);
    if (answer === "aborted" || "unavailable" in answer) return answer;
    const text = decodeUtf8(answer.body);
    const from = `${proxy.url}/${name}`;
    const accepted = accept(text, from, target, sums, memo);
    if (sumsOf(sums, target).length === 0) {
      // A page that asks for a login, a note of a gateway: ParseLax passes over most of it, but a proxy's go.mod has a module line.
      const why =
        "summary" in accepted ? (accepted.summary.path === undefined ? "it has no module line" : undefined) : accepted.detail;
      if (why !== undefined) return { unavailable: "proxy-failed", detail: `${from}: what came is no go.mod: ${why}` };
    }
    if (!("summary" in accepted)) return accepted;
    cache?.add(proxy.url, name, text);
    return { ...accepted, file: () => cache?.file(proxy.url, name) };
  };

  const walk = (target: ModuleVersion, name: string, sums?: KnownSums): Asking<Received> =>
    tryProxies(
      routeOf(target.path),
      (proxy) => (proxy.kind === "file" ? fromFile(proxy, name, target, sums) : kept(proxy, name, target, sums)),
      true,
    );
  return {
    onDisk(target, sums) {
      const name = files.file(target, "mod");
      if (typeof name !== "string") return name;
      const step = walk(target, name, sums).next();
      return step.done === true && step.value !== "aborted" ? step.value : "pending";
    },
    async fetch(target, sums, signal) {
      const name = files.file(target, "mod");
      if (typeof name !== "string") return name;
      return askProxies(walk(target, name, sums), (proxy) => fromNetwork(proxy, name, target, sums, signal));
    },
  };
}

function accept(
  text: string,
  from: string,
  target: ModuleVersion,
  sums: KnownSums | undefined,
  memo: ScanMemo,
): { readonly summary: ModSummary; readonly hash: () => string } | Unavailable {
  let known: string | undefined;
  const hash = (): string => {
    known ??= goModHash(encodeUtf8(text));
    return known;
  };
  const mismatch = sumMismatch(hash, from, target, sums);
  if (mismatch !== undefined) return mismatch;
  const summary = scanModFile(text, memo);
  if (isMalformed(summary)) return { unavailable: "malformed", detail: `${from}:${summary.line}: ${summary.malformed}` };
  return { summary, hash };
}

/** Why a go.mod of this hash must not be used; undefined where go.sum says the same or nothing. */
export function sumMismatch(
  hash: () => string,
  from: string,
  target: ModuleVersion,
  sums: KnownSums | undefined,
): Unavailable | undefined {
  const known = sumsOf(sums, target);
  if (known.length === 0 || known.includes(hash())) return undefined;
  return { unavailable: "checksum-mismatch", detail: `${from} has the hash ${hash()}, but go.sum says ${known.join(" or ")}` };
}

function sumsOf(sums: KnownSums | undefined, { path, version }: ModuleVersion): readonly string[] {
  return sums?.(path, version) ?? [];
}

/** Reads a file of a `file://` proxy (web.urlToFilePath, web.getFile). */
export function readFileProxy(
  host: Host,
  proxy: ProxyAddress,
  name: string,
): { readonly file: string; readonly text: string } | Unavailable {
  const file = fileProxyPath(host, proxy, name);
  if (file === undefined) return { unavailable: "proxy-failed", detail: `${proxy.url} is not the address of a file` };
  const text = host.readText(file);
  if (typeof text === "string") return { file, text };
  return { unavailable: text.failed === "missing" ? "not-found" : "proxy-failed", detail: `${file}: ${text.detail}` };
}

/** Where a `file://` proxy has a file; undefined where its address names none. */
export function fileProxyPath(host: Host, proxy: ProxyAddress, name: string): string | undefined {
  let path: string;
  try {
    path = decodeURIComponent(new URL(proxy.url).pathname);
  } catch {
    return undefined; // a percent sign that escapes nothing
  }
  if (host.platform === "win32") {
    if (!/^\/[A-Za-z]:/.test(path)) return undefined;
    path = path.slice(1);
  }
  return pathsOf(host).join(path, name);
}
