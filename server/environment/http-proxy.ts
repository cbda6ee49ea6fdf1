import { BlockList, isIP } from "node:net";
import type { Host } from "../host/host.ts";
import { processVariable } from "./file-paths.ts";

/** Through which HTTP proxy a request goes: its address, undefined for none; or why it must not be sent. */
export type HttpProxyChoice = { readonly via: string | undefined } | { readonly refused: string };

/**
 * What HTTP_PROXY, HTTPS_PROXY and NO_PROXY (or the same in lower case) mean to Go's HTTP client (x/net/http/httpproxy): localhost and
 * loopback addresses are always asked straight; NO_PROXY lists `*`, addresses, address ranges, and domains, which stand for the hosts
 * below them too, each with or without a port.
 */
export function httpProxyChoice(host: Host): (url: URL) => HttpProxyChoice {
  const variable = (name: string): string => processVariable(host, name) || processVariable(host, name.toLowerCase());
  const proxies = { "http:": proxyAddress(variable("HTTP_PROXY")), "https:": proxyAddress(variable("HTTPS_PROXY")) };
  const excepted = parseNoProxy(variable("NO_PROXY"));
  const cgi = processVariable(host, "REQUEST_METHOD") !== "";
  return (url) => {
    const via = url.protocol === "http:" || url.protocol === "https:" ? proxies[url.protocol] : undefined;
    if (via === undefined) return { via };
    // In a CGI program HTTP_PROXY is the client's header `Proxy` (golang.org/s/cgihttpproxy).
    if (cgi && url.protocol === "http:") return { refused: "refusing to use HTTP_PROXY value in CGI environment" };
    const name = url.hostname.replace(/^\[|\]$/g, "").toLowerCase();
    const port = url.port || (url.protocol === "https:" ? "443" : "80");
    return { via: name === "localhost" || isLoopback(name) || excepted(name, port) ? undefined : via };
  };
}

/** A proxy's address: a URL, or `host:port`, which is spoken to in HTTP; undefined where there is none or nothing comes of it. */
function proxyAddress(value: string): string | undefined {
  if (value === "") return undefined;
  // `host:port` would parse as a scheme.
  const address = /^[A-Za-z][A-Za-z0-9+.-]*:\/\/./.test(value) ? value : `http://${value}`;
  return URL.canParse(address) ? new URL(address).href : undefined;
}

function isLoopback(name: string): boolean {
  return /^127\./.test(name) ? isIP(name) === 4 : name === "::1";
}

function parseNoProxy(value: string): (name: string, port: string) => boolean {
  const matchers: ((name: string, port: string) => boolean)[] = [];
  for (const part of value.split(",")) {
    const entry = part.trim().toLowerCase();
    if (entry === "") continue;
    if (entry === "*") return () => true;
    const matcher = rangeMatcher(entry) ?? hostMatcher(entry);
    if (matcher !== undefined) matchers.push(matcher);
  }
  return (name, port) => matchers.some((matches) => matches(name, port));
}

function rangeMatcher(entry: string): ((name: string) => boolean) | undefined {
  const [, address = "", bits = ""] = /^([^/]+)\/(\d{1,3})$/.exec(entry) ?? [];
  const version = isIP(address);
  if (version === 0 || Number(bits) > (version === 4 ? 32 : 128)) return undefined;
  const list = new BlockList();
  list.addSubnet(address, Number(bits), version === 4 ? "ipv4" : "ipv6");
  return (name) => listed(list, name);
}

function hostMatcher(entry: string): ((name: string, port: string) => boolean) | undefined {
  const split = /^(?:\[([^\]]*)\]|([^:]*)):([^:]*)$/.exec(entry);
  const name = split === null ? entry : (split[1] ?? split[2] ?? "");
  const wanted = split?.[3] ?? "";
  const onPort = (port: string): boolean => wanted === "" || wanted === port;
  if (name === "") return undefined;
  const version = isIP(name);
  if (version !== 0) {
    const list = new BlockList();
    list.addAddress(name, version === 4 ? "ipv4" : "ipv6");
    return (host, port) => listed(list, host) && onPort(port);
  }
  const plain = name.startsWith("*.") ? name.slice(1) : name;
  // A leading dot keeps the domain itself out.
  const domain = toAscii(plain.startsWith(".") ? plain.slice(1) : plain);
  const itself = !plain.startsWith(".");
  return (host, port) => isIP(host) === 0 && (host.endsWith(`.${domain}`) || (itself && host === domain)) && onPort(port);
}

function listed(list: BlockList, name: string): boolean {
  const version = isIP(name);
  return version !== 0 && list.check(name, version === 4 ? "ipv4" : "ipv6");
}

/** An international name as a request's URL has it. */
function toAscii(name: string): string {
  return URL.canParse(`http://${name}/`) ? new URL(`http://${name}/`).hostname : name;
}
