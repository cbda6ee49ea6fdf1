import { defineRule } from "../server/analysis/rule.ts";

/** Everything that golang.org/x/mod/modfile.Parse (ParseWork) rejects, but for versions that only need to be looked up. */
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
  },
});
