import { defineRule } from "../server/analysis/rule.ts";
import { setGo } from "../server/modfile/edit.ts";
import { defaultGoModVersion } from "../server/version/go-version.ts";

/** No go line: the language of Go 1.16 and a module graph without pruning, whatever Go builds it. */
export const goDirectiveMissing = defineRule({
  id: "go-directive-missing",
  group: "toolchain",
  summary: "there is no go line",
  severity: "warning",
  on: ["mod"],
  needs: [],
  fix: "safe",
  *check({ file }) {
    if (file.go !== undefined || file.module === undefined) return;
    // A go line that has an error is not missing.
    if (file.syntax.statements.some((s) => s.kind !== "comment" && s.tokens[0]?.text === "go")) return;
    yield {
      span: file.module.path.span,
      message: `${file.module.path.value} has no go line, which means go ${defaultGoModVersion}`,
      why: "newer language features are off and the module graph is not pruned, for this module and for all that require it",
      fixes: [
        {
          title: `Add go ${defaultGoModVersion}, which changes nothing`,
          safety: "safe",
          edits: setGo(file, defaultGoModVersion),
        },
      ],
    };
  },
});
