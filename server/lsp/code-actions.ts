import type {
  CodeAction,
  CodeActionContext,
  CodeActionParams,
  Diagnostic as ProtocolDiagnostic,
  WorkspaceEdit,
} from "vscode-languageserver/node";
import type { Diagnostic } from "../analysis/finding.ts";
import { type Action, fixActions, fixRuleActions, hasSafeFix, ignoreActions } from "../features/code-actions.ts";
import type { TextEdit } from "../text/edits.ts";
import type { Snapshot } from "../workspace/workspace.ts";
import type { ClientFeatures } from "./client-features.ts";
import { diagnosticSource } from "./diagnostics.ts";
import type { OpenDocument } from "./open-documents.ts";

/** Kinds of the actions that this server has. */
export const codeActionKind = { quickFix: "quickfix", fixAll: "source.fixAll.gomod-lint" } as const;

/** What an unresolved action carries: the document that its edit is for. */
interface ActionData {
  readonly uri: string;
}

export interface CodeActionPort {
  readonly features: ClientFeatures;
  diagnostic(diagnostic: Diagnostic, document: OpenDocument): ProtocolDiagnostic;
  /** edits that apply every safe fix until nothing fixable is left */
  fixAll(document: OpenDocument): readonly TextEdit[];
}

/** The actions for a range. */
export function codeActions(
  { range, context }: CodeActionParams,
  document: OpenDocument,
  snapshot: Snapshot,
  port: CodeActionPort,
): readonly CodeAction[] {
  const { features } = port;
  if (!features.codeActions.literals) return [];
  const actions: CodeAction[] = [];
  if (wants(context, codeActionKind.quickFix)) {
    const span = document.positions.span(range);
    const found = [...fixActions(snapshot, span), ...fixRuleActions(snapshot, span), ...ignoreActions(snapshot, span)];
    actions.push(...found.map((action) => quickFix(action, document, context, port)));
  }
  // An editor that saves asks for this kind by name; a person who asks for everything gets it, too, where there is something to fix.
  if (wants(context, codeActionKind.fixAll) && hasSafeFix(snapshot)) {
    const action = { title: "Fix all safe findings of gomod-lint", kind: codeActionKind.fixAll };
    actions.push(
      features.codeActions.resolve
        ? { ...action, data: { uri: document.uri } satisfies ActionData }
        : { ...action, edit: workspaceEdit(port.fixAll(document), document, features) },
    );
  }
  return actions;
}

/** Fills in what `codeActions` left out. */
export function resolveCodeAction(
  action: CodeAction,
  find: (uri: string) => OpenDocument | undefined,
  port: CodeActionPort,
): CodeAction {
  const { uri } = (action.data ?? {}) as Partial<ActionData>;
  const document = uri === undefined ? undefined : find(uri);
  if (document === undefined || action.kind !== codeActionKind.fixAll) return action;
  return { ...action, edit: workspaceEdit(port.fixAll(document), document, port.features) };
}

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

/** Whether a kind was asked for: `only` names kinds or their parents, and without it everything is. */
function wants({ only }: CodeActionContext, kind: string): boolean {
  return only === undefined || only.some((wanted) => wanted === "" || kind === wanted || kind.startsWith(`${wanted}.`));
}

function quickFix(action: Action, document: OpenDocument, context: CodeActionContext, port: CodeActionPort): CodeAction {
  return {
    title: action.title,
    kind: codeActionKind.quickFix,
    diagnostics: action.diagnostics.map((diagnostic) => asSent(port.diagnostic(diagnostic, document), context.diagnostics)),
    ...(action.preferred && port.features.codeActions.preferred ? { isPreferred: true } : {}),
    edit: workspaceEdit(action.edits, document, port.features),
  };
}

/** The client's own copy of a diagnostic, which may hold more than what it was sent. */
function asSent(diagnostic: ProtocolDiagnostic, sent: readonly ProtocolDiagnostic[] | undefined): ProtocolDiagnostic {
  const same = sent?.find(
    (other) =>
      other.source === diagnosticSource &&
      other.code === diagnostic.code &&
      other.message === diagnostic.message &&
      JSON.stringify(other.range) === JSON.stringify(diagnostic.range),
  );
  return same ?? diagnostic;
}
