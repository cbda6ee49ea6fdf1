import { lineDifference } from "./unified-diff.ts";

/** The 1-based lines of a text that an earlier one does not have, or has elsewhere. Line ends do not count: git may turn them. */
export function changedLines(before: string, after: string): ReadonlySet<number> {
  const plain = (text: string): string => text.replace(/\r\n/g, "\n");
  const changed = new Set<number>();
  let line = 0;
  for (const sign of lineDifference(plain(before), plain(after))) {
    if (sign === "-") continue;
    line++;
    if (sign === "+") changed.add(line);
  }
  return changed;
}
