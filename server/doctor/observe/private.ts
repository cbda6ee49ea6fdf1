import { pathsOf, processVariable } from "../../environment/file-paths.ts";
import type { GoEnv } from "../../environment/go-env.ts";
import { parseProxyList, proxyRoute, usesChecksumDatabase } from "../../environment/proxy-list.ts";
import { sumDatabase } from "../../environment/sum-database.ts";
import { isToolchain } from "../../graph/module-version.ts";
import type { Host } from "../../host/host.ts";
import { matchPrefixPatterns } from "../../version/prefix-patterns.ts";
import type { Subject } from "../subject.ts";

/** A module that is private by some sign, and whose path would go to the public. */
export interface Leak {
  readonly module: string;
  /** why it counts as private */
  readonly sign: string;
  /** a pattern for GOPRIVATE that covers it */
  readonly pattern: string;
  /** the public proxy and checksum database that would be asked */
  readonly to: readonly string[];
}

export interface PrivateFacts {
  readonly leaks: readonly Leak[];
  /** modules with such a sign that go nowhere public */
  readonly kept: readonly string[];
  readonly env: GoEnv;
}

/** Module proxies that everybody may ask. */
const publicHosts: ReadonlySet<string> = new Set([
  "proxy.golang.org",
  "goproxy.io",
  "goproxy.cn",
  "athens.azurefd.net",
  "mirrors.aliyun.com",
  "gocenter.io",
]);

/** Names that no public DNS has (RFC 2606, 6761, 6762, 8375, ICANN's .internal, and what companies are used to). */
const privateNames =
  /\.(?:corp|example|home|home\.arpa|internal|intern|intra|intranet|invalid|lan|local|localdomain|localhost|private|test)$/;

/** @param rewritten what git fetches from elsewhere, where that is known */
export function observePrivate({ host, env, module }: Subject, rewritten?: readonly string[]): PrivateFacts {
  const list = parseProxyList(env.get("GOPROXY").value);
  const databases = publicDatabase(env);
  const leaks: Leak[] = [];
  const kept: string[] = [];
  if (module === undefined) return { leaks, kept, env };
  const signOf = signs(env, rewritten ?? insteadOf(host));
  for (const { path, target } of module.graph.effective.selectedNodes()) {
    if (target.version === "" || isToolchain(path)) continue;
    const found = signOf(target.path);
    if (found === undefined) continue;
    const route = proxyRoute(env, target.path, list);
    const to: string[] = [];
    for (const entry of route.kind === "proxies" ? route.entries : []) {
      if (entry.kind === "direct" || entry.kind === "off") break;
      const { hostname } = new URL(entry.url);
      if (publicHosts.has(hostname)) to.push(hostname);
    }
    if (databases !== undefined && usesChecksumDatabase(env, target.path)) to.push(databases);
    if (to.length > 0) leaks.push({ module: target.path, ...found, to });
    else kept.push(target.path);
  }
  leaks.sort((a, b) => (a.module < b.module ? -1 : 1));
  return { leaks, kept: kept.sort(), env };
}

type Sign = Pick<Leak, "sign" | "pattern">;

/** Says by what sign a module is private. Thousands of modules come from a few hosts, and most users have set no pattern. */
function signs(env: GoEnv, rewritten: readonly string[]): (path: string) => Sign | undefined {
  const patterns: Sign[] = [];
  for (const variable of ["GOPRIVATE", "GONOPROXY", "GONOSUMDB", "GOINSECURE"] as const) {
    for (const pattern of env.get(variable).value.split(",")) {
      // Patterns such as * are for everything, and no sign of anything.
      if (!/^[*/]*$/.test(pattern)) patterns.push({ sign: `${variable} names ${pattern}`, pattern });
    }
  }
  const names = new Map<string, boolean>();
  return (path) => {
    const set = patterns.find(({ pattern }) => matchPrefixPatterns(pattern, path));
    if (set !== undefined) return set;
    const slash = path.indexOf("/");
    const name = slash === -1 ? path : path.slice(0, slash);
    let unknown = names.get(name);
    if (unknown === undefined) {
      unknown = privateNames.test(name);
      names.set(name, unknown);
    }
    if (unknown) return { sign: `${name} is no name of the public internet`, pattern: name };
    const prefix = rewritten.find((known) => path === known || path.startsWith(`${known}/`));
    return prefix === undefined
      ? undefined
      : { sign: `git is told to fetch ${prefix} from elsewhere (insteadOf)`, pattern: prefix };
  };
}

/** The public checksum database, where it is the one in force. */
function publicDatabase(env: GoEnv): string | undefined {
  const { name, address } = sumDatabase(env) ?? {};
  if (name !== "sum.golang.org") return undefined;
  return address === undefined ? name : address === "https://sum.golang.google.cn" ? "sum.golang.google.cn" : undefined;
}

/**
 * Module paths that the user's git fetches by another address than the public one, as is done for organisations with private repositories:
 * `[url "ssh://git@github.com/org/"] insteadOf = https://github.com/org/`. A whole host, as in insteadOf = https://github.com/, says nothing.
 */
export function insteadOf(host: Host): readonly string[] {
  const paths = pathsOf(host);
  const home = host.home;
  const xdg = processVariable(host, "XDG_CONFIG_HOME") || (home === "" ? "" : paths.join(home, ".config"));
  const files = [
    "/etc/gitconfig",
    ...(xdg === "" ? [] : [paths.join(xdg, "git", "config")]),
    ...(home === "" ? [] : [paths.join(home, ".gitconfig")]),
  ];
  const prefixes: string[] = [];
  for (const file of files) {
    const text = host.readText(file, 1024 * 1024);
    if (typeof text !== "string") continue;
    for (const [, address = ""] of text.matchAll(/^\s*insteadOf\s*=\s*"?https:\/\/([^\s"]+)/gim)) {
      const prefix = address.replace(/\/$/, "");
      if (prefix.includes("/")) prefixes.push(prefix);
    }
  }
  return prefixes;
}
