import { applyEdits, type TextEdit } from "../text/edits.ts";
import { minimalEdits } from "../text/minimal-edits.ts";
import { readModFile, readWorkFile } from "./meaning.ts";
import type { ModFile, WorkFile } from "./mod-file.ts";
import { readSyntax } from "./read-syntax.ts";

/** Edits of one file, each made for the text that the one before leaves: for those that would overlap. */
export function editsInTurn<File extends ModFile | WorkFile>(
  file: File,
  ...steps: readonly ((file: File) => readonly TextEdit[])[]
): readonly TextEdit[] {
  let current = file;
  for (const step of steps) {
    const edits = step(current);
    if (edits.length > 0) current = reread(applyEdits(current.text, edits), file);
  }
  return minimalEdits(file.text, current.text);
}

/** Directories are taken as either system spells them: what was one before is one still. */
function reread<File extends ModFile | WorkFile>(text: string, { kind }: File): File {
  const read = kind === "mod" ? readModFile : readWorkFile;
  return read(readSyntax(text), { windows: true }) as File;
}
