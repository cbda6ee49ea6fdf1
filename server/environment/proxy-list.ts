import { matchPrefixPatterns } from "../version/prefix-patterns.ts";
import type { GoEnv } from "./go-env.ts";

/** One entry of GOPROXY. */
export type ProxyEntry =
  | { readonly kind: "off" }
  /** version control: nothing behind it counts */
  | { readonly kind: "direct" }
  | ProxyAddress;

export interface ProxyAddress {
  readonly kind: "http" | "https" | "file";
  /** without user name, password and final slash: good to show and to build on */
  readonly url: string;
  /** what stands before the `@` in the address, decoded */
  readonly login?: { readonly user: string; readonly password: string };
  /** whether the next entry is asked after any failure (`|`), and not only when this one says that there is no such module (`,`) */
  readonly fallBackOnError: boolean;
}

/** GOPROXY as a list, or why the go command refuses it. */
export type ProxyList = { readonly entries: readonly ProxyEntry[] } | { readonly problem: string };

/** Reads a value of GOPROXY (modfetch.proxyList). What a problem says never holds a user name or password. */
export function parseProxyList(value: string): ProxyList {
  const entries: ProxyEntry[] = [];
  for (const [, spelled = "", separator] of value.matchAll(/([^,|]*)([,|]|$)/g)) {
    const word = spelled.trim();
    if (word === "") continue;
    if (word === "off" || word === "direct") {
      entries.push({ kind: word });
      break;
    }
    const address = parseAddress(word, separator === "|");
    if ("problem" in address) return address;
    entries.push(address);
  }
  return entries.length > 0 ? { entries } : { problem: "GOPROXY list is not the empty string, but contains no entries" };
}

/** The value of GOPROXY as it may be shown: user names and passwords taken out, and queries. */
export function redactProxyList(value: string): string {
  return value.replace(/[^,|]+/g, (address) => withoutQuery(redactAddress(address)));
}

/** The address of a proxy for the reader: a query may hold a token. */
export function withoutQuery(url: string): string {
  return url.replace(/[?#].*$/, "");
}

/**
 * An address as it may be shown, whatever its form: without what stands between `//` and the last `@` of its host part. Where there is no
 * telling what the host part is, for want of `//` or since the address makes no sense, everything before the last `@` goes, and what is
 * no number behind a colon (a password may hold `/` and `#`, and the comma that ends an entry of GOPROXY).
 */
export function redactAddress(address: string): string {
  const start = /^\s*(?:[A-Za-z][A-Za-z0-9+.-]*:\/+)?/.exec(address)?.[0] ?? "";
  const rest = address.slice(start.length);
  const sound = start.endsWith("://") && URL.canParse(address);
  const end = sound ? rest.search(/[/?#]/) : -1;
  const at = rest.lastIndexOf("@", end === -1 ? rest.length : end);
  const shown = rest.slice(at + 1);
  return start + (sound || at !== -1 || start === "" ? shown : shown.replace(/^([^/:[\]]*):[^/]*[^\d/][^/]*/, "$1:…"));
}

/** Any text, with the user names and passwords of the addresses in it taken out. */
export function redactAddresses(text: string): string {
  return text.replace(/(https?:\/\/)[^\s/@"']+@/g, "$1");
}

/** How the go command comes by a module: by which proxies in turn, or from version control at once. */
export type ProxyRoute =
  | { readonly kind: "direct"; readonly because: "GONOPROXY" | "GOPRIVATE" }
  | { readonly kind: "proxies"; readonly entries: readonly ProxyEntry[] }
  | { readonly kind: "invalid"; readonly problem: string };

/**
 * Who may be asked for a module (modfetch.lookup): one that GONOPROXY names is never asked of a proxy, whatever GOPROXY says.
 *
 * @param list GOPROXY, for who asks about many modules
 */
export function proxyRoute(env: GoEnv, modulePath: string, list = parseProxyList(env.get("GOPROXY").value)): ProxyRoute {
  const noProxy = env.get("GONOPROXY");
  if (matchPrefixPatterns(noProxy.value, modulePath)) {
    const fromPrivate = noProxy.origin.from === "default" && noProxy.origin.of === "GOPRIVATE";
    return { kind: "direct", because: fromPrivate ? "GOPRIVATE" : "GONOPROXY" };
  }
  return "problem" in list ? { kind: "invalid", problem: list.problem } : { kind: "proxies", entries: list.entries };
}

/** Whether the go command asks the checksum database about a module that go.sum does not know (modfetch.useSumDB). */
export function usesChecksumDatabase(env: GoEnv, modulePath: string): boolean {
  return env.get("GOSUMDB").value !== "off" && !matchPrefixPatterns(env.get("GONOSUMDB").value, modulePath);
}

function parseAddress(word: string, fallBackOnError: boolean): ProxyAddress | { readonly problem: string } {
  // A lone word is reserved, an absolute path is no address; what looks like a host is taken for one.
  const bare = !word.includes(":/") && /[.:/]/.test(word) && !/^([A-Za-z]:)?[/\\]/.test(word);
  const address = bare ? `https://${word}` : word;
  const shown = (): string => redactAddress(address);
  // A slash too few, or one in the password. The go command would ask a host that is meant to be none, and show the password in the path.
  if (bare && /\/.*@/.test(word)) return { problem: `invalid proxy URL: ${redactAddress(word)}` };
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(address)?.[1]?.toLowerCase();
  switch (scheme) {
    case "file": {
      const path = /^file:\/\/(\/[^?#]*)$/i.exec(address)?.[1];
      if (path === undefined) return { problem: `invalid file:// proxy URL with non-path elements: ${shown()}` };
      return { kind: "file", url: `file://${path.replace(/\/$/, "")}`, fallBackOnError };
    }
    case "http":
    case "https": {
      if (!URL.canParse(address)) return { problem: `invalid proxy URL: ${shown()}` };
      const url = new URL(address);
      const login = url.username === "" && url.password === "" ? undefined : readLogin(url);
      url.username = "";
      url.password = "";
      url.hash = "";
      return { kind: scheme, url: url.href.replace(/\/$/, ""), ...(login === undefined ? {} : { login }), fallBackOnError };
    }
    case undefined:
      return { problem: `invalid proxy URL missing scheme: ${shown()}` };
    default:
      return { problem: `invalid proxy URL scheme (must be https, http, file): ${shown()}` };
  }
}

function readLogin(url: URL): { user: string; password: string } {
  const decode = (text: string): string => {
    try {
      return decodeURIComponent(text);
    } catch {
      return text; // a percent sign that stands for itself
    }
  };
  return { user: decode(url.username), password: decode(url.password) };
}
