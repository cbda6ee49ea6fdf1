import { repeatedReplacements, replacedModule, replacementSpan } from "../server/analysis/replacements.ts";
import { defineRule } from "../server/analysis/rule.ts";
import { formatModule } from "../server/graph/module-version.ts";
import { removeEntry } from "../server/modfile/edit.ts";

/** The same replacement twice. The go command drops the first of them when it next writes the file (modfile's removeDups). */
export const duplicateReplace = defineRule({
  id: "duplicate-replace",
  group: "replace",
  summary: "a replacement stands in the file twice",
  severity: "warning",
  on: ["mod", "work"],
  needs: [],
  fix: "safe",
  *check({ file }) {
    for (const { replacement, first, same } of repeatedReplacements(file)) {
      if (!same) continue;
      const module = formatModule(replacedModule(replacement));
      yield {
        span: replacementSpan(replacement),
        message: `the replacement of ${module} is repeated`,
        why: "whoever changes one of the two lines makes them contradict each other, and the go command then stops",
        tags: ["unnecessary"],
        related: [{ span: replacementSpan(first), message: "first replaced here" }],
        fixes: [{ title: `Remove the repeated replacement of ${module}`, safety: "safe", edits: removeEntry(file, replacement) }],
      };
    }
  },
});
