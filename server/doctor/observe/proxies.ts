import type { Setting } from "../../environment/go-env.ts";
import {
  type ProxyAddress,
  type ProxyList,
  parseProxyList,
  proxyRoute,
  usesChecksumDatabase,
} from "../../environment/proxy-list.ts";
import type { SettingProblem } from "../../environment/setting-problems.ts";
import type { Host } from "../../host/host.ts";
import { fileProxyPath } from "../../sources/proxy-walk.ts";
import type { Subject } from "../subject.ts";
import type { Access } from "./access.ts";

/** What a file:// entry of GOPROXY leads to. */
export interface FileTree {
  readonly url: string;
  readonly path: string;
  readonly kind: ReturnType<Host["kind"]>;
}

export interface ProxiesFacts {
  readonly setting: Setting;
  readonly list: ProxyList;
  readonly trees: readonly FileTree[];
  /** of GOPROXY and GOAUTH */
  readonly problems: readonly (SettingProblem & { readonly setting: Setting })[];
  /** modules of the build list by how they come: `direct (GOPRIVATE)`, or the proxies in turn */
  readonly routes: ReadonlyMap<string, readonly string[]>;
  /** how many of them the checksum database is asked about where go.sum does not know them */
  readonly inDatabase: number;
  readonly sumDatabase: Setting;
  readonly access: Access | undefined;
}

/** @param access from `observeAccess`; undefined: not looked at (it needs node:net, which takes 4 ms of a start) */
export function observeProxies({ host, env, module, settings }: Subject, access: Access | undefined): ProxiesFacts {
  const setting = env.get("GOPROXY");
  const list = parseProxyList(setting.value);
  const entries = "entries" in list ? list.entries : [];
  const routes = new Map<string, string[]>();
  let inDatabase = 0;
  for (const { target } of module?.graph.effective.dependencies() ?? []) {
    if (target.version === "") continue;
    if (usesChecksumDatabase(env, target.path)) inDatabase++;
    const route = proxyRoute(env, target.path, list);
    const name = route.kind === "direct" ? `direct (${route.because})` : route.kind === "proxies" ? "GOPROXY" : "nowhere";
    const known = routes.get(name);
    if (known === undefined) routes.set(name, [target.path]);
    else known.push(target.path);
  }
  return {
    setting,
    list,
    trees: entries.flatMap((entry) => (entry.kind === "file" ? [fileTree(host, entry)] : [])),
    problems: settings
      .filter(({ variable }) => variable === "GOPROXY" || variable === "GOAUTH")
      .map((problem) => ({ ...problem, setting: env.get(problem.variable) })),
    routes,
    inDatabase,
    sumDatabase: env.get("GOSUMDB"),
    access,
  };
}

/** The directory of a file:// address. */
function fileTree(host: Host, proxy: ProxyAddress): FileTree {
  const path = fileProxyPath(host, proxy, "");
  return { url: proxy.url, path: path ?? proxy.url, kind: path === undefined ? "missing" : host.kind(path) };
}
