import type {
  DocumentHighlight,
  DocumentHighlightParams,
  FoldingRange,
  FoldingRangeParams,
  SelectionRange,
  SelectionRangeParams,
} from "vscode-languageserver/node";
import { type Fold, folds } from "../../features/folding.ts";
import { highlights } from "../../features/occurrences.ts";
import { selectionRanges } from "../../features/selection-ranges.ts";
import type { Document } from "../../workspace/documents.ts";
import type { Feature } from "../feature.ts";
import type { OpenDocument } from "../open-documents.ts";
import type { Session } from "../session.ts";

/** textDocument/foldingRange */
export const foldingFeature: Feature = {
  switch: { name: "folding", on: true, about: "Folding of blocks and comments." },
  capabilities: () => ({ foldingRangeProvider: true }),
  requests: { "textDocument/foldingRange": foldingRangesOf },
};

/** textDocument/selectionRange */
export const selectionRangeFeature: Feature = {
  switch: { name: "selectionRanges", on: true, about: "Growing the selection from a word to its line, block and file." },
  capabilities: () => ({ selectionRangeProvider: true }),
  requests: { "textDocument/selectionRange": selectionRangesOf },
};

/** textDocument/documentHighlight */
export const highlightFeature: Feature = {
  switch: { name: "highlights", on: true, about: "All lines about the module under the cursor." },
  capabilities: () => ({ documentHighlightProvider: true }),
  requests: { "textDocument/documentHighlight": highlightsOf },
};

/** DocumentHighlightKind */
const highlightKind = { text: 1, read: 2, write: 3 } as const;

interface Current {
  readonly document: OpenDocument;
  readonly current: Document;
}

/** A document without its graph, which these need not wait for. */
function currentOf({ live }: Session, uri: string): Current | undefined {
  const document = live.documents.get(uri);
  const current = document === undefined ? undefined : live.current(document);
  return document === undefined || current === undefined ? undefined : { document, current };
}

function foldingRangesOf(session: Session, { textDocument }: FoldingRangeParams): readonly FoldingRange[] | null {
  const found = currentOf(session, textDocument.uri);
  if (found === undefined) return null;
  const { lineFoldingOnly, rangeLimit, foldingRange } = session.capabilities.textDocument?.foldingRange ?? {};
  const ranges = folds(found.current.file).flatMap((fold): FoldingRange[] => {
    const { start, end } = foldedRange(fold, found.document, lineFoldingOnly === true);
    if (start.line >= end.line) return [];
    return [
      {
        startLine: start.line,
        endLine: end.line,
        ...(lineFoldingOnly === true ? {} : { startCharacter: start.character, endCharacter: end.character }),
        ...(fold.kind === "comment" ? { kind: "comment" } : {}),
        ...(foldingRange?.collapsedText === true ? { collapsedText: ` … ${fold.placeholder} ` } : {}),
      },
    ];
  });
  return rangeLimit === undefined ? ranges : ranges.slice(0, rangeLimit);
}

/** Where whole lines are folded, the one with the closing parenthesis stays in sight. */
function foldedRange({ kind, span }: Fold, { positions }: OpenDocument, wholeLines: boolean): SelectionRange["range"] {
  const { start, end } = positions.range(span);
  return wholeLines && kind === "block" ? { start, end: { line: end.line - 1, character: 0 } } : { start, end };
}

function selectionRangesOf(
  session: Session,
  { textDocument, positions }: SelectionRangeParams,
): readonly SelectionRange[] | null {
  const found = currentOf(session, textDocument.uri);
  if (found === undefined) return null;
  const { document, current } = found;
  return positions.map((position) => {
    const spans = selectionRanges(current.file, document.positions.offset(position));
    const around = spans.reduceRight<SelectionRange | undefined>(
      (parent, span) => ({ range: document.positions.range(span), ...(parent === undefined ? {} : { parent }) }),
      undefined,
    );
    return around ?? { range: { start: position, end: position } };
  });
}

function highlightsOf(
  session: Session,
  { textDocument, position }: DocumentHighlightParams,
): readonly DocumentHighlight[] | null {
  const found = session.find(textDocument.uri);
  if (found === undefined) return null;
  const { positions } = found.document;
  const answer = highlights(found.snapshot, positions.offset(position), session.live.surroundings);
  return answer.map(({ span, kind }) => ({ range: positions.range(span), kind: highlightKind[kind] }));
}
