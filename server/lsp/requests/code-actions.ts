import type {
  CodeAction,
  CodeActionContext,
  CodeActionParams,
  Diagnostic as ProtocolDiagnostic,
  WorkspaceEdit,
} from "vscode-languageserver/node";
import { fixAll } from "../../analysis/apply-fixes.ts";
import { type Action, fixActions, fixRuleActions, hasSafeFix, ignoreActions } from "../../features/code-actions.ts";
import type { Refactoring } from "../../features/refactoring.ts";
import { refactorings, sortAction } from "../../features/refactorings.ts";
import { minimalEdits } from "../../text/minimal-edits.ts";
import { diagnosticSource } from "../diagnostics.ts";
import type { Feature } from "../feature.ts";
import type { OpenDocument } from "../open-documents.ts";
import { refactoringPort } from "../refactoring-port.ts";
import type { Session } from "../session.ts";
import { createsFiles, refactoringEdit, workspaceEdit } from "../workspace-edit.ts";

/** Kinds of the actions that this server has. */
const codeActionKind = {
  quickFix: "quickfix",
  refactor: "refactor.rewrite",
  sort: "source.organizeImports.gomod-lint",
  fixAll: "source.fixAll.gomod-lint",
} as const;

/** CodeActionTriggerKind.Automatic: the editor asks by itself. */
const automatic = 2;

/** What an unresolved action carries: the document that its edit is for. */
interface ActionData {
  readonly uri: string;
}

/** textDocument/codeAction and codeAction/resolve */
export const codeActionFeature: Feature = {
  switch: { name: "codeActions", on: true, about: "Quick fixes, fix-all, refactorings." },
  capabilities: ({ features: { codeActions } }) =>
    codeActions.literals
      ? { codeActionProvider: { codeActionKinds: Object.values(codeActionKind), resolveProvider: codeActions.resolve } }
      : {},
  requests: { "textDocument/codeAction": codeActionsOf, "codeAction/resolve": resolvedCodeAction },
};

/** The actions for a range. */
function codeActionsOf(session: Session, { textDocument, range, context }: CodeActionParams): readonly CodeAction[] | null {
  const found = session.find(textDocument.uri);
  if (found === undefined) return null;
  const { document, snapshot } = found;
  const { codeActions: client } = session.features;
  if (!client.literals) return [];
  const actions: CodeAction[] = [];
  const span = document.positions.span(range);
  // Who only moves the cursor is not to be told at every line of what could be done with it.
  const unasked = context.triggerKind === automatic && context.only === undefined;
  const wantsRefactoring = !unasked && wants(context, codeActionKind.refactor);
  const fixes = wantsRefactoring || wants(context, codeActionKind.quickFix) ? fixActions(snapshot, span) : [];
  if (wants(context, codeActionKind.quickFix)) {
    const mending = [...fixes, ...fixRuleActions(snapshot, span), ...ignoreActions(snapshot, span)];
    actions.push(...mending.map((action) => quickFix(action, document, context, session)));
  }
  if (wantsRefactoring) {
    const found = refactorings(snapshot, span, refactoringPort(session, document), fixes);
    actions.push(...found.flatMap((refactoring) => refactorAction(refactoring, document, session) ?? []));
  }
  const sort = !unasked && wants(context, codeActionKind.sort) ? sortAction(snapshot) : undefined;
  if (sort !== undefined) {
    actions.push({ title: sort.title, kind: codeActionKind.sort, edit: workspaceEdit(sort.edits, document, session.features) });
  }
  // An editor that saves asks for this kind by name; a person who asks for everything gets it, too, where there is something to fix.
  if (wants(context, codeActionKind.fixAll) && hasSafeFix(snapshot)) {
    const action = { title: "Fix all safe findings of gomod-lint", kind: codeActionKind.fixAll };
    actions.push(
      client.resolve
        ? { ...action, data: { uri: document.uri } satisfies ActionData }
        : { ...action, edit: fixAllEdit(document, session) },
    );
  }
  return actions;
}

/** Fills in what `codeActionsOf` left out. */
function resolvedCodeAction(session: Session, action: CodeAction): CodeAction {
  const { uri } = (action.data ?? {}) as Partial<ActionData>;
  const document = uri === undefined ? undefined : session.find(uri)?.document;
  if (document === undefined || action.kind !== codeActionKind.fixAll) return action;
  return { ...action, edit: fixAllEdit(document, session) };
}

/** Applies every safe fix until nothing fixable is left. */
function fixAllEdit(document: OpenDocument, session: Session): WorkspaceEdit {
  const { text } = document.positions;
  const fixed = fixAll(text, (changed) => session.lintText(document, changed), false).text;
  return workspaceEdit(minimalEdits(text, fixed), document, session.features);
}

/** Whether a kind was asked for: `only` names kinds or their parents, and without it everything is. */
function wants({ only }: CodeActionContext, kind: string): boolean {
  return only === undefined || only.some((wanted) => wanted === "" || kind === wanted || kind.startsWith(`${wanted}.`));
}

function quickFix(action: Action, document: OpenDocument, context: CodeActionContext, session: Session): CodeAction {
  return {
    title: action.title,
    kind: codeActionKind.quickFix,
    diagnostics: action.diagnostics.map((diagnostic) => asSent(session.toProtocol(diagnostic, document), context.diagnostics)),
    ...(action.preferred && session.features.codeActions.preferred ? { isPreferred: true } : {}),
    edit: workspaceEdit(action.edits, document, session.features),
  };
}

/** An action that makes a file is shown with the reason where the client makes none, if it shows such actions at all. */
function refactorAction(refactoring: Refactoring, document: OpenDocument, session: Session): CodeAction | undefined {
  const action = { title: refactoring.title, kind: codeActionKind.refactor };
  if (refactoring.other === undefined || !("create" in refactoring.other) || createsFiles(session)) {
    return { ...action, edit: refactoringEdit(refactoring, document, session) };
  }
  if (session.capabilities.textDocument?.codeAction?.disabledSupport !== true) return undefined;
  return { ...action, disabled: { reason: "the editor makes no files for language servers" } };
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
