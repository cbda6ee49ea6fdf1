import type { TextEdit } from "./edits.ts";

/** Bound on the pairs of equal lines that one comparison looks at: beyond it the differing part is replaced as a whole. */
const pairLimit = 1_000_000;

/**
 * Edits that make `after` of `before`, whole lines each, as few lines as there are to change: cursors and marks on the other lines stay.
 * What stays is a longest common subsequence of the lines (the method of Hunt and Szymanski, fast where most lines are unique).
 */
export function minimalEdits(before: string, after: string): readonly TextEdit[] {
  if (before === after) return [];
  const a = lines(before);
  const b = lines(after);
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  const oldMiddle = a.slice(head, a.length - tail);
  const newMiddle = b.slice(head, b.length - tail);
  const edits: TextEdit[] = [];
  let offset = a.slice(0, head).reduce((sum, line) => sum + line.length, 0);
  for (const { removed, added, kept } of hunks(oldMiddle, newMiddle)) {
    const end = offset + removed;
    if (removed > 0 || added !== "") edits.push({ span: { start: offset, end }, text: added });
    offset = end + kept;
  }
  return edits;
}

/** Lines with their ends; joined they are the text. */
function lines(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** A stretch of lines that differ, and how much stays behind it: lengths in UTF-16 units of the old text. */
interface Hunk {
  readonly removed: number;
  readonly added: string;
  readonly kept: number;
}

function hunks(a: readonly string[], b: readonly string[]): readonly Hunk[] {
  const kept = commonLines(a, b);
  if (kept === undefined) return [{ removed: length(a), added: b.join(""), kept: 0 }];
  const found: Hunk[] = [];
  let x = 0;
  let y = 0;
  for (const [i, j] of [...kept, [a.length, b.length] as const]) {
    const line = a[i]?.length ?? 0;
    const last = found[found.length - 1];
    if (i === x && j === y && last !== undefined) found[found.length - 1] = { ...last, kept: last.kept + line };
    else found.push({ removed: length(a.slice(x, i)), added: b.slice(y, j).join(""), kept: line });
    x = i + 1;
    y = j + 1;
  }
  return found;
}

function length(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length, 0);
}

/** A pair of equal lines at the end of a chain of such pairs. */
interface Pair {
  readonly i: number;
  readonly j: number;
  readonly before: Pair | undefined;
}

/** Pairs of line numbers of a longest common subsequence, ascending; undefined when there are too many equal lines to compare. */
function commonLines(a: readonly string[], b: readonly string[]): readonly (readonly [number, number])[] | undefined {
  const places = new Map<string, number[]>();
  b.forEach((line, j) => {
    const known = places.get(line);
    if (known === undefined) places.set(line, [j]);
    else known.push(j);
  });
  // ends[n]: of the chains of n + 1 pairs the one that ends earliest in b
  const ends: Pair[] = [];
  let pairs = 0;
  for (const [i, line] of a.entries()) {
    const candidates = places.get(line) ?? [];
    pairs += candidates.length;
    if (pairs > pairLimit) return undefined;
    // From behind, so that no pair of this line can continue another one of it.
    for (const j of candidates.toReversed()) {
      const n = firstEndingAt(ends, j);
      ends[n] = { i, j, before: ends[n - 1] };
    }
  }
  const found: (readonly [number, number])[] = [];
  for (let pair = ends.at(-1); pair !== undefined; pair = pair.before) found.push([pair.i, pair.j]);
  return found.reverse();
}

/** Index of the first chain that ends at `j` or behind. */
function firstEndingAt(ends: readonly Pair[], j: number): number {
  let low = 0;
  let high = ends.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle]?.j ?? j) < j) low = middle + 1;
    else high = middle;
  }
  return low;
}
