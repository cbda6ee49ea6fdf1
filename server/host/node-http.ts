import { Buffer } from "node:buffer";
import * as fs from "node:fs";
import { join } from "node:path";
import process from "node:process";
import type { Dispatcher } from "undici";
import type { Host, HttpFailure, HttpRequest, HttpResponse } from "./host.ts";

/** Longest wait for a connection, in milliseconds: an address that answers at all does so sooner. */
const connectTimeout = 10_000;

/** Connections to one host; further requests wait for one of them. */
const connections = 32;

/**
 * HTTP over undici, loaded at the first request: connections are kept and used again, one pool per HTTP proxy. Idle connections do not
 * keep the process alive.
 *
 * Certificates are checked against what the go command trusts on the same machine (crypto/x509 loadSystemRoots: SSL_CERT_FILE,
 * SSL_CERT_DIR, the system's bundle) together with Node.js' own roots and NODE_EXTRA_CA_CERTS: a company's certificate authority, which
 * is installed in the system, is then known here too.
 *
 * @param env names the files with certificates
 */
export function httpClient(env: Environment = process.env): Host["http"] {
  let loading: Promise<(via: string | undefined) => Dispatcher> | undefined;
  return async (request) => {
    if (request.signal?.aborted === true) return { failed: "aborted", detail: "aborted" };
    try {
      loading ??= loadDispatchers(env);
      return await exchange((await loading)(request.via), request);
    } catch (error) {
      return httpFailure(error);
    }
  };
}

type Environment = Readonly<Record<string, string | undefined>>;

async function loadDispatchers(env: Environment): Promise<(via: string | undefined) => Dispatcher> {
  const [{ Agent, ProxyAgent }, { createSecureContext, rootCertificates }] = await Promise.all([
    import("undici"),
    import("node:tls"),
  ]);
  const extra = systemCertificates(env);
  const tls = extra.length === 0 ? {} : { secureContext: createSecureContext({ ca: [...rootCertificates, ...extra] }) };
  const connect = { timeout: connectTimeout, ...tls };
  const known = new Map<string, Dispatcher>();
  return (via) => {
    const key = via ?? "";
    let dispatcher = known.get(key);
    if (dispatcher === undefined) {
      dispatcher =
        via === undefined
          ? new Agent({ connect, connections })
          : // Plain HTTP goes through a proxy in absolute form, as net/http sends it; HTTPS always goes through a tunnel.
            new ProxyAgent({ uri: via, proxyTunnel: false, requestTls: tls, proxyTls: tls, connect, connections });
      known.set(key, dispatcher);
    }
    return dispatcher;
  };
}

async function exchange(dispatcher: Dispatcher, request: HttpRequest): Promise<HttpResponse | HttpFailure> {
  const url = new URL(request.url);
  // Not AbortSignal.any and AbortSignal.timeout: thousands of them on one long-lived signal are kept until it ends.
  const abort = new AbortController();
  let late = false;
  const onAbort = (): void => abort.abort();
  const timer = setTimeout(() => {
    late = true;
    abort.abort();
  }, request.timeout);
  request.signal?.addEventListener("abort", onAbort, { once: true });
  try {
    const response = await dispatcher.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method: request.method,
      headers: request.headers,
      signal: abort.signal,
    });
    const parts: Buffer[] = [];
    let size = 0;
    for await (const part of response.body as AsyncIterable<Buffer>) {
      size += part.length;
      if (size > request.limit) {
        abort.abort();
        return { failed: "too-large", detail: `more than ${request.limit} bytes` };
      }
      parts.push(part);
    }
    return { status: response.statusCode, headers: flatten(response.headers), body: Buffer.concat(parts, size) };
  } catch (error) {
    if (late) return { failed: "timeout", detail: `no whole answer within ${request.timeout} ms` };
    if (request.signal?.aborted === true) return { failed: "aborted", detail: "aborted" };
    return httpFailure(error);
  } finally {
    clearTimeout(timer);
    request.signal?.removeEventListener("abort", onAbort);
  }
}

function flatten(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
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

function systemCertificates(env: Environment): readonly string[] {
  const file = env["SSL_CERT_FILE"];
  const directories = env["SSL_CERT_DIR"];
  const found: string[] = [];
  const take = (path: string): boolean => {
    try {
      found.push(fs.readFileSync(path, "utf8"));
      return true;
    } catch {
      return false;
    }
  };
  (file ? [file] : process.platform === "win32" ? [] : bundles).some(take);
  for (const directory of directories ? directories.split(":") : []) {
    try {
      for (const name of fs.readdirSync(directory)) take(join(directory, name));
    } catch {
      // A directory of the list that is not there has no certificates.
    }
  }
  const extra = env["NODE_EXTRA_CA_CERTS"];
  if (extra) take(extra);
  return found.filter((pem) => pem.includes("-----BEGIN CERTIFICATE-----"));
}
