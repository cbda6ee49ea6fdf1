import { fields, trimSpace } from "./go-text.ts";
import type { Block, Comment, Line } from "./syntax.ts";

/** Whether the line has an `// indirect` comment, alone or as `// indirect; reason` (modfile.isIndirect). */
export function isIndirect(line: Line): boolean {
  const [comment] = line.suffix;
  return comment !== undefined && isIndirectComment(comment.text);
}

/** Whether a comment, with its slashes, marks its requirement as indirect. */
export function isIndirectComment(comment: string): boolean {
  if (comment === "// indirect") return true;
  if (!comment.includes("indirect")) return false;
  const words = fields(comment.slice(2));
  return words.length === 1 ? words[0] === "indirect" : words[0] === "indirect;";
}

/**
 * The text of a directive's comments: above it, then behind it. A line of a block that has none takes its block's
 * (modfile.parseDirectiveComment); a blank line above counts as having one.
 */
export function directiveComment(block: Block | undefined, line: Line): string {
  const own = block === undefined || line.before.length > 0 || line.suffix.length > 0;
  const { before, suffix } = own ? line : block;
  return [...before, ...suffix].filter(isComment).map(commentText).join("\n");
}

function isComment(comment: Comment): boolean {
  return comment.text !== "";
}

function commentText(comment: Comment): string {
  return trimSpace(comment.text.slice(2));
}

/** The first paragraph of a comment that begins with `Deprecated:`, without that word (modfile.parseDeprecation); "" for none. */
export function deprecation(text: string): string {
  return /(?:^|\n\n)Deprecated: *([\s\S]*?)(?:$|\n\n)/.exec(text)?.[1] ?? "";
}
