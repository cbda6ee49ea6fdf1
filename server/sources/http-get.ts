import type { Credentials, Login } from "../environment/credentials.ts";
import type { HttpProxyChoice } from "../environment/http-proxy.ts";
import type { Host, HttpFailure, HttpResponse } from "../host/host.ts";

/** What RFC 9110 calls the answers that proxies give in place of a file: node:http has them all, and costs 4 ms of every start. */
const reasons: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  406: "Not Acceptable",
  407: "Proxy Authentication Required",
  408: "Request Timeout",
  410: "Gone",
  429: "Too Many Requests",
  451: "Unavailable For Legal Reasons",
  500: "Internal Server Error",
  501: "Not Implemented",
  502: "Bad Gateway",
  503: "Service Unavailable",
  504: "Gateway Timeout",
};

export interface GetOptions {
  /** bytes */
  readonly limit: number;
  /** for all redirects together, in milliseconds */
  readonly timeout: number;
  readonly signal?: AbortSignal | undefined;
}

/** A whole answer, or why there is none. */
export type GetAnswer =
  | {
      readonly status: number;
      readonly body: Uint8Array;
      readonly detail: string;
      /** whether the server ended the connection behind it */
      readonly closes: boolean;
      /** milliseconds, where the server says */
      readonly retryAfter?: number;
    }
  | { readonly failed: HttpFailure["failed"] | "refused-to-send" | "redirect"; readonly detail: string };

/** Fetches an address as the go command does: `login` is that of the address itself, as in GOPROXY. */
export type HttpGet = (url: string, login: Login | undefined, options: GetOptions) => Promise<GetAnswer>;

const maxRedirects = 10;

/**
 * GET with redirects, credentials and HTTP proxies as cmd/go/internal/web has them: at most ten redirects, none from https to http; user
 * names and passwords go to the host that they are for over https, never to where it redirects, never over http.
 */
export function httpGet(host: Host, credentials: Credentials, choose: (url: URL) => HttpProxyChoice): HttpGet {
  return async (address, login, { limit, timeout, signal }) => {
    const deadline = host.now() + timeout;
    let url = new URL(address);
    if (login !== undefined && url.protocol !== "https:") {
      return { failed: "refused-to-send", detail: "refusing to pass credentials to an address without https" };
    }
    const start = url;
    const sent = login ?? credentials.loginFor(url);
    const authorization = basic(sent);
    for (let redirects = 0; ; redirects++) {
      const choice = choose(url);
      if ("refused" in choice) return { failed: "refused-to-send", detail: choice.refused };
      const own = url.origin === start.origin && authorization !== undefined;
      const answer = await host.http({
        method: "GET",
        url: url.href,
        headers: { "user-agent": "gomod-lint", accept: "*/*", ...(own ? { authorization } : {}) },
        via: choice.via,
        limit,
        timeout: Math.max(1, deadline - host.now()),
        signal,
      });
      if ("failed" in answer) return answer;
      const next = redirectTarget(answer, url);
      if (next === undefined) return whole(answer, host.now(), secretsOf(sent, authorization));
      if (typeof next === "string") return { failed: "redirect", detail: next };
      if (start.protocol === "https:" && next.protocol !== "https:") {
        return { failed: "redirect", detail: `redirected from https to ${next.protocol}//${next.host}` };
      }
      if (redirects === maxRedirects) return { failed: "redirect", detail: `stopped after ${maxRedirects} redirects` };
      url = next;
    }
  };
}

function redirectTarget({ status, headers }: HttpResponse, from: URL): URL | string | undefined {
  const location = headers["location"];
  if (![301, 302, 303, 307, 308].includes(status) || location === undefined) return undefined;
  if (!URL.canParse(location, from.href)) return "redirected to what is no address";
  const target = new URL(location, from.href);
  if (target.protocol !== "http:" && target.protocol !== "https:") return `redirected to an address of scheme ${target.protocol}`;
  // An address that the server makes up is no place for credentials either.
  target.username = "";
  target.password = "";
  target.hash = "";
  return target;
}

function whole({ status, headers, body, closes = false }: HttpResponse, now: number, secrets: readonly string[]): GetAnswer {
  const encoding = headers["content-encoding"];
  if (encoding !== undefined && encoding !== "identity") {
    return { failed: "other", detail: `answered in content-encoding ${encoding.slice(0, 20)}, which was not asked for` };
  }
  const reason = reasons[status];
  const detail = `HTTP ${status}${reason === undefined ? "" : ` ${reason}`}${serverWords(status, headers, body, secrets)}`;
  const retryAfter = retryDelay(headers["retry-after"], now);
  return { status, body, detail, closes, ...(retryAfter === undefined ? {} : { retryAfter }) };
}

/**
 * What a proxy says in plain text beside a failure, in one line: often the very reason.
 * @param secrets what it was sent and may have repeated
 */
function serverWords(status: number, headers: HttpResponse["headers"], body: Uint8Array, secrets: readonly string[]): string {
  if (status === 200 || !/^text\/plain\b/i.test(headers["content-type"] ?? "")) return "";
  // More than is shown: half of a secret at the end would not be known again.
  let text = new TextDecoder().decode(body.subarray(0, 4000));
  for (const secret of secrets) text = text.replaceAll(secret, "…");
  const line = text.replace(/[\s\p{Cc}\p{Cf}]+/gu, " ").trim();
  return line === "" ? "" : ` (${line.length > 200 ? `${line.slice(0, 199)}…` : line})`;
}

function retryDelay(value: string | undefined, now: number): number | undefined {
  if (value === undefined) return undefined;
  if (/^\s*\d{1,6}\s*$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** What must not be shown of a login. One or two characters hide nothing, and would be found in any text. */
function secretsOf(login: Login | undefined, authorization: string | undefined): readonly string[] {
  if (login === undefined || authorization === undefined) return [];
  const plain = login.password === "" ? login.user : login.password; // a token stands where the user's name does
  return [authorization.replace(/^Basic |=+$/g, ""), plain, encodeURIComponent(plain)].filter((secret) => secret.length > 2);
}

function basic(login: Login | undefined): string | undefined {
  return login === undefined ? undefined : `Basic ${Buffer.from(`${login.user}:${login.password}`).toString("base64")}`;
}
