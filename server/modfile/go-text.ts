/** The parts of Go's strings and unicode packages that go.mod's comments depend on, for UTF-16 text. */

/** Whether a UTF-16 unit is white space as Go's unicode.IsSpace says; String.prototype.trim differs by U+0085 and U+FEFF. */
export function isSpace(code: number): boolean {
  if (code < 0x80) return code === 0x20 || (code >= 0x09 && code <= 0x0d);
  return (
    code === 0x85 ||
    code === 0xa0 ||
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000
  );
}

/** The text without white space at its ends (strings.TrimSpace). */
export function trimSpace(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isSpace(text.charCodeAt(start))) start++;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
}

/** The words between runs of white space (strings.Fields). */
export function fields(text: string): string[] {
  const words: string[] = [];
  let start = -1;
  for (let at = 0; at <= text.length; at++) {
    if (at === text.length || isSpace(text.charCodeAt(at))) {
      if (start !== -1) words.push(text.slice(start, at));
      start = -1;
    } else if (start === -1) {
      start = at;
    }
  }
  return words;
}
