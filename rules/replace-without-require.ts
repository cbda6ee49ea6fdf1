import type { Finding, Fix } from "../server/analysis/finding.ts";
import { replacementSpan } from "../server/analysis/replacements.ts";
import { defineRule } from "../server/analysis/rule.ts";
import { isUnavailable } from "../server/graph/lookup.ts";
import { addRequirement, removeEntry } from "../server/modfile/edit.ts";
import type { ModFile, Replacement } from "../server/modfile/mod-file.ts";

/** The version that the go command itself requires for a module that only a replacement directory provides (modload.resolveCandidate…). */
const unpublishedVersion = "v0.0.0-00010101000000-000000000000";

/**
 * Replacements of modules that nothing in the graph requires: they do nothing. A directory that holds the very module it replaces is
 * a sibling that others of the repository may need, and stays. Silent on a partial graph, where what is missing could require it.
 */
export const replaceWithoutRequire = defineRule({
  id: "replace-without-require",
  group: "replace",
  summary: "a replacement is for a module that nothing requires",
  severity: "warning",
  on: ["mod"],
  needs: ["graph", "directories"],
  fix: "unsafe",
  *check({ file, graph, directories }) {
    const { declared } = graph;
    if (!declared.complete) return;
    for (const replacement of file.replace) {
      const path = replacement.oldPath.value;
      if (declared.versions(path).length > 0) continue;
      const directory = directories.get(replacement);
      if (directory !== undefined && !isUnavailable(directory) && directory.path === path) continue;
      const finding: Finding = {
        span: replacementSpan(replacement),
        message: `replacement of ${path}, which nothing in the module graph requires`,
        why:
          directory !== undefined && isUnavailable(directory)
            ? `it has no effect, and its directory could not be used: ${directory.detail}`
            : "it has no effect: neither this file nor any dependency requires the module",
        tags: ["unnecessary"],
        fixes: [
          { title: `Remove the replacement of ${path}`, safety: "unsafe", edits: removeEntry(file, replacement) },
          // Requiring what cannot be read only makes the go command stop at it.
          ...(directory !== undefined && isUnavailable(directory) ? [] : [requireReplaced(file, replacement)]),
        ],
      };
      yield finding;
    }
  },
});

function requireReplaced(file: ModFile, replacement: Replacement): Fix {
  const path = replacement.oldPath.value;
  const version = replacement.oldVersion?.value ?? requirableVersion(replacement);
  return { title: `Require ${path} ${version}`, safety: "unsafe", edits: addRequirement(file, path, version, false) };
}

/** A fork at a version of its own path says nothing of the replaced path's versions: only the placeholder is sure to be accepted. */
function requirableVersion(replacement: Replacement): string {
  const same = replacement.newPath.value === replacement.oldPath.value;
  return same && replacement.newVersion !== undefined ? replacement.newVersion.value : unpublishedVersion;
}
