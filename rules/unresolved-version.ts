import { defineRule } from "../server/analysis/rule.ts";

/** Versions that the go command would ask a proxy for: branches, commits, `v1`, `latest`. */
export const unresolvedVersion = defineRule({
  id: "unresolved-version",
  group: "syntax",
  summary: "a version is a branch, commit or prefix that must be resolved first",
  severity: "error",
  on: ["mod", "work"],
  needs: [],
  fix: "none",
  *check({ file }) {
    for (const problem of file.errors) {
      if (problem.unresolved === undefined) continue;
      yield {
        span: problem.span,
        message: problem.message,
        why: "every go command asks the proxy what it means today, and -mod=readonly stops with “updates to go.mod needed”",
      };
    }
  },
});
