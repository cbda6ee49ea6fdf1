import type { Message } from "vscode-languageserver/node";
import type { AnyRule } from "../analysis/rule.ts";
import type { RunGo } from "../host/go.ts";
import type { Host } from "../host/host.ts";
import type { ModFileReader } from "../modfile/reader.ts";
import type { ReadConfiguration } from "../workspace/configuration/read.ts";
import { initializeResult, requestHandlers } from "./dispatch.ts";
import { createEndpoint, type SessionEnd } from "./endpoint.ts";
import { commandNames, featureDefaults, isOn } from "./feature.ts";
import { Registrations } from "./registrations.ts";
import { allFeatures } from "./requests/all.ts";
import { type DrawPage, type Examine, Session } from "./session.ts";
import type { Transport } from "./transport.ts";

export interface LanguageServerOptions {
  readonly host: Host;
  readonly rules: readonly AnyRule[];
  readonly reader: ModFileReader;
  /** what reads configuration files */
  readonly readConfiguration: ReadConfiguration;
  /** runs the go command */
  readonly runGo: RunGo;
  /** where messages come from and go; nothing else may be written there */
  readonly transport: Transport;
  /** this program's version, for the client's log */
  readonly version: string;
  /** address of the folder with the rules' documentation, ending in `/`: a file: URI of the package's own */
  readonly documentation: string;
  /** draws the page of a module graph, what leads to `focus` first */
  readonly drawPage: DrawPage;
  /** examines a directory as `gomod-lint doctor` does */
  readonly examine: Examine;
  /** Whether a process of this machine lives: the client's, whose end is the server's. */
  readonly isAlive: (process: number) => boolean;
  /** a process whose end is the server's, besides the one that the client names itself */
  readonly client?: number;
  /** how often that is asked, in milliseconds; default 3000 */
  readonly aliveInterval?: number;
  /** does what may be done while nothing is said */
  readonly rest?: () => void;
}

/** How long nothing must have been said before that, in milliseconds: a fast hand leaves 60 between two keys. */
const beforeRest = 25;

/**
 * Serves one client until it says `exit`, its messages end, or its process is gone.
 * @returns 0 when the client asked for a shutdown first, else 1: what the process is to exit with
 */
export async function startLanguageServer(options: LanguageServerOptions): Promise<SessionEnd> {
  const waiting = new Map<string, number>();
  let open: { readonly session: Session; readonly registrations: Registrations } | undefined;
  const watches: ReturnType<typeof setInterval>[] = [];
  /** Handlers run between `initialize` and `exit` only. */
  const current = (): NonNullable<typeof open> => {
    if (open === undefined) throw new Error("there is no session");
    return open;
  };
  const session = (): Session => current().session;
  const isBusy = (uri: string): boolean => waiting.has(uri);
  /** A change that came in has its turn. */
  const reached = (uri: string): void => {
    const left = (waiting.get(uri) ?? 0) - 1;
    if (left > 0) waiting.set(uri, left);
    else waiting.delete(uri);
  };

  let resting: ReturnType<typeof setTimeout> | undefined;
  const said = (): void => {
    if (options.rest === undefined) return;
    resting ??= setTimeout(options.rest, beforeRest).unref();
    resting.refresh();
  };

  const endpoint = createEndpoint(options.transport, {
    said,
    observe: (message) => {
      said();
      const uri = open === undefined ? undefined : changedUri(message);
      if (uri !== undefined) waiting.set(uri, (waiting.get(uri) ?? 0) + 1);
    },
    dropped: (method, params) => {
      const uri = changedUri({ jsonrpc: "2.0", method, params });
      if (uri !== undefined) reached(uri);
    },
    initialize: (params) => {
      const made = new Session(
        {
          ...options,
          switches: featureDefaults(allFeatures),
          commands: (made: Session) => commandNames(allFeatures.filter((feature) => isOn(feature, made))),
          isBusy,
        },
        endpoint.client,
        params,
      );
      open = { session: made, registrations: new Registrations(made, endpoint.client, allFeatures) };
      if (typeof params.processId === "number") watches.push(watchProcess(params.processId, options, endpoint.hangUp));
      return initializeResult(allFeatures, made, options.version);
    },
    requests: requestHandlers(allFeatures, session),
    notifications: {
      initialized: () => current().registrations.start(),
      "textDocument/didOpen": (params) => session().opened(params),
      "textDocument/didChange": (params) => {
        reached(params.textDocument.uri);
        session().changed(params);
      },
      "textDocument/didSave": (params) => session().saved(params),
      "textDocument/didClose": (params) => session().closed(params),
      "workspace/didChangeConfiguration": ({ settings }) => current().registrations.configure(settings),
      "workspace/didChangeWatchedFiles": (params) => session().filesChanged(params),
      "workspace/didChangeWorkspaceFolders": (params) => session().foldersChanged(params),
      "window/workDoneProgress/cancel": (params) => session().cancelProgress(params),
    },
  });
  endpoint.listen();
  if (options.client !== undefined) watches.push(watchProcess(options.client, options, endpoint.hangUp));
  try {
    return await endpoint.end;
  } finally {
    for (const watch of watches) clearInterval(watch);
    clearTimeout(resting);
    open?.session.dispose();
  }
}

/** The document that a message changes. */
function changedUri(message: Message & { method?: unknown; params?: unknown }): string | undefined {
  if (message.method !== "textDocument/didChange") return undefined;
  const uri = (message.params as { textDocument?: { uri?: unknown } } | null | undefined)?.textDocument?.uri;
  return typeof uri === "string" ? uri : undefined;
}

/** Hangs up when a process is gone: not every system ends the messages of a dead process. */
function watchProcess(
  id: number,
  { isAlive, aliveInterval = 3000 }: LanguageServerOptions,
  hangUp: () => void,
): ReturnType<typeof setInterval> {
  const timer = setInterval(() => {
    if (!isAlive(id)) hangUp();
  }, aliveInterval);
  timer.unref();
  return timer;
}
