import { netrcPath, readCredentials } from "../../environment/credentials.ts";
import { processVariable } from "../../environment/file-paths.ts";
import type { GoEnv } from "../../environment/go-env.ts";
import { httpProxyChoice } from "../../environment/http-proxy.ts";
import { parseProxyList, redactAddress, withoutQuery } from "../../environment/proxy-list.ts";
import type { Host } from "../../host/host.ts";

/** By what way, and as whom, the proxies of GOPROXY are asked. No secrets. */
export interface Access {
  readonly entries: readonly ProxyAccess[];
  /** variables that name an HTTP proxy in a way that says nothing, which the go command passes over */
  readonly ignored: readonly { readonly variable: string; readonly value: string }[];
  /** the netrc file, where it is there and cannot be read */
  readonly unreadable: { readonly path: string; readonly detail: string } | undefined;
  /** programs of GOAUTH, which are not run here: their first words */
  readonly programs: readonly string[];
}

export interface ProxyAccess {
  readonly url: string;
  /** the HTTP proxy that is gone through, without its user name and password */
  readonly via: string | undefined;
  /** why no request is sent */
  readonly refused: string | undefined;
  /** where a login for it comes from */
  readonly login: "GOPROXY" | "netrc" | undefined;
}

export function observeAccess(host: Host, env: GoEnv): Access {
  const list = parseProxyList(env.get("GOPROXY").value);
  const choose = httpProxyChoice(host);
  const credentials = readCredentials(host, env);
  const entries: ProxyAccess[] = [];
  for (const entry of "entries" in list ? list.entries : []) {
    if (entry.kind !== "http" && entry.kind !== "https") continue;
    const url = new URL(entry.url);
    const choice = choose(url);
    const plain = entry.login !== undefined && entry.kind === "http";
    entries.push({
      url: withoutQuery(entry.url),
      via: "via" in choice && choice.via !== undefined ? redactAddress(choice.via).replace(/\/$/, "") : undefined,
      refused: "refused" in choice ? choice.refused : plain ? "a user name and password are not sent without https" : undefined,
      login: entry.login !== undefined ? "GOPROXY" : credentials.loginFor(url) !== undefined ? "netrc" : undefined,
    });
  }
  const ignored = ["HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"].flatMap((variable) => {
    const value = processVariable(host, variable);
    const address = /^[A-Za-z][A-Za-z0-9+.-]*:\/\/./.test(value) ? value : `http://${value}`;
    return value === "" || URL.canParse(address) ? [] : [{ variable, value: redactAddress(value) }];
  });
  const netrc = netrcPath(host);
  const text = netrc === "" ? "" : host.readText(netrc);
  const unreadable = typeof text === "string" || text.failed === "missing" ? undefined : { path: netrc, detail: text.detail };
  return { entries, ignored, unreadable, programs: credentials.commands };
}
