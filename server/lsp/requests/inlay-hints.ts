import type { InlayHint, InlayHintLabelPart, InlayHintParams, MarkupContent } from "vscode-languageserver/node";
import { type InlayHint as Hint, inlayHints } from "../../features/inlay-hints.ts";
import { toMarkdown, toPlainText } from "../../features/markup.ts";
import type { Feature } from "../feature.ts";
import type { Found, Session } from "../session.ts";
import { protocolEdits } from "../workspace-edit.ts";

/** What an unresolved hint carries: where it is found again. */
interface HintData {
  readonly uri: string;
  /** of the document when the hint was made */
  readonly version: number | null;
  /** UTF-16 offset */
  readonly offset: number;
  readonly label: string;
}

/** textDocument/inlayHint and inlayHint/resolve */
export const inlayHintFeature: Feature = {
  switch: { name: "inlayHints", on: true, about: "Hints behind requirements whose selected version is another." },
  capabilities: (session) => ({ inlayHintProvider: { resolveProvider: resolvable(session).length > 0 } }),
  requests: { "textDocument/inlayHint": inlayHintsOf, "inlayHint/resolve": resolvedHint },
};

/** Parts of a hint that take work, as far as this client asks for them when they are needed. */
function resolvable({ capabilities }: Session): readonly ("tooltip" | "label.location")[] {
  const { properties = [] } = capabilities.textDocument?.inlayHint?.resolveSupport ?? {};
  return (["tooltip", "label.location"] as const).filter((property) => properties.includes(property));
}

function inlayHintsOf(session: Session, { textDocument, range }: InlayHintParams): readonly InlayHint[] | null {
  const found = session.find(textDocument.uri);
  if (found === undefined) return null;
  const { document, snapshot } = found;
  const later = new Set(resolvable(session));
  return inlayHints(snapshot, document.positions.span(range)).map((hint) => {
    const { offset, label, edits } = hint;
    const data: HintData = { uri: document.uri, version: document.version, offset, label };
    return {
      position: document.positions.position(offset),
      label: later.has("label.location") ? label : [labelPart(hint, session)],
      paddingLeft: true,
      ...(edits === undefined ? {} : { textEdits: protocolEdits(edits, document.positions) }),
      ...(later.has("tooltip") ? {} : { tooltip: tooltip(hint, session) }),
      ...(later.size > 0 ? { data } : {}),
    };
  });
}

/** Fills in what `inlayHintsOf` left out; a hint of another version of the document stays as it is. */
function resolvedHint(session: Session, hint: InlayHint): InlayHint {
  const { uri, version, offset, label } = (hint.data ?? {}) as Partial<HintData>;
  const found: Found | undefined = uri === undefined ? undefined : session.find(uri);
  if (found === undefined || offset === undefined || found.document.version !== version) return hint;
  const same = inlayHints(found.snapshot, { start: offset, end: offset }).find((h) => h.offset === offset && h.label === label);
  return same === undefined ? hint : { ...hint, label: [labelPart(same, session)], tooltip: tooltip(same, session) };
}

function labelPart(hint: Hint, { live }: Session): InlayHintLabelPart {
  const place = hint.place(live.surroundings.places);
  return { value: hint.label, ...(place === undefined ? {} : { location: live.location(place) }) };
}

/** The protocol has no word for what formats a hint may have: a client that shows Markdown at all shows it here. */
function tooltip(hint: Hint, { features }: Session): string | MarkupContent {
  const blocks = hint.explain();
  return features.hover === "markdown" ? { kind: "markdown", value: toMarkdown(blocks) } : toPlainText(blocks);
}
