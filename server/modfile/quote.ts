/**
 * Quoting as go.mod knows it: strconv.Unquote, strconv.Quote and modfile.MustQuote/AutoQuote, restated for UTF-16 text.
 */

const printable = /^[\p{L}\p{M}\p{N}\p{P}\p{S}]$/u;
const anyQuote = /["'`]/;

/**
 * Whether a code point is printable as Go's unicode.IsPrint says: letters, marks, numbers, punctuation, symbols and the plain space.
 * A lone surrogate counts as U+FFFD, which is what it becomes when the text is written as UTF-8.
 */
export function isPrintable(codePoint: number): boolean {
  if (codePoint < 0x7f) return codePoint >= 0x20;
  if (codePoint >= 0xd800 && codePoint <= 0xdfff) return true;
  return printable.test(String.fromCodePoint(codePoint));
}

/** Whether a string has to be quoted to be one token of a go.mod line (modfile.MustQuote). */
export function mustQuote(value: string): boolean {
  if (value === "") return true;
  for (let at = 0; at < value.length; at++) {
    const code = value.codePointAt(at) ?? 0;
    if (code > 0xffff) at++;
    switch (code) {
      case 0x20: // space
      case 0x22: // "
      case 0x27: // '
      case 0x60: // `
        return true;
      case 0x28: // (
      case 0x29: // )
      case 0x5b: // [
      case 0x5d: // ]
      case 0x7b: // {
      case 0x7d: // }
      case 0x2c: // ,
        if (value.length > 1) return true;
        break;
      default:
        if (!isPrintable(code)) return true;
    }
  }
  return value.includes("//") || value.includes("/*");
}

/** The spelling of a value as a token: itself, or quoted where it must be (modfile.AutoQuote). */
export function autoQuote(value: string): string {
  return mustQuote(value) ? quote(value) : value;
}

const shortEscapes = new Map<number, string>([
  [0x07, "\\a"],
  [0x08, "\\b"],
  [0x0c, "\\f"],
  [0x0a, "\\n"],
  [0x0d, "\\r"],
  [0x09, "\\t"],
  [0x0b, "\\v"],
  [0x22, '\\"'],
  [0x5c, "\\\\"],
]);

/** An interpreted Go string literal for a value (strconv.Quote). */
export function quote(value: string): string {
  let out = '"';
  for (let at = 0; at < value.length; at++) {
    let code = value.codePointAt(at) ?? 0;
    if (code > 0xffff) at++;
    else if (code >= 0xd800 && code <= 0xdfff) code = 0xfffd;
    const short = shortEscapes.get(code);
    if (short !== undefined) out += short;
    else if (isPrintable(code)) out += String.fromCodePoint(code);
    else if (code < 0x80) out += `\\x${code.toString(16).padStart(2, "0")}`;
    else if (code < 0x10000) out += `\\u${code.toString(16).padStart(4, "0")}`;
    else out += `\\U${code.toString(16).padStart(8, "0")}`;
  }
  return `${out}"`;
}

/**
 * What a token means as a string of go.mod (modfile's parseString): an interpreted string is unquoted; any other token stands for
 * itself and must not contain a quote, so raw strings are refused as Go refuses them here.
 * @returns undefined when the token is not a string that Go accepts
 */
export function tokenValue(token: string): string | undefined {
  if (token.charCodeAt(0) === 0x22) return unquote(token);
  return anyQuote.test(token) ? undefined : token;
}

const simpleEscapes = new Map<string, string>([
  ["a", "\x07"],
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
  ["v", "\v"],
  ["\\", "\\"],
  ['"', '"'],
]);
const hexLengths = new Map<string, number>([
  ["x", 2],
  ["u", 4],
  ["U", 8],
]);

/** The value of an interpreted string literal with its quotes (strconv.Unquote); undefined when it is malformed. */
export function unquote(literal: string): string | undefined {
  if (literal.length < 2 || !literal.startsWith('"') || !literal.endsWith('"')) return undefined;
  const body = literal.slice(1, -1);
  if (body.includes("\n")) return undefined;
  if (!body.includes("\\")) return body.includes('"') ? undefined : body;
  const encoder = new TextEncoder();
  const bytes: number[] = [];
  let at = 0;
  while (at < body.length) {
    const backslash = body.indexOf("\\", at);
    const plain = body.slice(at, backslash === -1 ? body.length : backslash);
    if (plain.includes('"')) return undefined;
    append(bytes, encoder.encode(plain));
    if (backslash === -1) break;
    const read = readEscape(body, backslash + 1);
    if (read === undefined) return undefined;
    if (typeof read.value === "number") bytes.push(read.value);
    else append(bytes, encoder.encode(read.value));
    at = read.end;
  }
  // \x and octal escapes name bytes: only together do they have to make UTF-8.
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(Uint8Array.from(bytes));
}

function append(bytes: number[], more: Uint8Array): void {
  for (const byte of more) bytes.push(byte);
}

/** One escape sequence, `at` behind its backslash: a string, or a number for a single byte (strconv.UnquoteChar). */
function readEscape(body: string, at: number): { readonly value: string | number; readonly end: number } | undefined {
  const letter = body.charAt(at);
  const simple = simpleEscapes.get(letter);
  if (simple !== undefined) return { value: simple, end: at + 1 };
  const length = hexLengths.get(letter);
  if (length !== undefined) {
    const digits = body.slice(at + 1, at + 1 + length);
    if (digits.length !== length || !/^[0-9a-fA-F]+$/.test(digits)) return undefined;
    const code = Number.parseInt(digits, 16);
    if (letter === "x") return { value: code, end: at + 3 };
    if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return undefined;
    return { value: String.fromCodePoint(code), end: at + 1 + length };
  }
  const octal = body.slice(at, at + 3);
  if (!/^[0-3][0-7][0-7]$/.test(octal)) return undefined;
  return { value: Number.parseInt(octal, 8), end: at + 3 };
}
