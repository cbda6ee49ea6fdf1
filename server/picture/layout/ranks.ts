/** A directed edge between boxes, by index. */
export interface Arc {
  readonly from: number;
  readonly to: number;
}

/** Columns of boxes: an arc leads to a later column, unless it is reversed. */
export interface Ranks {
  /** for each box its column, from 0 */
  readonly rank: Int32Array;
  /** for each arc whether it leads backwards: it closes a cycle */
  readonly reversed: Uint8Array;
}

/**
 * Puts boxes into columns so that as few requirements as possible lead backwards: arcs that close a cycle on a walk from the roots are
 * turned round, then each box stands behind all that lead to it, and as far to the right as shortens its arcs.
 * @param arcs without those from a box to itself
 * @param roots where the walk starts, in this order; boxes that it does not reach follow
 */
export function rankBoxes(count: number, arcs: readonly Arc[], roots: readonly number[]): Ranks {
  const out = adjacency(count, arcs);
  const { reversed, order } = breakCycles(count, arcs, out, roots);
  const rank = new Int32Array(count);
  const head = (i: number): number => ((reversed[i] === 1 ? arcs[i]?.from : arcs[i]?.to) ?? 0) as number;
  const tail = (i: number): number => ((reversed[i] === 1 ? arcs[i]?.to : arcs[i]?.from) ?? 0) as number;
  const outgoing: number[][] = Array.from({ length: count }, () => []);
  const incoming = new Int32Array(count);
  arcs.forEach((_, i) => {
    outgoing[tail(i)]?.push(head(i));
    incoming[head(i)] = (incoming[head(i)] as number) + 1;
  });
  for (const box of order) {
    for (const to of outgoing[box] ?? []) rank[to] = Math.max(rank[to] as number, (rank[box] as number) + 1);
  }
  // Moving a box to the right shortens what goes out and lengthens what comes in.
  for (let i = order.length - 1; i >= 0; i--) {
    const box = order[i] as number;
    const next = outgoing[box] as number[];
    if (next.length === 0 || roots.includes(box) || (incoming[box] as number) > next.length) continue;
    let least = Number.POSITIVE_INFINITY;
    for (const to of next) least = Math.min(least, rank[to] as number);
    rank[box] = least - 1;
  }
  return { rank, reversed };
}

/** For each box the indices of the arcs that leave it. */
function adjacency(count: number, arcs: readonly Arc[]): readonly (readonly number[])[] {
  const out: number[][] = Array.from({ length: count }, () => []);
  arcs.forEach((arc, i) => {
    out[arc.from]?.push(i);
  });
  return out;
}

/** A depth-first walk: arcs to what is still open are reversed; boxes in topological order of the rest. */
function breakCycles(
  count: number,
  arcs: readonly Arc[],
  out: readonly (readonly number[])[],
  roots: readonly number[],
): { readonly reversed: Uint8Array; readonly order: readonly number[] } {
  const reversed = new Uint8Array(arcs.length);
  const state = new Uint8Array(count); // 0 new, 1 open, 2 done
  const at = new Int32Array(count);
  const finished: number[] = [];
  for (const start of [...roots, ...Array.from({ length: count }, (_, i) => i)]) {
    if (state[start] !== 0) continue;
    const stack = [start];
    state[start] = 1;
    while (stack.length > 0) {
      const box = stack[stack.length - 1] as number;
      const list = out[box] as readonly number[];
      const next = at[box] as number;
      if (next === list.length) {
        state[box] = 2;
        finished.push(box);
        stack.pop();
        continue;
      }
      at[box] = next + 1;
      const arc = list[next] as number;
      const to = (arcs[arc] as Arc).to;
      if (state[to] === 1) reversed[arc] = 1;
      else if (state[to] === 0) {
        state[to] = 1;
        stack.push(to);
      }
    }
  }
  return { reversed, order: finished.reverse() };
}
