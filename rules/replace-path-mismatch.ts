import { replacedModule, replacementSpan, replacementTarget } from "../server/analysis/replacements.ts";
import { defineRule } from "../server/analysis/rule.ts";
import { isUnavailable } from "../server/graph/lookup.ts";
import type { ModuleGraph } from "../server/graph/module-graph.ts";
import { formatModule } from "../server/graph/module-version.ts";
import type { Replacement } from "../server/modfile/mod-file.ts";

/**
 * Replacement targets that call themselves neither by the replaced path nor by their own. The go command refuses a module at a version
 * (modload.goModSummary); of a directory it takes any.
 */
export const replacePathMismatch = defineRule({
  id: "replace-path-mismatch",
  group: "replace",
  summary: "the target of a replacement declares another module path",
  severity: "error",
  on: ["mod"],
  needs: ["graph", "directories"],
  fix: "none",
  *check({ file, graph: { declared, effective }, directories }) {
    const graph = declared.complete ? effective : declared;
    for (const replacement of file.replace) {
      const module = replacedModule(replacement);
      const span = replacementSpan(replacement);
      const problem = refused(graph, replacement);
      if (problem !== undefined) {
        yield {
          span,
          message: `${replacementTarget(replacement)} cannot replace ${formatModule(module)}: ${problem}`,
          why: "the go command stops as soon as it reads it: a fork declares the path that it replaces, or the one that it is fetched by",
        };
      }
      if (graph.versions(module.path).length === 0) continue;
      const directory = directories.get(replacement);
      if (directory === undefined || isUnavailable(directory) || directory.path === module.path) continue;
      yield {
        span,
        message: `${replacement.newPath.value} declares ${directory.path ?? "no module path"}, and replaces ${module.path}`,
        why: "the go command lets a directory declare any path; imports are still by the replaced one",
        severity: "info",
      };
    }
  },
});

/** What is wrong with a replacement by another module at a version that the graph needs. */
function refused(graph: ModuleGraph, { oldPath, newPath, newVersion }: Replacement): string | undefined {
  for (const { problem, target } of graph.versions(oldPath.value)) {
    if (problem?.unavailable !== "path-mismatch") continue;
    if (target.path === newPath.value && target.version === newVersion?.value) return problem.detail;
  }
  return undefined;
}
