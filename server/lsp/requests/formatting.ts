import type {
  DocumentFormattingParams,
  DocumentOnTypeFormattingParams,
  DocumentRangeFormattingParams,
  DocumentRangesFormattingParams,
  Range,
  Registration,
  TextEdit,
} from "vscode-languageserver/node";
import { formatEdits, formatRangesEdits, formatTypedEdits, typedTriggers } from "../../features/formatting.ts";
import type { Document } from "../../workspace/documents.ts";
import type { Feature } from "../feature.ts";
import type { OpenDocument } from "../open-documents.ts";
import type { Session } from "../session.ts";
import { protocolEdits } from "../workspace-edit.ts";

const [firstTriggerCharacter, ...moreTriggerCharacter] = typedTriggers;
const onType = { firstTriggerCharacter, moreTriggerCharacter };
/** Clients that know several ranges say so by a property of their range formatting. */
const ranges = { rangesSupport: true };

/** textDocument/formatting, rangeFormatting, rangesFormatting, onTypeFormatting: gopls' unless it is asked for. */
export const formattingFeature: Feature = {
  switch: { name: "formatting", on: false, about: "Formatting as go mod edit -fmt, of files, ranges, and while typing." },
  textAlone: true,
  capabilities: () => ({
    documentFormattingProvider: true,
    documentRangeFormattingProvider: ranges,
    documentOnTypeFormattingProvider: onType,
  }),
  registrations: ({ features }) =>
    features.registers.formatting
      ? [
          registration("textDocument/formatting", {}),
          registration("textDocument/rangeFormatting", ranges),
          registration("textDocument/onTypeFormatting", onType),
        ]
      : [],
  requests: {
    "textDocument/formatting": formattingOf,
    "textDocument/rangeFormatting": rangeFormattingOf,
    "textDocument/rangesFormatting": rangesFormattingOf,
    "textDocument/onTypeFormatting": onTypeFormattingOf,
  },
};

function registration(method: string, options: object): Registration {
  const documentSelector = [{ scheme: "file", pattern: "**/*.{mod,work}" }];
  return { id: `gomod-lint-${method.split("/").at(-1)}`, method, registerOptions: { documentSelector, ...options } };
}

function formattingOf(session: Session, { textDocument }: DocumentFormattingParams): TextEdit[] | null {
  const found = find(session, textDocument.uri);
  const edits = found === undefined ? undefined : formatEdits(found.current.file);
  return found === undefined || edits === undefined ? null : protocolEdits(edits, found.document.positions);
}

function rangeFormattingOf(session: Session, { textDocument, range }: DocumentRangeFormattingParams): TextEdit[] | null {
  return formatRanges(session, textDocument.uri, [range]);
}

function rangesFormattingOf(session: Session, { textDocument, ranges }: DocumentRangesFormattingParams): TextEdit[] | null {
  return formatRanges(session, textDocument.uri, ranges);
}

function formatRanges(session: Session, uri: string, selected: readonly Range[]): TextEdit[] | null {
  const found = find(session, uri);
  if (found === undefined) return null;
  const { positions } = found.document;
  const spans = selected.map((range) => positions.span(range));
  return protocolEdits(formatRangesEdits(found.current.file, spans), positions);
}

function onTypeFormattingOf(session: Session, { textDocument, position, ch }: DocumentOnTypeFormattingParams): TextEdit[] | null {
  const found = find(session, textDocument.uri);
  if (found === undefined) return null;
  const { positions } = found.document;
  return protocolEdits(formatTypedEdits(found.current.file, positions.offset(position), ch), positions);
}

/** A document as it is now: formatting needs no graph. */
function find({ live }: Session, uri: string): { readonly document: OpenDocument; readonly current: Document } | undefined {
  const document = live.documents.get(uri);
  const current = document === undefined ? undefined : live.current(document);
  return document === undefined || current === undefined ? undefined : { document, current };
}
