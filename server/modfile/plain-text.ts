/*
 * Passing over plain go.mod text character by character: words in ASCII, brackets and comments, nothing quoted. −1 stands for whatever
 * is not plain, which is for others to read.
 */

// What an ASCII character is.
const other = 0;
const word = 1;
const space = 2;
const newline = 3;
/** `(` */
export const opening = 4;
const slash = 5;
const punctuation = 6;

const classes: Uint8Array = (() => {
  const table = new Uint8Array(128);
  for (let code = 0x21; code < 0x7f; code++) table[code] = word;
  for (const [characters, kind] of [
    [" \t\r", space],
    ["\n", newline],
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

/** The class of a character; `other` for the end of the text and everything beyond ASCII. */
export function classAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code < 128 ? (classes[code] as number) : other;
}

/** Offset of the next line's first character. */
export function nextLine(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end === -1 ? text.length : end + 1;
}

/** Offset of the first character at or behind `at` that is no blank. */
export function blanksEnd(text: string, at: number): number {
  while (classAt(text, at) === space) at++;
  return at;
}

/** Offset behind the plain word at `at` (`at` itself: there is none); −1 where something comes that is not plain. */
export function wordEnd(text: string, at: number): number {
  for (; at < text.length; at++) {
    const kind = classAt(text, at);
    if (kind === word) continue;
    if (kind !== slash) return kind === other ? -1 : at;
    const next = text.charCodeAt(at + 1);
    if (next === 0x2f) return at;
    if (next === 0x2a) return -1;
  }
  return at;
}

/** Where the next line begins when nothing but blanks and a comment is left of this one; else −1. */
export function restIsEmpty(text: string, start: number): number {
  const at = blanksEnd(text, start);
  if (at === text.length) return at;
  const kind = classAt(text, at);
  if (kind === newline) return at + 1;
  return kind === slash && text.charCodeAt(at + 1) === 0x2f ? nextLine(text, at) : -1;
}

/**
 * Passes over a line whose meaning does not matter. Where the next one begins: as a negative number when the line's last token is `(`
 * and not its first, so that it opens a block if it stands outside of one; −1 where something comes that is not plain.
 */
export function skipLine(text: string, start: number): number {
  let at = start;
  let last = other;
  while (at < text.length) {
    const kind = classAt(text, at);
    switch (kind) {
      case other:
        return -1;
      case space:
        at++;
        break;
      case newline:
        return last === opening ? -(at + 1) : at + 1;
      case slash:
      case word:
        if (kind === slash && text.charCodeAt(at + 1) === 0x2f) {
          const next = nextLine(text, at);
          return last === opening ? -next : next;
        }
        at = wordEnd(text, at);
        if (at === -1) return -1;
        last = word;
        break;
      default:
        // ( ) at a line's end is a block without lines; elsewhere it is like any other token.
        last = kind === opening && at > start ? opening : punctuation;
        at++;
    }
  }
  return last === opening ? -at : at;
}
