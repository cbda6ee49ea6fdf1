import { describeVersion } from "./describe-words.ts";
import { type Figure, type FigureBox, type FigureRow, measures } from "./figure.ts";
import type { Point } from "./layout/layout.ts";
import { escapeMarkup } from "./markup.ts";

/** All boxes of a figure. */
export function svgBoxes(figure: Figure): string {
  return figure.boxes.map((box, i) => svgBox(figure, box, figure.layout.corners[i] as Point)).join("");
}

function svgBox(figure: Figure, { box, module, label, rows, rest, width, height }: FigureBox, { x, y }: Point): string {
  const classes = ["box"];
  if (module.main === true) classes.push("main");
  if (module.direct === true) classes.push("direct");
  // The frame of a diamond says what its edges say, where there are any.
  if (module.diamond !== undefined && rows.length > 1) classes.push("diamond", module.diamond);
  if (figure.view.focus === box.module) classes.push("focus");
  const hidden =
    box.hidden === 0
      ? ""
      : `<text class="hidden" data-unfold="" x="${width - measures.pad}" y="15" text-anchor="end">${box.hidden} ▸</text>`;
  const bar = module.direct === true ? `<rect class="bar" width="4" height="${height}" rx="2"/>` : "";
  return [
    `<g class="${classes.join(" ")}" data-module="${box.module}" transform="translate(${x} ${y})">`,
    `<title>${escapeMarkup(module.path)}</title>`,
    `<rect class="frame" width="${width}" height="${height}" rx="5"/>${bar}`,
    `<text class="path" x="${measures.pad}" y="15">${escapeMarkup(label)}</text>${hidden}`,
    ...rows.map((row) => svgRow(figure, row, width)),
    ...(rest.length === 0
      ? []
      : [`<text class="hidden" x="${measures.pad}" y="${height - 8}">… ${rest.length} more versions</text>`]),
    "</g>\n",
  ].join("");
}

function svgRow({ graph }: Figure, { version, described, selected, text, marks, y }: FigureRow, width: number): string {
  const classes = ["version", selected ? "selected" : described.excluded === true ? "excluded" : "superseded"];
  if (described.problem !== undefined) classes.push("missing");
  if (described.replacement !== undefined) classes.push("replaced");
  const title = described.version === "" ? "" : `<title>${escapeMarkup(describeVersion(graph, version))}</title>`;
  const behind =
    marks === ""
      ? ""
      : `<text class="marks" x="${width - measures.pad}" y="${y + 4}" text-anchor="end">${escapeMarkup(marks)}</text>`;
  return `<g class="${classes.join(" ")}">${title}<text x="${measures.pad}" y="${y + 4}">${escapeMarkup(text)}</text>${behind}</g>`;
}
