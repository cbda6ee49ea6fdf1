import type { TextEdit } from "../text/edits.ts";
import { respelled } from "./format.ts";
import { lineBreak } from "./layout.ts";
import { type Atom, atoms } from "./layout-atoms.ts";
import type { ModFile, WorkFile } from "./mod-file.ts";

/** Lines of a file, 1-based, both included. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

/**
 * How much is done to a line. `space`: only white space changes, and no line end comes or goes, as while somebody types; comments above a `)`
 * stay indented. `all`: paths and versions are spelled as modfile spells them, too, and there is one blank line where it wants one.
 */
export type Extent = "space" | "all";

/**
 * Puts lines into standard style (modfile.Format), each by itself: the order of lines stays, and so does every line that is not asked for.
 * What has a syntax error is left as it is.
 */
export function layoutEdits(file: ModFile | WorkFile, { first, last }: LineRange, extent: Extent): readonly TextEdit[] {
  const { text, lines } = file;
  const end = lineBreak(text);
  const edits: TextEdit[] = [];
  const isAsked = (line: number): boolean => first <= line && line <= last;
  const put = (start: number, stop: number, by: string): void => {
    if (text.slice(start, stop) !== by) edits.push({ span: { start, end: stop }, text: by });
  };
  /** The white space from `start` on, up to what comes next. */
  const gap = (start: number, { span, newlines, margin }: Pick<Atom, "span" | "newlines" | "margin">): void => {
    const source = text.slice(start, span.start);
    if (!/^[ \t\r\n]*$/.test(source)) return; // a damaged line: there is more than what was read
    const above = lines.position(start).line;
    const here = lines.position(span.start).line;
    const added = here - above !== newlines;
    if (added ? extent === "all" && isAsked(above) && isAsked(here) : above === here && isAsked(here)) {
      put(start, span.start, end.repeat(newlines) + margin);
      return;
    }
    if (above === here || newlines === 0) return;
    if (isAsked(above)) put(start, start + (/^[ \t]*/.exec(source)?.[0].length ?? 0), "");
    for (let line = Math.max(above + 1, first); line <= Math.min(here - 1, last); line++) {
      const blank = /^[ \t]*/.exec(text.slice(lines.lineStart(line), span.start))?.[0].length ?? 0;
      put(lines.lineStart(line), lines.lineStart(line) + blank, "");
    }
    if (isAsked(here)) put(span.start - (/[ \t]*$/.exec(source)?.[0].length ?? 0), span.start, margin);
  };
  let behind = text.startsWith("\uFEFF") ? 1 : 0;
  for (const atom of atoms(file, extent === "all" ? respelled(file) : new Map(), extent === "all" ? "" : "\t")) {
    gap(behind, atom);
    if (isAsked(lines.position(atom.span.start).line)) put(atom.span.start, atom.span.end, atom.text);
    behind = atom.span.end;
  }
  if (behind > 0) gap(behind, { span: { start: text.length, end: text.length }, newlines: 1, margin: "" });
  return edits;
}
