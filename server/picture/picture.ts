import type { ModuleGraph } from "../graph/module-graph.ts";
import { describeGraph } from "./describe-graph.ts";
import { dotDocument } from "./dot.ts";
import { figureOf } from "./figure.ts";
import { htmlPage, type PageParts } from "./html.ts";
import { mermaidDocument, mermaidLimits } from "./mermaid.ts";
import { defaultMax, moduleCount, type PictureFormat, type PictureGraph } from "./model.ts";
import { reachOf } from "./reach.ts";
import { defaultView, type Selection, select } from "./select.ts";
import { svgDocument } from "./svg.ts";

/** What a picture is asked to show; what is absent is for the graph to decide. */
export interface PictureRequest {
  readonly format: PictureFormat;
  readonly diamonds?: boolean;
  /** a module that is in the graph, perhaps at one of its versions there */
  readonly focus?: { readonly path: string; readonly version?: string };
  readonly depth?: number;
  /** how many modules at most; 0 for all */
  readonly max?: number;
  readonly indirect?: boolean;
}

/** A picture, with what should be said beside it. */
export interface Picture {
  readonly text: string;
  /** what it shows of how much, where that is less than was asked for: a clause */
  readonly shows?: string;
  /** why its reader may not draw it: a sentence without its stop */
  readonly caution?: string;
}

/** The type of `drawPicture`, for who is handed it. */
export type DrawPicture = typeof drawPicture;

/**
 * Draws a module graph.
 * @param graph loaded to its end; where it is incomplete, the picture shows what is missing
 * @param page the program and looks of the page; html cannot do without
 */
export function drawPicture(graph: ModuleGraph, request: PictureRequest, page?: PageParts): Picture {
  const described = describeGraph(graph);
  const { selection, chosen } = selectionOf(described, request);
  const reach = reachOf(described);
  const view = select(described, reach, selection);
  const title = titleOf(described, selection);
  const shows = view.note !== undefined && (chosen || view.cut) ? { shows: view.note } : {};
  switch (request.format) {
    case "dot":
      return { text: dotDocument(described, view, title), ...shows };
    case "mermaid": {
      const text = mermaidDocument(described, view, title);
      const { edges, letters } = mermaidLimits;
      if (view.edges.length <= edges && text.length <= letters) return { text, ...shows };
      const caution = `Mermaid draws up to ${edges} edges and ${letters} letters unless it is configured otherwise: this has ${view.edges.length} and ${text.length}`;
      return { text, ...shows, caution };
    }
    case "svg": {
      const figure = figureOf(described, reach, view);
      const { note } = figure;
      return {
        text: svgDocument(figure, title),
        ...(note !== undefined && (chosen || view.cut || note !== view.note) ? { shows: note } : {}),
      };
    }
    case "html":
      if (page === undefined) throw new Error("a page needs its program");
      return { text: htmlPage(described, selection, titleOf(described, undefined), page) };
  }
}

function selectionOf(graph: PictureGraph, request: PictureRequest): { readonly selection: Selection; readonly chosen: boolean } {
  const { max = defaultMax, depth, indirect = false, focus } = request;
  const shared = { max, indirect, ...(depth === undefined ? {} : { depth }) };
  if (focus !== undefined) {
    const module = graph.modules.findIndex(({ path }) => path === focus.path);
    if (module === -1) throw new Error(`${focus.path} is not in the graph`);
    const version = graph.modules[module]?.versions.find((i) => graph.versions[i]?.version === focus.version);
    const only = focus.version === undefined || version === undefined ? {} : { version };
    return { selection: { view: "focus", module, ...only, ...shared }, chosen: false };
  }
  if (request.diamonds === true) return { selection: { view: "diamonds", ...shared }, chosen: false };
  // Who asks for a depth means what lies within it.
  const view = depth === undefined ? defaultView(graph, max) : "whole";
  return { selection: { view, ...shared }, chosen: max !== 0 && moduleCount(graph) > max };
}

function titleOf(graph: PictureGraph, selection: Selection | undefined): string {
  const mains = graph.modules.filter(({ main }) => main === true).map(({ path }) => path);
  const of = mains.length > 3 ? `a workspace of ${mains.length} modules` : mains.join(", ");
  if (selection?.view === "focus") return `${graph.modules[selection.module as number]?.path} in ${of}`;
  return selection?.view === "diamonds" ? `Diamonds of ${of}` : `Module graph of ${of}`;
}
