import type { DocumentLink, DocumentLinkParams } from "vscode-languageserver/node";
import { documentLinks } from "../../features/document-links.ts";
import type { Feature } from "../feature.ts";
import type { Session } from "../session.ts";

/** textDocument/documentLink */
export const documentLinkFeature: Feature = {
  switch: { name: "documentLinks", on: true, about: "Links to the modules' documentation and to directories." },
  capabilities: () => ({ documentLinkProvider: {} }),
  requests: { "textDocument/documentLink": documentLinksOf },
};

/** From the text alone: no graph is waited for. */
function documentLinksOf(session: Session, { textDocument }: DocumentLinkParams): readonly DocumentLink[] | null {
  const { live, links, capabilities } = session;
  const document = live.documents.get(textDocument.uri);
  const current = document === undefined ? undefined : live.current(document);
  if (document === undefined || current === undefined) return null;
  const tooltips = capabilities.textDocument?.documentLink?.tooltipSupport === true;
  return documentLinks({ ...current, facts: {} }, links, live.surroundings).map(({ span, target, tooltip }) => ({
    range: document.positions.range(span),
    target: "path" in target ? live.uri(target.path) : target.address,
    ...(tooltips ? { tooltip } : {}),
  }));
}
