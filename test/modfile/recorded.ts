import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { ModValues, WorkValues } from "../differential/oracle.ts";

/** A text, and what the go command's own code made of it: see `record.ts`. */
export interface Recorded {
  readonly kind: "mod" | "work";
  readonly text: string;
  /** the lines of modfile's errors, each once, in order; empty: accepted */
  readonly errorLines: readonly number[];
  /** what `edit -json` prints; null when it is not accepted */
  readonly values: ModValues | WorkValues | null;
  /** what `edit -fmt` writes */
  readonly formatted: string | null;
  /** ParseLax: the line of its first error, or its values */
  readonly lax: { readonly line: number } | ModValues;
}

export const recordedPath = fileURLToPath(new URL("../../../test/modfile/fixtures/recorded.jsonl", import.meta.url));

/** The texts of `fixtures/recorded.jsonl`. */
export function recorded(): readonly Recorded[] {
  const lines = readFileSync(recordedPath, "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as Recorded);
}
