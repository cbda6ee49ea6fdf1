import type { Diagnostic } from "vscode-languageserver/node";
import type { ConfigurationProblem } from "../workspace/configuration/problem.ts";
import { diagnosticSource, severityNumber } from "./diagnostics.ts";

/** What is wrong with a configuration file, as the client shows it in that file. */
export function configurationDiagnostics(problems: readonly ConfigurationProblem[]): Diagnostic[] {
  return problems.map(({ place = { line: 1, column: 1, endColumn: 1 }, message, hint }) => ({
    range: {
      start: { line: place.line - 1, character: place.column - 1 },
      end: { line: place.line - 1, character: place.endColumn - 1 },
    },
    severity: severityNumber.error,
    source: diagnosticSource,
    message: hint === undefined ? message : `${message}\n${hint}`,
  }));
}

/**
 * The same for a client that shows nothing in a file that is not open: the first, and how many more.
 * @param path absolute
 */
export function configurationMessage(path: string, problems: readonly ConfigurationProblem[]): string | undefined {
  const [first] = problems;
  if (first === undefined) return undefined;
  const place = first.place === undefined ? "" : `:${first.place.line}:${first.place.column}`;
  const more = problems.length === 1 ? "" : ` (and ${problems.length - 1} more)`;
  return `gomod-lint: ${path}${place}: ${first.message}${more}; what it said before holds`;
}
