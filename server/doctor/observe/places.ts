import { pathsOf } from "../../environment/file-paths.ts";
import type { GoEnv } from "../../environment/go-env.ts";
import { type ProxyList, parseProxyList, proxyRoute } from "../../environment/proxy-list.ts";
import { ModuleMap } from "../../graph/module-map.ts";
import type { ModuleVersion } from "../../graph/module-version.ts";
import type { Host } from "../../host/host.ts";
import { type ModuleCache, moduleCache, moduleFiles } from "../../sources/module-cache.ts";
import { fileProxyPath } from "../../sources/proxy-walk.ts";

type Extension = "mod" | "info" | "zip";

/** Where the files of modules lie, each looked for once: thousands of modules have the same dependencies. */
export class Places {
  readonly #host: Host;
  readonly #env: GoEnv;
  readonly #list: ProxyList;
  /** GOMODCACHE, or empty */
  readonly #directory: string;
  readonly #files = moduleFiles();
  readonly #cache: ModuleCache;
  readonly #known: Readonly<Record<Extension | "extracted", ModuleMap<boolean>>> = {
    mod: new ModuleMap(),
    info: new ModuleMap(),
    zip: new ModuleMap(),
    extracted: new ModuleMap(),
  };

  /** @param env in any directory */
  constructor(host: Host, env: GoEnv) {
    const directory = env.get("GOMODCACHE").value;
    this.#host = host;
    this.#env = env;
    this.#list = parseProxyList(env.get("GOPROXY").value);
    this.#directory = pathsOf(host).isAbsolute(directory) ? directory : "";
    this.#cache = moduleCache(host, this.#directory, this.#files);
  }

  /** Whether a file can be had without the network: in the module cache, or in a file proxy that the go command comes to. */
  has(target: ModuleVersion, extension: Extension): boolean {
    return this.#keep(extension, target, () => this.#find(target, extension));
  }

  /** Whether the module lies unpacked in the module cache. */
  extracted(target: ModuleVersion): boolean {
    return this.#keep("extracted", target, () => this.#cache.extracted(target) !== undefined);
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

  #keep(what: Extension | "extracted", target: ModuleVersion, look: () => boolean): boolean {
    let known = this.#known[what].get(target);
    if (known === undefined) {
      known = look();
      this.#known[what].set(target, known);
    }
    return known;
  }

  #find(target: ModuleVersion, extension: Extension): boolean {
    const name = this.#files.file(target, extension);
    if (typeof name !== "string") return false;
    if (this.#directory !== "" && this.#host.kind(this.#download(name)) === "file") return true;
    const route = proxyRoute(this.#env, target.path, this.#list);
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

  #download(name: string): string {
    return pathsOf(this.#host).join(this.#directory, "cache", "download", name);
  }
}
