import type {
  CodeAction,
  CodeActionParams,
  DocumentFormattingParams,
  Hover,
  HoverParams,
  TextEdit,
} from "vscode-languageserver/node";
import { fixAll } from "../analysis/apply-fixes.ts";
import { hover } from "../features/hover.ts";
import type { Links } from "../features/links.ts";
import { toMarkdown, toPlainText } from "../features/markup.ts";
import { format } from "../modfile/format.ts";
import { minimalEdits } from "../text/minimal-edits.ts";
import { matchPrefixPatterns } from "../version/prefix-patterns.ts";
import { type CodeActionPort, codeActions, resolveCodeAction } from "./code-actions.ts";
import { ruleAddress } from "./diagnostics.ts";
import type { Found, Session } from "./session.ts";
import type { FeatureName } from "./settings.ts";

export function hoverOf(session: Session, { textDocument, position }: HoverParams): Hover | null {
  const found = findFor(session, "hover", textDocument.uri);
  if (found === undefined) return null;
  const { positions } = found.document;
  const answer = hover(found.snapshot, positions.offset(position), linksOf(session));
  if (answer === undefined) return null;
  const kind = session.features.hover;
  const value = kind === "markdown" ? toMarkdown(answer.blocks) : toPlainText(answer.blocks);
  return { contents: { kind, value }, range: positions.range(answer.span) };
}

export function codeActionsOf(session: Session, params: CodeActionParams): readonly CodeAction[] | null {
  const found = findFor(session, "codeActions", params.textDocument.uri);
  return found === undefined ? null : codeActions(params, found.document, found.snapshot, codeActionPort(session));
}

export function resolvedCodeAction(session: Session, action: CodeAction): CodeAction {
  return resolveCodeAction(action, (uri) => session.find(uri)?.document, codeActionPort(session));
}

/** Edits as `go mod edit -fmt` would make them; of a file with errors it writes nothing. */
export function formattingOf(session: Session, { textDocument }: DocumentFormattingParams): readonly TextEdit[] | null {
  const found = findFor(session, "formatting", textDocument.uri);
  if (found === undefined || found.snapshot.file.errors.length > 0) return null;
  const { file } = found.snapshot;
  const edits = minimalEdits(file.text, format(file));
  return edits.map(({ span, text }) => ({ range: found.document.positions.range(span), newText: text }));
}

/** The document of a request for a feature, unless a user has switched that off. */
function findFor(session: Session, feature: FeatureName, uri: string): Found | undefined {
  return session.settings.features[feature] ? session.find(uri) : undefined;
}

function linksOf({ documentation, privateModules }: Session): Links {
  return {
    rule: (id) => ruleAddress(documentation, id),
    module: ({ path, version }) =>
      matchPrefixPatterns(privateModules, path) ? undefined : `https://pkg.go.dev/${path}${version === "" ? "" : `@${version}`}`,
  };
}

function codeActionPort(session: Session): CodeActionPort {
  return {
    features: session.features,
    diagnostic: (diagnostic, document) => session.toProtocol(diagnostic, document),
    fixAll: (document) => {
      const { text } = document.positions;
      return minimalEdits(text, fixAll(text, (changed) => session.lintText(document, changed), false).text);
    },
  };
}
