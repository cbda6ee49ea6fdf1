import { defineRule } from "../server/analysis/rule.ts";
import { removeEntry } from "../server/modfile/edit.ts";
import type { PathDirective } from "../server/modfile/mod-file.ts";

/**
 * A directory on two `use` lines, however it is spelled (modload.LoadWorkFile), or two directories that hold the same module
 * (modload.makeMainModules).
 */
export const duplicateUse = defineRule({
  id: "duplicate-use",
  group: "work",
  summary: "a directory or module is used twice",
  severity: "error",
  on: ["work"],
  needs: ["uses"],
  fix: "safe",
  *check({ file, uses }) {
    const directories = new Map<string, PathDirective>();
    const modules = new Map<string, PathDirective>();
    for (const [use, { directory, main }] of uses) {
      const path = use.path.value;
      const same = directories.get(directory);
      if (same !== undefined) {
        yield {
          span: use.path.span,
          message: `${path} is already used${same.path.value === path ? "" : `, as ${same.path.value}`}`,
          why: "the go command stops: a path appears multiple times in the workspace",
          tags: ["unnecessary"],
          related: [{ span: same.path.span, message: "first used here" }],
          fixes: [{ title: `Remove the second use of ${path}`, safety: "safe", edits: removeEntry(file, use) }],
        };
        continue;
      }
      directories.set(directory, use);
      if (main === undefined) continue;
      const other = modules.get(main.path);
      if (other === undefined) {
        modules.set(main.path, use);
        continue;
      }
      yield {
        span: use.path.span,
        message: `${path} holds the module ${main.path}, as does ${other.path.value}`,
        why: "the go command stops: a module appears multiple times in the workspace",
        related: [{ span: other.path.span, message: "the other directory" }],
      };
    }
  },
});
