import { wrap } from "./help.ts";
import type { Style } from "./reporters/style.ts";

/**
 * Markdown as a terminal shows it: headings set off, paragraphs wrapped, code and tables indented as they are, links with their address
 * behind them. For the documentation of rules: what that does not use (HTML, footnotes) stays as it is.
 * @param columns that paragraphs are wrapped to
 */
export function plainMarkdown(markdown: string, style: Style, columns = 80): string {
  const out: string[] = [];
  let paragraph: string[] = [];
  const endParagraph = (): void => {
    if (paragraph.length === 0) return;
    const [first = ""] = paragraph;
    const bullet = /^(\s*)([-*]|\d+\.)\s+/.exec(first);
    const indent = " ".repeat(bullet?.[0].length ?? 0);
    const text = inline(paragraph.map((line) => line.trim()).join(" "));
    wrap(text, columns - (bullet?.[1]?.length ?? 0)).forEach((line, i) => {
      out.push(i === 0 ? (bullet?.[1] ?? "") + line : indent + line);
    });
    paragraph = [];
  };
  let fence: string | undefined;
  for (const line of markdown.split(/\r?\n/)) {
    const mark = /^\s*(`{3,}|~{3,})/.exec(line)?.[1];
    if (mark !== undefined && (fence === undefined || mark.startsWith(fence))) {
      endParagraph();
      fence = fence === undefined ? mark : undefined;
    } else if (fence !== undefined) {
      out.push(line === "" ? "" : `    ${line.replaceAll("\t", "    ")}`);
    } else if (/^#{1,6}\s/.test(line)) {
      endParagraph();
      const text = inline(line.replace(/^#+\s+/, ""));
      out.push(style.bold(line.startsWith("# ") ? text.toUpperCase() : text));
    } else if (line.trim() === "") {
      endParagraph();
      if (out.at(-1) !== "") out.push("");
    } else if (line.startsWith("|")) {
      endParagraph();
      if (!/^\|[\s|:-]+\|$/.test(line)) out.push(`    ${inline(line.replace(/^\|\s*|\s*\|$/g, "").replace(/\s*\|\s*/g, "  "))}`);
    } else {
      if (/^\s*([-*]|\d+\.)\s/.test(line)) endParagraph();
      paragraph.push(line);
    }
  }
  endParagraph();
  return `${out.join("\n").trim()}\n`;
}

/** Marks within a line: links get their address, emphasis goes, code keeps its backticks where it would not be told from text. */
function inline(text: string): string {
  return text
    .replace(/\[([^\]]+)\]\((https?:[^)\s]+)\)/g, "$1 <$2>")
    .replace(/\[([^\]]+)\]\([^)\s]+\)/g, "$1")
    .replace(/\*\*([^*]+)\*\*/g, "$1");
}
