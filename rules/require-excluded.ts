import { requirementSpan } from "../server/analysis/describe.ts";
import { defineRule } from "../server/analysis/rule.ts";
import { removeEntry } from "../server/modfile/edit.ts";

/** A requirement on a version that the same file excludes: it does not count. */
export const requireExcluded = defineRule({
  id: "require-excluded",
  group: "conflict",
  summary: "a required version is excluded by the same file",
  severity: "error",
  on: ["mod"],
  needs: [],
  fix: "safe",
  *check({ file }) {
    if (file.exclude.length === 0) return;
    for (const requirement of file.require) {
      const path = requirement.path.value;
      const version = requirement.version.value;
      const exclusion = file.exclude.find((e) => e.path.value === path && e.version.value === version);
      if (exclusion === undefined) continue;
      yield {
        span: requirementSpan(requirement),
        message: `${path} ${version} is required and excluded`,
        why: "the go command passes over the requirement, and stops with “updates to go.mod needed” until it is gone",
        related: [{ span: requirementSpan(exclusion), message: "excluded here" }],
        fixes: [
          { title: `Remove the requirement on ${path} ${version}`, safety: "safe", edits: removeEntry(file, requirement) },
          { title: `Remove the exclusion of ${path} ${version}`, safety: "unsafe", edits: removeEntry(file, exclusion) },
        ],
      };
    }
  },
});
