import { ResponseError } from "vscode-jsonrpc/node";
import type { ExecuteCommandParams, InitializeResult, ServerCapabilities } from "vscode-languageserver/node";
import type { AnswerRequest } from "./endpoint.ts";
import { commandNames, type Feature, isOn, type RequestHandler } from "./feature.ts";
import { errorCode } from "./protocol.ts";
import type { Session } from "./session.ts";

/** TextDocumentSyncKind.Incremental */
const incremental = 2;

/** What the server offers to this client. What a user has switched off is not offered. */
export function initializeResult(features: readonly Feature[], session: Session, version: string): InitializeResult {
  const offered = features.filter((feature) => isOn(feature, session) && !follows(feature, session));
  const commands = [...commandNames(offered)];
  return {
    serverInfo: { name: "gomod-lint", version },
    capabilities: Object.assign(
      {
        positionEncoding: session.features.encoding,
        textDocumentSync: { openClose: true, change: incremental, save: { includeText: false } },
        ...(commands.length > 0 ? { executeCommandProvider: { commands } } : {}),
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      } satisfies ServerCapabilities,
      ...offered.map((feature) => feature.capabilities(session)),
    ),
  };
}

/** Whether a feature is registered and taken back as the settings say. */
function follows({ registrations }: Feature, session: Session): boolean {
  return (registrations?.(session) ?? []).length > 0;
}

/** Handlers for the requests of all features, by method. */
export function requestHandlers(features: readonly Feature[], session: () => Session): Readonly<Record<string, AnswerRequest>> {
  return Object.fromEntries([
    ["workspace/executeCommand", (params, signal) => execute(features, session(), params, signal)] as [string, AnswerRequest],
    ...features.flatMap((feature) =>
      Object.entries(feature.requests).map(([method, handler]): [string, AnswerRequest] => [
        method,
        (params, signal) => {
          const current = session();
          if (!isOn(feature, current)) return feature.whileOff?.[method] ?? null;
          return answer(feature, handler as RequestHandler<object, unknown>, current, params, signal);
        },
      ]),
    ),
  ]);
}

async function execute(features: readonly Feature[], session: Session, params: object, signal: AbortSignal): Promise<unknown> {
  const { command, arguments: args } = params as Partial<ExecuteCommandParams>;
  const feature = features.find(({ commands = {} }) => typeof command === "string" && Object.hasOwn(commands, command));
  const handler = command === undefined || feature === undefined ? undefined : feature.commands?.[command];
  if (feature === undefined || handler === undefined) {
    throw new ResponseError(errorCode.invalidParams, `there is no command ${JSON.stringify(command)}`);
  }
  if (!isOn(feature, session)) throw new ResponseError(errorCode.invalidParams, `${command} is switched off`);
  return (await handler(session, Array.isArray(args) ? args : [], signal)) ?? null;
}

async function answer(
  feature: Feature,
  handler: RequestHandler<object, unknown>,
  session: Session,
  params: object,
  signal: AbortSignal,
): Promise<unknown> {
  const uri = documentOf(params);
  const document = uri === undefined ? undefined : session.live.documents.get(uri);
  const version = document?.version;
  const stale = (): boolean => uri !== undefined && (session.isBusy(uri) || session.live.documents.get(uri)?.version !== version);
  if (stale()) throw outOfDate(feature);
  // Nearly every feature needs the graph; waiting for it here leaves the way open for cancellation.
  const waits = feature.textAlone !== true && document !== undefined && !session.live.isReady(document);
  if (waits) await session.live.prepare(document, signal);
  if (signal.aborted) return null;
  if (stale()) throw outOfDate(feature);
  const result = await handler(session, params, signal);
  if (stale()) throw outOfDate(feature);
  return result;
}

function outOfDate({ retriggers }: Feature): ResponseError<{ readonly retriggerRequest: true } | undefined> {
  const message = "the document has changed meanwhile";
  return retriggers === true
    ? new ResponseError(errorCode.serverCancelled, message, { retriggerRequest: true })
    : new ResponseError(errorCode.contentModified, message);
}

function documentOf(params: object): string | undefined {
  const uri = (params as { textDocument?: { uri?: unknown } | null }).textDocument?.uri;
  return typeof uri === "string" ? uri : undefined;
}
