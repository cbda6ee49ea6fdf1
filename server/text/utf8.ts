import { Buffer, isUtf8 } from "node:buffer";

/**
 * Bytes as text without loss. Valid UTF-8 is decoded as usual, a byte order mark included. Each byte that is no part of a valid sequence
 * (the bytes for which Go's utf8.DecodeRune answers RuneError with width 1) becomes the lone surrogate U+DC00 + byte. Valid UTF-8 holds no
 * surrogates, so that `encodeUtf8` can give the same bytes back: a file with a stray Latin-1 comment survives an edit elsewhere in it.
 */
export function decodeUtf8(bytes: Uint8Array): string {
  const buffer = Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = buffer.toString("utf8");
  // U+FFFD is what Node.js puts for invalid bytes; a text without it was valid, and looking for it costs less than isUtf8.
  return !text.includes("\uFFFD") || isUtf8(buffer) ? text : decodeDamaged(buffer);
}

/** Text as UTF-8, the reverse of `decodeUtf8`. A lone surrogate that stands for no byte becomes U+FFFD. */
export function encodeUtf8(text: string): Uint8Array {
  const bytes = Buffer.from(text, "utf8");
  // As many bytes as characters: ASCII, as nearly all is, which need not be searched.
  if (bytes.length === text.length || !hasInvalidUtf8(text)) return bytes;
  const parts: Buffer[] = [];
  let from = 0;
  for (const match of text.matchAll(strayBytes)) {
    parts.push(Buffer.from(text.slice(from, match.index), "utf8"));
    parts.push(Buffer.from(Array.from(match[0], (c) => c.charCodeAt(0) - 0xdc00)));
    from = match.index + match[0].length;
  }
  parts.push(Buffer.from(text.slice(from), "utf8"));
  return Buffer.concat(parts);
}

/** Whether a decoded text stands for bytes that are not UTF-8. */
export function hasInvalidUtf8(text: string): boolean {
  return text.search(strayBytes) >= 0;
}

// With the flag u only a surrogate without its partner matches.
const strayBytes = /[\uDC80-\uDCFF]+/gu;

function decodeDamaged(bytes: Buffer): string {
  let text = "";
  let valid = 0;
  for (let at = 0; at < bytes.length; ) {
    const length = sequenceLength(bytes, at);
    if (length === 0) {
      text += bytes.toString("utf8", valid, at) + String.fromCharCode(0xdc00 + (bytes[at] ?? 0));
      valid = at + 1;
    }
    at += length || 1;
  }
  return text + bytes.toString("utf8", valid);
}

/** Length in bytes of the valid sequence at `at`, 0 where there is none (Unicode 15, table 3-7). */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return 1;
  if (first < 0xc2 || first > 0xf4) return 0;
  const second = bytes[at + 1] ?? 0;
  const low = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  const high = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  if (second < low || second > high) return 0;
  const length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  for (let i = 2; i < length; i++) {
    const next = bytes[at + i] ?? 0;
    if (next < 0x80 || next > 0xbf) return 0;
  }
  return length;
}
