import type { CodeLens, CodeLensParams } from "vscode-languageserver/node";
import { formatChain } from "../../analysis/describe.ts";
import { codeLenses, type CodeLens as Lens, type LensCommand } from "../../features/code-lenses.ts";
import { builtGraph } from "../../features/surroundings.ts";
import { pathsTo } from "../../graph/paths.ts";
import { documentOf } from "../command-arguments.ts";
import type { Feature } from "../feature.ts";
import { messageType } from "../protocol.ts";
import type { Found, Session } from "../session.ts";
import { updateAll } from "../update-requirements.ts";

/** What commands of lenses are called. */
const prefix = "gomod-lint.";
/** How many requirement chains are shown. */
const chainLimit = 3;

/** What an unresolved lens carries: where it is found again. */
interface LensData {
  readonly uri: string;
  /** of the document when the lens was made */
  readonly version: number | null;
  readonly command: LensCommand;
  readonly module?: string;
}

/** textDocument/codeLens and codeLens/resolve, and the commands that no other feature has. */
export const codeLensFeature: Feature = {
  switch: { name: "codeLenses", on: true, about: "Lines above the module line, which do something." },
  capabilities: () => ({ codeLensProvider: { resolveProvider: true } }),
  requests: { "textDocument/codeLens": codeLensesOf, "codeLens/resolve": resolvedLens },
  commands: {
    [`${prefix}updates`]: (session, [argument], signal) => updateAll(session, documentOf(session, argument).document.uri, signal),
    [`${prefix}why`]: (session, [argument]) => tellWhy(session, argument),
  },
};

/** A lens for each requirement, too. */
export const requirementLensFeature: Feature = {
  switch: { name: "requirementLenses", on: false, about: "A line above each requirement that says why it is in the build." },
  capabilities: () => ({}),
  requests: {},
};

function lenses(session: Session, { snapshot }: Found): readonly Lens[] {
  const commands = session.commands.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
  return codeLenses(snapshot, {
    commands: new Set(commands as LensCommand[]),
    requirements: session.settings.features["requirementLenses"] === true,
  });
}

function codeLensesOf(session: Session, { textDocument }: CodeLensParams): readonly CodeLens[] | null {
  const found = session.find(textDocument.uri);
  if (found === undefined) return null;
  const { uri, version, positions } = found.document;
  return lenses(session, found).map(({ span, command, module }) => {
    const data: LensData = { uri, version, command, ...(module === undefined ? {} : { module }) };
    return { range: positions.range({ start: span.start, end: endOfLine(positions.text, span.start) }), data };
  });
}

/** A lens stands above one line. */
function endOfLine(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  return end === -1 ? text.length : end;
}

/** Fills in what a lens shows and does; one of another version of the document shows nothing. */
function resolvedLens(session: Session, lens: CodeLens): CodeLens {
  const { uri, version, command, module } = (lens.data ?? {}) as Partial<LensData>;
  const found = uri === undefined ? undefined : session.find(uri);
  const same =
    found === undefined || found.document.version !== version
      ? undefined
      : lenses(session, found).find((other) => other.command === command && other.module === module);
  // The editor asks for lenses again after an edit; until then a lens that does nothing is no harm.
  if (same === undefined) return { ...lens, command: { title: "", command: "" } };
  const argument = { uri, ...(module === undefined ? {} : { module }) };
  return { ...lens, command: { title: same.title(), command: `${prefix}${same.command}`, arguments: [argument] } };
}

/** Shows by which ways the module `{ uri, module }` is in the graph. */
function tellWhy(session: Session, argument: unknown): void {
  const { module } = (argument ?? {}) as { readonly module?: unknown };
  const graph = builtGraph(documentOf(session, argument).snapshot);
  const node = typeof module === "string" ? graph?.selectedNode(module) : undefined;
  const tell = (message: string): void => session.client.notify("window/showMessage", { type: messageType.info, message });
  if (graph === undefined || node === undefined) {
    tell(`gomod-lint: ${typeof module === "string" ? module : "the module"} is not in the module graph`);
    return;
  }
  const { paths, more } = pathsTo(graph, node, chainLimit);
  tell([...paths.map(formatChain), ...(more ? ["and by other ways"] : [])].join("\n"));
}
