import type { Span } from "../text/span.ts";

/** A place within one line of a file of this machine. Holds no text of the file, so that thousands can be kept. */
export interface FilePlace {
  /** absolute */
  readonly path: string;
  /** from 0, as editors count: `\n`, `\r\n` and a lone `\r` end a line */
  readonly line: number;
  /** UTF-16 units from the line's start */
  readonly span: Span;
  /** the line up to the span's end, where that is not ASCII: only then columns depend on what the editor counts */
  readonly text?: string;
}

const nonAscii = /[^\0-\x7f]/;

/**
 * The place of a span of a text, clipped to the line that it begins in.
 * @param path absolute, of the file with this text
 */
export function filePlace(path: string, text: string, span: Span): FilePlace {
  const { line, start } = text.includes("\r") ? lineOfAny(text, span.start) : lineOf(text, span.start);
  const rest = text.slice(span.start, span.end).search(/[\r\n]/);
  const end = rest === -1 ? span.end : span.start + rest;
  const before = text.slice(start, end);
  return {
    path,
    line,
    span: { start: span.start - start, end: end - start },
    ...(nonAscii.test(before) ? { text: before } : {}),
  };
}

function lineOf(text: string, offset: number): { readonly line: number; readonly start: number } {
  let line = 0;
  let start = 0;
  for (let end = text.indexOf("\n"); end !== -1 && end < offset; end = text.indexOf("\n", start)) {
    line++;
    start = end + 1;
  }
  return { line, start };
}

function lineOfAny(text: string, offset: number): { readonly line: number; readonly start: number } {
  let line = 0;
  let start = 0;
  for (const match of text.matchAll(/\r\n?|\n/g)) {
    if (match.index + match[0].length > offset) break;
    line++;
    start = match.index + match[0].length;
  }
  return { line, start };
}
