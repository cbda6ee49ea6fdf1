import { defineRule } from "../server/analysis/rule.ts";
import { counts, describeSum, placeIn, requirementOf } from "../server/analysis/sums.ts";

/**
 * Two hashes for the same content: one of them is wrong. The go command takes the first that fits and stops at the first that does not
 * (modfetch.haveModSumLocked), so that the order decides.
 */
export const sumConflict = defineRule({
  id: "sum-conflict",
  group: "sum",
  summary: "go.sum has two hashes for the same module version",
  severity: "error",
  on: ["mod", "work"],
  needs: ["sum", "cachedHashes"],
  fix: "none",
  *check({ file, sum: { own, mode }, cachedHashes }) {
    for (const entries of own?.byKey.values() ?? []) {
      if (own === undefined || entries.length < 2) continue;
      const [before, ...others] = entries.filter(counts);
      const entry = others.find((other) => other.hash.value !== before?.hash.value);
      if (before === undefined || entry === undefined) continue;
      const actual = entry.goMod ? cachedHashes.get(`${entry.path.value} ${entry.version.value}`) : undefined;
      const stops = actual !== undefined && actual !== before.hash.value;
      yield {
        span: requirementOf(file, entry),
        place: placeIn(own, (stops ? before : entry).span),
        message: `${own.name} has two hashes for ${describeSum(entry)}`,
        why: stops
          ? "this one comes first, and is not what the module cache has: the go command stops with a SECURITY ERROR; remove both lines, and `go mod tidy` writes the right one"
          : "one of them is wrong: the go command takes the first, and stops with a SECURITY ERROR where that does not fit; remove both lines, and `go mod tidy` writes the right one",
        ...(stops && mode !== "vendor" ? {} : { severity: "warning" }),
      };
    }
  },
});
