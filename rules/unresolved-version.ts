import { defineRule } from "../server/analysis/rule.ts";

/**
 * Versions that the go command would ask a proxy for: branches, commits, `latest`, and prefixes such as `v1`, which modfile.Parse
 * takes for v1.0.0 and the go command for the newest v1 (modload.fixVersion).
 */
export const unresolvedVersion = defineRule({
  id: "unresolved-version",
  group: "syntax",
  summary: "a version is a branch, commit or prefix that must be resolved first",
  severity: "error",
  on: ["mod", "work"],
  needs: [],
  fix: "none",
  *check({ file }) {
    const why =
      "every go command asks a proxy what it means today; with -mod=readonly it stops with “updates to go.mod needed”; `go mod tidy` writes down what it means now";
    for (const { span, message } of file.unresolved) yield { span, message, why };
  },
});
