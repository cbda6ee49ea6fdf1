import type { GoEnv } from "../../environment/go-env.ts";
import { type ProxyEntry, parseProxyList } from "../../environment/proxy-list.ts";

/** Whether GOPROXY lets anything come from the network. */
export function networkAllowed(env: GoEnv): boolean {
  const list = parseProxyList(env.get("GOPROXY").value);
  return "entries" in list && reachesNetwork(list.entries);
}

/** Whether some of the entries is a proxy on the network, or version control. */
export function reachesNetwork(entries: readonly ProxyEntry[]): boolean {
  return entries.some(({ kind }) => kind === "http" || kind === "https" || kind === "direct");
}
