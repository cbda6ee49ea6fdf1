import { orderLayers } from "./order.ts";
import { type Pull, placeNodes } from "./place.ts";
import { type Arc, rankBoxes } from "./ranks.ts";

/** A box to place, in units of the picture. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** An edge to draw: it leaves and meets its boxes at a height of their own, counted from their tops. */
export interface Link extends Arc {
  readonly fromY: number;
  readonly toY: number;
  /** long edges to one box that have the same word here run together */
  readonly bundle: string;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where everything goes; all coordinates are at least 0. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  /** for each box its top left corner */
  readonly corners: readonly Point[];
  /**
   * for each link its points, from box to box: smooth curves from the first to the second, the third to the fourth and so on, straight
   * lines between. Empty for an edge from a box to itself.
   */
  readonly routes: readonly (readonly Point[])[];
}

const gaps = { box: 11, bend: 5, column: 56 };

/** Bends beyond which long edges go straight through what is between: nobody follows 20,000 of them anyway. */
const bendLimit = 6_000;

/**
 * A layered layout from left to right (after Sugiyama, Tagawa and Toda): columns, order within columns, heights, and edges that pass
 * between the boxes of the columns that they cross.
 * @param roots boxes that belong to the left, in this order
 */
export function layOut(sizes: readonly Size[], links: readonly Link[], roots: readonly number[]): Layout {
  const arcs = links.filter(({ from, to }) => from !== to);
  const { rank, reversed } = rankBoxes(sizes.length, arcs, roots);
  const grid = new Grid(sizes, rank);
  const bends = arcs.reduce((sum, { from, to }) => sum + Math.abs((rank[to] as number) - (rank[from] as number)) - 1, 0);
  const chains = new Map<Link, readonly number[]>();
  for (const [i, arc] of arcs.entries()) chains.set(arc, grid.thread(arc, reversed[i] === 1, bends <= bendLimit));
  orderLayers({ layers: grid.layers, left: grid.left, right: grid.right });
  const pulls = grid.pulls(arcs, chains, reversed);
  const y = placeNodes({ layers: grid.layers, height: grid.height, gap: grid.gap, ...pulls }, bends > bendLimit ? 8 : 24);
  return routes(sizes, links, chains, grid, y);
}

/** Boxes and bends of long edges in columns. Nodes below the number of boxes are boxes. */
class Grid {
  readonly layers: number[][] = [];
  readonly left: number[][] = [];
  readonly right: number[][] = [];
  readonly rankOf: number[] = [];
  readonly #sizes: readonly Size[];
  readonly #bends = new Map<string, number>();

  constructor(sizes: readonly Size[], rank: Int32Array) {
    this.#sizes = sizes;
    for (let box = 0; box < sizes.length; box++) this.#node(rank[box] as number);
    for (let i = 0; i < this.layers.length; i++) this.layers[i] ??= [];
  }

  get height(): Float64Array {
    return Float64Array.from(this.rankOf, (_, node) => this.#sizes[node]?.height ?? 0);
  }

  get gap(): Float64Array {
    return Float64Array.from(this.rankOf, (_, node) => (node < this.#sizes.length ? gaps.box : gaps.bend));
  }

  #node(rank: number): number {
    const node = this.rankOf.push(rank) - 1;
    this.left.push([]);
    this.right.push([]);
    while (this.layers.length <= rank) this.layers.push([]);
    this.layers[rank]?.push(node);
    return node;
  }

  #link(a: number, b: number): void {
    if (this.right[a]?.includes(b) === true) return;
    this.right[a]?.push(b);
    this.left[b]?.push(a);
  }

  /** Leads an edge from column to column. @returns its nodes from its source to its target */
  thread({ from, to, bundle }: Link, reversed: boolean, bending: boolean): readonly number[] {
    const step = reversed ? -1 : 1;
    const nodes = [from];
    const last = this.rankOf[to] as number;
    for (let rank = (this.rankOf[from] as number) + step; rank !== last && bending; rank += step) {
      const key = `${to} ${rank} ${reversed ? "<" : ">"} ${bundle}`;
      let bend = this.#bends.get(key);
      if (bend === undefined) {
        bend = this.#node(rank);
        this.#bends.set(key, bend);
      }
      nodes.push(bend);
    }
    nodes.push(to);
    for (let i = 1; i < nodes.length; i++) {
      const [a, b] = [nodes[i - 1] as number, nodes[i] as number];
      if (reversed) this.#link(b, a);
      else this.#link(a, b);
    }
    return nodes;
  }

  /** What draws each node up or down: its neighbours on edges, at the heights where these leave and meet boxes. */
  pulls(
    arcs: readonly Link[],
    chains: ReadonlyMap<Link, readonly number[]>,
    reversed: Uint8Array,
  ): { readonly left: readonly (readonly Pull[])[]; readonly right: readonly (readonly Pull[])[] } {
    const left: Pull[][] = this.rankOf.map(() => []);
    const right: Pull[][] = this.rankOf.map(() => []);
    const seen = new Set<string>();
    arcs.forEach((arc, n) => {
      const nodes = chains.get(arc) as readonly number[];
      for (let i = 1; i < nodes.length; i++) {
        const [a, b] = [nodes[i - 1] as number, nodes[i] as number];
        const known = `${a} ${b}`;
        const bends = (this.#isBend(a) ? 1 : 0) + (this.#isBend(b) ? 1 : 0);
        if (bends === 2 && seen.has(known)) continue;
        seen.add(known);
        const weight = [1, 2, 6][bends] as number;
        const aY = this.#isBend(a) ? 0 : arc.fromY - (this.#sizes[a] as Size).height / 2;
        const bY = this.#isBend(b) ? 0 : arc.toY - (this.#sizes[b] as Size).height / 2;
        const [outer, inner] = reversed[n] === 1 ? [right, left] : [left, right];
        outer[b]?.push({ node: a, shift: aY - bY, weight });
        inner[a]?.push({ node: b, shift: bY - aY, weight });
      }
    });
    return { left, right };
  }

  #isBend(node: number): boolean {
    return node >= this.#sizes.length;
  }
}

function routes(
  sizes: readonly Size[],
  links: readonly Link[],
  chains: ReadonlyMap<Link, readonly number[]>,
  grid: Grid,
  y: Float64Array,
): Layout {
  const columns = grid.layers.map((layer) => Math.max(0, ...layer.map((node) => sizes[node]?.width ?? 0)));
  const starts: number[] = [];
  let x = 0;
  columns.forEach((width, rank) => {
    starts.push(x);
    x += width + columnGap(grid, rank);
  });
  let top = Number.POSITIVE_INFINITY;
  let bottom = 0;
  y.forEach((middle, node) => {
    const half = (sizes[node]?.height ?? 0) / 2;
    top = Math.min(top, middle - half);
    bottom = Math.max(bottom, middle + half);
  });
  if (y.length === 0) top = 0;
  const round = (n: number): number => Math.round(n * 10) / 10;
  const corners = sizes.map(({ height }, box) => ({
    x: starts[grid.rankOf[box] as number] as number,
    y: round((y[box] as number) - height / 2 - top),
  }));
  const paths = links.map((link): readonly Point[] => {
    const chain = chains.get(link);
    if (chain === undefined) return [];
    const { from, to } = link;
    const backwards = (grid.rankOf[from] as number) > (grid.rankOf[to] as number);
    const a = corners[from] as Point;
    const b = corners[to] as Point;
    const points: Point[] = [{ x: a.x + (backwards ? 0 : (sizes[from] as Size).width), y: a.y + link.fromY }];
    for (const node of chain.slice(1, -1)) {
      const rank = grid.rankOf[node] as number;
      const [enter, leave] = [starts[rank] as number, (starts[rank] as number) + (columns[rank] as number)];
      const height = round((y[node] as number) - top);
      points.push({ x: backwards ? leave : enter, y: height }, { x: backwards ? enter : leave, y: height });
    }
    points.push({ x: b.x + (backwards ? (sizes[to] as Size).width : 0), y: b.y + link.toY });
    return points;
  });
  const end = columns.length - 1;
  return {
    width: end < 0 ? 0 : (starts[end] as number) + (columns[end] as number),
    height: Math.max(0, bottom - top),
    corners,
    routes: paths,
  };
}

/** The space behind a column: more where many edges have to turn. */
function columnGap(grid: Grid, rank: number): number {
  let links = 0;
  for (const node of grid.layers[rank] ?? []) links += (grid.right[node] as readonly number[]).length;
  return gaps.column + Math.min(120, links * 1.5);
}
