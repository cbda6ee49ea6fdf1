import type {
  DocumentDiagnosticParams,
  FullDocumentDiagnosticReport,
  RelatedFullDocumentDiagnosticReport,
  RelatedUnchangedDocumentDiagnosticReport,
  UnchangedDocumentDiagnosticReport,
  WorkspaceDiagnosticParams,
  WorkspaceDiagnosticReport,
  WorkspaceDocumentDiagnosticReport,
} from "vscode-languageserver/node";
import { diagnosticSource } from "../diagnostics.ts";
import type { Feature } from "../feature.ts";
import type { Report } from "../reporter.ts";
import type { Session } from "../session.ts";
import { pause } from "../wait.ts";

/** How long changes must pause before a client that waits for news of the whole workspace gets them, in milliseconds. */
const beforeNews = 300;
/** How long reports of a workspace are gathered before they are sent, in milliseconds. */
const gathering = 100;

/** Findings for clients that ask for them: textDocument/diagnostic, workspace/diagnostic. Others are published to. */
export const diagnosticFeature: Feature = {
  switch: { name: "diagnostics", on: true, about: "Findings of the rules." },
  capabilities: ({ features }) =>
    features.diagnostics.pull
      ? { diagnosticProvider: { identifier: diagnosticSource, interFileDependencies: true, workspaceDiagnostics: true } }
      : {},
  requests: { "textDocument/diagnostic": documentDiagnostics, "workspace/diagnostic": workspaceDiagnostics },
  retriggers: true,
  whileOff: { "textDocument/diagnostic": { kind: "full", items: [] }, "workspace/diagnostic": { items: [] } },
};

function documentDiagnostics(
  session: Session,
  { textDocument: { uri }, previousResultId }: DocumentDiagnosticParams,
): RelatedFullDocumentDiagnosticReport | RelatedUnchangedDocumentDiagnosticReport {
  const report = session.checks.report(uri);
  const related: Record<string, FullDocumentDiagnosticReport> = {};
  if (session.features.diagnostics.relatedDocuments) {
    for (const other of session.checks.related(uri)) related[other.uri] = full(other);
  }
  return {
    ...(report.resultId === previousResultId ? unchanged(report) : full(report)),
    ...(Object.keys(related).length > 0 ? { relatedDocuments: related } : {}),
  };
}

/** Answered at once when there is news; otherwise when there is. */
async function workspaceDiagnostics(
  session: Session,
  { previousResultIds, partialResultToken }: WorkspaceDiagnosticParams,
  signal: AbortSignal,
): Promise<WorkspaceDiagnosticReport> {
  const previous = new Map((Array.isArray(previousResultIds) ? previousResultIds : []).map(({ uri, value }) => [uri, value]));
  const send = (items: WorkspaceDocumentDiagnosticReport[]): void => {
    if (partialResultToken !== undefined) session.client.notify("$/progress", { token: partialResultToken, value: { items } });
  };
  for (;;) {
    const { count } = session.changes;
    let items: WorkspaceDocumentDiagnosticReport[] = [];
    let news = previous.size === 0;
    let since = performance.now();
    for await (const report of session.checks.all([...previous.keys()], signal)) {
      const { uri, version } = report;
      const same = previous.get(uri) === report.resultId;
      // Who has never heard of a file need not hear that nothing is wrong with one that is gone.
      items.push({ uri, version, ...(same ? unchanged(report) : full(report)) });
      news ||= !same;
      if (partialResultToken === undefined || !news || performance.now() - since < gathering) continue;
      send(items);
      items = [];
      since = performance.now();
    }
    if (news || signal.aborted) {
      if (partialResultToken === undefined) return { items };
      if (items.length > 0) send(items);
      return { items: [] };
    }
    await session.changes.since(count, signal);
    await pause(beforeNews, signal);
  }
}

function full({ items, resultId }: Report): FullDocumentDiagnosticReport {
  return { kind: "full", resultId, items: [...items] };
}

function unchanged({ resultId }: Report): UnchangedDocumentDiagnosticReport {
  return { kind: "unchanged", resultId };
}
