import type { Position, Range } from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Span } from "../text/span.ts";

/** What `character` counts in the protocol's positions: bytes, UTF-16 units or code points. */
export type PositionEncoding = "utf-8" | "utf-16" | "utf-32";

/** Encodings in the order in which the server takes them: UTF-16 first, since its own offsets are that. */
const known: readonly PositionEncoding[] = ["utf-16", "utf-8", "utf-32"];

/**
 * The encoding of a session.
 * @param offered `general.positionEncodings` of the client; absent or without a known one: UTF-16, which every client speaks
 */
export function negotiateEncoding(offered: readonly string[] | undefined): PositionEncoding {
  return known.find((encoding) => offered?.includes(encoding) === true) ?? "utf-16";
}

/** One change as the editor sends it: a range of the text before it, or the whole text. */
export interface ProtocolChange {
  readonly range?: Range | null;
  readonly text: string;
}

/**
 * A text with its lines as the protocol counts them (`\n`, `\r\n` and a lone `\r` end one), and the one place where positions in the
 * negotiated encoding become UTF-16 offsets and back.
 */
export class Positions {
  readonly encoding: PositionEncoding;
  #document: TextDocument;
  #ascii: boolean | undefined;

  constructor(text: string, encoding: PositionEncoding) {
    this.encoding = encoding;
    this.#document = TextDocument.create("", "", 0, text);
  }

  get text(): string {
    return this.#document.getText();
  }

  /** The UTF-16 offset of a position. Behind the end of a line it is the line's end, behind the last line the text's. */
  offset({ line, character }: Position): number {
    return this.#document.offsetAt({ line, character: this.#units(line, character) });
  }

  /** The range of a span. Offsets outside the text are clamped. */
  range(span: Span): Range {
    return { start: this.position(span.start), end: this.position(span.end) };
  }

  position(offset: number): Position {
    const { line, character } = this.#document.positionAt(offset);
    if (this.#countsUnits) return { line, character };
    const start = this.#document.offsetAt({ line, character: 0 });
    return { line, character: count(this.text, start, start + character, this.encoding) };
  }

  /** The span of a range; one that is the wrong way round is turned. */
  span(range: Range): Span {
    const [a, b] = [this.offset(range.start), this.offset(range.end)];
    return a <= b ? { start: a, end: b } : { start: b, end: a };
  }

  /**
   * Applies one change.
   * @returns the same change in offsets of the text before it, or the whole text
   */
  change(change: ProtocolChange): { readonly span: Span; readonly text: string } | { readonly text: string } {
    // Some clients write null for what is not there.
    if (change.range === undefined || change.range === null) {
      this.#document = TextDocument.create("", "", 0, change.text);
      this.#ascii = undefined;
      return { text: change.text };
    }
    const span = this.span(change.range);
    const range = { start: this.#document.positionAt(span.start), end: this.#document.positionAt(span.end) };
    this.#document = TextDocument.update(this.#document, [{ range, text: change.text }], 0);
    this.#ascii = undefined;
    return { span, text: change.text };
  }

  /** Whether `character` is a number of UTF-16 units here, as it is in all encodings while the text is ASCII. */
  get #countsUnits(): boolean {
    if (this.encoding === "utf-16") return true;
    this.#ascii ??= !nonAscii.test(this.text);
    return this.#ascii;
  }

  /** `character` of a position as a number of UTF-16 units. */
  #units(line: number, character: number): number {
    if (this.#countsUnits || line < 0) return character;
    const start = this.#document.offsetAt({ line, character: 0 });
    const end = this.#document.offsetAt({ line, character: Number.MAX_SAFE_INTEGER });
    return unitsOf(this.text, start, end, character, this.encoding);
  }
}

const nonAscii = /[^\0-\x7f]/;

/** How many units of an encoding lie between two UTF-16 offsets of a text. */
export function unitsBetween(text: string, start: number, end: number, encoding: PositionEncoding): number {
  return encoding === "utf-16" ? end - start : count(text, start, end, encoding);
}

/** How many bytes or code points the units from `start` to `end` are. */
function count(text: string, start: number, end: number, encoding: PositionEncoding): number {
  let total = 0;
  for (let at = start; at < end; ) {
    const point = text.codePointAt(at) ?? 0;
    total += width(point, encoding);
    at += point > 0xffff ? 2 : 1;
  }
  return total;
}

/** How many UTF-16 units the first `wanted` bytes or code points are; a position inside a character is its start. */
function unitsOf(text: string, start: number, end: number, wanted: number, encoding: PositionEncoding): number {
  let total = 0;
  let at = start;
  while (at < end) {
    const point = text.codePointAt(at) ?? 0;
    total += width(point, encoding);
    if (total > wanted) break;
    at += point > 0xffff ? 2 : 1;
  }
  return at - start;
}

function width(point: number, encoding: PositionEncoding): number {
  if (encoding === "utf-32") return 1;
  return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
}
