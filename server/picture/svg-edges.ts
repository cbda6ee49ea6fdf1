import { describeEdge } from "./describe-words.ts";
import type { Figure } from "./figure.ts";
import type { Point } from "./layout/layout.ts";
import { escapeMarkup } from "./markup.ts";
import type { Edge } from "./view.ts";

/** Edges beyond which those of a kind are drawn as one, without titles. */
const titledEdges = 2_000;

/** All edges of a figure; where there are not too many, each is an element of its own with a title that reads it out. */
export function svgEdges(figure: Figure): string {
  const { graph, view, layout, drawn } = figure;
  if (drawn.length > titledEdges) return mergedEdges(figure);
  return drawn
    .map((i) => {
      const edge = view.edges[i] as Edge;
      const points = layout.routes[i] as readonly Point[];
      const name = edgeClass(edge);
      if (points.length === 0) return `<g class="edge ${name}"/>\n`;
      return `<g class="edge ${name}"><title>${escapeMarkup(describeEdge(graph, edge))}</title><path d="${curve(points)}"/><path class="head" d="${arrow(points)}"/></g>\n`;
    })
    .join("");
}

/** One path for all edges of a kind: a browser draws that a hundred times faster than as many elements. */
function mergedEdges({ view, layout, drawn }: Figure): string {
  const lines = new Map<string, Set<string>>();
  const heads = new Map<string, Set<string>>();
  for (const i of drawn) {
    const edge = view.edges[i] as Edge;
    const points = layout.routes[i] as readonly Point[];
    if (points.length === 0) continue;
    const name = edgeClass(edge);
    const segments = lines.get(name) ?? new Set();
    lines.set(name, segments);
    for (let at = 1; at < points.length; at++) segments.add(piece(points, at));
    heads.set(name, (heads.get(name) ?? new Set()).add(arrow(points)));
  }
  return [...lines]
    .map(
      ([name, segments]) =>
        `<g class="edge ${name}"><path d="${[...segments].join("")}"/><path class="head" d="${[...(heads.get(name) ?? [])].join("")}"/></g>\n`,
    )
    .join("");
}

/** The words of an edge's class. */
export function edgeClass({ kind, indirect, risk }: Edge): string {
  return [kind, ...(kind === "lags" && risk !== undefined ? [risk] : []), ...(indirect ? ["indirect"] : [])].join(" ");
}

/** A route as the data of a path. */
export function curve(points: readonly Point[]): string {
  const [start] = points;
  let data = start === undefined ? "" : `M${start.x} ${start.y}`;
  for (let i = 1; i < points.length; i++) data += stretch(points, i);
  return data;
}

function piece(points: readonly Point[], i: number): string {
  const a = points[i - 1] as Point;
  return `M${a.x} ${a.y}${stretch(points, i)}`;
}

/** From the point before to point `i`: curves in the gaps between columns, lines across them. */
function stretch(points: readonly Point[], i: number): string {
  const a = points[i - 1] as Point;
  const b = points[i] as Point;
  if (a.y === b.y || i % 2 === 0) return `L${b.x} ${b.y}`;
  const middle = Math.round((a.x + b.x) * 5) / 10;
  return `C${middle} ${a.y} ${middle} ${b.y} ${b.x} ${b.y}`;
}

/** The head of an edge: it meets a box from the left, or from the right where it leads backwards. */
export function arrow(points: readonly Point[]): string {
  const end = points[points.length - 1] as Point;
  const before = points[points.length - 2] as Point;
  const step = before.x <= end.x ? -7 : 7;
  return `M${end.x} ${end.y}l${step} -3.5v7z`;
}
