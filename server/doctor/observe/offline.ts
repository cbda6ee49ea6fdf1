import { pathsOf } from "../../environment/file-paths.ts";
import type { GoEnv } from "../../environment/go-env.ts";
import { type ProxyList, type ProxyRoute, parseProxyList, proxyRoute } from "../../environment/proxy-list.ts";
import { formatModule, isToolchain, type ModuleVersion } from "../../graph/module-version.ts";
import type { Host } from "../../host/host.ts";
import { joinedSums, readGoSums } from "../../sources/known-sums.ts";
import { type ModuleCache, type ModuleFiles, moduleCache, moduleFiles } from "../../sources/module-cache.ts";
import { fileProxyPath } from "../../sources/proxy-walk.ts";
import type { Depth, Subject, SubjectModule } from "../subject.ts";
import { reachesNetwork } from "./network.ts";

/** A module of which something is not on this machine. */
export interface Lacking {
  readonly module: ModuleVersion;
  /** what the go command would look for */
  readonly files: readonly ("mod" | "zip")[];
  /** whether GOPROXY and the private patterns let it come from the network */
  readonly fetchable: boolean;
}

/** A module in the module cache that is not what go.sum says. */
export interface Spoiled {
  readonly module: ModuleVersion;
  /** absolute path of the file with the wrong content or hash */
  readonly file: string;
}

export interface OfflineFacts {
  /** what builds use: with `vendor` they need nothing else */
  readonly vendor: boolean;
  /** modules of the build list that packages come from, as far as go.sum tells */
  readonly needed: number;
  readonly lacking: readonly Lacking[];
  /** modules that are there as zip files alone, and must be unpacked into the module cache */
  readonly packed: readonly ModuleVersion[];
  /** build list modules without .info, which only go get, go list -m -json and go mod download look for */
  readonly withoutInfo: number;
  readonly spoiled: readonly Spoiled[];
  /** directories of replacements that are not there, and other modules whose go.mod cannot be read at all */
  readonly unreadable: readonly { readonly module: string; readonly detail: string }[];
  /** GOMODCACHE */
  readonly cache: string;
}

/**
 * What of the module's build list is on this machine: go.mod files of the whole graph, and the zips of the modules that packages come from.
 * Which those are go.sum tells: without the hash of a zip no build takes it.
 */
export function observeOffline({ host, env }: Subject, module: SubjectModule, { whole }: Depth): OfflineFacts {
  const cache = env.get("GOMODCACHE").value;
  const common = { cache, needed: 0, lacking: [], packed: [], withoutInfo: 0, spoiled: [], unreadable: [] };
  if (module.mod.mode === "vendor") return { ...common, vendor: true };
  const graph = module.graph.effective;
  const list = parseProxyList(env.get("GOPROXY").value);
  const places = new Places(host, cache, list);
  const zipSums = joinedSums(readGoSums(host, module.sums), "zip");
  const lacking = new Map<string, { module: ModuleVersion; files: ("mod" | "zip")[] }>();
  const lack = (target: ModuleVersion, file: "mod" | "zip"): void => {
    const key = formatModule(target);
    const known = lacking.get(key);
    if (known === undefined) lacking.set(key, { module: target, files: [file] });
    else known.files.push(file);
  };
  const unreadable: { module: string; detail: string }[] = [];
  for (const node of graph.walk()) {
    const { target, summary, problem } = node;
    if (isToolchain(node.path)) continue;
    if (target.version === "") {
      if (problem !== undefined) unreadable.push({ module: formatModule(node), detail: problem.detail });
    } else if (problem !== undefined && problem.unavailable === "malformed") {
      unreadable.push({ module: formatModule(node), detail: problem.detail });
    } else if ((summary !== undefined || problem !== undefined) && !places.has(env, target, "mod")) lack(target, "mod");
  }
  const packed: ModuleVersion[] = [];
  const spoiled: Spoiled[] = [];
  let needed = 0;
  let withoutInfo = 0;
  for (const node of graph.dependencies()) {
    const { target } = node;
    if (target.version === "") continue;
    if (!places.has(env, target, "info")) withoutInfo++;
    const known = zipSums(target.path, target.version) ?? [];
    if (known.length === 0) continue;
    needed++;
    // Unpacked, it needs nothing to be written.
    if (places.cache.extracted(target) === undefined) {
      if (!places.has(env, target, "zip")) lack(target, "zip");
      else packed.push(target);
    }
    const file = whole ? places.wrongHash(target, known) : undefined;
    if (file !== undefined) spoiled.push({ module: target, file });
  }
  return {
    cache,
    vendor: false,
    needed,
    lacking: [...lacking.values()].map((entry) => ({ ...entry, fetchable: fetchable(proxyRoute(env, entry.module.path, list)) })),
    packed,
    withoutInfo,
    spoiled,
    unreadable,
  };
}

function fetchable(route: ProxyRoute): boolean {
  return route.kind === "direct" || (route.kind === "proxies" && reachesNetwork(route.entries));
}

/** Where the files of modules lie. */
class Places {
  readonly #host: Host;
  readonly #directory: string;
  readonly #list: ProxyList;
  readonly #files: ModuleFiles = moduleFiles();
  readonly cache: ModuleCache;

  constructor(host: Host, directory: string, list: ProxyList) {
    this.#host = host;
    this.#directory = pathsOf(host).isAbsolute(directory) ? directory : "";
    this.#list = list;
    this.cache = moduleCache(host, this.#directory, this.#files);
  }

  /** Without the network: in the module cache, or in a file proxy that the go command comes to. */
  has(env: GoEnv, target: ModuleVersion, extension: "mod" | "info" | "zip"): boolean {
    const name = this.#files.file(target, extension);
    if (typeof name !== "string") return false;
    if (this.#directory !== "" && this.#host.kind(this.#download(name)) === "file") return true;
    const route = proxyRoute(env, target.path, this.#list);
    if (route.kind !== "proxies") return false;
    for (const entry of route.entries) {
      if (entry.kind === "off" || entry.kind === "direct") break;
      if (entry.kind === "file") {
        const path = fileProxyPath(this.#host, entry, name);
        if (path !== undefined && this.#host.kind(path) === "file") return true;
      } else if (!entry.fallBackOnError) break;
    }
    return false;
  }

  /** The file with a zip's hash, where that is none of those in go.sum (modfetch.checkMod). */
  wrongHash(target: ModuleVersion, known: readonly string[]): string | undefined {
    const name = this.#files.file(target, "zip");
    if (this.#directory === "" || typeof name !== "string") return undefined;
    const file = this.#download(`${name}hash`);
    const text = this.#host.readText(file, 1024);
    // One that makes no sense is worked out anew from the zip.
    return typeof text === "string" && /^h1:[\w+/]{43}=\s*$/.test(text) && !known.includes(text.trim()) ? file : undefined;
  }

  #download(name: string): string {
    return pathsOf(this.#host).join(this.#directory, "cache", "download", name);
  }
}
