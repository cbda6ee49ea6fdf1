import { requirementSpan } from "../server/analysis/describe.ts";
import { defineRule } from "../server/analysis/rule.ts";
import type { ModuleGraph } from "../server/graph/module-graph.ts";
import { removeEntry } from "../server/modfile/edit.ts";
import { compareModVersions } from "../server/version/go-version.ts";

/**
 * Exclusions of versions that no module of the graph requires: minimal version selection would not come upon them. Of one above the
 * selected version it may be meant that `go get -u` passes over it, so that its removal is not applied unasked.
 */
export const ineffectiveExclude = defineRule({
  id: "ineffective-exclude",
  group: "exclude",
  summary: "an excluded version is required by no module of the graph",
  severity: "info",
  on: ["mod"],
  needs: ["graph"],
  fix: "safe",
  *check({ file, graph: { declared } }) {
    if (file.exclude.length === 0 || !declared.complete) return;
    const required = requiredVersions(declared, new Set(file.exclude.map((e) => e.path.value)));
    const known = new Set<string>();
    for (const exclusion of file.exclude) {
      const path = exclusion.path.value;
      const version = exclusion.version.value;
      const repeated = known.has(`${path}@${version}`);
      known.add(`${path}@${version}`);
      if (!repeated && required.has(`${path}@${version}`)) continue;
      const selected = declared.selected(path);
      const above = !repeated && selected !== undefined && compareModVersions(path, version, selected) > 0;
      const edits = removeEntry(file, exclusion);
      yield {
        span: requirementSpan(exclusion),
        message: repeated ? `${path} ${version} is excluded twice` : `no module of the graph requires ${path} ${version}`,
        why: above
          ? "the exclusion changes nothing of the build; it only keeps `go get` from choosing this version"
          : "the exclusion has no effect",
        tags: ["unnecessary"],
        fixes: [{ title: `Remove the exclusion of ${path} ${version}`, safety: above ? "unsafe" : "safe", edits }],
      };
    }
  },
});

/** `path@version` of every requirement on one of the paths, those that an exclusion drops among them. */
function requiredVersions(graph: ModuleGraph, paths: ReadonlySet<string>): ReadonlySet<string> {
  const required = new Set<string>();
  for (const { summary } of graph.walk()) {
    for (const { path, version } of summary?.require ?? []) if (paths.has(path)) required.add(`${path}@${version}`);
  }
  return required;
}
