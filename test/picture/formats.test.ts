import assert from "node:assert/strict";
import { dotDocument } from "../../server/picture/dot.ts";
import { figureOf } from "../../server/picture/figure.ts";
import { mermaidDocument } from "../../server/picture/mermaid.ts";
import type { PictureGraph } from "../../server/picture/model.ts";
import { reachOf } from "../../server/picture/reach.ts";
import { select } from "../../server/picture/select.ts";
import { svgDocument } from "../../server/picture/svg.ts";
import { hostileGraph, pictureWorld, selection } from "../support/picture-world.ts";
import { parseXml, type XmlElement } from "../support/xml.ts";

const world = "main: A1 B1 //C1.3\nA1: C1.2\nB1: C1.3\nreplace B1 => D1";

function drawn(text: string) {
  const { graph, reach } = pictureWorld(text);
  return { graph, view: select(graph, reach, selection({})) };
}

/** Each module requires all that follow. */
function completeGraph(count: number): PictureGraph {
  const numbers = Array.from({ length: count }, (_, i) => i);
  return {
    modules: numbers.map((i) => ({ path: `m${i}`, versions: [i], selected: i, ...(i === 0 ? { main: true as const } : {}) })),
    versions: numbers.map((i) => ({ module: i, version: i === 0 ? "" : "v1.0.0", requires: numbers.slice(i + 1) })),
  };
}

describe("a picture as dot", () => {
  it("has a node for each version, and clusters of those of a module", () => {
    const { graph, view } = drawn(world);
    assert.equal(
      dotDocument(graph, view, "Module graph of M"),
      [
        "digraph modules {",
        '  graph [rankdir=LR, fontname="monospace", labelloc=t, labeljust=l, label="Module graph of M\\l"]',
        '  node [shape=box, style="rounded,filled", fillcolor="#f8f9fb", color="#c5ccd6", fontname="monospace", fontsize=11]',
        '  edge [color="#a7b1bf", arrowsize=0.7]',
        '  n0 [label="M\\l", tooltip="M: selected", fillcolor="#1b2430", fontcolor="#ffffff"]',
        '  n1 [label="A@v1.0.0\\l", tooltip="A@v1.0.0: selected", fontname="monospace bold", penwidth=1.8]',
        '  n2 [label="B@v1.0.0\\lreplaced by D@v1.0.0\\l", tooltip="B@v1.0.0: selected; replaced by D@v1.0.0", fontname="monospace bold", penwidth=1.8]',
        "  subgraph cluster_3 {",
        '    graph [label="C", color="#8a7a4d", style=rounded]',
        '    n3 [label="C@v1.3.0\\l", tooltip="C@v1.3.0: selected", fontname="monospace bold", penwidth=1]',
        '    n4 [label="C@v1.2.0\\l", tooltip="C@v1.2.0: superseded by v1.3.0; its own requirements are pruned", fontcolor="#7a8594", style="rounded,dashed"]',
        "  }",
        '  n0 -> n1 [tooltip="M requires A@v1.0.0"]',
        '  n0 -> n2 [tooltip="M requires B@v1.0.0"]',
        '  n0 -> n3 [tooltip="M requires C@v1.3.0 (indirect), which forces v1.3.0", color="#1566c0", penwidth=1.6, style=dotted]',
        '  n1 -> n4 [tooltip="A@v1.0.0 requires C@v1.2.0 and gets v1.3.0: compatible", color="#8a7a4d", penwidth=1.6, style=dashed]',
        "}",
        "",
      ].join("\n"),
    );
  });

  it("keeps names in their quotes", () => {
    const graph = hostileGraph();
    const text = dotDocument(graph, select(graph, reachOf(graph), selection({})), `x" ] }`);
    // Without its quoted strings a document of Graphviz is words, numbers and signs: a name that got out would show.
    const bare = text.replace(/"(?:[^"\\]|\\.)*"/g, '""');
    assert.doesNotMatch(bare, /evil|alert|script|javascript/);
    assert.doesNotMatch(text, /[\u0000-\u0009\u000B-\u001F\u202E]/);
    for (const line of bare.split("\n").slice(3, -2)) {
      assert.match(line, /^ {2}(edge|n\d+)( -> n\d+)? \[\w+=(""|[\w.]+)(, \w+=(""|[\w.]+))*\]$/);
    }
  });
});

describe("a picture as Mermaid", () => {
  it("has a node for each version, and frames of those of a module", () => {
    const { graph, view } = drawn(world);
    assert.equal(
      mermaidDocument(graph, view, "Module graph of M"),
      [
        "%% Module graph of M",
        "flowchart LR",
        '  n0["M"]',
        '  n1["A@v1.0.0"]',
        '  n2["B@v1.0.0<br>replaced by D@v1.0.0"]',
        '  subgraph m3["C"]',
        '    n3["C@v1.3.0"]',
        '    n4["C@v1.2.0"]',
        "  end",
        "  n0 --> n1",
        "  n0 --> n2",
        "  n0 ==> n3",
        "  n1 -.-> n4",
        "  classDef main font-weight:bold,stroke-width:3px",
        "  class n0 main",
        "  classDef direct font-weight:bold,stroke-width:2px",
        "  class n1,n2 direct",
        "  classDef selected font-weight:bold",
        "  class n3 selected",
        "  classDef superseded stroke-dasharray:4 3,opacity:0.65",
        "  class n4 superseded",
        "  linkStyle 2 stroke:#1f7ae0",
        "  linkStyle 3 stroke:#9a8a5a",
        "",
      ].join("\n"),
    );
  });

  it("keeps names in their labels", () => {
    const graph = hostileGraph();
    const text = mermaidDocument(graph, select(graph, reachOf(graph), selection({})), "%%{init: {}}%%\nclick x");
    const [head, ...lines] = text.split("\n");
    assert.match(head ?? "", /^%% [^{}]*$/);
    for (const line of lines.filter((l) => l.includes('"')))
      assert.match(line, /^ {2}n\d+\["[\p{L}\p{N} ./@~+⇒…#;<>\uFFFD-]*"\]$/u);
    for (const line of lines) assert.doesNotMatch(line, /<(?!br>)|^\s*click|javascript:/);
  });
});

describe("a picture as SVG", () => {
  it("is XML with a title, a box for each module, a row for each version, and a legend of the signs it uses", () => {
    const { graph, view } = drawn(world);
    const root = parseXml(svgDocument(figureOf(graph, reachOf(graph), view), "Module graph of M"));
    assert.equal(root.name, "svg");
    assert.equal(find(root, "title")[0]?.text, "Module graph of M");
    const boxes = byClass(root, "box");
    assert.deepEqual(
      boxes.map((box) => find(box, "title")[0]?.text),
      ["M", "A", "B", "C"],
    );
    assert.deepEqual(boxes.map((box) => byClass(box, "version").map((row) => find(row, "text")[0]?.text))[3], [
      "v1.3.0",
      "v1.2.0",
    ]);
    const edges = byClass(root, "edge").filter((edge) => find(edge, "title").length > 0);
    assert.deepEqual(
      edges.map((edge) => [edge.attributes["class"], find(edge, "title")[0]?.text]),
      [
        ["edge requires", "M requires A@v1.0.0"],
        ["edge requires", "M requires B@v1.0.0"],
        ["edge forces indirect", "M requires C@v1.3.0 (indirect), which forces v1.3.0"],
        ["edge lags compatible", "A@v1.0.0 requires C@v1.2.0 and gets v1.3.0: compatible"],
      ],
    );
    const legend = byClass(root, "legend").map((entry) => entry.text);
    assert.ok(legend.includes("forces the selected version") && legend.includes("replaced by"));
    assert.equal(legend.includes("excluded by go.mod: requirements on it do not count"), false);
  });

  it("draws of very many edges only those that bring a module into the build, or all as a few paths", () => {
    const graph = completeGraph(70);
    const view = select(graph, reachOf(graph), selection({}));
    assert.equal(view.edges.length, 2415);
    const root = parseXml(svgDocument(figureOf(graph, reachOf(graph), view), "many"));
    // Each module has the one edge that brings it, and the legend a sign.
    assert.equal(byClass(root, "edge").length, 70);
    assert.match(
      find(root, "text")[1]?.text ?? "",
      /^2415 requirements, of which those that bring a module into the build are drawn$/,
    );
    const all = { ...view, whole: false };
    assert.equal(byClass(parseXml(svgDocument(figureOf(graph, reachOf(graph), all), "many")), "edge").length, 2);
  });

  it("has the many versions of a module in one row, and their edges lead there", () => {
    const requirers = Array.from({ length: 20 }, (_, i) => String.fromCharCode(65 + i)).filter((letter) => letter !== "M");
    const { graph, view } = drawn(
      [`main 1.16: ${requirers.map((r) => `${r}1`).join(" ")}`, ...requirers.map((r, i) => `${r}1 1.16: Z1.${i}`)].join("\n"),
    );
    const figure = figureOf(graph, reachOf(graph), view);
    const box = figure.boxes.find(({ module }) => module.path === "Z") ?? assert.fail();
    assert.deepEqual([box.rows.length, box.rest.length], [9, 10]);
    const root = parseXml(svgDocument(figure, "many"));
    assert.ok(byClass(root, "hidden").some((text) => text.text === "… 10 more versions"));
    const ends = new Set(view.edges.flatMap(({ to }, i) => (box.rest.includes(to) ? [figure.layout.routes[i]?.at(-1)?.y] : [])));
    assert.equal(ends.size, 1);
  });

  it("shows names as they are, whatever is in them, and has nothing that runs", () => {
    const graph = hostileGraph();
    const text = svgDocument(
      figureOf(graph, reachOf(graph), select(graph, reachOf(graph), selection({}))),
      `<img src=x onerror=alert(1)>`,
    );
    const root = parseXml(text);
    const names = new Set<string>();
    const visit = (element: XmlElement): void => {
      names.add(element.name);
      for (const attribute of Object.keys(element.attributes)) assert.doesNotMatch(attribute, /^on|href|style/i);
      element.children.forEach(visit);
    };
    visit(root);
    assert.deepEqual([...names].sort(), ["g", "path", "rect", "style", "svg", "text", "title"]);
    const titles = byClass(root, "box").map((box) => find(box, "title")[0]?.text);
    assert.equal(titles[1], "<script>alert(1)</script>");
    assert.doesNotMatch(text, /https?:\/\/(?!www\.w3\.org\/2000\/svg")/);
  });
});

function find(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.flatMap((child) => [...(child.name === name ? [child] : []), ...find(child, name)]);
}

function byClass(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.flatMap((child) => [
    ...((child.attributes["class"] ?? "").split(" ").includes(name) ? [child] : []),
    ...byClass(child, name),
  ]);
}
