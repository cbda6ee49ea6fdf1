/*
 * Passing over lines of plain go.mod text: words in ASCII, brackets and comments, nothing quoted. Whatever is not plain is for others to
 * read.
 */

// What an ASCII character is.
const other = 0;
const word = 1;
const space = 2;
/** `(` */
export const opening = 3;
const slash = 4;
const punctuation = 5;

const classes: Uint8Array = (() => {
  const table = new Uint8Array(128);
  for (let code = 0x21; code < 0x7f; code++) table[code] = word;
  for (const [characters, kind] of [
    [" \t\r", space],
    ["(", opening],
    ["/", slash],
    [")[]{},", punctuation],
    // ' too: a path must not have one.
    ["\"'`", other],
  ] as const) {
    for (const character of characters) table[character.charCodeAt(0)] = kind;
  }
  return table;
})();

/** The class of a character; `other` for the end of the line and everything beyond ASCII. */
export function classAt(line: string, at: number): number {
  const code = line.charCodeAt(at);
  return code < 128 ? (classes[code] as number) : other;
}

/** Offset of the first character at or behind `at` that is no blank. */
export function blanksEnd(line: string, at: number): number {
  while (classAt(line, at) === space) at++;
  return at;
}

/** Offset behind the plain word at `at` (`at` itself: there is none); −1 where something comes that is not plain. */
export function wordEnd(line: string, at: number): number {
  for (; at < line.length; at++) {
    const kind = classAt(line, at);
    if (kind === word) continue;
    if (kind !== slash) return kind === other ? -1 : at;
    const next = line.charCodeAt(at + 1);
    if (next === 0x2f) return at;
    if (next === 0x2a) return -1;
  }
  return at;
}

/** Whether a comment begins at an offset. */
export function commentAt(line: string, at: number): boolean {
  return line.startsWith("//", at);
}

/** Whether nothing but blanks and a comment is left of a line. */
export function restIsEmpty(line: string, start: number): boolean {
  const at = blanksEnd(line, start);
  return at === line.length || commentAt(line, at);
}

/**
 * Whether the last token of a line is `(` and not its first, so that it opens a block if it stands outside of one; undefined where
 * something comes that is not plain.
 */
export function opensBlock(line: string, start: number): boolean | undefined {
  let opens = false;
  for (let at = start; at < line.length; ) {
    const kind = classAt(line, at);
    if (kind === other) return undefined;
    if (kind === space) {
      at++;
    } else if (kind === word || kind === slash) {
      if (commentAt(line, at)) break;
      at = wordEnd(line, at);
      if (at === -1) return undefined;
      opens = false;
    } else {
      // ( ) at a line's end is a block without lines; elsewhere it is like any other token.
      opens = kind === opening && at > start;
      at++;
    }
  }
  return opens;
}
