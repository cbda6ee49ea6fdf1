import { requirementSpan } from "../server/analysis/describe.ts";
import { defineRule } from "../server/analysis/rule.ts";
import type { ModuleGraph } from "../server/graph/module-graph.ts";
import { removeEntry } from "../server/modfile/edit.ts";
import type { ModFile } from "../server/modfile/mod-file.ts";

/**
 * `// indirect` requirements on modules that no other module requires: left behind by a dependency that is gone, or marked by mistake.
 * Silent on a partial graph, where what is missing could require them.
 */
export const unrequiredIndirect = defineRule({
  id: "unrequired-indirect",
  group: "conflict",
  summary: "an indirect requirement is on a module that no other module of the graph requires",
  severity: "info",
  on: ["mod"],
  needs: ["graph"],
  fix: "unsafe",
  *check({ file, graph }) {
    const { declared } = graph;
    if (!declared.complete) return;
    for (const requirement of file.require) {
      const path = requirement.path.value;
      if (!requirement.indirect || path === file.module?.path.value) continue;
      if (isRequiredElsewhere(declared, path) || servesTool(file, path) || losesRequirers(file, path)) continue;
      yield {
        span: requirementSpan(requirement),
        message: `${path} is marked as indirect, but no other module requires it`,
        why: "it is left behind by a dependency that is gone, or imported here and wrongly marked; or a dependency without a go.mod of its own needs it",
        fixes: [{ title: `Remove the requirement on ${path}`, safety: "unsafe", edits: removeEntry(file, requirement) }],
      };
    }
  },
});

/** `go get -tool` marks the module of a tool as indirect. */
function servesTool(file: ModFile, path: string): boolean {
  return file.tool.some((tool) => tool.path.value === path || tool.path.value.startsWith(`${path}/`));
}

/** A module that names an excluded version still needs the module, though the graph has nothing of that requirement. */
function losesRequirers(file: ModFile, path: string): boolean {
  return file.exclude.some((exclude) => exclude.path.value === path);
}

function isRequiredElsewhere(graph: ModuleGraph, path: string): boolean {
  const required = graph.derived(requiredElsewhere);
  const selected = graph.selectedNode(path);
  if (selected !== undefined && required[selected.index] === 1) return true;
  return graph.versions(path).some((node) => required[node.index] === 1);
}

/** By index, whether another module than the main ones requires a node. */
function requiredElsewhere(graph: ModuleGraph): Uint8Array {
  const required = new Uint8Array(graph.size);
  for (const node of graph.walk()) {
    if (graph.mains.includes(node)) continue;
    for (const { index } of node.requires) required[index] = 1;
  }
  return required;
}
