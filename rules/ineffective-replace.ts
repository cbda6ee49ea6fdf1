import { replacedModule, replacementSpan, replacementTarget } from "../server/analysis/replacements.ts";
import { defineRule } from "../server/analysis/rule.ts";
import type { ModuleGraph } from "../server/graph/module-graph.ts";
import { formatModule } from "../server/graph/module-version.ts";
import { removeEntry } from "../server/modfile/edit.ts";
import type { Replacement } from "../server/modfile/mod-file.ts";

/**
 * Replacements that change nothing: of a version that is not in the graph, although the module is, or of a module by the version that is
 * selected anyway. A module that is nowhere in the graph is replace-without-require's. Silent on a partial graph.
 */
export const ineffectiveReplace = defineRule({
  id: "ineffective-replace",
  group: "replace",
  summary: "a replacement changes nothing",
  severity: "warning",
  on: ["mod"],
  needs: ["graph"],
  fix: "safe",
  *check({ file, graph: { declared, effective } }) {
    if (!declared.complete || !effective.complete) return;
    for (const replacement of file.replace) {
      const module = replacedModule(replacement);
      const nodes = effective.versions(module.path);
      const selected = effective.selected(module.path);
      if (nodes.length === 0 || selected === undefined || selected === "") continue;
      const span = replacementSpan(replacement);
      const title = `Remove the replacement of ${formatModule(module)}`;
      const fixes = [{ title, safety: "safe", edits: removeEntry(file, replacement) }] as const;
      if (
        module.version !== "" &&
        [declared, effective].every((graph) => graph.node(module.path, module.version) === undefined)
      ) {
        yield {
          span,
          message: `${formatModule(module)} is replaced, but no module requires this version; ${selected} is selected`,
          why: `the line has no effect: to go on with ${replacementTarget(replacement)}, replace ${selected}, or leave the version out`,
          tags: ["unnecessary"],
          fixes,
        };
      } else if (isSelectedAnyway(effective, replacement, selected)) {
        yield {
          span,
          message: `${module.path} is replaced by ${selected}, which is selected anyway`,
          why: "the line has no effect now; it would hold the module back when another module requires a higher version",
          severity: module.version === "" ? "info" : "warning",
          tags: ["unnecessary"],
          fixes,
        };
      }
    }
  },
});

/**
 * Whether a module is replaced by its own selected version, and nothing else of the graph is read through the replacement: then the
 * same go.mod files make up the graph without it.
 */
function isSelectedAnyway(graph: ModuleGraph, { oldPath, newPath, newVersion }: Replacement, selected: string): boolean {
  if (newPath.value !== oldPath.value || newVersion?.value !== selected) return false;
  return graph.versions(oldPath.value).every((node) => node.version === selected || !node.read);
}
