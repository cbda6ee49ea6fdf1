import type { PictureGraph } from "./model.ts";

/**
 * Modules whose path has all the words of a query, the best first: where the last element of the path is or begins with the first word, then
 * the shorter.
 * @returns indices, at most as many as `limit`
 */
export function findModules({ modules }: PictureGraph, query: string, limit: number): readonly number[] {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  const [first = ""] = words;
  if (first === "") return [];
  const found: { readonly index: number; readonly rank: number; readonly path: string }[] = [];
  modules.forEach(({ path }, index) => {
    const lower = path.toLowerCase();
    if (!words.every((word) => lower.includes(word))) return;
    const last =
      lower
        .replace(/\/v\d+$/, "")
        .split("/")
        .at(-1) ?? lower;
    const rank = lower === first ? 0 : last === first ? 1 : last.startsWith(first) ? 2 : lower.startsWith(first) ? 3 : 4;
    found.push({ index, rank, path });
  });
  found.sort((a, b) => a.rank - b.rank || a.path.length - b.path.length || (a.path < b.path ? -1 : 1));
  return found.slice(0, limit).map(({ index }) => index);
}
