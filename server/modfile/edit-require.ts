import { isIndirect } from "./comments.ts";
import { trimSpace } from "./go-text.ts";
import type { ModFile } from "./mod-file.ts";
import type { Comments, Statement } from "./syntax.ts";

/** Where a new requirement goes: into a statement, or as one of its own beside it. */
export interface Home {
  readonly statement: Statement;
  readonly place: "in" | "before" | "behind";
}

/**
 * Where modfile's SetRequireSeparateIndirect puts a new requirement: into the last block without comments that has requirements of its
 * kind only; else beside the last of the other kind. A file with a single uncommented block of both kinds, which Go would part in
 * two, keeps it.
 * @returns undefined when nothing is required yet
 */
export function requirementHome(file: ModFile, indirect: boolean): Home | undefined {
  let direct: Statement | undefined;
  let only: Statement | undefined;
  let last: Statement | undefined;
  let count = 0;
  for (const statement of file.syntax.statements) {
    if (statement.kind === "comment" || statement.tokens[0]?.text !== "require") continue;
    last = statement;
    count++;
    const lines = statement.kind === "line" ? [statement] : statement.lines;
    if (lines.length === 0 || hasComments(statement) || lines.some(hasComments)) continue;
    if (lines.every(isIndirect)) only = statement;
    else if (!lines.some(isIndirect)) direct = statement;
  }
  if (last === undefined) return undefined;
  const own = indirect ? only : direct;
  if (own !== undefined) return { statement: own, place: "in" };
  if (count === 1 && last.kind === "block" && !hasComments(last)) {
    const mixed = last.lines.some((line) => isIndirect(line) !== indirect);
    if (!mixed || last.lines.some((line) => isIndirect(line) === indirect)) return { statement: last, place: "in" };
    return { statement: last, place: indirect ? "behind" : "before" };
  }
  if (indirect) return { statement: direct ?? last, place: "behind" };
  return only === undefined ? { statement: last, place: "behind" } : { statement: only, place: "before" };
}

/** Whether there are comments other than `// indirect`. */
function hasComments({ before, suffix, after }: Comments): boolean {
  if (before.length > 0 || after.length > 0 || suffix.length > 1) return true;
  const [comment] = suffix;
  return comment !== undefined && trimSpace(comment.text.slice(2)) !== "indirect";
}
