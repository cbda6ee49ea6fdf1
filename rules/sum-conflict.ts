import { defineRule } from "../server/analysis/rule.ts";
import { counts, describeSum, placeIn, requirementOf, sumKey } from "../server/analysis/sums.ts";
import type { SumEntry } from "../server/modfile/go-sum.ts";

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
    const first = new Map<string, SumEntry>();
    const told = new Set<string>();
    for (const entry of own?.sum.entries ?? []) {
      const key = sumKey(entry);
      const before = first.get(key);
      if (before === undefined) {
        if (counts(entry)) first.set(key, entry);
        continue;
      }
      if (own === undefined || !counts(entry) || before.hash.value === entry.hash.value || told.has(key)) continue;
      told.add(key);
      const actual = entry.goMod ? cachedHashes.get(`${entry.path.value}@${entry.version.value}`) : undefined;
      const stops = actual !== undefined && actual !== before.hash.value;
      yield {
        span: requirementOf(file, entry),
        place: placeIn(own, (stops ? before : entry).span),
        message: `${own.name} has two hashes for ${describeSum(entry)}`,
        why: stops
          ? "this one comes first, and is not what the module cache has: the go command stops with a SECURITY ERROR"
          : "one of them is wrong: the go command takes the first, and stops with a SECURITY ERROR where that does not fit",
        ...(stops && mode !== "vendor" ? {} : { severity: "warning" }),
      };
    }
  },
});
