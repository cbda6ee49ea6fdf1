import type { GoEnv } from "../../environment/go-env.ts";
import { parseProxyList } from "../../environment/proxy-list.ts";

/** Whether GOPROXY lets anything come from the network: some proxy of it, or version control. */
export function networkAllowed(env: GoEnv): boolean {
  const list = parseProxyList(env.get("GOPROXY").value);
  return "entries" in list && list.entries.some(({ kind }) => kind === "http" || kind === "https" || kind === "direct");
}
