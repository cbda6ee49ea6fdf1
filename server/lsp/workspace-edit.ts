import type { ChangeAnnotation, TextEdit as ProtocolEdit, TextDocumentEdit, WorkspaceEdit } from "vscode-languageserver/node";
import type { Refactoring } from "../features/refactoring.ts";
import type { TextEdit } from "../text/edits.ts";
import type { ClientFeatures } from "./client-features.ts";
import type { OpenDocument } from "./open-documents.ts";
import { Positions } from "./positions.ts";
import type { Session } from "./session.ts";

/** Edits of one document, for the version that they were made for where the client can tell versions apart. */
export function workspaceEdit(
  edits: readonly TextEdit[],
  { uri, version, positions }: OpenDocument,
  features: Pick<ClientFeatures, "documentChanges">,
): WorkspaceEdit {
  const changes = protocolEdits(edits, positions);
  return features.documentChanges
    ? { documentChanges: [{ textDocument: { uri, version }, edits: changes }] }
    : { changes: { [uri]: changes } };
}

/** Edits as the protocol has them. */
export function protocolEdits(edits: readonly TextEdit[], positions: Positions): ProtocolEdit[] {
  return edits.map(({ span, text }) => ({ range: positions.range(span), newText: text }));
}

/** Whether a client makes files as part of an edit. One that does takes edits of documents beside, whether it says so or not. */
export function createsFiles({ capabilities }: Session): boolean {
  return capabilities.workspace?.workspaceEdit?.resourceOperations?.includes("create") === true;
}

/** A refactoring of a document and, perhaps, another file. */
export function refactoringEdit({ edits, other }: Refactoring, document: OpenDocument, session: Session): WorkspaceEdit {
  const features = { documentChanges: session.features.documentChanges || (other !== undefined && createsFiles(session)) };
  const own = workspaceEdit(edits, document, features);
  if (other === undefined) return own;
  const uri = session.live.uri(other.path);
  if ("create" in other) {
    const label = { annotationId: "create" };
    const annotated = session.capabilities.workspace?.workspaceEdit?.changeAnnotationSupport !== undefined;
    const annotations: Record<string, ChangeAnnotation> = {
      create: { label: "Create go.work", description: "a workspace for this machine: many keep it out of version control" },
    };
    // Up to a line that an empty file does not have: who counts the line before it as one takes it for that.
    const empty = { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } };
    const filled: TextDocumentEdit = {
      textDocument: { uri, version: null },
      edits: [{ range: empty, newText: other.create, ...(annotated ? label : {}) }],
    };
    return {
      documentChanges: [{ kind: "create", uri, ...(annotated ? label : {}) }, filled, ...(own.documentChanges ?? [])],
      ...(annotated ? { changeAnnotations: annotations } : {}),
    };
  }
  const open = session.live.documents.at(other.path);
  const positions = open?.positions ?? new Positions(other.text, session.features.encoding);
  const there = workspaceEdit(other.edits, { ...document, uri, version: open?.version ?? null, positions }, features);
  if (own.documentChanges !== undefined) {
    return { documentChanges: [...(there.documentChanges ?? []), ...own.documentChanges] };
  }
  return { changes: { ...there.changes, ...own.changes } };
}
