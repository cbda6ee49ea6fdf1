import { type Figure, figureOf } from "../figure.ts";
import type { Point } from "../layout/layout.ts";
import { select } from "../select.ts";
import { svgBoxes } from "../svg-boxes.ts";
import { arrow, curve, edgeClass, svgEdges } from "../svg-edges.ts";
import type { Edge } from "../view.ts";
import { Camera } from "./camera.ts";
import { svgElement } from "./dom.ts";
import type { State, Store } from "./store.ts";

/** Edges beyond which they have no heads, but for those of the chosen module: 700 heads in the window halve the rate of frames. */
const denseEdges = 300;

/** Edges beyond which all are drawn faintly. */
const manyEdges = 1_500;

/** Boxes beyond which those outside of the window are taken out of it: a browser measures each letter anew when the scale changes. */
const manyBoxes = 250;

/** The picture itself: drawn anew when the selection changes, and marked where a module is chosen. */
export class Scene {
  readonly node: SVGSVGElement;
  readonly camera: Camera;
  figure: Figure;
  readonly #store: Store;
  readonly #scene: SVGElement;
  #boxes = new Map<number, SVGElement>();
  #edges: readonly {
    readonly node: Element;
    readonly left: number;
    readonly top: number;
    readonly right: number;
    readonly bottom: number;
  }[] = [];
  /** the one box that the Tab key comes to */
  #current = -1;

  constructor(store: Store) {
    this.#store = store;
    this.node = svgElement("svg", { class: "picture", role: "group", "aria-label": store.title }, "") as SVGSVGElement;
    this.#scene = svgElement("g", { class: "scene" }, "");
    this.node.append(this.#scene);
    this.camera = new Camera(this.node, this.#scene);
    this.camera.onMove = () => this.#cull();
    this.figure = this.#figure();
    store.listen((state, before) => this.#changed(state, before));
    this.node.addEventListener("click", (event) => this.#clicked(event));
    this.node.addEventListener("dblclick", (event) => {
      const module = moduleAt(event);
      if (module !== undefined) store.focus(module);
    });
    this.node.addEventListener("keydown", (event) => this.#pressed(event));
  }

  /** Draws for the first time; the window must be in the document, so that it has a size. */
  start(): void {
    this.#draw();
    this.home();
  }

  #figure(): Figure {
    const { graph, reach, state } = this.#store;
    return figureOf(graph, reach, select(graph, reach, state.selection));
  }

  #changed(state: State, before: State): void {
    if (state.selection === before.selection) {
      this.#mark();
      if (state.chosen !== undefined && state.chosen !== before.chosen) this.reveal(state.chosen);
      return;
    }
    const anchor = state.selection.view === before.selection.view && state.selection.module === before.selection.module;
    const held = anchor ? (state.chosen ?? this.#current) : -1;
    const at = this.#middle(held);
    const place = at === undefined ? undefined : this.camera.inWindow(at.x, at.y);
    this.figure = this.#figure();
    this.#draw();
    const now = this.#middle(held);
    // What one looks at stays where it is, while the rest moves.
    if (place !== undefined && now !== undefined) {
      const { x, y } = this.camera.inWindow(now.x, now.y);
      this.camera.move(place.x - x, place.y - y);
    } else this.home();
    if (state.chosen !== undefined && state.chosen !== before.chosen) this.reveal(state.chosen);
  }

  #draw(): void {
    const { figure } = this;
    const drawn = figure.drawn.length;
    const focused = this.#scene.contains(document.activeElement);
    const edges = svgElement(
      "g",
      { class: ["edges", ...(drawn > denseEdges ? ["dense"] : []), ...(drawn > manyEdges ? ["many"] : [])].join(" ") },
      svgEdges(figure),
    );
    const boxes = svgElement("g", { class: "boxes" }, svgBoxes(figure));
    this.#edges =
      drawn === edges.children.length
        ? figure.drawn.map((i, at) => bounds(figure.layout.routes[i] ?? [], edges.children[at] as Element))
        : [];
    this.#scene.replaceChildren(edges, svgElement("g", { class: "overlay" }, ""), boxes);
    this.#boxes = new Map();
    [...boxes.children].forEach((box, i) => {
      const { module, rows } = figure.boxes[i] as Figure["boxes"][number];
      const index = (figure.boxes[i] as Figure["boxes"][number]).box.module;
      const others = rows.length - 1;
      const words = [
        module.path,
        rows[0]?.text ?? "",
        ...(others > 0 ? [`${others} superseded`] : []),
        ...(module.diamond === undefined ? [] : ["diamond"]),
      ];
      box.setAttribute("role", "button");
      box.setAttribute("tabindex", "-1");
      box.setAttribute("aria-label", words.join(", "));
      this.#boxes.set(index, box as SVGElement);
    });
    if (!this.#boxes.has(this.#current)) this.#current = figure.boxes[0]?.box.module ?? -1;
    this.#boxes.get(this.#current)?.setAttribute("tabindex", "0");
    if (focused) this.#step(this.#current);
    this.#cull();
    this.#mark();
  }

  #cull(): void {
    const { boxes, layout } = this.figure;
    if (boxes.length <= manyBoxes) return;
    const { left, top, right, bottom } = this.camera.visible();
    boxes.forEach(({ box, width, height }, i) => {
      const { x, y } = layout.corners[i] as Point;
      const seen = x < right && x + width > left && y < bottom && y + height > top;
      this.#boxes.get(box.module)?.classList.toggle("outside", !seen);
    });
    for (const edge of this.#edges) {
      const seen = edge.left < right && edge.right > left && edge.top < bottom && edge.bottom > top;
      edge.node.classList.toggle("outside", !seen);
    }
  }

  /** Draws the edges of the chosen module over the others, and fades what has nothing to do with it. */
  #mark(): void {
    const { chosen } = this.#store.state;
    const overlay = this.#scene.querySelector(".overlay") as SVGElement;
    const related = new Set<number>();
    let drawn = "";
    let count = 0;
    const { view, layout } = this.figure;
    const crowded = view.edges.length > manyEdges;
    if (chosen !== undefined && this.#boxes.has(chosen)) {
      related.add(chosen);
      view.edges.forEach((edge, i) => {
        const ends = [edge.from, edge.to].map((version) => this.#store.version(version).module);
        if (!ends.includes(chosen) || (crowded && edge.kind === "inactive")) return;
        for (const end of ends) related.add(end);
        count++;
        drawn += overlayEdge(edge, layout.routes[i] as readonly Point[]);
      });
    }
    overlay.innerHTML = drawn;
    overlay.classList.toggle("dense", count > denseEdges);
    overlay.classList.toggle("crowded", crowded);
    this.node.classList.toggle("marked", related.size > 0);
    for (const [module, box] of this.#boxes) {
      box.classList.toggle("chosen", module === chosen);
      box.classList.toggle("aside", related.size > 0 && !related.has(module));
      if (module === chosen) box.setAttribute("aria-pressed", "true");
      else box.removeAttribute("aria-pressed");
    }
  }

  has(module: number): boolean {
    return this.#boxes.has(module);
  }

  #index(module: number): number {
    return this.figure.boxes.findIndex(({ box }) => box.module === module);
  }

  #middle(module: number): Point | undefined {
    const i = this.#index(module);
    const corner = this.figure.layout.corners[i];
    const size = this.figure.boxes[i];
    return corner === undefined || size === undefined
      ? undefined
      : { x: corner.x + size.width / 2, y: corner.y + size.height / 2 };
  }

  fit(): void {
    this.camera.fit(this.figure.layout.width, this.figure.layout.height);
  }

  /** Shows the whole where it can be read, else its beginning or what it is about. */
  home(): void {
    this.fit();
    if (this.camera.look.scale >= 0.5) return;
    const { focus } = this.figure.view;
    const middle = this.#middle(focus ?? this.figure.boxes[0]?.box.module ?? -1);
    if (middle !== undefined) this.camera.place(middle.x, middle.y, focus === undefined ? 0.15 : 0.7, 0.5, 0.75);
  }

  /** Moves a box into the window, where it is not there. */
  reveal(module: number): void {
    const middle = this.#middle(module);
    if (middle === undefined) return;
    const { x, y } = this.camera.inWindow(middle.x, middle.y);
    const { clientWidth, clientHeight } = this.node;
    const small = this.camera.look.scale < 0.45;
    if (small || x < 60 || y < 40 || x > clientWidth - 60 || y > clientHeight - 40)
      this.camera.place(middle.x, middle.y, 0.5, 0.5, small ? 0.8 : this.camera.look.scale);
  }

  #clicked(event: MouseEvent): void {
    if (this.camera.moved) return;
    const module = moduleAt(event);
    if (module === undefined) {
      this.#store.choose(undefined);
      return;
    }
    this.#step(module);
    if ((event.target as Element).closest("[data-unfold]") !== null) this.#store.toggle(module);
    else this.#store.choose(module);
  }

  /** Makes a box the one that has the keyboard. */
  #step(module: number): void {
    this.#boxes.get(this.#current)?.setAttribute("tabindex", "-1");
    this.#current = module;
    const box = this.#boxes.get(module);
    box?.setAttribute("tabindex", "0");
    box?.classList.remove("outside");
    box?.focus({ preventScroll: true });
  }

  #pressed(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const module = moduleAt(event);
    const directions: Readonly<Record<string, readonly [number, number]>> = {
      ArrowLeft: [-1, 0],
      ArrowRight: [1, 0],
      ArrowUp: [0, -1],
      ArrowDown: [0, 1],
    };
    const direction = directions[event.key];
    if (direction !== undefined && module !== undefined) {
      const next = this.#neighbour(module, direction);
      if (next !== undefined) {
        this.reveal(next);
        this.#step(next);
      }
    } else if ((event.key === "Enter" || event.key === " ") && module !== undefined) this.#store.choose(module);
    else if (event.key === "u" && module !== undefined) this.#store.toggle(module);
    else if (event.key === "f" && module !== undefined) this.#store.focus(module);
    else return;
    event.preventDefault();
    if (event.key === "u" || event.key === "f") this.#step(module as number);
  }

  /** The nearest box in a direction: along a column, or in the next one that has any. */
  #neighbour(module: number, [dx, dy]: readonly [number, number]): number | undefined {
    const from = this.#middle(module);
    const corner = this.figure.layout.corners[this.#index(module)];
    if (from === undefined || corner === undefined) return undefined;
    let best: { readonly module: number; readonly cost: number } | undefined;
    this.figure.boxes.forEach(({ box }, i) => {
      const at = this.#middle(box.module) as Point;
      const { x } = this.figure.layout.corners[i] as Point;
      const column = (x - corner.x) * dx;
      if (dx === 0 ? x !== corner.x || (at.y - from.y) * dy <= 0 : column <= 0) return;
      const cost = dx === 0 ? Math.abs(at.y - from.y) : column * 4 + Math.abs(at.y - from.y);
      if (best === undefined || cost < best.cost) best = { module: box.module, cost };
    });
    return best?.module;
  }
}

/** An edge's element with the part of the scene that it is in. */
function bounds(points: readonly Point[], node: Element) {
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  return { node, left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) };
}

function overlayEdge(edge: Edge, points: readonly Point[]): string {
  if (points.length === 0) return "";
  return `<g class="edge ${edgeClass(edge)}"><path d="${curve(points)}"/><path class="head" d="${arrow(points)}"/></g>`;
}

function moduleAt(event: Event): number | undefined {
  const box = (event.target as Element).closest(".box");
  const module = box?.getAttribute("data-module");
  return module === null || module === undefined ? undefined : Number(module);
}
