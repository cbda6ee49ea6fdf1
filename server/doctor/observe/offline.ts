import { type ProxyRoute, parseProxyList, proxyRoute } from "../../environment/proxy-list.ts";
import { formatModule, isToolchain, type ModuleVersion } from "../../graph/module-version.ts";
import { joinedSums, readGoSums } from "../../sources/known-sums.ts";
import type { Depth, Subject, SubjectModule } from "../subject.ts";
import { reachesNetwork } from "./network.ts";
import type { Places } from "./places.ts";

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
  /** build list modules without .info, which only go get, go list -m -json and go mod download look for: counted for a whole report alone */
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
 *
 * @param places of the environment's settings
 */
export function observeOffline({ host, env }: Subject, module: SubjectModule, { whole }: Depth, places: Places): OfflineFacts {
  const cache = env.get("GOMODCACHE").value;
  const common = { cache, needed: 0, lacking: [], packed: [], withoutInfo: 0, spoiled: [], unreadable: [] };
  if (module.mod.mode === "vendor") return { ...common, vendor: true };
  const graph = module.graph.effective;
  const list = parseProxyList(env.get("GOPROXY").value);
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
    } else if ((summary !== undefined || problem !== undefined) && !places.has(target, "mod")) lack(target, "mod");
  }
  const packed: ModuleVersion[] = [];
  const spoiled: Spoiled[] = [];
  let needed = 0;
  let withoutInfo = 0;
  for (const node of graph.dependencies()) {
    const { target } = node;
    if (target.version === "") continue;
    if (whole && !places.has(target, "info")) withoutInfo++;
    const known = zipSums(target.path, target.version) ?? [];
    if (known.length === 0) continue;
    needed++;
    // Unpacked, it needs nothing to be written.
    if (!places.extracted(target)) {
      if (!places.has(target, "zip")) lack(target, "zip");
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
