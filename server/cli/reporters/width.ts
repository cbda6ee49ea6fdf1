/** Distance of tab stops in excerpts: columns stay right in terminals, logs and mails alike, since no tab is printed. */
const tabStop = 4;

// East Asian Wide and Fullwidth (UAX #11) in coarse ranges, with emoji.
const wide =
  /[\u1100-\u115F\u231A\u231B\u2329\u232A\u23E9-\u23EC\u23F0\u23F3\u25FD\u25FE\u2614\u2615\u2E80-\u303E\u3041-\uA4CF\uA960-\uA97C\uAC00-\uD7A3\uF900-\uFAFF\uFE10-\uFE19\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{16FE0}-\u{18CFF}\u{1AFF0}-\u{1B2FF}\u{1F200}-\u{1F265}\u{1F300}-\u{1F64F}\u{1F680}-\u{1F6FF}\u{1F7E0}-\u{1F7EB}\u{1F900}-\u{1FAFF}\u{20000}-\u{3FFFD}]/u;
const zero = /[\p{Mn}\p{Me}\p{Cf}]/u;

/** Columns that a character takes in a terminal. */
function characterWidth(character: string): 0 | 1 | 2 {
  if (character < "\u0300") return character === "\u00AD" ? 0 : 1;
  return zero.test(character) ? 0 : wide.test(character) ? 2 : 1;
}

/** A line as it is shown, and the columns in which two of its places end up. */
export interface ShownLine {
  readonly text: string;
  /** 0-based columns of the terminal */
  readonly start: number;
  readonly end: number;
}

/**
 * Expands the tabs of a line, and cuts it to `limit` columns around the part that is spoken of.
 * @param start UTF-16 offset in `line`
 * @param end UTF-16 offset in `line`, behind `start`
 */
export function showLine(line: string, start: number, end: number, limit = 160): ShownLine {
  // A line can be as long as the file: only what is near the place is looked at.
  const from = Math.max(0, start - limit * 4);
  let text = "";
  let column = 0;
  let first = 0;
  let last = 0;
  let at = from;
  const columns: number[] = []; // column of each character of `text`, to cut at
  const characters: string[] = [];
  for (const character of line.slice(from, start + limit * 4)) {
    if (at <= start) first = column;
    if (at <= end) last = column;
    at += character.length;
    const width = character === "\t" ? tabStop - (column % tabStop) : characterWidth(character);
    characters.push(character === "\t" ? " ".repeat(width) : character);
    columns.push(column);
    column += width;
  }
  if (at <= start) first = column;
  if (at <= end || end >= line.length) last = column;
  if (from === 0 && column <= limit && at >= line.length) {
    text = characters.join("");
    return { text, start: first, end: last };
  }
  const left = from === 0 && last <= limit ? 0 : Math.max(0, first - 20);
  const right = left + limit;
  const cut = characters.filter((_, i) => (columns[i] ?? 0) >= left && (columns[i] ?? 0) < right).join("");
  const before = left > 0 || from > 0 ? "…" : "";
  const after = column > right || at < line.length ? "…" : "";
  const shift = left - before.length;
  return { text: before + cut + after, start: first - shift, end: Math.min(last, right) - shift };
}
