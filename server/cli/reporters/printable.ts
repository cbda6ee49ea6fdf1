/**
 * Text of a file made safe for a terminal: control characters, which could move the cursor or end a line, become visible; characters that
 * turn the direction of text, and bytes that are not UTF-8, become U+FFFD. A newline becomes a space.
 */
export function printable(text: string): string {
  return suspicious.test(text) ? text.replace(all, replacement) : text;
}

/** The same for a line of a file whose tabs are kept. */
export function printableLine(line: string): string {
  return suspicious.test(line) ? line.replace(all, (c) => (c === "\t" ? c : replacement(c))) : line;
}

/** A message cut to what a person reads. */
export function shortened(text: string, limit = 1000): string {
  return text.length <= limit ? text : `${text.slice(0, limit)}…`;
}

// C0, DEL, C1, line and paragraph separators, directional marks and lone surrogates.
const suspicious = /[\u0000-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069\uD800-\uDFFF]/u;
const all = new RegExp(suspicious.source, "gu");

function replacement(c: string): string {
  const code = c.charCodeAt(0);
  if (c === "\n") return " ";
  if (code < 0x20) return String.fromCharCode(0x2400 + code); // the picture of a control character
  return code === 0x7f ? "\u2421" : "\uFFFD";
}
