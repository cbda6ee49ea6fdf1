import { type CancellationToken, createMessageConnection, Message, ResponseError } from "vscode-jsonrpc/node";
import type { InitializeParams, InitializeResult } from "vscode-languageserver/node";
import { paramsProblem } from "./check-params.ts";
import type { Rejection } from "./message-reader.ts";
import { type ClientNotifications, type ClientRequests, errorCode, messageType, type Notifications } from "./protocol.ts";
import { openTransport, type Transport } from "./transport.ts";

/** Answers a request; params are an object or a list, whatever is in them. */
export type AnswerRequest = (params: object, signal: AbortSignal) => unknown;

/** The server's own part: one function for each method. */
export interface Handlers {
  readonly initialize: (params: InitializeParams) => InitializeResult;
  readonly requests: Readonly<Record<string, AnswerRequest>>;
  readonly notifications: { readonly [M in keyof Notifications]: (params: Notifications[M]) => void | Promise<void> };
  /** told of a notification that makes no sense and is handled by nobody */
  readonly dropped: (method: string, params: unknown) => void;
  /** told of every message when it comes in, which is before those ahead of it are handled */
  readonly observe: (message: Message) => void;
  /** told of every message that goes out */
  readonly said: () => void;
}

/** The way to the client. Nothing here throws or rejects for a client that has gone. */
export interface Client {
  notify<M extends keyof ClientNotifications>(method: M, params: ClientNotifications[M]): void;
  /** @returns undefined when the client refuses, or is gone */
  ask<M extends keyof ClientRequests>(method: M, params: ClientRequests[M][0]): Promise<ClientRequests[M][1] | undefined>;
  /** Writes to the client's log, once it may be written to. */
  log(type: keyof typeof messageType, message: string): void;
}

/** Milliseconds that are waited for answers after the end of the input: what waits for something to happen would wait for ever. */
const patience = 3000;

/** What ends a session: 0 after a shutdown request, else 1. */
export type SessionEnd = 0 | 1;

export interface Endpoint {
  readonly client: Client;
  /** resolves at `exit`, at the end of the input, or when the output fails */
  readonly end: Promise<SessionEnd>;
  /** Ends the session as the end of the input does: the client's process is gone. */
  hangUp(): void;
  listen(): void;
}

/**
 * A connection that keeps the protocol's life cycle: requests before `initialize` and after `shutdown` are refused, notifications then
 * are dropped, `exit` and the end of the input end the session. A handler that throws answers an error, and the session goes on.
 *
 * Made of vscode-languageserver's message connection; its `createConnection` ends the whole process by itself.
 */
export function createEndpoint(transport: Transport, handlers: Handlers): Endpoint {
  let phase: "new" | "running" | "shut-down" = "new";
  let ended = false;
  let finish: (code: SessionEnd) => void = () => {};
  const end = new Promise<SessionEnd>((resolve) => {
    finish = (code) => {
      if (ended) return;
      ended = true;
      connection.dispose();
      resolve(code);
    };
  });
  const hangUp = (): void => finish(phase === "shut-down" ? 0 : 1);

  /** Requests that came in and have no answer yet, whether they had their turn or not. */
  let unanswered = 0;
  let allAnswered = (): void => {};
  const { reader, writer } = openTransport(transport, {
    reject: (rejection) => refuse(rejection),
    observe(message) {
      if (Message.isRequest(message)) unanswered++;
      handlers.observe(message);
    },
    // Who writes all messages and closes, such as a shell's pipe, still reads the answers.
    async atEnd() {
      if (unanswered === 0) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, patience);
        allAnswered = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    },
  });
  const log = (type: keyof typeof messageType, message: string): void => {
    if (phase === "running") notify("window/logMessage", { type: messageType[type], message });
  };
  const connection = createMessageConnection(reader, writer, {
    error: (message) => log("error", message),
    warn: (message) => log("warning", message),
    info: (message) => log("info", message),
    log: (message) => log("log", message),
  });

  function notify<M extends keyof ClientNotifications>(method: M, params: ClientNotifications[M]): void {
    // A rejection is a client that has gone: the reader or the writer says so, too.
    if (!ended) connection.sendNotification(method, params).catch(() => {});
    handlers.said();
  }

  const client: Client = {
    notify,
    log,
    async ask(method, params) {
      if (ended) return undefined;
      try {
        return await connection.sendRequest(method, params);
      } catch {
        return undefined;
      }
    },
  };

  /** JSON-RPC answers what it cannot read, too: with the id null where there is none. */
  function refuse({ reason, message, id }: Rejection): void {
    const code = reason === "parse-error" ? errorCode.parseError : errorCode.invalidRequest;
    writer.write({ jsonrpc: "2.0", id, error: { code, message } } as unknown as Message).catch(() => {});
  }

  /** Why a request may not be answered in this phase. */
  function outOfPhase(method: string): ResponseError<void> | undefined {
    if (phase === "running") {
      return method === "initialize"
        ? new ResponseError(errorCode.invalidRequest, "the server is initialized already")
        : undefined;
    }
    if (phase === "shut-down") return new ResponseError(errorCode.invalidRequest, "the server is shutting down");
    return method === "initialize"
      ? undefined
      : new ResponseError(errorCode.serverNotInitialized, "the server is not initialized");
  }

  /** How much of what is answered the client wants to hear of (TraceValue). */
  let trace = "off";
  const setTrace = (value: unknown): void => {
    if (value === "off" || value === "messages" || value === "verbose") trace = value;
  };
  /** @param since milliseconds of `performance.now` */
  function tellTrace(method: string, since: number, outcome: string, detail: () => unknown): void {
    if (trace === "off") return;
    const message = `${method}: ${outcome} after ${(performance.now() - since).toFixed(1)} ms`;
    notify("$/logTrace", trace === "verbose" ? { message, verbose: JSON.stringify(detail()) ?? "" } : { message });
  }

  /** Everything that is being answered. */
  const pending = new Set<AbortController>();

  async function answer(method: string, token: CancellationToken, handler: (signal: AbortSignal) => unknown): Promise<unknown> {
    const cancelled = (): ResponseError<void> => new ResponseError(errorCode.requestCancelled, "cancelled");
    const since = performance.now();
    const controller = new AbortController();
    const { signal } = controller;
    pending.add(controller);
    const subscription = token.onCancellationRequested(() => controller.abort());
    try {
      const refused = outOfPhase(method);
      if (refused !== undefined) throw refused;
      if (token.isCancellationRequested) {
        controller.abort();
        throw cancelled();
      }
      // Who wants no answer any more is told so at once, whatever the handler makes of its signal.
      const gone = new Promise<never>((_, reject) => signal.addEventListener("abort", () => reject(cancelled()), { once: true }));
      const result = await Promise.race([gone, handler(signal)]);
      if (signal.aborted) throw cancelled();
      tellTrace(method, since, "answered", () => result);
      return result;
    } catch (error) {
      tellTrace(method, since, signal.aborted ? "cancelled" : "failed", () => (error instanceof Error ? error.message : null));
      if (error instanceof ResponseError) throw error;
      if (signal.aborted) throw cancelled();
      log("error", `${method} failed: ${describe(error)}`);
      throw new ResponseError(
        errorCode.internalError,
        `${method} failed: ${error instanceof Error ? error.message : String(error)}`,
      );
    } finally {
      pending.delete(controller);
      subscription.dispose();
      handlers.said();
      unanswered--;
      // The answer itself is written after this.
      if (unanswered === 0) setImmediate(allAnswered);
    }
  }

  function listen(method: string, handler: AnswerRequest): void {
    connection.onRequest(method, (params: unknown, token: CancellationToken) =>
      answer(method, token, (signal) => {
        if (typeof params !== "object" || params === null) throw new ResponseError(errorCode.invalidParams, "no params");
        const problem = paramsProblem(method, params);
        if (problem !== undefined) throw new ResponseError(errorCode.invalidParams, problem);
        return handler(params, signal);
      }),
    );
  }
  listen("initialize", (params) => {
    const result = handlers.initialize(params as InitializeParams);
    setTrace((params as InitializeParams).trace);
    phase = "running";
    return result;
  });
  for (const [method, handler] of Object.entries(handlers.requests)) listen(method, handler);
  connection.onRequest("shutdown", (...args: unknown[]) =>
    // Without params the token comes first.
    answer("shutdown", args[args.length - 1] as CancellationToken, () => {
      phase = "shut-down";
      // What waits for something to happen would wait for ever. This request itself is answered.
      for (const other of [...pending].slice(0, -1)) other.abort();
      return null;
    }),
  );
  connection.onRequest((method, _params, token) =>
    answer(method, token, () => {
      throw new ResponseError(errorCode.methodNotFound, `unknown method ${method}`);
    }),
  );
  for (const [method, handler] of Object.entries(handlers.notifications)) {
    connection.onNotification(method, async (params: unknown) => {
      if (phase !== "running") return;
      try {
        const problem = paramsProblem(method, typeof params === "object" && params !== null ? params : {});
        if (problem !== undefined) {
          log("error", `${method} is left out: ${problem}`);
          handlers.dropped(method, params);
          return;
        }
        await (handler as (params: unknown) => void | Promise<void>)(params ?? {});
      } catch (error) {
        log("error", `${method} failed: ${describe(error)}`);
      }
    });
  }
  connection.onNotification("$/setTrace", (params: unknown) => setTrace((params as { value?: unknown } | null)?.value));
  connection.onNotification("exit", hangUp);
  reader.onClose(hangUp);
  writer.onClose(() => finish(1));
  writer.onError(() => finish(1));

  return { client, end, hangUp, listen: () => connection.listen() };
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
