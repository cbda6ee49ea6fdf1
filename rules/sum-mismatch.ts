import { requirementSpan } from "../server/analysis/describe.ts";
import { defineRule } from "../server/analysis/rule.ts";
import { counts, placeIn } from "../server/analysis/sums.ts";
import type { SumEntry } from "../server/modfile/go-sum.ts";

/** A go.mod in the module cache that is not what go.sum says (modfetch.checkModSum): of modules that a line of the file requires. */
export const sumMismatch = defineRule({
  id: "sum-mismatch",
  group: "sum",
  summary: "a go.mod in the module cache does not have the hash that go.sum has for it",
  severity: "error",
  local: true,
  on: ["mod"],
  needs: ["graph", "sum", "cachedHashes"],
  fix: "none",
  *check({ file, graph: { declared }, sum: { own, mode }, cachedHashes }) {
    if (own === undefined || cachedHashes.size === 0) return;
    const entries = new Map<string, SumEntry[]>();
    for (const entry of own.sum.entries) {
      const key = `${entry.path.value}@${entry.version.value}`;
      if (!entry.goMod || !counts(entry) || !cachedHashes.has(key)) continue;
      const list = entries.get(key);
      if (list === undefined) entries.set(key, [entry]);
      else list.push(entry);
    }
    for (const requirement of file.require) {
      const target = declared.selectedNode(requirement.path.value)?.target;
      const key = target === undefined ? "" : `${target.path}@${target.version}`;
      const known = entries.get(key) ?? [];
      const [first] = known;
      const actual = cachedHashes.get(key);
      // Hashes that contradict each other are sum-conflict's.
      if (first === undefined || actual === undefined || known.some((entry) => entry.hash.value !== first.hash.value)) continue;
      if (first.hash.value === actual) continue;
      entries.delete(key);
      yield {
        span: requirementSpan(requirement),
        place: placeIn(own, first.span),
        message: `the go.mod of ${first.path.value} ${first.version.value} in the module cache is not the one of ${own.name}`,
        why: `its hash is ${actual}: the go command stops with a SECURITY ERROR; the version was published anew with other content, or somebody changed the one or the other`,
        ...(mode === "vendor" ? { severity: "warning" } : {}),
      };
    }
  },
});
