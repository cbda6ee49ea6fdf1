import type {
  SemanticTokens,
  SemanticTokensDelta,
  SemanticTokensDeltaParams,
  SemanticTokensParams,
  SemanticTokensRangeParams,
} from "vscode-languageserver/node";
import { semanticTokens, tokenModifiers, tokenTypes } from "../../features/semantic-tokens.ts";
import type { Feature } from "../feature.ts";
import { tokenData, tokenEdits } from "../semantic-token-data.ts";
import type { Found, Session } from "../session.ts";

/** textDocument/semanticTokens: of all of a document, of what changed since the last time, of a range. */
export const semanticTokenFeature: Feature = {
  switch: { name: "semanticTokens", on: true, about: "Colours by meaning: what has no effect, what is indirect, what is local." },
  capabilities: ({ capabilities }) =>
    capabilities.textDocument?.semanticTokens === undefined
      ? {}
      : {
          semanticTokensProvider: {
            legend: { tokenTypes: [...tokenTypes], tokenModifiers: [...tokenModifiers] },
            full: { delta: true },
            range: true,
          },
        },
  requests: {
    "textDocument/semanticTokens/full": fullTokens,
    "textDocument/semanticTokens/full/delta": changedTokens,
    "textDocument/semanticTokens/range": rangeTokens,
  },
  // VS Code keeps the tokens that it has until it gets others.
  whileOff: {
    "textDocument/semanticTokens/full": { data: [] },
    "textDocument/semanticTokens/full/delta": { data: [] },
    "textDocument/semanticTokens/range": { data: [] },
  },
};

function fullTokens(session: Session, { textDocument: { uri } }: SemanticTokensParams): SemanticTokens | null {
  const found = session.find(uri);
  if (found === undefined) return null;
  const data = allData(found);
  return { resultId: session.tokens.keep(uri, data).id, data };
}

function changedTokens(
  session: Session,
  { textDocument: { uri }, previousResultId }: SemanticTokensDeltaParams,
): SemanticTokens | SemanticTokensDelta | null {
  const found = session.find(uri);
  if (found === undefined) return null;
  const before = session.tokens.get(uri, previousResultId);
  const data = allData(found);
  const resultId = session.tokens.keep(uri, data).id;
  return before === undefined ? { resultId, data } : { resultId, edits: tokenEdits(before.data, data) };
}

function rangeTokens(session: Session, { textDocument, range }: SemanticTokensRangeParams): SemanticTokens | null {
  const found = session.find(textDocument.uri);
  if (found === undefined) return null;
  const { positions } = found.document;
  return { data: tokenData(semanticTokens(found.snapshot, positions.span(range)), positions) };
}

function allData({ document: { positions }, snapshot }: Found): number[] {
  return tokenData(semanticTokens(snapshot, { start: 0, end: positions.text.length }), positions);
}
