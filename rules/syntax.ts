import { defineRule } from "../server/analysis/rule.ts";

/**
 * Everything that golang.org/x/mod/modfile.Parse (ParseWork) rejects, but for versions that only need to be looked up, and a go.mod
 * without module line, which the go command does not load (modload.ReadModFile).
 */
export const syntax = defineRule({
  id: "syntax",
  group: "syntax",
  summary: "the go command cannot read the file",
  severity: "error",
  on: ["mod", "work"],
  needs: [],
  fix: "none",
  *check({ file }) {
    for (const problem of file.errors) {
      if (problem.unresolved === undefined) yield { span: problem.span, message: problem.message };
    }
    // A line with an error may be the module line that was meant.
    if (file.kind === "work" || file.module !== undefined || file.errors.length > 0) return;
    yield {
      span: { start: 0, end: Math.min(file.text.length, file.lines.lineEnd(1)) },
      message: "there is no module line",
      why: "the go command does not load the file; to begin it: go mod edit -module=example.com/name",
    };
  },
});
