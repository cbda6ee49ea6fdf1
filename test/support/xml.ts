import assert from "node:assert/strict";

/** An element of an XML document. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** the text directly in it */
  readonly text: string;
}

/** Reads a document as strictly as a parser without DTD would: fails on anything that is not well-formed XML 1.0. */
export function parseXml(text: string): XmlElement {
  assert.doesNotMatch(text, /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u, "a character that XML has no place for");
  const head = /^<\?xml version="1\.0" encoding="UTF-8"\?>\s*/.exec(text)?.[0] ?? assert.fail("no XML declaration");
  const reader = { text, at: head.length };
  const root = element(reader);
  assert.equal(text.slice(reader.at).trim(), "", "something behind the root element");
  return root;
}

interface Reader {
  readonly text: string;
  at: number;
}

function take(reader: Reader, pattern: RegExp, what: string): RegExpExecArray {
  const sticky = new RegExp(pattern.source, "uy");
  sticky.lastIndex = reader.at;
  const match =
    sticky.exec(reader.text) ??
    assert.fail(`${what} expected at ${JSON.stringify(reader.text.slice(reader.at, reader.at + 40))}`);
  reader.at += match[0].length;
  return match;
}

function element(reader: Reader): XmlElement {
  const [, name = ""] = take(reader, /<([\w-]+)/, "a tag");
  const attributes: Record<string, string> = {};
  while (/\s/.test(reader.text[reader.at] ?? "")) {
    const [, key = "", value = ""] = take(reader, /\s+([\w-]+)="([^"<]*)"/, "an attribute");
    assert.equal(Object.hasOwn(attributes, key), false, `${key} twice`);
    attributes[key] = unescapeXml(value);
  }
  if (take(reader, /\/?>/, "the end of a tag")[0] === "/>") return { name, attributes, children: [], text: "" };
  const children: XmlElement[] = [];
  let content = "";
  for (;;) {
    content += unescapeXml(take(reader, /[^<]*/, "text")[0]);
    if (reader.text.startsWith("</", reader.at)) break;
    children.push(element(reader));
  }
  assert.equal(take(reader, /<\/([\w-]+)>/, "an end tag")[1], name);
  return { name, attributes, children, text: content };
}

function unescapeXml(text: string): string {
  assert.doesNotMatch(text, /&(?!(?:amp|lt|gt|quot|apos);)/, "a bare &");
  const names: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
  return text.replace(/&(\w+);/g, (_, name: string) => names[name] ?? "");
}
