import type { DocumentFormattingParams, TextEdit } from "vscode-languageserver/node";
import { format } from "../../modfile/format.ts";
import { minimalEdits } from "../../text/minimal-edits.ts";
import type { Feature } from "../feature.ts";
import type { Session } from "../session.ts";

/** textDocument/formatting: gopls' unless it is asked for. */
export const formattingFeature: Feature = {
  switch: { name: "formatting", on: false },
  capabilities: () => ({ documentFormattingProvider: true }),
  registrations: ({ features }) =>
    features.registers.formatting
      ? [
          {
            id: "gomod-lint-formatting",
            method: "textDocument/formatting",
            registerOptions: { documentSelector: [{ scheme: "file", pattern: "**/*.{mod,work}" }] },
          },
        ]
      : [],
  requests: { "textDocument/formatting": formattingOf },
};

/** Edits as `go mod edit -fmt` would make them; of a file with errors it writes nothing. */
function formattingOf(session: Session, { textDocument }: DocumentFormattingParams): readonly TextEdit[] | null {
  const found = session.find(textDocument.uri);
  if (found === undefined || found.snapshot.file.errors.length > 0) return null;
  const { file } = found.snapshot;
  const edits = minimalEdits(file.text, format(file));
  return edits.map(({ span, text }) => ({ range: found.document.positions.range(span), newText: text }));
}
