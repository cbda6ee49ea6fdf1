import { replacedModule, replacementSpan } from "../server/analysis/replacements.ts";
import { defineRule } from "../server/analysis/rule.ts";
import { formatModule } from "../server/graph/module-version.ts";

/** Replacements by a directory that does not lie in the repository: who clones it gets a module that does not build. */
export const replaceOutsideRepository = defineRule({
  id: "replace-outside-repository",
  group: "replace",
  summary: "a replacement is by a directory outside of the repository",
  severity: "warning",
  local: true,
  on: ["mod"],
  needs: ["outside"],
  fix: "none",
  concerns: (file) => file.replace.some((replacement) => replacement.newVersion === undefined),
  *check({ outside, file }) {
    for (const replacement of file.replace) {
      if (outside?.has(replacement) !== true) continue;
      yield {
        span: replacementSpan(replacement),
        message: `${formatModule(replacedModule(replacement))} is replaced by ${replacement.newPath.value}, outside of the repository`,
        why: "nobody else has that directory; for work on two modules at once, a go.work file that is not committed does the same",
      };
    }
  },
});
