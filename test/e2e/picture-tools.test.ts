import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { dotDocument } from "../../server/picture/dot.ts";
import { figureOf } from "../../server/picture/figure.ts";
import { mermaidDocument } from "../../server/picture/mermaid.ts";
import type { PictureGraph } from "../../server/picture/model.ts";
import { reachOf } from "../../server/picture/reach.ts";
import { select } from "../../server/picture/select.ts";
import { svgDocument } from "../../server/picture/svg.ts";
import { type Browser, browserMissing, mermaidScript, type Page, startBrowser } from "../support/browser.ts";
import { hostileGraph, pictureWorld, selection } from "../support/picture-world.ts";

const everything = pictureWorld(
  "main 1.16: A1 B1 D1 E1 //F1\nA1 1.16: C0.2 E1.2\nB1 1.16: C0.3 G1\nD1 1.16: A1 F1.1\nreplace B1 => D1\nexclude E1.2\nmissing G1",
).graph;

const worlds: readonly (readonly [string, PictureGraph])[] = [
  ["of every sign there is", everything],
  ["of names that try to leave their place", hostileGraph()],
];
const viewOf = (graph: PictureGraph) => select(graph, reachOf(graph), selection({ indirect: true }));

const graphviz = spawnSync("dot", ["-V"]).status === 0;

describe(graphviz ? "Graphviz" : "Graphviz (left out: no dot; Debian has it as graphviz)", function () {
  this.timeout(60_000);
  before(function () {
    if (!graphviz) this.skip(); // the title says why
  });

  for (const [name, graph] of worlds) {
    it(`draws a picture ${name}`, () => {
      const view = viewOf(graph);
      const { status, stdout, stderr } = spawnSync("dot", ["-Tjson"], {
        input: dotDocument(graph, view, 'a "title"\\N'),
        encoding: "utf8",
      });
      assert.deepEqual([status, stderr], [0, ""]);
      const drawn = JSON.parse(stdout) as {
        readonly objects: readonly { readonly nodes?: unknown }[];
        readonly edges: readonly unknown[];
      };
      const nodes = drawn.objects.filter((object) => object.nodes === undefined);
      assert.equal(
        nodes.length,
        view.boxes.reduce((sum, { rows }) => sum + rows.length, 0),
      );
      assert.equal(drawn.edges.length, view.edges.length);
    });
  }
});

const missing = browserMissing();

describe(missing === undefined ? "a browser" : `a browser (left out: ${missing})`, function () {
  this.timeout(120_000);
  let browser: Browser;
  let page: Page;
  let noise: string[];

  before(async function () {
    if (missing !== undefined) this.skip(); // the title says why
    browser = await startBrowser();
  });
  after(async () => {
    await browser?.close();
  });
  beforeEach(async () => {
    page = await browser.newPage({ viewport: { width: 1200, height: 800 } });
    noise = [];
    page.on("console", (message) => noise.push(message.text()));
    page.on("pageerror", (error) => noise.push(error.message));
    page.on("request", (request) => noise.push(request.url()));
  });
  afterEach(async () => {
    await page?.close();
  });

  for (const [name, graph] of worlds) {
    it(`draws Mermaid's picture ${name}`, async () => {
      await page.setContent("<body></body>");
      await page.addScriptTag({ content: mermaidScript() });
      const view = viewOf(graph);
      const text = mermaidDocument(graph, view, "%%{init: {}}%%");
      const drawn = await page.evaluate<{
        readonly nodes: readonly string[];
        readonly edges: number;
        readonly scripts: number;
      }>(`(async () => {
        mermaid.initialize({ startOnLoad: false, securityLevel: "strict" });
        const { svg } = await mermaid.render("picture", ${JSON.stringify(text)});
        document.body.innerHTML = svg;
        return {
          nodes: [...document.querySelectorAll("g.node")].map((node) => node.textContent),
          edges: document.querySelectorAll(".edgePaths path").length,
          scripts: document.querySelectorAll("svg script, svg img, svg a").length,
        };
      })()`);
      assert.equal(
        drawn.nodes.length,
        view.boxes.reduce((sum, { rows }) => sum + rows.length, 0),
      );
      assert.deepEqual([drawn.edges, drawn.scripts], [view.edges.length, 0]);
      if (graph !== everything) assert.ok(drawn.nodes.some((node) => node.includes("<script>alert(1)</script>")));
      assert.deepEqual(noise, []);
    });

    it(`draws the SVG ${name}`, async () => {
      const figure = figureOf(graph, reachOf(graph), viewOf(graph));
      const svg = svgDocument(figure, "<script>alert(2)</script>");
      await page.setContent("<body></body>");
      const drawn = await page.evaluate<{
        readonly error: string | undefined;
        readonly boxes: readonly string[];
        readonly outside: readonly string[];
      }>(`(() => {
        const read = new DOMParser().parseFromString(${JSON.stringify(svg)}, "image/svg+xml");
        const error = read.querySelector("parsererror")?.textContent;
        document.body.append(document.adoptNode(read.documentElement));
        const boxes = [...document.querySelectorAll(".box")];
        const outside = boxes.flatMap((box) => {
          const frame = box.querySelector(".frame").getBBox();
          return [...box.querySelectorAll("text")].filter((text) => text.getBBox().x + text.getBBox().width > frame.width + 1).map((text) => text.textContent);
        });
        return { error, boxes: boxes.map((box) => box.querySelector("title").textContent), outside };
      })()`);
      assert.equal(drawn.error, undefined);
      assert.equal(drawn.boxes.length, figure.boxes.length);
      assert.deepEqual(drawn.outside, [], "texts are wider than their boxes");
      assert.deepEqual(noise, []);
    });
  }
});
