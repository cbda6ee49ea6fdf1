import { type Layout, type Link, layOut, type Size } from "./layout/layout.ts";
import { isSelected, type PictureGraph, type PictureModule, type PictureVersion } from "./model.ts";
import type { Reach } from "./reach.ts";
import type { Box, Edge, Row, View } from "./view.ts";

/** Measures of a box, in units of the picture: the letters are of equal width, so that a text's length gives its width. */
export const measures = { letter: 7.3, small: 6.7, title: 22, row: 18, pad: 9, margin: 24, least: 110 } as const;

/** Versions beyond which a box has the further ones in one row; the box that a picture is about has more. */
const rowLimits = { box: 10, focus: 40 } as const;

/** A path is cut in its middle beyond this many letters; the whole of it is in the title. */
const pathLimit = 46;

/** A view with places for all that it shows. */
export interface Figure {
  readonly graph: PictureGraph;
  readonly view: View;
  readonly layout: Layout;
  readonly boxes: readonly FigureBox[];
  /** the edges that are drawn, as indices into the view's */
  readonly drawn: readonly number[];
  /** what it shows of how much; absent where it shows everything */
  readonly note?: string;
}

/** A box as it is written. */
export interface FigureBox extends Size {
  readonly box: Box;
  readonly module: PictureModule;
  /** the path, perhaps cut */
  readonly label: string;
  readonly rows: readonly FigureRow[];
  /** versions that have no row of their own: the lowest */
  readonly rest: readonly number[];
}

export interface FigureRow extends Row {
  readonly described: PictureVersion;
  readonly selected: boolean;
  /** the version and what is to be said of it */
  readonly text: string;
  /** marks behind the version */
  readonly marks: string;
  /** its middle, from the box's top */
  readonly y: number;
}

/** Requirements beyond which a picture of everything is a tangle: then each module has only the edge that brings it into the build. */
const tangle = 1_500;

/** Lays a view out. */
export function figureOf(graph: PictureGraph, reach: Reach, view: View): Figure {
  const boxes = view.boxes.map((box) => figureBox(graph, box, view.focus === box.module ? rowLimits.focus : rowLimits.box));
  const place = new Map<number, { readonly box: number; readonly y: number }>();
  boxes.forEach(({ rows, rest }, box) => {
    for (const row of rows) place.set(row.version, { box, y: row.y });
    for (const version of rest) place.set(version, { box, y: rowY(rows.length) });
  });
  const links = view.edges.map(({ from, to, kind, indirect }): Link => {
    const a = place.get(from) ?? { box: 0, y: 0 };
    const b = place.get(to) ?? { box: 0, y: 0 };
    return { from: a.box, to: b.box, fromY: a.y, toY: b.y, bundle: `${to} ${kind} ${indirect}` };
  });
  const roots = boxes.flatMap(({ module }, i) => (module.main === true ? [i] : []));
  const all = view.edges.map((_, i) => i);
  const thinned = view.whole && all.length > tangle;
  const drawn = thinned ? all.filter((i) => brings(graph, reach, view.edges[i] as Edge)) : all;
  const remark = `${all.length} requirements, of which those that bring a module into the build are drawn`;
  const note = [...(view.note === undefined ? [] : [view.note]), ...(thinned ? [remark] : [])].join("; ");
  return { graph, view, layout: layOut(boxes, links, roots), boxes, drawn, ...(note === "" ? {} : { note }) };
}

/** Whether a requirement is the last one of the chain that explains a selected version. */
function brings(graph: PictureGraph, reach: Reach, { from, to }: Edge): boolean {
  return reach.before[to] === from && isSelected(graph, to);
}

function figureBox(graph: PictureGraph, box: Box, limit: number): FigureBox {
  const module = graph.modules[box.module] as PictureModule;
  const label = shorten(module.path, pathLimit);
  const shown = box.rows.length <= limit ? box.rows : box.rows.slice(0, limit - 1);
  const rows = shown.flatMap((row, i): FigureRow[] => {
    const described = graph.versions[row.version] as PictureVersion;
    // A main module has no version, and so no line of its own: its edges leave from the title.
    if (described.version === "") return [{ ...row, described, selected: true, text: "main module", marks: "", y: rowY(i) }];
    const text = shorten(described.version, 40);
    return [
      {
        ...row,
        described,
        selected: module.selected === row.version,
        text,
        marks: marksOf(described, row, module.selected === row.version),
        y: rowY(i),
      },
    ];
  });
  const hidden = box.hidden === 0 ? 0 : 5 + String(box.hidden).length;
  const width = Math.max(
    measures.least,
    (label.length + hidden) * measures.letter + 2 * measures.pad,
    ...rows.map(({ text, marks }) => (text.length + marks.length + 2) * measures.small + 2 * measures.pad),
  );
  const rest = box.rows.slice(shown.length).map(({ version }) => version);
  const lines = rows.length + (rest.length === 0 ? 0 : 1);
  return { box, module, label, rows, rest, width: Math.ceil(width), height: measures.title + lines * measures.row + 4 };
}

function rowY(index: number): number {
  return measures.title + (index + 0.5) * measures.row;
}

function marksOf(version: PictureVersion, { more }: Row, selected: boolean): string {
  const marks: string[] = [];
  if (version.replacement !== undefined) marks.push(`⇒ ${shorten(version.replacement, 36)}`);
  if (version.problem !== undefined) marks.push("go.mod missing");
  if (version.excluded === true) marks.push("excluded");
  if (version.pruned === true && selected) marks.push("pruned");
  if (more > 0) marks.push(`+${more}`);
  return marks.join(" · ");
}

/** A text with its middle left out, where it is longer than a limit. */
function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const tail = Math.ceil(limit * 0.6);
  return `${text.slice(0, limit - tail - 1)}…${text.slice(text.length - tail)}`;
}
