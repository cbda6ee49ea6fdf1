import { type Figure, measures } from "./figure.ts";
import { legendWidth, svgLegend } from "./legend.ts";
import { escapeMarkup } from "./markup.ts";
import { pictureStyle } from "./style.ts";
import { svgBoxes } from "./svg-boxes.ts";
import { svgEdges } from "./svg-edges.ts";

/**
 * A picture as an SVG document of its own: no script, no address but the namespace's, light or dark as the reader has it.
 * @param title what it shows, in a line
 */
export function svgDocument(figure: Figure, title: string): string {
  const { layout, note } = figure;
  const { margin } = measures;
  const lines = note === undefined ? [title] : [title, note];
  const head = 14 + lines.length * 18;
  const legend = svgLegend(figure, margin, margin + head + layout.height + margin);
  const width = Math.ceil(
    Math.max(layout.width, legendWidth, ...lines.map((line, i) => line.length * (i === 0 ? 8.5 : measures.letter))) + 2 * margin,
  );
  const height = Math.ceil(margin + head + layout.height + margin + legend.height + margin);
  const texts = lines
    .map(
      (line, i) =>
        `<text class="${i === 0 ? "heading" : "note"}" x="${margin}" y="${margin + 12 + i * 18}">${escapeMarkup(line)}</text>\n`,
    )
    .join("");
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<svg xmlns="http://www.w3.org/2000/svg" class="picture" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title">`,
    `<title id="title">${escapeMarkup(title)}</title>`,
    `<style>${pictureStyle}</style>`,
    `<rect class="paper" width="${width}" height="${height}"/>`,
    `${texts}<g transform="translate(${margin} ${margin + head})">`,
    svgEdges(figure),
    svgBoxes(figure),
    `</g>`,
    `${legend.svg}</svg>\n`,
  ].join("\n");
}
