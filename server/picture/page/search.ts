import { findModules } from "../find-modules.ts";
import { element } from "./dom.ts";
import type { Store } from "./store.ts";

/** A field that finds modules by words of their paths (the combobox pattern of WAI-ARIA). */
export function search(
  store: Store,
  turnTo: (module: number) => void,
): { readonly node: HTMLElement; readonly field: HTMLInputElement } {
  const field = element("input", {
    type: "search",
    placeholder: "Find a module  ( / )",
    "aria-label": "Find a module",
    role: "combobox",
    "aria-expanded": "false",
    "aria-controls": "found",
    "aria-autocomplete": "list",
    autocomplete: "off",
    spellcheck: "false",
  });
  const list = element("ul", { id: "found", role: "listbox", "aria-label": "Modules found", hidden: true });
  let found: readonly number[] = [];
  let at = -1;
  const close = (): void => {
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };
  const take = (module: number | undefined): void => {
    if (module === undefined) return;
    close();
    field.value = "";
    turnTo(module);
  };
  const point = (index: number): void => {
    at = index;
    [...list.children].forEach((option, i) => {
      option.setAttribute("aria-selected", String(i === at));
      if (i === at) option.scrollIntoView({ block: "nearest" });
    });
    if (at >= 0) field.setAttribute("aria-activedescendant", `found-${at}`);
  };
  field.addEventListener("input", () => {
    found = findModules(store.graph, field.value, 30);
    const options = found.map((module, i) => {
      const { path, selected } = store.module(module);
      const option = element(
        "li",
        { role: "option", id: `found-${i}`, "aria-selected": "false" },
        path,
        element("span", {}, ` ${store.version(selected).version}`),
      );
      // Before the field loses the focus, and the list with it.
      option.addEventListener("pointerdown", (event) => {
        event.preventDefault();
        take(module);
      });
      return option;
    });
    list.replaceChildren(...options);
    if (field.value.trim() !== "" && found.length === 0)
      list.append(element("li", { class: "none" }, "no module has that in its path"));
    list.hidden = field.value.trim() === "";
    field.setAttribute("aria-expanded", String(!list.hidden));
    point(found.length > 0 ? 0 : -1);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && found.length > 0) point((at + 1) % found.length);
    else if (event.key === "ArrowUp" && found.length > 0) point((at + found.length - 1) % found.length);
    else if (event.key === "Enter") take(list.hidden ? undefined : found[at]);
    else if (event.key === "Escape") {
      field.value = "";
      close();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
  field.addEventListener("blur", close);
  return { node: element("div", { class: "search", role: "search" }, field, list), field };
}
