/** A place in a text as a person counts it: 1-based line, 1-based column in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Line starts of one text. Lines end at `\n`; a `\r` before it belongs to the line, as in Go's own reader. */
export class LineIndex {
  readonly #starts: readonly number[];
  readonly length: number;

  constructor(text: string) {
    const starts = [0];
    for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
    this.#starts = starts;
    this.length = text.length;
  }

  /** How many lines there are; a text that ends in a newline has an empty last line. */
  get count(): number {
    return this.#starts.length;
  }

  /** UTF-16 offset → 1-based line and column. Offsets outside the text are clamped. */
  position(offset: number): Position {
    const at = Math.max(0, Math.min(offset, this.length));
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: at - (this.#starts[low] ?? 0) + 1 };
  }

  /** Offset of the first character of a 1-based line; the text's length behind the last line. */
  lineStart(line: number): number {
    return this.#starts[line - 1] ?? this.length;
  }

  /** Offset just behind a 1-based line's last character, its `\n` not included. */
  lineEnd(line: number): number {
    const next = this.#starts[line];
    return next === undefined ? this.length : next - 1;
  }
}
