/** A link as seen from a node: who is at the other end, and how far the other end lies above this one where the link is straight. */
export interface Pull {
  readonly node: number;
  /** units of the picture: the other end's height on the link less one's own */
  readonly shift: number;
  readonly weight: number;
}

/** What decides over heights: columns in order, sizes, and links to both sides. */
export interface Placing {
  readonly layers: readonly (readonly number[])[];
  readonly height: Float64Array;
  /** space that a node wants above and below itself */
  readonly gap: Float64Array;
  readonly left: readonly (readonly Pull[])[];
  readonly right: readonly (readonly Pull[])[];
}

/**
 * Heights of the nodes' middles: in each column the order stays and nothing overlaps; within that links become as straight as can be
 * (least squares, one column after the other, to and fro).
 */
export function placeNodes({ layers, height, gap, left, right }: Placing, rounds: number): Float64Array {
  const y = new Float64Array(height.length);
  for (const layer of layers) {
    let at = 0;
    layer.forEach((node, i) => {
      if (i > 0) at += distance(layer[i - 1] as number, node, height, gap);
      y[node] = at;
    });
    const middle = at / 2;
    for (const node of layer) y[node] = (y[node] as number) - middle;
  }
  for (let round = 0; round < rounds; round++) {
    const forward = round % 2 === 0;
    for (let i = 0; i < layers.length; i++) {
      const layer = layers[forward ? i : layers.length - 1 - i] as readonly number[];
      // The last rounds look to both sides, so that nothing stays as the one side would have it.
      const sides = round >= rounds - 4 ? [left, right] : [forward ? left : right];
      settle(layer, sides, y, height, gap);
    }
  }
  return y;
}

function distance(above: number, below: number, height: Float64Array, gap: Float64Array): number {
  const space = Math.max(gap[above] as number, gap[below] as number);
  return ((height[above] as number) + (height[below] as number)) / 2 + space;
}

/** Moves a column's nodes to where their links pull them, in order and apart: isotonic regression by pooling adjacent violators. */
function settle(
  layer: readonly number[],
  sides: readonly (readonly (readonly Pull[])[])[],
  y: Float64Array,
  height: Float64Array,
  gap: Float64Array,
): void {
  const blocks: { from: number; sum: number; weight: number; mean: number }[] = [];
  const offset = new Float64Array(layer.length);
  layer.forEach((node, i) => {
    offset[i] = i === 0 ? 0 : (offset[i - 1] as number) + distance(layer[i - 1] as number, node, height, gap);
    let sum = 0;
    let weight = 0;
    for (const side of sides) {
      for (const pull of side[node] as readonly Pull[]) {
        sum += ((y[pull.node] as number) + pull.shift) * pull.weight;
        weight += pull.weight;
      }
    }
    // Who is not pulled stays about where it is, and gives way.
    const wish = weight === 0 ? (y[node] as number) : sum / weight;
    const strength = weight === 0 ? 0.01 : Math.min(weight, 8);
    blocks.push({
      from: i,
      sum: (wish - (offset[i] as number)) * strength,
      weight: strength,
      mean: wish - (offset[i] as number),
    });
    for (;;) {
      const last = blocks[blocks.length - 1];
      const before = blocks[blocks.length - 2];
      if (last === undefined || before === undefined || before.mean <= last.mean) break;
      before.sum += last.sum;
      before.weight += last.weight;
      before.mean = before.sum / before.weight;
      blocks.pop();
    }
  });
  blocks.forEach((block, b) => {
    const end = blocks[b + 1]?.from ?? layer.length;
    for (let i = block.from; i < end; i++) y[layer[i] as number] = block.mean + (offset[i] as number);
  });
}
