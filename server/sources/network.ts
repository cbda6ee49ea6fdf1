import { type Credentials, readCredentials } from "../environment/credentials.ts";
import type { GoEnv } from "../environment/go-env.ts";
import { httpProxyChoice } from "../environment/http-proxy.ts";
import type { Host } from "../host/host.ts";
import type { FetchLimits } from "./fetch-limits.ts";
import { httpGet } from "./http-get.ts";
import { type ProxySession, proxySession } from "./proxy-session.ts";

/** What asks proxies on the network. Loaded when one is to be asked: node:net, which it brings, takes 4 ms of a start. */
export interface Network {
  readonly session: ProxySession;
  readonly credentials: Credentials;
}

export function openNetwork(host: Host, env: GoEnv, limits: FetchLimits): Network {
  const credentials = readCredentials(host, env);
  return { credentials, session: proxySession(httpGet(host, credentials, httpProxyChoice(host)), limits, host.now) };
}
