import { readCredentials } from "../../environment/credentials.ts";
import { httpProxyChoice } from "../../environment/http-proxy.ts";
import {
  type ProxyAddress,
  parseProxyList,
  proxyRoute,
  redactAddress,
  usesChecksumDatabase,
  withoutQuery,
} from "../../environment/proxy-list.ts";
import { sumDatabase } from "../../environment/sum-database.ts";
import { formatModule, type ModuleVersion } from "../../graph/module-version.ts";
import { type GetAnswer, httpGet } from "../../sources/http-get.ts";
import { moduleFiles } from "../../sources/module-cache.ts";
import { failureWords, fileUrl } from "../../sources/proxy-session.ts";
import type { Subject } from "../subject.ts";
import { readGitConfig } from "./git-config.ts";
import { observePrivate, privateSigns } from "./private.ts";

/** What came of asking: an HTTP status, or the step at which it ended. */
export type Reached =
  | { readonly status: number; readonly detail: string; readonly milliseconds: number }
  | { readonly failed: Exclude<GetAnswer, { status: number }>["failed"]; readonly detail: string };

export interface ReachedProxy {
  /** its address without credentials and query */
  readonly url: string;
  readonly host: string;
  /** the HTTP proxy that is gone through, without credentials */
  readonly via: string | undefined;
  /** the module that was asked for; undefined: only whether anybody answers */
  readonly module: string | undefined;
  /** whether another entry is asked after any failure of this one (`|`) */
  readonly fallBackOnError: boolean;
  /** whether there is another entry behind it */
  readonly last: boolean;
  readonly answer: Reached;
}

export interface ReachFacts {
  readonly proxies: readonly ReachedProxy[];
  /** the checksum database; undefined where it is not asked */
  readonly database: { readonly name: string; readonly by: string; readonly answer: Reached } | undefined;
}

/** The largest answer that is waited for: lists and .info files are small. */
const limit = 1024 * 1024;

/**
 * Asks every proxy of GOPROXY on the network for one module that the go command would ask it for, and the checksum database whether it is
 * there. A module that looks private is not asked for.
 *
 * @param timeout of each request, in milliseconds
 */
export async function observeReach(subject: Subject, timeout: number): Promise<ReachFacts> {
  const { host, env } = subject;
  const list = parseProxyList(env.get("GOPROXY").value);
  const entries = "entries" in list ? list.entries : [];
  const choose = httpProxyChoice(host);
  const get = httpGet(host, readCredentials(host, env), choose);
  const ask = async (url: string, login?: ProxyAddress["login"]): Promise<Reached> => {
    const start = host.now();
    const answer = await get(url, login, { limit, timeout });
    if ("status" in answer) return { status: answer.status, detail: answer.detail, milliseconds: Math.round(host.now() - start) };
    return { failed: answer.failed, detail: failureWords(answer) };
  };
  const module = moduleToAskFor(subject);
  const name = module === undefined ? undefined : moduleFiles().file(module, "info");
  const asked = entries.flatMap((entry, at) => {
    if (entry.kind !== "http" && entry.kind !== "https") return [];
    return [{ entry, last: at === entries.length - 1 }];
  });
  const proxies = asked.map(async ({ entry, last }): Promise<ReachedProxy> => {
    const url = typeof name === "string" ? fileUrl(entry, name) : entry.url;
    const choice = choose(new URL(entry.url));
    return {
      url: withoutQuery(entry.url),
      host: new URL(entry.url).host,
      via: "via" in choice && choice.via !== undefined ? redactAddress(choice.via).replace(/\/$/, "") : undefined,
      module: module === undefined || typeof name !== "string" ? undefined : formatModule(module),
      fallBackOnError: entry.fallBackOnError,
      last,
      answer: await ask(url, entry.login),
    };
  });
  const [reached, database] = await Promise.all([
    Promise.all(proxies),
    askDatabase(
      subject,
      asked.map(({ entry }) => entry),
      ask,
    ),
  ]);
  return { proxies: reached, database };
}

/** A dependency that goes by GOPROXY and has no sign of being private. */
function moduleToAskFor(subject: Subject): ModuleVersion | undefined {
  const { env, module } = subject;
  if (module === undefined) return undefined;
  const { leaks, kept } = observePrivate(subject, privateSigns(env, readGitConfig(subject.host)));
  const unasked = new Set([...kept, ...leaks.map((leak) => leak.module)]);
  return module.graph.effective
    .dependencies()
    .map(({ target }) => target)
    .find((target) => target.version !== "" && !unasked.has(target.path) && proxyRoute(env, target.path).kind === "proxies");
}

/** At the address that GOSUMDB names; else by the first proxy that says that it passes the database on, else straight (modfetch.dbClient.initBase). */
async function askDatabase(
  { env, module }: Subject,
  proxies: readonly ProxyAddress[],
  ask: (url: string, login?: ProxyAddress["login"]) => Promise<Reached>,
): Promise<ReachFacts["database"]> {
  const database = sumDatabase(env);
  const used = module?.graph.effective
    .dependencies()
    .some(({ target }) => target.version !== "" && usesChecksumDatabase(env, target.path));
  if (database === undefined || used !== true) return undefined;
  const { name } = database;
  for (const proxy of database.address === undefined ? proxies : []) {
    const answer = await ask(fileUrl(proxy, `sumdb/${name}/supported`), proxy.login);
    if ("status" in answer && answer.status === 200) return { name, by: withoutQuery(proxy.url), answer };
    const none = "status" in answer && (answer.status === 404 || answer.status === 410);
    if (!none && !proxy.fallBackOnError) return { name, by: withoutQuery(proxy.url), answer };
  }
  const direct = database.address ?? `https://${name}`;
  if (!URL.canParse(direct)) return undefined;
  const address = new URL(direct);
  const login =
    address.username === ""
      ? undefined
      : { user: decodeURIComponent(address.username), password: decodeURIComponent(address.password) };
  address.username = "";
  address.password = "";
  const base = address.href.replace(/\/$/, "");
  return { name, by: withoutQuery(base), answer: await ask(`${base}/latest`, login) };
}
