import { printable } from "./printable.ts";

/** Text that may stand in an attribute's quotes and between tags; what XML 1.0 has no place for is replaced. */
export function escapeXml(text: string): string {
  return printable(text)
    .replace(/[\uFFFE\uFFFF]/g, "\uFFFD")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** `<name a="1" b="2">content</name>`; without content `<name a="1"/>`. Attributes are escaped here, content is XML already. */
export function element(name: string, attributes: Readonly<Record<string, string | number>>, content?: string): string {
  const start = opening(name, attributes);
  return content === undefined ? `${start.slice(0, -1)}/>` : `${start}${content}</${name}>`;
}

/** `<name a="1" b="2">` */
export function opening(name: string, attributes: Readonly<Record<string, string | number>>): string {
  const list = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeXml(String(value))}"`);
  return `<${name}${list.join("")}>`;
}

export const xmlHead = '<?xml version="1.0" encoding="UTF-8"?>\n';
