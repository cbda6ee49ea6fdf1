type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** An element with attributes (`true` stands for an empty one, `false` and undefined for none) and children; texts are never read as markup. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(key, "");
    else if (value !== undefined && value !== false) made.setAttribute(key, String(value));
  }
  made.append(...children);
  return made;
}

/** A button that does something; its text is its name unless another one is given. */
export function button(text: string, act: () => void, attributes: Attributes = {}): HTMLButtonElement {
  const made = element("button", { type: "button", ...attributes }, text);
  made.addEventListener("click", act);
  return made;
}

/** An SVG element whose content is markup that this program wrote itself, every name in it escaped. */
export function svgElement(name: "svg" | "g", attributes: Attributes, content: string): SVGElement {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.innerHTML = content;
  return made;
}
