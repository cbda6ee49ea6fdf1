import { ResponseError } from "vscode-jsonrpc/node";
import { formatModule, type ModuleVersion } from "../../graph/module-version.ts";
import { whatIf, withRequirements } from "../../graph/what-if.ts";
import { isModVersion } from "../../version/go-version.ts";
import { checkPath } from "../../version/module-path.ts";
import type { CommandHandler, Feature } from "../feature.ts";
import { type GoOutcome, runGoCommand } from "../go-command.ts";
import { errorCode, messageType } from "../protocol.ts";
import type { Session } from "../session.ts";

/** What other versions would change: `{ uri, modules: ["MODULE@VERSION"…] }` of an open go.mod → `{ changes: [{ path, before, after }] }` */
export const whatIfFeature: Feature = {
  capabilities: () => ({}),
  requests: {},
  commands: { "gomod-lint.whatif": whatIfOf },
};

/** Commands that run the go command: each takes `{ uri }` of a go.mod and gives `{ ok, output }`. Nothing runs them but the user. */
export const goCommandFeature: Feature = {
  switch: { name: "goCommand", on: true, about: "Commands that run the go command: tidy, vendor, download, get." },
  capabilities: () => ({}),
  requests: {},
  commands: {
    "gomod-lint.tidy": goCommand(() => ["mod", "tidy"]),
    "gomod-lint.vendor": goCommand(() => ["mod", "vendor"]),
    "gomod-lint.download": goCommand(() => ["mod", "download"]),
    /** `{ uri, modules: ["MODULE@VERSION"…] }` */
    "gomod-lint.get": goCommand((argument) => ["get", ...queries(argument)]),
  },
};

function goCommand(args: (argument: Argument) => readonly string[]): CommandHandler {
  return (session, [value], signal): Promise<GoOutcome> => {
    const argument = argumentOf(value);
    return runGoCommand(session, argument.uri, args(argument), signal);
  };
}

interface Argument extends Readonly<Record<string, unknown>> {
  readonly uri: string;
}

function argumentOf(value: unknown): Argument {
  const { uri } = (value ?? {}) as { readonly uri?: unknown };
  if (typeof uri !== "string") throw invalid("the first argument must name a document: { uri }");
  return value as Argument;
}

function invalid(message: string): ResponseError<void> {
  return new ResponseError(errorCode.invalidParams, message);
}

/** What would come, go or change its version with other requirements. Nothing is written. */
async function whatIfOf(session: Session, [value]: readonly unknown[], signal: AbortSignal): Promise<unknown> {
  const argument = argumentOf(value);
  const wanted = queries(argument).map(moduleVersion);
  const { snapshot } = await findReady(session, argument.uri, signal);
  const { workspace } = session.live;
  const known = workspace.graph(snapshot);
  if (known === undefined) throw invalid(`${argument.uri} has no module graph`);
  await workspace.fetchSet(snapshot.path, withRequirements(known.set, wanted), { signal });
  const { changes, graph } = whatIf(known.set, known.graph, wanted, workspace.sources.lookup);
  const lines = changes.map(({ path, before, after }) => `${path}: ${before ?? "not there"} → ${after ?? "gone"}`);
  const missing = graph.effective.unavailable.map(({ target }) => formatModule(target));
  if (missing.length > 0) lines.push(`unknown, since these are missing: ${missing.join(", ")}`);
  session.client.notify("window/showMessage", {
    type: messageType.info,
    message: `gomod-lint: ${wanted.map(formatModule).join(", ")}\n${lines.length === 0 ? "nothing would change" : lines.join("\n")}`,
  });
  return { changes, missing };
}

async function findReady(session: Session, uri: string, signal: AbortSignal): Promise<NonNullable<ReturnType<Session["find"]>>> {
  const document = session.live.documents.get(uri);
  if (document !== undefined) await session.live.prepare(document, signal);
  const found = session.find(uri);
  if (found === undefined) throw invalid(`${uri} is not open`);
  return found;
}

/** `modules` of an argument: what `go get` is given. None can be taken for an option. */
function queries({ modules }: Argument): readonly string[] {
  if (!Array.isArray(modules) || modules.length === 0) throw invalid("modules must be a list of MODULE@VERSION");
  return modules.map((query: unknown) => {
    const at = typeof query === "string" ? query.lastIndexOf("@") : -1;
    if (typeof query !== "string" || at <= 0) throw invalid(`${JSON.stringify(query)} is not MODULE@VERSION`);
    const problem = checkPath(query.slice(0, at));
    if (problem !== undefined) throw invalid(`${query.slice(0, at)} is not a module path: ${problem}`);
    if (!/^[\w.+-]+$/.test(query.slice(at + 1))) throw invalid(`${query} names no version`);
    return query;
  });
}

function moduleVersion(query: string): ModuleVersion {
  const at = query.lastIndexOf("@");
  const [path, version] = [query.slice(0, at), query.slice(at + 1)];
  if (version !== "none" && !isModVersion(path, version)) throw invalid(`${version} is not a full version`);
  return { path, version };
}
