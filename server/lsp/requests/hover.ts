import type { Hover, HoverParams } from "vscode-languageserver/node";
import { hover } from "../../features/hover.ts";
import { toMarkdown, toPlainText } from "../../features/markup.ts";
import type { Feature } from "../feature.ts";
import type { Session } from "../session.ts";

/** textDocument/hover */
export const hoverFeature: Feature = {
  switch: { name: "hover", on: true, about: "Which version is selected, who forces it, by which paths." },
  capabilities: () => ({ hoverProvider: true }),
  requests: { "textDocument/hover": hoverOf },
};

function hoverOf(session: Session, { textDocument, position }: HoverParams): Hover | null {
  const found = session.find(textDocument.uri);
  if (found === undefined) return null;
  const { positions } = found.document;
  const answer = hover(found.snapshot, positions.offset(position), session.links);
  if (answer === undefined) return null;
  const kind = session.features.hover;
  const value = kind === "markdown" ? toMarkdown(answer.blocks) : toPlainText(answer.blocks);
  return { contents: { kind, value }, range: positions.range(answer.span) };
}
