import { defineRule } from "../server/analysis/rule.ts";
import { describeSum, placeIn, requirementOf } from "../server/analysis/sums.ts";
import type { SumEntry } from "../server/modfile/go-sum.ts";

/** Lines that stand in go.sum twice: the go command takes them, and writes each once. */
export const sumDuplicate = defineRule({
  id: "sum-duplicate",
  group: "sum",
  summary: "a line stands in go.sum twice",
  severity: "info",
  on: ["mod", "work"],
  needs: ["sum"],
  fix: "none",
  *check({ file, sum: { own } }) {
    const repeated: SumEntry[] = [];
    for (const entries of own?.byKey.values() ?? []) {
      if (entries.length < 2) continue;
      const first = (entry: SumEntry): number => entries.findIndex((other) => other.hash.value === entry.hash.value);
      repeated.push(...entries.filter((entry, i) => first(entry) < i));
    }
    repeated.sort((a, b) => a.span.start - b.span.start);
    const [first] = repeated;
    if (own === undefined || first === undefined) return;
    yield {
      span: requirementOf(file, first),
      place: placeIn(own, first.span),
      message:
        repeated.length === 1
          ? `the hash of ${describeSum(first)} stands in ${own.name} twice`
          : `${repeated.length} lines of ${own.name} are repeated, the first with the hash of ${describeSum(first)}`,
      why: "it does no harm; a merge that kept both sides leaves such lines, and contradicting ones",
      tags: ["unnecessary"],
    };
  },
});
