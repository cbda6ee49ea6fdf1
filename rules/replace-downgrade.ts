import { chains } from "../server/analysis/below-selected.ts";
import { replacementSpan } from "../server/analysis/replacements.ts";
import { defineRule } from "../server/analysis/rule.ts";
import { removeEntry } from "../server/modfile/edit.ts";
import { compareModVersions } from "../server/version/go-version.ts";

/** A same-path replacement below what the graph selects: minimal version selection promised at least the selected version to everybody. */
export const replaceDowngrade = defineRule({
  id: "replace-downgrade",
  group: "diamond",
  summary: "a replacement pins a module below the version that the module graph selects",
  severity: "warning",
  on: ["mod"],
  needs: ["graph"],
  fix: "unsafe",
  *check({ file, graph }) {
    const built = graph.effective;
    for (const replacement of file.replace) {
      const path = replacement.oldPath.value;
      const version = replacement.newVersion?.value;
      if (version === undefined || replacement.newPath.value !== path) continue;
      const selected = built.selectedNode(path);
      if (selected === undefined || selected.version === "") continue;
      // It acts on the selected version only, and a more exact line may stand before it.
      if (selected.target.path !== path || selected.target.version !== version) continue;
      if (compareModVersions(path, version, selected.version) >= 0) continue;
      yield {
        span: replacementSpan(replacement),
        message: `${path} is replaced by ${version}, below ${selected.version} which the module graph selects`,
        why: "modules of the build were released against the higher version and may not work with the lower one",
        related: chains(built, selected),
        fixes: [{ title: `Remove the replacement of ${path}`, safety: "unsafe", edits: removeEntry(file, replacement) }],
      };
    }
  },
});
