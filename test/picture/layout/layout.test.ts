import assert from "node:assert/strict";
import { type Layout, type Link, layOut, type Size } from "../../../server/picture/layout/layout.ts";
import { crossings, orderLayers } from "../../../server/picture/layout/order.ts";
import { rankBoxes } from "../../../server/picture/layout/ranks.ts";
import { budget, random } from "../../support/random.ts";

const link = (from: number, to: number): Link => ({ from, to, fromY: 10, toY: 10, bundle: `${to}` });
const boxes = (count: number): readonly Size[] =>
  Array.from({ length: count }, (_, i) => ({ width: 100 + i, height: 40 + (i % 3) * 10 }));

/** No two boxes overlap, all lie within the picture, and edges run from box to box without turning back. */
function sound(sizes: readonly Size[], links: readonly Link[], { corners, routes, width, height }: Layout): void {
  const places = corners.map(({ x, y }, i) => ({
    x,
    y,
    right: x + (sizes[i] as Size).width,
    bottom: y + (sizes[i] as Size).height,
  }));
  for (const [i, a] of places.entries()) {
    assert.ok(a.x >= 0 && a.y >= 0 && a.right <= width && a.bottom <= height + 0.2, `box ${i} is outside`);
    for (const b of places.slice(i + 1)) {
      assert.ok(a.right <= b.x || b.right <= a.x || a.bottom <= b.y || b.bottom <= a.y, `box ${i} overlaps another`);
    }
  }
  for (const [i, { from, to }] of links.entries()) {
    const points = routes[i] ?? assert.fail();
    if (from === to) {
      assert.deepEqual(points, []);
      continue;
    }
    const first = points[0] ?? assert.fail();
    const last = points.at(-1) ?? assert.fail();
    assert.ok(first.x === places[from]?.right || first.x === places[from]?.x);
    assert.ok(last.x === places[to]?.x || last.x === places[to]?.right);
    const step = Math.sign(last.x - first.x);
    for (let p = 1; p < points.length; p++)
      assert.ok(((points[p]?.x ?? 0) - (points[p - 1]?.x ?? 0)) * step >= 0, "an edge turns back");
  }
}

describe("layout", () => {
  it("is sound for random graphs with cycles, and the same each time", () => {
    const { seed, cases } = budget("LAYOUT", 60);
    for (let i = 0; i < cases; i++) {
      const chance = random(seed + i);
      const sizes = boxes(1 + chance.below(40));
      const links = Array.from({ length: chance.below(90) }, () => link(chance.below(sizes.length), chance.below(sizes.length)));
      const distinct = [...new Map(links.map((l) => [`${l.from} ${l.to}`, l])).values()];
      const layout = layOut(sizes, distinct, [0]);
      try {
        sound(sizes, distinct, layout);
        assert.deepEqual(layOut(sizes, distinct, [0]), layout);
      } catch (error) {
        throw new Error(`LAYOUT_SEED=${seed + i} LAYOUT_CASES=1`, { cause: error });
      }
    }
  });

  it("draws a chain as a straight line", () => {
    const { corners, routes } = layOut(Array(4).fill({ width: 100, height: 40 }), [link(0, 1), link(1, 2), link(2, 3)], [0]);
    assert.equal(new Set(corners.map(({ y }) => y)).size, 1);
    assert.ok(routes.every((points) => points[0]?.y === points[1]?.y));
  });

  it("copes with nothing", () => {
    assert.deepEqual(layOut([], [], []), { width: 0, height: 0, corners: [], routes: [] });
  });

  it("leads long edges to one place together", () => {
    const links = [link(0, 1), link(1, 2), link(2, 3), link(0, 3), link(1, 3)];
    const { routes } = layOut(boxes(4), links, [0]);
    assert.deepEqual(routes[3]?.slice(-2), routes[4]?.slice(-2));
  });
});

describe("columns", () => {
  it("lead from left to right, and only what closes a cycle leads back", () => {
    const arcs = [link(0, 1), link(1, 2), link(2, 1), link(0, 2)];
    const { rank, reversed } = rankBoxes(3, arcs, [0]);
    assert.deepEqual(
      [[...rank], [...reversed]],
      [
        [0, 1, 2],
        [0, 0, 1, 0],
      ],
    );
  });

  it("place a box as far right as makes its edges short", () => {
    const { rank } = rankBoxes(5, [link(0, 1), link(1, 2), link(2, 3), link(0, 4), link(4, 3)], [0]);
    assert.deepEqual([...rank], [0, 1, 2, 3, 2]);
  });
});

describe("order within columns", () => {
  it("takes away crossings that need not be", () => {
    // Two columns of six, linked in the reverse order.
    const layers = [
      [0, 1, 2, 3, 4, 5],
      [6, 7, 8, 9, 10, 11],
    ];
    const right = layers.flat().map((node) => (node < 6 ? [11 - node] : []));
    const left = layers.flat().map((node) => (node < 6 ? [] : [11 - node]));
    const position = (): Float64Array => {
      const at = new Float64Array(12);
      for (const layer of layers) for (const [i, node] of layer.entries()) at[node] = i;
      return at;
    };
    assert.equal(crossings(layers, right, position()), 15);
    orderLayers({ layers, left, right });
    assert.equal(crossings(layers, right, position()), 0);
  });
});
