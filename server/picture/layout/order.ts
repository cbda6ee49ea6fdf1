/** Nodes in columns, with links between neighbouring columns only. */
export interface Layers {
  /** for each column its nodes, from top to bottom; reordered in place */
  readonly layers: number[][];
  /** for each node its neighbours in the column to the left */
  readonly left: readonly (readonly number[])[];
  /** for each node its neighbours in the column to the right */
  readonly right: readonly (readonly number[])[];
}

/** Links beyond which crossings are not counted any more: the last round is as good as the best then. */
const countable = 20_000;

/**
 * Orders the nodes of each column so that few links cross: sweeps to and fro, in which each node moves to the mean of its neighbours, and
 * the best order of all is kept.
 */
export function orderLayers({ layers, left, right }: Layers): void {
  const position = new Float64Array(left.length);
  const links = right.reduce((sum, list) => sum + list.length, 0);
  const rounds = links > countable ? 4 : 16;
  const settle = (layer: readonly number[]): void => {
    for (let i = 0; i < layer.length; i++) position[layer[i] as number] = i;
  };
  for (const layer of layers) settle(layer);
  let best = links > countable ? 0 : crossings(layers, right, position);
  let kept = layers.map((layer) => [...layer]);
  for (let round = 0; round < rounds; round++) {
    const forward = round % 2 === 0;
    for (let i = 1; i < layers.length; i++) {
      const layer = layers[forward ? i : layers.length - 1 - i] as number[];
      sortByMean(layer, forward ? left : right, position);
      settle(layer);
    }
    if (links > countable) continue;
    const now = crossings(layers, right, position);
    if (now < best) {
      best = now;
      kept = layers.map((layer) => [...layer]);
    }
  }
  if (links > countable) return;
  kept.forEach((layer, i) => {
    layers[i] = layer;
    settle(layer);
  });
  transpose(layers, left, right, position);
}

/** Sorts a column by the mean position of each node's neighbours; who has none keeps its place. */
function sortByMean(layer: number[], neighbours: readonly (readonly number[])[], position: Float64Array): void {
  const mean = new Map<number, number>();
  layer.forEach((node, i) => {
    const list = neighbours[node] as readonly number[];
    let sum = 0;
    for (const other of list) sum += position[other] as number;
    mean.set(node, list.length === 0 ? i : sum / list.length);
  });
  layer.sort((a, b) => (mean.get(a) as number) - (mean.get(b) as number) || (position[a] as number) - (position[b] as number));
}

/** How many pairs of links cross, all columns together. */
export function crossings(
  layers: readonly (readonly number[])[],
  right: readonly (readonly number[])[],
  position: Float64Array,
): number {
  let total = 0;
  layers.forEach((layer, i) => {
    const next = layers[i + 1];
    if (next === undefined) return;
    // Links in the order of their left ends; each crosses those before it that end further down.
    const tree = new Int32Array(next.length + 1);
    let seen = 0;
    for (const node of layer) {
      const ends = (right[node] as readonly number[]).map((to) => position[to] as number).sort((a, b) => a - b);
      for (const end of ends) {
        let notBelow = 0;
        for (let at = end + 1; at > 0; at -= at & -at) notBelow += tree[at] as number;
        total += seen - notBelow;
      }
      for (const end of ends) {
        for (let at = end + 1; at < tree.length; at += at & -at) tree[at] = (tree[at] as number) + 1;
        seen++;
      }
    }
  });
  return total;
}

/** Swaps neighbours where that takes crossings away, until it does not any more. */
function transpose(
  layers: readonly number[][],
  left: readonly (readonly number[])[],
  right: readonly (readonly number[])[],
  position: Float64Array,
): void {
  const crossed = (a: readonly number[], b: readonly number[]): number => {
    let n = 0;
    for (const i of a) for (const j of b) if ((position[i] as number) > (position[j] as number)) n++;
    return n;
  };
  for (let round = 0, better = true; better && round < 8; round++) {
    better = false;
    for (const layer of layers) {
      for (let i = 0; i + 1 < layer.length; i++) {
        const upper = layer[i] as number;
        const lower = layer[i + 1] as number;
        const [ul, ll] = [left[upper] as number[], left[lower] as number[]];
        const [ur, lr] = [right[upper] as number[], right[lower] as number[]];
        if (ul.length * ll.length + ur.length * lr.length > 10_000) continue;
        if (crossed(ul, ll) + crossed(ur, lr) <= crossed(ll, ul) + crossed(lr, ur)) continue;
        layer[i] = lower;
        layer[i + 1] = upper;
        position[lower] = i;
        position[upper] = i + 1;
        better = true;
      }
    }
  }
}
