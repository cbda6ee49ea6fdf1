import type { Diagnostic } from "../analysis/finding.ts";
import { placeholderReasons } from "../analysis/suppression.ts";
import type { ModFile, WorkFile } from "../modfile/mod-file.ts";
import type { Statement } from "../modfile/syntax.ts";
import type { TextEdit } from "../text/edits.ts";
import type { Span } from "../text/span.ts";

/**
 * A comment that switches a rule off for one finding, on a line of its own above it, or for the whole file. The go command keeps a
 * comment above a line with the line.
 * @param reason what stands where the reader is to say why
 * @returns undefined for what the go command itself refuses, and where no comment can stand, as for a finding on a comment
 */
export function ignoreEdit(
  file: ModFile | WorkFile,
  { rule, span }: Pick<Diagnostic, "rule" | "span">,
  scope: "line" | "file",
  reason: string = placeholderReasons[0],
): TextEdit | undefined {
  if (rule === "syntax") return undefined;
  const newline = file.text.includes("\r\n") ? "\r\n" : "\n";
  if (scope === "file") {
    const start = file.text.startsWith("\uFEFF") ? 1 : 0;
    // A blank line behind it, or it would be the module line's own comment.
    return insert(start, `// gomod-lint:ignore-file ${rule} -- ${reason}${newline}${newline}`);
  }
  const code = file.text.startsWith("//", span.start) ? undefined : codeAt(file.syntax.statements, span);
  if (code === undefined) return undefined;
  const line = file.lines.position(code.start).line;
  const start = file.lines.lineStart(line);
  const indent = /^[ \t]*/.exec(file.text.slice(start, code.start))?.[0] ?? "";
  return insert(start, `${indent}// gomod-lint:ignore ${rule} -- ${reason}${newline}`);
}

function insert(at: number, text: string): TextEdit {
  return { span: { start: at, end: at }, text };
}

/** The line of code that a finding begins in: a comment above covers it. Of a block's head or end it is the whole block. */
function codeAt(statements: readonly Statement[], { start }: Span): Span | undefined {
  for (const statement of statements) {
    if (statement.kind === "comment" || start < statement.span.start || start > statement.span.end) continue;
    if (statement.kind === "line") return statement.span;
    return statement.lines.find((line) => line.span.start <= start && start <= line.span.end)?.span ?? statement.span;
  }
  return undefined;
}
