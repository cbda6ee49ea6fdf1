/** Lines around a change that tell where it belongs, as `diff -u` has them. */
const around = 3;

/** Beyond this many changed lines the middle is shown as replaced as a whole: the cost of the least difference grows with its square. */
const searchLimit = 500;

interface Step {
  readonly sign: " " | "-" | "+";
  /** with its line end */
  readonly line: string;
}

/**
 * The difference of two texts as `diff -u` prints it, which `git apply` and `patch` take. Line ends, a missing one at the end of the file
 * included, are told as they are.
 * @param name of the file, `/` between its parts, relative to where the patch will be applied
 * @returns empty when the texts are equal
 */
export function unifiedDiff(name: string, before: string, after: string): string {
  if (before === after) return "";
  const steps = difference(splitLines(before), splitLines(after));
  let result = `--- ${header("a", name)}\n+++ ${header("b", name)}\n`;
  const passed = { old: 0, new: 0, steps: 0 };
  for (const { from, to } of hunks(steps)) {
    // Between hunks all lines are the same.
    passed.old += from - passed.steps;
    passed.new += from - passed.steps;
    const part = steps.slice(from, to);
    const old = part.filter((step) => step.sign !== "+").length;
    const now = part.filter((step) => step.sign !== "-").length;
    result += `@@ -${place(passed.old, old)} +${place(passed.new, now)} @@\n`;
    for (const { sign, line } of part) result += `${sign}${line}${line.endsWith("\n") ? "" : "\n\\ No newline at end of file\n"}`;
    passed.old += old;
    passed.new += now;
    passed.steps = to;
  }
  return result;
}

/** What becomes of each line, in order: it stays, goes, or comes. */
export function lineDifference(before: string, after: string): readonly ("-" | "+" | " ")[] {
  return difference(splitLines(before), splitLines(after)).map(({ sign }) => sign);
}

/** A name with a space is followed by a tab, so that it is told from a date; one with odd characters is quoted as git does. */
function header(side: "a" | "b", name: string): string {
  const full = `${side}/${name}`;
  if (/["\\\u0000-\u001F\u007F]/.test(full)) {
    return `"${full.replace(/["\\\u0000-\u001F\u007F]/g, (c) => (c === '"' || c === "\\" ? `\\${c}` : `\\${c.charCodeAt(0).toString(8).padStart(3, "0")}`))}"`;
  }
  return full.includes(" ") ? `${full}\t` : full;
}

/** A hunk's place: an empty part is named by the line before it. */
function place(skipped: number, count: number): string {
  const start = count === 0 ? skipped : skipped + 1;
  return count === 1 ? `${start}` : `${start},${count}`;
}

function splitLines(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function hunks(steps: readonly Step[]): readonly { readonly from: number; readonly to: number }[] {
  const found: { from: number; to: number }[] = [];
  steps.forEach((step, i) => {
    if (step.sign === " ") return;
    const last = found[found.length - 1];
    const to = Math.min(steps.length, i + around + 1);
    if (last !== undefined && i - around <= last.to) last.to = to;
    else found.push({ from: Math.max(0, i - around), to });
  });
  return found;
}

function difference(a: readonly string[], b: readonly string[]): readonly Step[] {
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  const same = (lines: readonly string[]): Step[] => lines.map((line) => ({ sign: " ", line }));
  return [
    ...same(a.slice(0, head)),
    ...changedMiddle(a.slice(head, a.length - tail), b.slice(head, b.length - tail)),
    ...same(a.slice(a.length - tail)),
  ];
}

/** The least edit script (E. W. Myers, An O(ND) Difference Algorithm, 1986). */
function changedMiddle(a: readonly string[], b: readonly string[]): readonly Step[] {
  const trace: Map<number, number>[] = [];
  let reach = new Map<number, number>([[1, 0]]);
  for (let d = 0; d <= a.length + b.length; d++) {
    if (d > searchLimit) break;
    const next = new Map<number, number>();
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && (reach.get(k - 1) ?? -1) < (reach.get(k + 1) ?? -1));
      let x = down ? (reach.get(k + 1) ?? 0) : (reach.get(k - 1) ?? 0) + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++;
      next.set(k, x);
      if (x >= a.length && x - k >= b.length) return walkBack(a, b, [...trace, reach], d);
    }
    trace.push(reach);
    reach = next;
  }
  return [...a.map((line): Step => ({ sign: "-", line })), ...b.map((line): Step => ({ sign: "+", line }))];
}

function walkBack(
  a: readonly string[],
  b: readonly string[],
  trace: readonly ReadonlyMap<number, number>[],
  last: number,
): readonly Step[] {
  const steps: Step[] = [];
  let x = a.length;
  let y = b.length;
  for (let d = last; d > 0; d--) {
    const reach = trace[d] as ReadonlyMap<number, number>;
    const k = x - y;
    const down = k === -d || (k !== d && (reach.get(k - 1) ?? -1) < (reach.get(k + 1) ?? -1));
    const before = down ? k + 1 : k - 1;
    const fromX = reach.get(before) ?? 0;
    const fromY = fromX - before;
    for (; x > fromX && y > fromY; x--, y--) steps.push({ sign: " ", line: a[x - 1] ?? "" });
    if (x === fromX) steps.push({ sign: "+", line: b[--y] ?? "" });
    else steps.push({ sign: "-", line: a[--x] ?? "" });
  }
  for (; x > 0 && y > 0; x--, y--) steps.push({ sign: " ", line: a[x - 1] ?? "" });
  return steps.reverse();
}
