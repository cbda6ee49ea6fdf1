import { Buffer } from "node:buffer";
import { readdirSync, readFileSync } from "node:fs";
import type { ClientRequest, RequestOptions } from "node:http";
import { join } from "node:path";
import type { SecureContext } from "node:tls";
import type { ProxyAgent } from "undici";
import type { Host, HttpFailure, HttpRequest, HttpResponse } from "./host.ts";

/** Connections to one host; further requests wait for one of them. */
const connections = 32;

type Environment = Readonly<Record<string, string | undefined>>;
type Headers = Readonly<Record<string, string | string[] | undefined>>;

/**
 * Rejects with what the system says, and when it is ended.
 * @param onEnd is given what ends it before its time
 */
type Send = (request: HttpRequest, onEnd: (end: () => void) => void) => Promise<HttpResponse | HttpFailure>;

/**
 * HTTP/1.1, each part loaded when it is first needed; connections are kept and used again, and do not keep the process alive. Without an
 * HTTP proxy Node.js' own client does: it is there in 3 ms, where undici takes 80 to 160, and is as fast (0.2 ms a request on loopback).
 * With one it is undici's ProxyAgent.
 *
 * Certificates are checked against what the go command trusts on the same machine (crypto/x509 loadSystemRoots: SSL_CERT_FILE,
 * SSL_CERT_DIR, the system's bundle), so that a company's certificate authority that is installed in the system is known here too; on
 * systems without such a bundle against Node.js' own roots. NODE_EXTRA_CA_CERTS adds to both.
 *
 * @param env names the files with certificates
 */
export function httpClient(env: Environment = process.env): Host["http"] {
  const direct = once(async () => directClient(env));
  const proxies = new Map<string, Promise<Send>>();
  return async (request) => {
    try {
      if (request.via === undefined) return await exchange(await direct(), request);
      let send = proxies.get(request.via);
      if (send === undefined) {
        send = proxyClient(env, request.via);
        proxies.set(request.via, send);
      }
      return await exchange(await send, request);
    } catch (error) {
      return httpFailure(error);
    }
  };
}

async function directClient(env: Environment): Promise<Send> {
  const http = await import("node:http");
  const plain = new http.Agent({ keepAlive: true, maxSockets: connections });
  const secure = once(async () => {
    const { Agent, request } = await import("node:https");
    // The context is made once: with `ca` every connection would parse all certificates again.
    const agent = new Agent({ keepAlive: true, maxSockets: connections, ...(await secureOptions(env)) });
    return (options: RequestOptions): ClientRequest => request({ ...options, agent });
  });
  return async (wanted, onEnd) => {
    const url = new URL(wanted.url);
    const options: RequestOptions = {
      hostname: url.hostname.replace(/^\[|\]$/g, ""),
      port: url.port,
      path: url.pathname + url.search,
      method: wanted.method,
      headers: wanted.headers,
    };
    const request = url.protocol === "https:" ? (await secure())(options) : http.request({ ...options, agent: plain });
    // By its events: a signal for each request, and the body's iterator, cost a fifth of a request on loopback.
    return new Promise((resolve, reject) => {
      request.on("error", reject);
      onEnd(() => request.destroy(new Error("ended")));
      request.on("response", (response) => {
        const body = new Body(wanted.limit);
        response.on("error", reject);
        response.on("data", (part: Buffer) => {
          if (body.add(part)) return;
          resolve(body.tooLarge());
          request.destroy();
        });
        response.on("end", () => {
          const headers = flatten(response.headers);
          const closes = closesConnection(response.httpVersion, headers["connection"]);
          resolve({ status: response.statusCode ?? 0, headers, body: body.bytes(), closes });
        });
      });
      request.end();
    });
  };
}

async function proxyClient(env: Environment, via: string): Promise<Send> {
  const [{ ProxyAgent }, tls] = await Promise.all([import("undici"), secureOptions(env)]);
  // Plain HTTP goes through a proxy in absolute form, as net/http sends it; HTTPS always goes through a tunnel.
  const agent: ProxyAgent = new ProxyAgent({ uri: via, proxyTunnel: false, requestTls: tls, proxyTls: tls, connections });
  return async ({ url: address, method, headers, limit }, onEnd) => {
    const url = new URL(address);
    const abort = new AbortController();
    onEnd(() => abort.abort());
    const { signal } = abort;
    const answer = await agent.request({ origin: url.origin, path: url.pathname + url.search, method, headers, signal });
    const body = new Body(limit);
    for await (const part of answer.body as AsyncIterable<Buffer>) {
      if (body.add(part)) continue;
      answer.body.destroy();
      return body.tooLarge();
    }
    return { status: answer.statusCode, headers: flatten(answer.headers), body: body.bytes() };
  };
}

async function exchange(send: Send, request: HttpRequest): Promise<HttpResponse | HttpFailure> {
  const aborted = { failed: "aborted", detail: "aborted" } as const;
  if (request.signal?.aborted === true) return aborted;
  let early: "late" | "aborted" | undefined;
  let end = (): void => {};
  const endEarly = (why: "late" | "aborted"): void => {
    early ??= why;
    end();
  };
  const timer = setTimeout(() => endEarly("late"), request.timeout);
  const onAbort = (): void => endEarly("aborted");
  request.signal?.addEventListener("abort", onAbort, { once: true });
  try {
    return await send(request, (how) => {
      end = how;
      if (early !== undefined) end();
    });
  } catch (error) {
    if (early === "late") return { failed: "timeout", detail: `no whole answer within ${request.timeout} ms` };
    return early === "aborted" ? aborted : httpFailure(error);
  } finally {
    clearTimeout(timer);
    request.signal?.removeEventListener("abort", onAbort);
  }
}

/** The pieces of a body, at most `limit` bytes. */
class Body {
  readonly #limit: number;
  readonly #parts: Buffer[] = [];
  #size = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** @returns false when it has become too large */
  add(part: Buffer): boolean {
    this.#size += part.length;
    this.#parts.push(part);
    return this.#size <= this.#limit;
  }

  bytes(): Buffer {
    const [only] = this.#parts;
    return this.#parts.length === 1 && only !== undefined ? only : Buffer.concat(this.#parts, this.#size);
  }

  tooLarge(): HttpFailure {
    return { failed: "too-large", detail: `more than ${this.#limit} bytes` };
  }
}

/** RFC 9112, section 9.3. */
function closesConnection(version: string, connection = ""): boolean {
  return version === "1.0" ? !/\bkeep-alive\b/i.test(connection) : /\bclose\b/i.test(connection);
}

function flatten(headers: Headers): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name.toLowerCase()] = typeof value === "string" ? value : value.join(", ");
  }
  return flat;
}

const failureKinds: readonly (readonly [RegExp, HttpFailure["failed"]])[] = [
  [/^(ENOTFOUND|EAI_)/, "dns"],
  [/^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|EACCES)$/, "refused"],
  [/^(ETIMEDOUT|UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT)$/, "timeout"],
  [/^UND_ERR_RES_CONTENT_LENGTH_MISMATCH$/, "truncated"],
  [/^(ECONNRESET|EPIPE|UND_ERR_SOCKET)$/, "reset"],
  [/CERT|^(ERR_TLS|ERR_SSL|EPROTO|UNABLE_TO|UND_ERR_PRX_TLS)|SIGNATURE|ISSUER/, "tls"],
];

function httpFailure(error: unknown): HttpFailure {
  if (!(error instanceof Error)) return { failed: "other", detail: String(error) };
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  for (const [pattern, failed] of failureKinds) if (pattern.test(code)) return { failed, detail: code };
  // Such as the answer of an HTTP proxy that opens no tunnel; undici's messages name no address with a password.
  return { failed: "other", detail: code === "" || code === "UND_ERR_ABORTED" ? error.message : code };
}

/** The first of these that exists (crypto/x509 root_linux.go, root_bsd.go). */
const bundles = [
  "/etc/ssl/certs/ca-certificates.crt",
  "/etc/pki/tls/certs/ca-bundle.crt",
  "/etc/ssl/ca-bundle.pem",
  "/etc/pki/tls/cacert.pem",
  "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
  "/etc/ssl/cert.pem",
  "/usr/local/etc/ssl/cert.pem",
];

async function secureOptions(env: Environment): Promise<{ secureContext?: SecureContext }> {
  const { createSecureContext } = await import("node:tls");
  const ca = systemCertificates(env);
  // Without `ca` Node.js takes its own roots and NODE_EXTRA_CA_CERTS.
  return ca.length === 0 ? {} : { secureContext: createSecureContext({ ca: [...ca] }) };
}

function systemCertificates(env: Environment): readonly string[] {
  const found: string[] = [];
  const take = (path: string): boolean => {
    try {
      const pem = readFileSync(path, "utf8");
      if (pem.includes("-----BEGIN CERTIFICATE-----")) found.push(pem);
      return true;
    } catch {
      return false;
    }
  };
  const file = env["SSL_CERT_FILE"];
  (file ? [file] : process.platform === "win32" || process.platform === "darwin" ? [] : bundles).some(take);
  for (const directory of env["SSL_CERT_DIR"]?.split(":") ?? []) {
    try {
      for (const name of readdirSync(directory)) take(join(directory, name));
    } catch {
      // A directory of the list that is not there has no certificates.
    }
  }
  const extra = env["NODE_EXTRA_CA_CERTS"];
  if (found.length > 0 && extra) take(extra);
  return found;
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
