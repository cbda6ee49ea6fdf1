import { requirementSpan } from "../server/analysis/describe.ts";
import { defineRule } from "../server/analysis/rule.ts";
import { goModSums, placeIn } from "../server/analysis/sums.ts";

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
    const told = new Set<string>();
    for (const requirement of file.require) {
      const target = declared.selectedNode(requirement.path.value)?.target;
      const key = target === undefined ? "" : `${target.path} ${target.version}`;
      const actual = cachedHashes.get(key);
      if (target === undefined || actual === undefined || told.has(key)) continue;
      const [first, ...others] = goModSums(own, target);
      if (first === undefined || first.hash.value === actual) continue;
      // Hashes that contradict each other are sum-conflict's.
      if (others.some((entry) => entry.hash.value !== first.hash.value)) continue;
      told.add(key);
      yield {
        span: requirementSpan(requirement),
        place: placeIn(own, first.span),
        message: `the go.mod of ${first.path.value} ${first.version.value} in the module cache is not the one of ${own.name}`,
        why: `its hash is ${actual}: the go command stops with a SECURITY ERROR; the version was published anew with other content, or somebody changed the one or the other: ask its author, and compare with what another machine gets`,
        ...(mode === "vendor" ? { severity: "warning" } : {}),
      };
    }
  },
});
