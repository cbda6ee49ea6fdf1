/** The looks of pictures: of an SVG document by itself, and within the page, which says by `data-theme` what its reader chose. */
const light = {
  paper: "#ffffff",
  text: "#1b2430",
  faded: "#7a8594",
  frame: "#c5ccd6",
  fill: "#f8f9fb",
  main: "#1b2430",
  onMain: "#ffffff",
  bar: "#5b6b80",
  line: "#a7b1bf",
  inactive: "#d3d9e1",
  forces: "#1566c0",
  breaking: "#c62828",
  unstable: "#b86a00",
  compatible: "#8a7a4d",
  replaced: "#7b3fb3",
};

const dark: typeof light = {
  paper: "#14181e",
  text: "#e4e9f0",
  faded: "#8b96a5",
  frame: "#434d5a",
  fill: "#1d232b",
  main: "#e4e9f0",
  onMain: "#14181e",
  bar: "#93a1b5",
  line: "#5f6b7a",
  inactive: "#38414d",
  forces: "#5aa9ff",
  breaking: "#ff6b6b",
  unstable: "#f0a445",
  compatible: "#b8a878",
  replaced: "#c39bf0",
};

/** Colours as rules: programs that draw SVG do not all know variables. */
function colours(c: typeof light, scope: string): string {
  const at = (selectors: string): string =>
    selectors
      .split(",")
      .map((selector) => `${scope}${selector}`)
      .join(",");
  return [
    `${at(".paper")}{fill:${c.paper}}`,
    `${at(".heading,.path,.version text")}{fill:${c.text}}`,
    `${at(".note,.hidden,.legend,.marks,.superseded text,.excluded text")}{fill:${c.faded}}`,
    `${at(".frame")}{fill:${c.fill};stroke:${c.frame}}`,
    `${at(".bar")}{fill:${c.bar}}`,
    `${at(".main .frame")}{fill:${c.main};stroke:${c.main}}`,
    `${at(".main text,.main .version text")}{fill:${c.onMain}}`,
    `${at(".version .marks")}{fill:${c.faded}}`,
    `${at(".replaced .marks")}{fill:${c.replaced}}`,
    `${at(".missing text,.missing .marks")}{fill:${c.breaking}}`,
    `${at(".edge path")}{stroke:${c.line}}`,
    `${at(".edge .head")}{fill:${c.line}}`,
    ...edge("inactive", c.inactive),
    ...edge("ignored", c.inactive),
    ...edge("forces", c.forces),
    ...(["breaking", "unstable", "compatible"] as const).flatMap((risk) => [
      ...edge(risk, c[risk]),
      `${at(`.diamond.${risk} .frame`)}{stroke:${c[risk]}}`,
    ]),
    `${at(".focus .frame")}{stroke:${c.forces}}`,
  ].join("\n");

  function edge(kind: string, colour: string): readonly string[] {
    return [`${at(`.edge.${kind} path`)}{stroke:${colour}}`, `${at(`.edge.${kind} .head`)}{fill:${colour}}`];
  }
}

const shapes = [
  `.picture{font-family:ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,"Liberation Mono",monospace;font-size:12px}`,
  ".heading{font-size:14px;font-weight:700}",
  ".version text,.legend,.hidden{font-size:11px}",
  ".path,.selected text{font-weight:700}",
  ".marks,.version .marks{font-weight:400;font-size:10.5px}",
  ".excluded text{text-decoration:line-through}",
  ".excluded .marks{text-decoration:none}",
  ".main .version text{font-weight:400}",
  ".frame{stroke-width:1}",
  ".diamond .frame{stroke-width:1.8}",
  ".focus .frame{stroke-width:3}",
  ".edge path{fill:none;stroke-width:1.1}",
  ".edge.forces path,.edge.lags path{stroke-width:1.6}",
  ".edge.lags path,.edge.ignored path{stroke-dasharray:6 3}",
  ".edge.indirect path{stroke-dasharray:1.5 3}",
  ".edge .head,.edge.lags .head,.edge.ignored .head,.edge.indirect .head{stroke:none;stroke-dasharray:none}",
].join("\n");

/** CSS of a picture that stands by itself. */
export const pictureStyle = `\n${shapes}\n${colours(light, "")}\n@media (prefers-color-scheme:dark){\n${colours(dark, "")}\n}\n`;

/** CSS of the pictures in the page, whose root element has the theme. */
export const themedStyle = `${shapes}\n${colours(light, "")}\n${colours(dark, ":root[data-theme=dark] ")}`;
