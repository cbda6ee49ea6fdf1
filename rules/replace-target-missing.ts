import { replacedModule, replacementSpan } from "../server/analysis/replacements.ts";
import { defineRule } from "../server/analysis/rule.ts";
import { resolveReplacement } from "../server/graph/load.ts";
import { isUnavailable, type Unavailable } from "../server/graph/lookup.ts";
import type { ModuleGraph } from "../server/graph/module-graph.ts";
import { formatModule } from "../server/graph/module-version.ts";
import type { Replacement } from "../server/modfile/mod-file.ts";

/**
 * Replacements by a directory that is not there or has no go.mod, of a module that the graph holds. Where nothing requires the module,
 * the go command does not look at the directory, and replace-without-require speaks.
 */
export const replaceTargetMissing = defineRule({
  id: "replace-target-missing",
  group: "replace",
  summary: "the directory of a replacement does not exist or has no go.mod",
  severity: "error",
  local: true,
  on: ["mod"],
  needs: ["graph", "directories"],
  fix: "none",
  *check({ file, graph: { declared }, directories }) {
    for (const replacement of file.replace) {
      const directory = directories.get(replacement);
      if (directory === undefined || !isUnavailable(directory) || !isRead(declared, replacement)) continue;
      yield {
        span: replacementSpan(replacement),
        message: `${formatModule(replacedModule(replacement))} is replaced by ${replacement.newPath.value}, which ${fault(directory)}`,
        why: `${directory.detail}, and nothing else is looked for where a replacement stands: the go command stops; bring the directory, correct the path, or remove the line`,
      };
    }
  },
});

function fault({ unavailable }: Unavailable): string {
  if (unavailable === "no-directory") return "does not exist";
  return unavailable === "no-go-mod" ? "has no go.mod" : "cannot be used";
}

/** Whether the graph needs the go.mod of a replacement's directory, and did not get it. */
function isRead(graph: ModuleGraph, { oldPath, oldVersion, newPath }: Replacement): boolean {
  return graph.versions(oldPath.value).some((node) => {
    if (node.problem === undefined || (oldVersion !== undefined && oldVersion.value !== node.version)) return false;
    const target = resolveReplacement(graph.set, node);
    return target !== undefined && "spelled" in target && target.version === "" && target.spelled === newPath.value;
  });
}
