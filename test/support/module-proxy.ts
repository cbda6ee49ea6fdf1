import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { type AddressInfo, connect, type Socket } from "node:net";

/** What goes wrong with an answer. Each is used `times` times (default: always), then the file is served. */
export type Fault =
  | { readonly kind: "hang" } // nothing, not even headers
  | { readonly kind: "hang-in-body" } // half of the body, then nothing
  | { readonly kind: "reset" } // the connection is torn down
  | { readonly kind: "truncate" } // half of what content-length promises
  | {
      readonly kind: "status";
      readonly status: number;
      readonly text?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | { readonly kind: "body"; readonly text: string; readonly headers?: Readonly<Record<string, string>> } // something else
  | { readonly kind: "huge"; readonly size: number } // that many bytes
  | { readonly kind: "slow"; readonly milliseconds: number };

export interface ModuleProxy {
  /** `http://127.0.0.1:PORT`, or https */
  readonly url: string;
  readonly port: number;
  /** what was asked, in order: path, and the headers that were sent */
  readonly requests: { readonly path: string; readonly headers: IncomingMessage["headers"] }[];
  /** the most requests that were under way at once */
  readonly busiest: () => number;
  readonly connections: () => number;
  /** @param path whole, as it is asked for; `*` for every file */
  fault(path: string, fault: Fault, times?: number): void;
  /** Lets in only who knows it. */
  protect(user: string, password: string): void;
  close(): Promise<void>;
}

/**
 * A module proxy on loopback.
 *
 * @param files content by path, such as `/example.com/a/@v/v1.0.0.mod`; or a function from the path
 */
export async function startModuleProxy(
  files: Readonly<Record<string, string>> | ((path: string) => string | undefined),
  { tls = false, port: wanted = 0 } = {},
): Promise<ModuleProxy> {
  const contentOf = typeof files === "function" ? files : (path: string): string | undefined => files[path];
  const requests: ModuleProxy["requests"] = [];
  const faults = new Map<string, { fault: Fault; left: number }>();
  const sockets = new Set<Socket>();
  let login: string | undefined;
  let active = 0;
  let busiest = 0;
  let connections = 0;

  const serve = (path: string, response: ServerResponse): void => {
    const content = contentOf(path);
    if (content === undefined) response.writeHead(404, { "content-type": "text/plain" }).end(`not found: ${path}`);
    else response.writeHead(200, { "content-length": Buffer.byteLength(content) }).end(content);
  };
  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    // A request in absolute form is one to an HTTP proxy.
    const path = decodeURI((request.url ?? "").replace(/^http:\/\/[^/]+/, "")).replaceAll("%21", "!");
    requests.push({ path, headers: request.headers });
    active++;
    busiest = Math.max(busiest, active);
    response.on("close", () => active--);
    if (login !== undefined && request.headers.authorization !== login) {
      response.writeHead(401, { "content-type": "text/plain" }).end("who are you?");
      return;
    }
    const entry = faults.get(path) ?? faults.get("*");
    if (entry === undefined || entry.left === 0) serve(path, response);
    else {
      entry.left--;
      misbehave(entry.fault, contentOf(path) ?? "module m\n", request, response, () => serve(path, response));
    }
  };
  const server: Server = tls ? createTlsServer(tlsFiles(), handle) : createServer(handle);
  server.on("connection", (socket: Socket) => {
    connections++;
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  const port = await listen(server, wanted);
  return {
    url: `${tls ? "https://localhost" : "http://127.0.0.1"}:${port}`,
    port,
    requests,
    busiest: () => busiest,
    connections: () => connections,
    fault(path, fault, times = Number.POSITIVE_INFINITY) {
      faults.set(path, { fault, left: times });
    },
    protect(user, password) {
      login = `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
    },
    close: () => shut(server, sockets),
  };
}

function misbehave(fault: Fault, content: string, request: IncomingMessage, response: ServerResponse, serve: () => void): void {
  const half = content.slice(0, content.length >> 1);
  switch (fault.kind) {
    case "hang":
      return;
    case "hang-in-body":
      response.writeHead(200, { "content-length": Buffer.byteLength(content) }).write(half);
      return;
    case "reset":
      request.socket.resetAndDestroy();
      return;
    case "truncate":
      response.writeHead(200, { "content-length": Buffer.byteLength(content) }).write(half, () => request.socket.end());
      return;
    case "status":
      response.writeHead(fault.status, { "content-type": "text/plain", ...fault.headers }).end(fault.text);
      return;
    case "body":
      response.writeHead(200, fault.headers).end(fault.text);
      return;
    case "huge":
      response.writeHead(200);
      response.end(Buffer.alloc(fault.size, "x"));
      return;
    case "slow":
      setTimeout(serve, fault.milliseconds);
  }
}

/** An HTTP proxy on loopback that sends everything, and every tunnel, to one port, whatever host is asked for. */
export interface HttpForwarder {
  readonly url: string;
  /** the request lines, such as `GET http://modules.test/x` and `CONNECT modules.test:443` */
  readonly lines: string[];
  readonly authorizations: (string | undefined)[];
  close(): Promise<void>;
}

export async function startHttpForwarder(module: ModuleProxy): Promise<HttpForwarder> {
  const lines: string[] = [];
  const authorizations: (string | undefined)[] = [];
  const sockets = new Set<Socket>();
  const note = (request: IncomingMessage): void => {
    lines.push(`${request.method} ${request.url}`);
    authorizations.push(request.headers["proxy-authorization"]);
  };
  const server = createServer(async (request, response) => {
    note(request);
    const { pathname } = new URL(request.url ?? "/", module.url);
    const answer = await fetch(module.url + pathname);
    response.writeHead(answer.status).end(await answer.text());
  });
  server.on("connect", (request, socket) => {
    note(request);
    const upstream = connect(module.port, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      upstream.pipe(socket).pipe(upstream);
    });
    socket.on("error", () => upstream.destroy());
    upstream.on("error", () => socket.destroy());
  });
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  const port = await listen(server);
  return { url: `http://127.0.0.1:${port}`, lines, authorizations, close: () => shut(server, sockets) };
}

/** The certificate that TLS servers of tests show, for SSL_CERT_FILE. */
export const certificateFile = new URL("../../../test/support/tls/cert.pem", import.meta.url).pathname;

function tlsFiles(): { cert: string; key: string } {
  const key = new URL("../../../test/support/tls/key.pem", import.meta.url).pathname;
  return { cert: readFileSync(certificateFile, "utf8"), key: readFileSync(key, "utf8") };
}

async function listen(server: Server, port = 0): Promise<number> {
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

async function shut(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  for (const socket of sockets) socket.destroy();
  await new Promise<void>((resolve) => server.close(() => resolve()));
}
