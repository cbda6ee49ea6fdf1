import { compareBytes } from "../version/byte-order.ts";
import { compareSemver } from "../version/semver.ts";
import type { ModFile, WorkFile } from "./mod-file.ts";

/** Compares two lines of a block by their tokens: negative, 0 or positive. */
export type LineOrder = (a: readonly string[], b: readonly string[]) => number;

/** How the lines of a verb's block are sorted in a file (modfile's SortBlocks). */
export function lineOrder(file: ModFile | WorkFile, verb: string): LineOrder {
  if (file.kind === "work") return compareTokens;
  if (verb === "retract") return compareRetractions;
  // A prerelease of Go is no semantic version and sorts below 1.21.
  const semantic = compareSemver(`v${file.go?.version.value ?? ""}`, "v1.21") >= 0;
  return verb === "exclude" && semantic ? compareExclusions : compareTokens;
}

function compareTokens(a: readonly string[], b: readonly string[]): number {
  const shared = Math.min(a.length, b.length);
  for (let at = 0; at < shared; at++) {
    const order = compareBytes(a[at] ?? "", b[at] ?? "");
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

function compareExclusions(a: readonly string[], b: readonly string[]): number {
  if (a.length !== 2 || b.length !== 2) return compareTokens(a, b);
  const [pathA = "", versionA = ""] = a;
  const [pathB = "", versionB = ""] = b;
  return compareBytes(pathA, pathB) || compareSemver(versionA, versionB);
}

/** Highest interval first. */
function compareRetractions(a: readonly string[], b: readonly string[]): number {
  const [lowA, highA] = interval(a);
  const [lowB, highB] = interval(b);
  return compareSemver(lowB, lowA) || compareSemver(highB, highA);
}

function interval(tokens: readonly string[]): readonly [string, string] {
  const [first = "", low = "", comma, high = "", close] = tokens;
  if (tokens.length === 1) return [first, first];
  return tokens.length === 5 && first === "[" && comma === "," && close === "]" ? [low, high] : ["", ""];
}
