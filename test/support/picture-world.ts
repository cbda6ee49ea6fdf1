import { loadModuleGraph } from "../../server/graph/update-roots.ts";
import { describeGraph } from "../../server/picture/describe-graph.ts";
import { nameOf, type PictureGraph } from "../../server/picture/model.ts";
import { type Reach, reachOf } from "../../server/picture/reach.ts";
import { type Selection, select } from "../../server/picture/select.ts";
import type { View } from "../../server/picture/view.ts";
import { scenario } from "./scenario.ts";

/** A world of a few letters (`scenario`) as the data of pictures. */
export function pictureWorld(text: string): { readonly graph: PictureGraph; readonly reach: Reach } {
  const { set, lookup } = scenario(text);
  const graph = describeGraph(loadModuleGraph(set, lookup).effective);
  return { graph, reach: reachOf(graph) };
}

/** A selection of everything, but for what is given. */
export function selection(parts: Partial<Selection>): Selection {
  return { view: "whole", max: 0, indirect: false, ...parts };
}

/** What a view of a world shows: `path: version version` a box, and its edges. */
export function shown(text: string, parts: Partial<Selection> & { readonly focus?: string }) {
  const { graph, reach } = pictureWorld(text);
  const { focus, ...rest } = parts;
  const module =
    focus === undefined ? {} : { view: "focus" as const, module: graph.modules.findIndex(({ path }) => path === focus) };
  const view = select(graph, reach, selection({ ...rest, ...module }));
  return { ...describeView(graph, view), view, graph };
}

function describeView(graph: PictureGraph, view: View) {
  return {
    boxes: view.boxes.map(({ module, rows }) =>
      `${graph.modules[module]?.path}: ${rows.map(({ version }) => graph.versions[version]?.version).join(" ")}`.trim(),
    ),
    edges: view.edges.map(
      ({ from, to, kind, indirect }) => `${nameOf(graph, from)} ${kind}${indirect ? " indirectly" : ""} ${nameOf(graph, to)}`,
    ),
    note: view.note,
    cut: view.cut,
  };
}

/** A graph as no go.mod that the go command takes could make it: names that try to leave their place in each format. */
export const hostileNames = [
  `<script>alert(1)</script>`,
  `a"]; evil [label="x`,
  `"]\n  click n0 "javascript:alert(1)"\n  x["`,
  `x' onload='alert(1)`,
  `]]>--><!--&amp;&#60;`,
  `\\N\\G\\"`,
  `end`,
  "`md` **bold** %%{init: {}}%%",
  `\u202Eevil\u0000\uD800`,
  `#quot;#35;`,
];

export function hostileGraph(): PictureGraph {
  const modules = ["main", ...hostileNames].map((path, i) => ({
    path,
    versions: [i],
    selected: i,
    ...(i === 0 ? { main: true as const } : { direct: true as const }),
  }));
  const versions = modules.map(({ path }, module) => ({
    module,
    version: module === 0 ? "" : `v1.0.0-${path}`,
    requires: module === 0 ? hostileNames.map((_, i) => i + 1) : [],
    ...(module === 0 ? {} : { replacement: path, problem: path }),
  }));
  return { modules, versions };
}
