/** How a scene is looked at: a scale, and where its origin is in the window, in pixels. */
export interface Look {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

const scales = { least: 0.03, most: 3 };

/** Below this scale no letter can be read: none is drawn, which is faster. */
const legible = 0.28;

/** Moves and scales a scene by pointer, wheel and fingers. */
export class Camera {
  look: Look = { x: 0, y: 0, scale: 1 };
  readonly #window: SVGSVGElement;
  readonly #scene: SVGElement;
  #scheduled = false;
  #rest: ReturnType<typeof setTimeout> | undefined;
  readonly #fingers = new Map<number, { readonly x: number; readonly y: number }>();
  /** told after each move */
  onMove: () => void = () => {};
  /** whether the last press moved the scene, so that it was no click */
  moved = false;

  constructor(window: SVGSVGElement, scene: SVGElement) {
    this.#window = window;
    this.#scene = scene;
    window.addEventListener(
      "wheel",
      (event) => {
        event.preventDefault();
        this.#busy(150);
        const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 20 : 1;
        if (event.shiftKey) this.move(-(event.deltaX || event.deltaY) * unit, 0);
        else this.zoom(Math.exp((-event.deltaY * unit) / (event.ctrlKey ? 120 : 400)), this.#inside(event));
      },
      { passive: false },
    );
    window.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      if (this.#fingers.size === 0) this.moved = false;
      this.#fingers.set(event.pointerId, this.#inside(event));
    });
    window.addEventListener("pointermove", (event) => this.#drag(event));
    for (const end of ["pointerup", "pointercancel"] as const) {
      window.addEventListener(end, (event) => {
        this.#fingers.delete(event.pointerId);
        if (this.#fingers.size === 0) this.#busy(100);
      });
    }
  }

  /** Says by a class that the scene moves, so that what slows it down can stay away; until so many milliseconds have passed, or it is said anew. */
  #busy(milliseconds?: number): void {
    clearTimeout(this.#rest);
    this.#window.classList.add("moving");
    if (milliseconds !== undefined) this.#rest = setTimeout(() => this.#window.classList.remove("moving"), milliseconds);
  }

  #inside(event: MouseEvent): { readonly x: number; readonly y: number } {
    const { left, top } = this.#window.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  }

  #drag(event: PointerEvent): void {
    const before = this.#fingers.get(event.pointerId);
    if (before === undefined) return;
    const now = this.#inside(event);
    const [dx, dy] = [now.x - before.x, now.y - before.y];
    if (!this.moved && Math.hypot(dx, dy) < 4) return; // a click with an unsteady hand
    if (!this.moved) this.#window.setPointerCapture(event.pointerId);
    this.moved = true;
    this.#busy();
    this.#fingers.set(event.pointerId, now);
    const other = [...this.#fingers].find(([id]) => id !== event.pointerId)?.[1];
    if (other === undefined) {
      this.move(dx, dy);
      return;
    }
    const distance = (point: typeof now): number => Math.max(1, Math.hypot(point.x - other.x, point.y - other.y));
    this.zoom(distance(now) / distance(before), { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 });
  }

  move(dx: number, dy: number): void {
    this.#set({ ...this.look, x: this.look.x + dx, y: this.look.y + dy });
  }

  /** Scales about a point of the window; by default its middle. */
  zoom(factor: number, about?: { readonly x: number; readonly y: number }): void {
    const { clientWidth, clientHeight } = this.#window;
    const { x, y } = about ?? { x: clientWidth / 2, y: clientHeight / 2 };
    const scale = Math.min(scales.most, Math.max(scales.least, this.look.scale * factor));
    const by = scale / this.look.scale;
    this.#set({ x: x - (x - this.look.x) * by, y: y - (y - this.look.y) * by, scale });
  }

  /** Shows a scene whole. */
  fit(width: number, height: number): void {
    const { clientWidth, clientHeight } = this.#window;
    const scale = Math.min(
      1.2,
      Math.max(scales.least, Math.min((clientWidth - 32) / Math.max(1, width), (clientHeight - 32) / Math.max(1, height))),
    );
    this.#set({ x: (clientWidth - width * scale) / 2, y: (clientHeight - height * scale) / 2, scale });
  }

  /** Brings a point of the scene to a place of the window, given as shares of its width and height. */
  place(x: number, y: number, across: number, down: number, scale = this.look.scale): void {
    const { clientWidth, clientHeight } = this.#window;
    this.#set({ x: clientWidth * across - x * scale, y: clientHeight * down - y * scale, scale });
  }

  /** The part of the scene that the window shows, with a margin. */
  visible(): { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number } {
    const { x, y, scale } = this.look;
    const { clientWidth, clientHeight } = this.#window;
    const margin = 120;
    return {
      left: (-x - margin) / scale,
      top: (-y - margin) / scale,
      right: (clientWidth - x + margin) / scale,
      bottom: (clientHeight - y + margin) / scale,
    };
  }

  /** Where a point of the scene is in the window. */
  inWindow(x: number, y: number): { readonly x: number; readonly y: number } {
    return { x: this.look.x + x * this.look.scale, y: this.look.y + y * this.look.scale };
  }

  #set(look: Look): void {
    this.look = look;
    if (this.#scheduled) return;
    this.#scheduled = true;
    requestAnimationFrame(() => {
      this.#scheduled = false;
      const { x, y, scale } = this.look;
      this.#scene.setAttribute("transform", `translate(${x.toFixed(1)} ${y.toFixed(1)}) scale(${scale.toFixed(4)})`);
      this.#window.classList.toggle("far", scale < legible);
      this.onMove();
    });
  }
}
