import type { InitializeResult } from "vscode-languageserver/node";
import { codeActionKind } from "./code-actions.ts";
import type { Session } from "./session.ts";

/** TextDocumentSyncKind.Incremental */
const incremental = 2;

/** What the server offers to this client. What a user has switched off is not offered. */
export function initializeResult({ features, settings }: Session, version: string): InitializeResult {
  const { hover, codeActions, formatting } = settings.features;
  return {
    serverInfo: { name: "gomod-lint", version },
    capabilities: {
      positionEncoding: features.encoding,
      textDocumentSync: { openClose: true, change: incremental, save: { includeText: false } },
      ...(hover ? { hoverProvider: true } : {}),
      ...(codeActions && features.codeActions.literals
        ? {
            codeActionProvider: { codeActionKinds: Object.values(codeActionKind), resolveProvider: features.codeActions.resolve },
          }
        : {}),
      // Where it can be registered later, it follows the settings.
      ...(formatting && !features.registers.formatting ? { documentFormattingProvider: true } : {}),
    },
  };
}
