import { defineRule } from "../server/analysis/rule.ts";
import { removeEntry } from "../server/modfile/edit.ts";

/** A directory that go.work uses and that holds no go.mod: nothing of the workspace can be loaded (modload.loadModFile). */
export const workUseMissing = defineRule({
  id: "work-use-missing",
  group: "work",
  summary: "a directory that go.work uses has no go.mod",
  severity: "error",
  on: ["work"],
  needs: ["uses"],
  fix: "unsafe",
  *check({ file, uses }) {
    for (const [use, { file: used }] of uses) {
      if (!("unavailable" in used)) continue;
      const path = use.path.value;
      yield {
        span: use.path.span,
        message: `${path} cannot be used: ${used.detail}`,
        why: "the go command stops, whichever module of the workspace it is to work on",
        fixes: [{ title: `Remove the use of ${path}`, safety: "unsafe", edits: removeEntry(file, use) }],
      };
    }
  },
});
