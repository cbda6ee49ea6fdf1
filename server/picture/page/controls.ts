import { defaultMax, moduleCount } from "../model.ts";
import type { Selection } from "../select.ts";
import { button, element } from "./dom.ts";
import type { Scene } from "./scene.ts";
import type { State, Store } from "./store.ts";

/** What the picture shows, and how far. */
export function controls(store: Store): readonly HTMLElement[] {
  const total = moduleCount(store.graph);
  const diamonds = store.graph.modules.filter(({ diamond }) => diamond !== undefined).length;
  const views: readonly (readonly [Selection["view"], string])[] = [
    ["diamonds", `Diamonds (${diamonds})`],
    ["whole", `Whole graph (${total})`],
    ["focus", "One module"],
  ];
  const radios = views.map(([view, text]) => {
    const input = element("input", { type: "radio", name: "view", value: view });
    input.addEventListener("change", () => {
      const { chosen } = store.state;
      if (view === "focus" && chosen !== undefined) store.focus(chosen);
      else store.show({ view });
    });
    return { view, input, label: element("label", {}, input, text) };
  });
  const depth = element("input", { type: "number", min: 1, max: 99, placeholder: "all" });
  depth.addEventListener("change", () => {
    const value = Number.parseInt(depth.value, 10);
    store.showDepth(Number.isInteger(value) && value > 0 ? value : undefined);
  });
  const limit = element("select", {});
  const sizes = [defaultMax, 100, 300, 1000].filter((size) => size < total);
  for (const size of sizes) limit.append(element("option", { value: size }, String(size)));
  limit.append(element("option", { value: 0 }, `all ${total}`));
  limit.addEventListener("change", () => store.show({ max: Number(limit.value) }));
  const indirect = element("input", { type: "checkbox" });
  indirect.addEventListener("change", () => store.show({ indirect: indirect.checked }));
  const sync = ({ selection, chosen }: State): void => {
    for (const { view, input } of radios) {
      input.checked = view === selection.view;
      input.disabled =
        (view === "focus" && chosen === undefined && selection.view !== "focus") || (view === "diamonds" && diamonds === 0);
    }
    depth.value = selection.depth === undefined ? "" : String(selection.depth);
    depth.placeholder = selection.view === "focus" ? "1" : "all";
    limit.value = String(selection.max === 0 || selection.max >= total ? 0 : selection.max);
    if (limit.selectedIndex === -1) {
      limit.prepend(element("option", { value: selection.max }, String(selection.max)));
      limit.value = String(selection.max);
    }
    indirect.checked = selection.indirect;
  };
  store.listen(sync);
  sync(store.state);
  return [
    element("fieldset", { class: "views" }, element("legend", {}, "Show"), ...radios.map(({ label }) => label)),
    element(
      "label",
      { title: "How many requirements away from the main module; of one module, towards the main module" },
      "Depth ",
      depth,
    ),
    element("label", { title: "How many modules at most" }, "Modules ", limit),
    element(
      "label",
      { title: "Draw // indirect lines of go.mod also where other edges lead to the same version" },
      indirect,
      "indirect",
    ),
  ];
}

/** Buttons for how it is looked at. */
export function lookButtons(scene: Scene): readonly HTMLElement[] {
  return [
    button("−", () => scene.camera.zoom(1 / 1.4), { "aria-label": "Zoom out", title: "Zoom out ( - )" }),
    button("+", () => scene.camera.zoom(1.4), { "aria-label": "Zoom in", title: "Zoom in ( + )" }),
    button("Fit", () => scene.fit(), { title: "Show the whole picture ( 0 )" }),
    themeButton(),
  ];
}

/** Light or dark: as whoever shows the page has written into it, or else as the system has it, until a reader chooses. */
function themeButton(): HTMLElement {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const given = root.dataset["theme"];
  let chosen = given !== undefined;
  const set = (dark: boolean): void => {
    root.dataset["theme"] = dark ? "dark" : "light";
    node.setAttribute("aria-pressed", String(dark));
  };
  const node = button(
    "Dark",
    () => {
      chosen = true;
      set(root.dataset["theme"] !== "dark");
    },
    { title: "Dark colours" },
  );
  system.addEventListener("change", () => {
    if (!chosen) set(system.matches);
  });
  set(given === undefined ? system.matches : given === "dark");
  return node;
}
