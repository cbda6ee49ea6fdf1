import type { Figure } from "./figure.ts";
import { escapeMarkup } from "./markup.ts";
import { arrow, curve, edgeClass } from "./svg-edges.ts";
import type { Edge } from "./view.ts";

/** One sign and what it means. */
export interface LegendEntry {
  readonly meaning: string;
  readonly svg: string;
}

const columnWidth = 360;
const columns = 3;
const lineHeight = 22;

/** The width that a legend takes. */
export const legendWidth = columnWidth * columns;

/** The signs that a figure uses, and only these. Each drawing is 42 units wide and 14 high. */
export function legendOf({ view, boxes, drawn }: Figure): readonly LegendEntry[] {
  const entries: LegendEntry[] = [];
  const line = (classes: string): string => {
    const points = [
      { x: 0, y: 7 },
      { x: 42, y: 7 },
    ];
    return `<g class="edge ${classes}"><path d="${curve(points)}"/><path class="head" d="${arrow(points)}"/></g>`;
  };
  const word = (classes: string, text: string): string => `<g class="version ${classes}"><text x="0" y="11">${text}</text></g>`;
  const rows = boxes.flatMap((box) => box.rows);
  const has = (test: (row: (typeof rows)[number]) => boolean): boolean => rows.some(test);
  const edges = drawn.map((i) => view.edges[i] as Edge);
  const used = new Set(edges.map(edgeClass).flatMap((name) => name.split(" ")));
  const lagging = new Set(edges.flatMap(({ kind, risk }) => (kind === "lags" ? [risk ?? "compatible"] : [])));
  const add = (shown: boolean, meaning: string, svg: string): void => {
    if (shown) entries.push({ meaning, svg });
  };
  add(true, "selected: what every build gets", word("selected", "v1.2.3"));
  add(
    has(({ selected, described }) => !selected && described.excluded !== true),
    "superseded by the selected version",
    word("superseded", "v1.2.3"),
  );
  add(
    has(({ described }) => described.excluded === true),
    "excluded by go.mod: requirements on it do not count",
    word("excluded", "v1.2.3"),
  );
  add(used.has("requires"), "requires", line("requires"));
  add(used.has("forces"), "forces the selected version", line("forces"));
  add(lagging.has("breaking"), "gets another major version than it asks for", line("lags breaking"));
  add(lagging.has("unstable"), "gets another v0 version than it asks for", line("lags unstable"));
  add(lagging.has("compatible"), "gets a later compatible version", line("lags compatible"));
  add(used.has("inactive"), "required by what is not selected itself", line("inactive"));
  add(used.has("ignored"), "requires an excluded version", line("ignored"));
  add(used.has("indirect"), "an // indirect line of go.mod", line("requires indirect"));
  add(
    boxes.some(({ module }) => module.direct === true),
    "required directly by go.mod",
    `<rect class="frame" width="34" height="14" rx="4"/><rect class="bar" width="4" height="14" rx="2"/>`,
  );
  add(
    boxes.some(({ box }) => box.hidden > 0),
    "so many of its requirements are not shown",
    `<text class="hidden" x="0" y="11">5 ▸</text>`,
  );
  add(
    has(({ more }) => more > 0),
    "so many more modules require this version",
    `<g class="version superseded"><text class="marks" x="0" y="11">+12</text></g>`,
  );
  add(
    has(({ described }) => described.replacement !== undefined),
    "replaced by",
    word("replaced", "⇒ …"),
  );
  add(
    has(({ described, selected }) => selected && described.pruned === true),
    "its requirements are pruned from the graph",
    `<g class="version superseded"><text class="marks" x="0" y="11">pruned</text></g>`,
  );
  add(
    has(({ described }) => described.problem !== undefined),
    "no source has its go.mod: the graph is incomplete",
    word("missing", "v1.2.3"),
  );
  return entries;
}

/** The legend as a part of a picture, below it. */
export function svgLegend(figure: Figure, x: number, y: number): { readonly svg: string; readonly height: number } {
  const entries = legendOf(figure);
  const lines = Math.ceil(entries.length / columns);
  const svg = entries
    .map(({ meaning, svg: sign }, i) => {
      const left = x + Math.floor(i / lines) * columnWidth;
      const top = y + (i % lines) * lineHeight;
      return `<g class="legend" transform="translate(${left} ${top})">${sign}<text class="legend" x="54" y="11">${escapeMarkup(meaning)}</text></g>\n`;
    })
    .join("");
  return { svg, height: lines * lineHeight };
}
