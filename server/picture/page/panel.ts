import { moduleDetails, type VersionDetails } from "../module-details.ts";
import { button, element } from "./dom.ts";
import type { Store } from "./store.ts";

/** Entries of a list that stand there at once; the rest comes when it is asked for. */
const atOnce = 25;

/** What is known of the chosen module, beside the picture. */
export function panel(store: Store, turnTo: (module: number) => void): HTMLElement {
  const node = element("aside", { "aria-label": "Module", hidden: true });
  const render = (): void => {
    const { chosen } = store.state;
    node.hidden = chosen === undefined;
    if (chosen === undefined) return;
    const { module, chain, versions, requires } = moduleDetails(store.graph, store.reach, chosen);
    const link = (version: number, text = store.name(version)): HTMLElement =>
      button(text, () => turnTo(store.version(version).module), { class: "module" });
    const facts = [
      ...(module.main === true ? ["main module"] : module.direct === true ? ["required directly"] : []),
      ...(module.diamond === undefined ? [] : [`diamond, ${module.diamond}`]),
    ];
    node.replaceChildren(
      element(
        "header",
        {},
        element("h2", {}, module.path),
        button("×", () => store.choose(undefined), { "aria-label": "Close", class: "close" }),
      ),
      ...(facts.length === 0 ? [] : [element("p", { class: "facts" }, facts.join(" · "))]),
      element(
        "p",
        { class: "acts" },
        button("Show what leads here", () => store.focus(chosen)),
        ...(requires.length === 0
          ? []
          : [
              button(store.isUnfolded(chosen) ? "Fold its requirements" : "Unfold its requirements", () => store.toggle(chosen), {
                "aria-expanded": String(store.isUnfolded(chosen)),
              }),
            ]),
      ),
      ...(chain.length > 1
        ? [
            section(
              `Path to ${store.version(module.selected).version}`,
              element("ol", { class: "chain" }, ...chain.map((version) => element("li", {}, link(version)))),
            ),
          ]
        : []),
      ...(module.main === true ? [] : [section("Versions", ...versions.map((version) => versionPart(store, version, link)))]),
      ...(requires.length === 0
        ? []
        : [
            section(
              `Requires ${requires.length}`,
              list(requires, ({ version, gets }) =>
                element(
                  "li",
                  {},
                  link(version),
                  ...(gets === undefined
                    ? []
                    : [element("span", { class: "gets" }, ` gets ${store.version(gets).version || "the main module"}`)]),
                ),
              ),
            ),
          ]),
    );
  };
  store.listen((state, before) => {
    render();
    if (state.chosen !== before.chosen) node.scrollTop = 0;
  });
  render();
  return node;
}

function versionPart(
  store: Store,
  { version, active, inactive }: VersionDetails,
  link: (version: number) => HTMLElement,
): HTMLElement {
  const { version: text, module, replacement, problem, pruned, excluded, risk } = store.version(version);
  const selected = store.module(module).selected === version;
  const remarks = [
    excluded === true
      ? "excluded by go.mod"
      : selected
        ? "selected"
        : `superseded${risk === undefined || risk === "compatible" ? "" : `, ${risk}`}`,
    ...(replacement === undefined ? [] : [`replaced by ${replacement}`]),
    ...(problem === undefined ? [] : [`go.mod missing: ${problem}`]),
    ...(pruned === true && selected ? ["its requirements are pruned"] : []),
  ];
  const requirers = active.length + inactive.length;
  const item = (from: number): HTMLElement => element("li", {}, link(from));
  return element(
    "details",
    { class: selected ? "selected" : "superseded", open: selected || requirers <= 5 },
    element("summary", {}, element("strong", {}, text), ` ${remarks.join("; ")} · required by ${requirers}`),
    list(active, item),
    ...(inactive.length === 0
      ? []
      : [element("p", { class: "facts" }, "by versions that are not selected:"), list(inactive, item)]),
  );
}

function section(title: string, ...content: readonly Node[]): HTMLElement {
  return element("section", {}, element("h3", {}, title), ...content);
}

/** A list that begins with what fits, and has a button for the rest. */
function list<T>(entries: readonly T[], item: (entry: T) => HTMLElement): HTMLElement {
  const node = element("ul", {}, ...entries.slice(0, atOnce).map(item));
  if (entries.length <= atOnce) return node;
  const more = element("li", {});
  more.append(button(`${entries.length - atOnce} more`, () => more.replaceWith(...entries.slice(atOnce).map(item))));
  node.append(more);
  return node;
}
