import { clean } from "./markup.ts";
import { nameOf, type PictureGraph, type PictureModule, type PictureVersion } from "./model.ts";
import type { Edge, EdgeKind, View } from "./view.ts";

/** What Mermaid draws unless its user raises it: `maxEdges` and `maxTextSize`. */
export const mermaidLimits = { edges: 500, letters: 50_000 } as const;

/** Classes of nodes and styles of links: strokes of middling brightness, which show on light and on dark pages; fills stay the theme's. */
const looks = {
  main: "font-weight:bold,stroke-width:3px",
  direct: "font-weight:bold,stroke-width:2px",
  selected: "font-weight:bold",
  superseded: "stroke-dasharray:4 3,opacity:0.65",
  excluded: "stroke-dasharray:1 3,opacity:0.5",
  missing: "stroke:#d33,stroke-dasharray:4 3",
} as const;

const riskColour = { breaking: "#d33", unstable: "#c77700", compatible: "#9a8a5a" } as const;

const arrows: Readonly<Record<EdgeKind, string>> = {
  requires: "-->",
  forces: "==>",
  lags: "-.->",
  inactive: "-->",
  ignored: "-.-x",
};

/**
 * A view in the language of Mermaid, as GitHub and many wikis draw it: a node for each version, those of a module in a frame where there are
 * several.
 * @param title what it shows, in a line
 */
export function mermaidDocument(graph: PictureGraph, view: View, title: string): string {
  const used = new Map<keyof typeof looks, string[]>();
  for (const { rows } of view.boxes) {
    for (const { version } of rows) {
      const name = lookOf(graph, version);
      used.set(name, [...(used.get(name) ?? []), `n${version}`]);
    }
  }
  const links = new Map<string, number[]>();
  view.edges.forEach((edge, i) => {
    const style = linkStyle(edge);
    if (style !== undefined) links.set(style, [...(links.get(style) ?? []), i]);
  });
  return [
    ...(view.note === undefined ? [title] : [title, view.note]).map(
      (line) => `%% ${clean(line).replaceAll("{", "(").replaceAll("}", ")")}`,
    ),
    "flowchart LR",
    ...view.boxes.flatMap(({ module, rows }) => {
      const nodes = rows.map(({ version }) => mermaidNode(graph, version));
      if (nodes.length === 1) return nodes.map((node) => `  ${node}`);
      const { path } = graph.modules[module] as PictureModule;
      return [`  subgraph m${module}["${escapeText(path)}"]`, ...nodes.map((node) => `    ${node}`), "  end"];
    }),
    ...view.edges.map(({ from, to, kind }) => `  n${from} ${arrows[kind]} n${to}`),
    ...[...used].flatMap(([name, nodes]) => [`  classDef ${name} ${looks[name]}`, `  class ${nodes.join(",")} ${name}`]),
    ...[...links].map(([style, list]) => `  linkStyle ${list.join(",")} ${style}`),
    "",
  ].join("\n");
}

function mermaidNode(graph: PictureGraph, version: number): string {
  const { replacement, problem, excluded } = graph.versions[version] as PictureVersion;
  const lines = [
    nameOf(graph, version),
    ...(replacement === undefined ? [] : [`replaced by ${replacement}`]),
    ...(problem === undefined ? [] : ["go.mod missing"]),
    ...(excluded === true ? ["excluded"] : []),
  ];
  return `n${version}["${lines.map(escapeText).join("<br>")}"]`;
}

function lookOf(graph: PictureGraph, version: number): keyof typeof looks {
  const { module, problem, excluded } = graph.versions[version] as PictureVersion;
  const described = graph.modules[module] as PictureModule;
  if (problem !== undefined) return "missing";
  if (excluded === true) return "excluded";
  if (described.selected !== version) return "superseded";
  return described.main === true ? "main" : described.direct === true ? "direct" : "selected";
}

function linkStyle({ kind, risk, indirect }: Edge): string | undefined {
  switch (kind) {
    case "forces":
      return "stroke:#1f7ae0";
    case "lags":
      return `stroke:${riskColour[risk ?? "compatible"]}`;
    case "inactive":
    case "ignored":
      return "opacity:0.4";
    case "requires":
      return indirect ? "stroke-dasharray:1 3" : undefined;
  }
}

/**
 * Text within a quoted label. Mermaid has entities of its own (`#quot;`), takes some words and signs for markdown or HTML, and knows no
 * other escape: all but plain letters becomes an entity by number.
 */
function escapeText(text: string): string {
  return clean(text).replace(/[^\p{L}\p{N} ./@~+⇒…-]/gu, (sign) => `#${sign.codePointAt(0)};`);
}
