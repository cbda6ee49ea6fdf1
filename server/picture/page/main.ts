import { legendOf } from "../legend.ts";
import type { PageData } from "../page-data.ts";
import { controls, lookButtons } from "./controls.ts";
import { element, svgElement } from "./dom.ts";
import { panel } from "./panel.ts";
import { Scene } from "./scene.ts";
import { search } from "./search.ts";
import { Store } from "./store.ts";

const keys: readonly (readonly [string, string])[] = [
  ["/", "find a module"],
  ["Tab, arrows", "go from box to box"],
  ["Enter", "say all about a module"],
  ["u", "unfold or fold what it requires"],
  ["f", "show only what leads to it"],
  ["Esc", "leave it"],
  ["+ − 0", "nearer, farther, fit"],
];

function start(): void {
  const store = new Store(JSON.parse(document.getElementById("data")?.textContent ?? "null") as PageData);
  const scene = new Scene(store);
  const turnTo = (module: number): void => store.choose(module, scene.has(module));
  const { node: searching, field } = search(store, turnTo);
  const note = element("p", { class: "note", role: "status" });
  const legend = element("details", { class: "legend" }, element("summary", {}, "Legend and keys"));
  const signs = element("ul", {});
  legend.append(signs, element("dl", {}, ...keys.flatMap(([key, does]) => [element("dt", {}, key), element("dd", {}, does)])));
  document.body.append(
    element(
      "header",
      { class: "bar" },
      element("h1", {}, store.title),
      searching,
      ...controls(store),
      element("div", { class: "look", role: "group", "aria-label": "View" }, ...lookButtons(scene)),
    ),
    element("main", {}, scene.node, note, legend),
    panel(store, turnTo),
  );
  const tell = (): void => {
    note.textContent = scene.figure.note ?? `all ${scene.figure.boxes.length} modules`;
    signs.replaceChildren(
      ...legendOf(scene.figure).map(({ meaning, svg }) =>
        element(
          "li",
          {},
          svgElement("svg", { class: "picture", width: 46, height: 16, viewBox: "0 0 46 16", "aria-hidden": "true" }, svg),
          meaning,
        ),
      ),
    );
  };
  store.listen(tell);
  scene.start();
  tell();
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || (event.target as Element).matches("input, select")) return;
    if (event.key === "/") field.focus();
    else if (event.key === "Escape") store.choose(undefined);
    else if (event.key === "+" || event.key === "=") scene.camera.zoom(1.4);
    else if (event.key === "-") scene.camera.zoom(1 / 1.4);
    else if (event.key === "0") scene.fit();
    else return;
    event.preventDefault();
  });
}

start();
