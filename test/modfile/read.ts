import { readModFile, readWorkFile } from "../../server/modfile/meaning.ts";
import type { ModFile, WorkFile } from "../../server/modfile/mod-file.ts";
import { readSyntax } from "../../server/modfile/read-syntax.ts";

/** A go.mod file of a text. */
export function mod(text: string): ModFile {
  return readModFile(readSyntax(text));
}

/** A go.work file of a text. */
export function work(text: string): WorkFile {
  return readWorkFile(readSyntax(text));
}

/** The errors as `line:column “text” message`, columns 1-based; the text is what the range covers. */
export function errorsOf(file: ModFile | WorkFile): string[] {
  return file.errors.map(({ span, message }) => {
    const { line, column } = file.lines.position(span.start);
    return `${line}:${column} “${file.text.slice(span.start, span.end)}” ${message}`;
  });
}
