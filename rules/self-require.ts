import { requirementSpan } from "../server/analysis/describe.ts";
import { defineRule } from "../server/analysis/rule.ts";
import { pruningOf } from "../server/graph/requirements.ts";
import { removeEntry } from "../server/modfile/edit.ts";
import { defaultGoModVersion } from "../server/version/go-version.ts";

/**
 * The main module among its own requirements: a root that the go command takes out (modload.Requirements.hasRedundantRoot). With a pruned
 * graph it leaves that for when it next writes the file (updatePrunedRoots), and only needs the go.mod of the published version.
 */
export const selfRequire = defineRule({
  id: "self-require",
  group: "conflict",
  summary: "the module requires itself",
  severity: "error",
  on: ["mod"],
  needs: [],
  fix: "safe",
  *check({ file }) {
    const own = file.module?.path;
    const pruned = pruningOf(file.go?.version.value ?? defaultGoModVersion) === "pruned";
    for (const requirement of file.require) {
      if (requirement.path.value !== own?.value) continue;
      const { value: version } = requirement.version;
      yield {
        span: requirementSpan(requirement),
        message: `${own.value} requires itself, at ${version}`,
        why: pruned
          ? "the main module is what lies here, at no version: the published one takes no part in the build, yet its go.mod is looked for"
          : "the main module is what lies here, at no version: the go command stops with “updates to go.mod needed”",
        ...(pruned ? { severity: "warning" } : {}),
        tags: ["unnecessary"],
        related: [{ span: own.span, message: "this module" }],
        fixes: [
          { title: `Remove the requirement on ${own.value} ${version}`, safety: "safe", edits: removeEntry(file, requirement) },
        ],
      };
    }
  },
});
