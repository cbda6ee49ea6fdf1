import { describeEdge, describeVersion } from "./describe-words.ts";
import { clean } from "./markup.ts";
import { nameOf, type PictureGraph, type PictureModule, type PictureVersion } from "./model.ts";
import type { Edge, View } from "./view.ts";

const riskColour = { breaking: "#c62828", unstable: "#b86a00", compatible: "#8a7a4d" } as const;

/**
 * A view in the language of Graphviz: a node for each version, those of a module in a cluster where there are several.
 * @param title what it shows, in a line
 */
export function dotDocument(graph: PictureGraph, view: View, title: string): string {
  return [
    "digraph modules {",
    `  graph [rankdir=LR, fontname="monospace", labelloc=t, labeljust=l, label=${label(view.note === undefined ? [title] : [title, view.note])}]`,
    `  node [shape=box, style="rounded,filled", fillcolor="#f8f9fb", color="#c5ccd6", fontname="monospace", fontsize=11]`,
    `  edge [color="#a7b1bf", arrowsize=0.7]`,
    ...view.boxes.flatMap(({ module, rows }) => {
      const nodes = rows.map(({ version }) => dotNode(graph, version));
      if (nodes.length === 1) return nodes.map((node) => `  ${node}`);
      const described = graph.modules[module] as PictureModule;
      const colour = described.diamond === undefined ? "#c5ccd6" : riskColour[described.diamond];
      return [
        `  subgraph cluster_${module} {`,
        `    graph [label=${quote(described.path)}, color="${colour}", style=rounded]`,
        ...nodes.map((node) => `    ${node}`),
        "  }",
      ];
    }),
    ...view.edges.map((edge) => `  ${dotEdge(graph, edge)}`),
    "}",
    "",
  ].join("\n");
}

function dotNode(graph: PictureGraph, version: number): string {
  const described = graph.versions[version] as PictureVersion;
  const module = graph.modules[described.module] as PictureModule;
  const marks = [
    ...(described.replacement === undefined ? [] : [`replaced by ${described.replacement}`]),
    ...(described.problem === undefined ? [] : ["go.mod missing"]),
    ...(described.excluded === true ? ["excluded"] : []),
  ];
  const attributes = [`label=${label([nameOf(graph, version), ...marks])}`, `tooltip=${quote(describeVersion(graph, version))}`];
  if (module.main === true) attributes.push('fillcolor="#1b2430"', 'fontcolor="#ffffff"');
  else if (module.selected === version)
    attributes.push('fontname="monospace bold"', module.direct === true ? "penwidth=1.8" : "penwidth=1");
  else attributes.push('fontcolor="#7a8594"', `style="rounded,${described.excluded === true ? "dotted" : "dashed"}"`);
  if (described.problem !== undefined) attributes.push('color="#c62828"');
  return `n${version} [${attributes.join(", ")}]`;
}

function dotEdge(graph: PictureGraph, edge: Edge): string {
  const attributes = [`tooltip=${quote(describeEdge(graph, edge))}`];
  if (edge.kind === "forces") attributes.push('color="#1566c0"', "penwidth=1.6");
  if (edge.kind === "lags") attributes.push(`color="${riskColour[edge.risk ?? "compatible"]}"`, "penwidth=1.6");
  if (edge.kind === "inactive" || edge.kind === "ignored") attributes.push('color="#d3d9e1"');
  if (edge.indirect) attributes.push("style=dotted");
  else if (edge.kind === "lags" || edge.kind === "ignored") attributes.push("style=dashed");
  return `n${edge.from} -> n${edge.to} [${attributes.join(", ")}]`;
}

/** Lines as a label that is flush left. */
function label(lines: readonly string[]): string {
  return `"${lines.map((line) => `${escapeText(line)}\\l`).join("")}"`;
}

function quote(text: string): string {
  return `"${escapeText(text)}"`;
}

/** Text within quotes: a backslash would begin an escape of a label, such as \\N for the node's name. */
function escapeText(text: string): string {
  return clean(text).replaceAll("\\", "\\\\").replaceAll('"', '\\"');
}
