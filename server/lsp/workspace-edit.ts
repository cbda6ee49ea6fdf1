import type { WorkspaceEdit } from "vscode-languageserver/node";
import type { TextEdit } from "../text/edits.ts";
import type { ClientFeatures } from "./client-features.ts";
import type { OpenDocument } from "./open-documents.ts";

/** Edits of one document, for the version that they were made for where the client can tell versions apart. */
export function workspaceEdit(
  edits: readonly TextEdit[],
  { uri, version, positions }: OpenDocument,
  features: ClientFeatures,
): WorkspaceEdit {
  const changes = edits.map(({ span, text }) => ({ range: positions.range(span), newText: text }));
  return features.documentChanges
    ? { documentChanges: [{ textDocument: { uri, version }, edits: changes }] }
    : { changes: { [uri]: changes } };
}
