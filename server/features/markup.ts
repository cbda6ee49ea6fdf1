/** A piece of running text: words, code, or a link. */
export type Inline = string | { readonly code: string } | { readonly link: string; readonly text: string };

/** A paragraph, a list, or a rule between two parts. */
export type Block =
  | { readonly kind: "title" | "paragraph"; readonly text: readonly Inline[] }
  | { readonly kind: "list"; readonly items: readonly (readonly Inline[])[] }
  | { readonly kind: "line" };

export function title(...text: readonly Inline[]): Block {
  return { kind: "title", text };
}

export function paragraph(...text: readonly Inline[]): Block {
  return { kind: "paragraph", text };
}

export function list(items: readonly (readonly Inline[])[]): Block {
  return { kind: "list", items };
}

export function code(text: string): Inline {
  return { code: text };
}

/** CommonMark, as editors show it. Words of the file cannot become markup. */
export function toMarkdown(blocks: readonly Block[]): string {
  return blocks.map(markdownBlock).join("\n\n");
}

/** The same for a client that shows no markup. */
export function toPlainText(blocks: readonly Block[]): string {
  return blocks.map(plainBlock).join("\n");
}

function markdownBlock(block: Block): string {
  switch (block.kind) {
    case "title":
      return `**${block.text.map(markdownInline).join("")}**`;
    case "paragraph":
      return block.text.map(markdownInline).join("");
    case "list":
      return block.items.map((item) => `- ${item.map(markdownInline).join("")}`).join("\n");
    case "line":
      return "---";
  }
}

function plainBlock(block: Block): string {
  switch (block.kind) {
    case "title":
    case "paragraph":
      return block.text.map(plainInline).join("");
    case "list":
      return block.items.map((item) => `- ${item.map(plainInline).join("")}`).join("\n");
    case "line":
      return "";
  }
}

function markdownInline(inline: Inline): string {
  if (typeof inline === "string") return inline.replace(/[\\`*_{}[\]<>#|~&]/g, "\\$&").replace(/\s*\n\s*/g, " ");
  if ("code" in inline) return codeSpan(inline.code);
  return `[${markdownInline(inline.text)}](<${inline.link.replace(/[<>\s]/g, encodeURIComponent)}>)`;
}

/** A code span whose fence is longer than any run of backquotes inside. */
function codeSpan(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map((match) => match[0].length));
  const fence = "`".repeat(longest + 1);
  const pad = /^[` ]|[` ]$/.test(text) || text === "" ? " " : "";
  return fence + pad + text.replace(/\s*\n\s*/g, " ") + pad + fence;
}

function plainInline(inline: Inline): string {
  if (typeof inline === "string") return inline;
  if ("code" in inline) return inline.code;
  return inline.text === inline.link ? inline.link : `${inline.text}: ${inline.link}`;
}
