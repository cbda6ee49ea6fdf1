import type {
  DocumentSymbol,
  DocumentSymbolParams,
  SymbolInformation,
  WorkspaceSymbol,
  WorkspaceSymbolParams,
} from "vscode-languageserver/node";
import { documentSymbols, type FileSymbol } from "../../features/document-symbols.ts";
import { workspaceSymbols } from "../../features/workspace-symbols.ts";
import type { Feature } from "../feature.ts";
import { folderModules } from "../folder-modules.ts";
import type { OpenDocument } from "../open-documents.ts";
import type { Session } from "../session.ts";
import { kindOfEntry, symbolKind } from "../symbol-kinds.ts";

/** textDocument/documentSymbol and workspace/symbol */
export const symbolFeature: Feature = {
  switch: { name: "symbols", on: true, about: "The directives of the file; modules of all builds." },
  capabilities: ({ capabilities }) => ({
    // Beside another outline, such as gopls' of the Go files, it has a name.
    documentSymbolProvider: capabilities.textDocument?.documentSymbol?.labelSupport === true ? { label: "gomod-lint" } : true,
    workspaceSymbolProvider: true,
  }),
  requests: { "textDocument/documentSymbol": documentSymbolsOf, "workspace/symbol": workspaceSymbolsOf },
};

function documentSymbolsOf(
  session: Session,
  { textDocument }: DocumentSymbolParams,
): readonly DocumentSymbol[] | readonly SymbolInformation[] | null {
  const document = session.live.documents.get(textDocument.uri);
  const current = document === undefined ? undefined : session.live.current(document);
  if (document === undefined || current === undefined) return null;
  const symbols = documentSymbols(current.file);
  return session.capabilities.textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true
    ? symbols.map((symbol) => hierarchical(symbol, document))
    : symbols.flatMap((symbol) => flat(symbol, document));
}

function hierarchical(symbol: FileSymbol, document: OpenDocument): DocumentSymbol {
  const { kind, name, detail, span, selection, children } = symbol;
  return {
    name,
    ...(detail === "" ? {} : { detail }),
    kind: kindOfEntry[kind],
    range: document.positions.range(span),
    selectionRange: document.positions.range(selection),
    ...(children.length === 0 ? {} : { children: children.map((child) => hierarchical(child, document)) }),
  };
}

/** What a client without hierarchy shows in a line carries the detail in its name. */
function flat(symbol: FileSymbol, document: OpenDocument, containerName?: string): readonly SymbolInformation[] {
  const { kind, name, detail, span, children } = symbol;
  const own = {
    name: detail === "" || kind === "block" ? name : `${name} ${detail}`,
    kind: kindOfEntry[kind],
    location: { uri: document.uri, range: document.positions.range(span) },
    ...(containerName === undefined ? {} : { containerName }),
  };
  return [own, ...children.flatMap((child) => flat(child, document, name))];
}

/** Of open files the whole build, of the other go.mod files in the client's folders what they say themselves. */
async function workspaceSymbolsOf(
  session: Session,
  { query }: WorkspaceSymbolParams,
  signal: AbortSignal,
): Promise<readonly WorkspaceSymbol[]> {
  const { live } = session;
  const others = await folderModules(session, signal);
  const documents = live.documents.all().flatMap((document) => (document.isFile ? (live.known(document.path) ?? []) : []));
  const open = new Set(documents.map(({ path }) => path));
  documents.push(...others.filter(({ path }) => !open.has(path)));
  return workspaceSymbols(query, documents, live.surroundings).map(({ name, container, place }) => ({
    name,
    kind: container === undefined ? symbolKind.module : symbolKind.package,
    ...(container === undefined ? {} : { containerName: container }),
    location: live.location(place),
  }));
}
