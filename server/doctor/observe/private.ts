import type { GoEnv } from "../../environment/go-env.ts";
import { parseProxyList, proxyRoute, usesChecksumDatabase } from "../../environment/proxy-list.ts";
import { sumDatabase } from "../../environment/sum-database.ts";
import { isToolchain } from "../../graph/module-version.ts";
import { matchPrefixPatterns } from "../../version/prefix-patterns.ts";
import type { Subject } from "../subject.ts";
import type { GitSetting } from "./git-config.ts";

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
const privateName =
  /^[^/]*\.(?:corp|example|home|home\.arpa|internal|intern|intra|intranet|invalid|lan|local|localdomain|localhost|private|test)(?=\/|$)/;

/** @param signOf from `privateSigns` */
export function observePrivate({ env, module }: Subject, signOf: SignOf): PrivateFacts {
  const signed: (Sign & { readonly module: string })[] = [];
  for (const { path, target } of module?.graph.effective.selectedNodes() ?? []) {
    if (target.version === "" || isToolchain(path)) continue;
    const sign = signOf(target.path);
    if (sign !== undefined) signed.push({ module: target.path, ...sign });
  }
  const leaks: Leak[] = [];
  const kept: string[] = [];
  // Most have none.
  if (signed.length === 0) return { leaks, kept, env };
  const list = parseProxyList(env.get("GOPROXY").value);
  const database = publicDatabase(env);
  for (const found of signed) {
    const route = proxyRoute(env, found.module, list);
    const to: string[] = [];
    for (const entry of route.kind === "proxies" ? route.entries : []) {
      if (entry.kind === "direct" || entry.kind === "off") break;
      const { hostname } = new URL(entry.url);
      if (publicHosts.has(hostname)) to.push(hostname);
    }
    if (database !== undefined && usesChecksumDatabase(env, found.module)) to.push(database);
    if (to.length > 0) leaks.push({ ...found, to });
    else kept.push(found.module);
  }
  leaks.sort((a, b) => (a.module < b.module ? -1 : 1));
  return { leaks, kept: kept.sort(), env };
}

type Sign = Pick<Leak, "sign" | "pattern">;

/** By what sign a module is private, where it is. */
export type SignOf = (path: string) => Sign | undefined;

/**
 * The signs by which modules are private. Where that takes more than a look at the name, each path is looked at once: thousands of modules
 * have the same dependencies.
 * @param git what git's configuration says
 */
export function privateSigns(env: GoEnv, git: readonly GitSetting[]): SignOf {
  const patterns: Sign[] = [];
  for (const variable of ["GOPRIVATE", "GONOPROXY", "GONOSUMDB", "GOINSECURE"] as const) {
    for (const pattern of env.get(variable).value.split(",")) {
      // Patterns such as * are for everything, and no sign of anything.
      if (!/^[*/]*$/.test(pattern)) patterns.push({ sign: `${variable} names ${pattern}`, pattern });
    }
  }
  const rewritten = fetchedElsewhere(git);
  const byName = (path: string): Sign | undefined => {
    const name = privateName.exec(path)?.[0];
    return name === undefined ? undefined : { sign: `${name} is no name of the public internet`, pattern: name };
  };
  if (patterns.length + rewritten.length === 0) return byName;
  const look = (path: string): Sign | undefined => {
    const sign = patterns.find(({ pattern }) => matchPrefixPatterns(pattern, path)) ?? byName(path);
    if (sign !== undefined) return sign;
    const prefix = rewritten.find((known) => path === known || path.startsWith(`${known}/`));
    return prefix === undefined
      ? undefined
      : { sign: `git is told to fetch ${prefix} from elsewhere (insteadOf)`, pattern: prefix };
  };
  const known = new Map<string, Sign | undefined>();
  return (path) => {
    let sign = known.get(path);
    if (sign === undefined && !known.has(path)) {
      sign = look(path);
      known.set(path, sign);
    }
    return sign;
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
function fetchedElsewhere(git: readonly GitSetting[]): readonly string[] {
  return git.flatMap(({ key, value }) => {
    const prefix = key === "insteadof" ? /^https:\/\/(\S+?)\/?$/.exec(value)?.[1] : undefined;
    return prefix?.includes("/") === true ? [prefix] : [];
  });
}
