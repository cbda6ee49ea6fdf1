import { defineRule } from "../server/analysis/rule.ts";
import type { ModuleGraph } from "../server/graph/module-graph.ts";
import { setGo } from "../server/modfile/edit.ts";
import { compareGoVersions, goLanguageVersion, goStrictVersion, maxGoVersion } from "../server/version/go-version.ts";

/**
 * A library whose go line names a patch release that none of its dependencies needs: all who require the library must have that release.
 * Silent on a partial graph, and for a module with a program.
 */
export const goPatchVersion = defineRule({
  id: "go-patch-version",
  group: "toolchain",
  summary: "the go line of a library names a patch release that no dependency needs",
  severity: "warning",
  off: true,
  on: ["mod"],
  needs: ["graph", "program"],
  fix: "unsafe",
  concerns: (file) => leastPatch(file.go?.version.value ?? "") !== undefined,
  *check({ file, graph: { declared }, program }) {
    const go = file.go?.version;
    const least = leastPatch(go?.value ?? "");
    if (go === undefined || least === undefined || program !== undefined || !declared.complete) return;
    const enough = neededByOthers(declared, least);
    if (compareGoVersions(go.value, enough) <= 0) return;
    yield {
      span: go.span,
      message: `go ${go.value} demands a patch release, where go ${enough} would do`,
      why: "whoever requires this module needs at least the release of its go line; patch releases bring no features",
      fixes: [{ title: `Set go ${enough}`, safety: "unsafe", edits: setGo(file, enough) }],
    };
  },
});

/** `1.24.0` for `1.24.3`; undefined for what is no patch release, or from before patch releases stood in go lines. */
function leastPatch(version: string): string | undefined {
  if (compareGoVersions(version, goStrictVersion) < 0) return undefined;
  const least = `${goLanguageVersion(version)}.0`;
  return compareGoVersions(version, least) > 0 ? least : undefined;
}

/** The highest go line of the dependencies, but at least `least`. */
function neededByOthers(graph: ModuleGraph, least: string): string {
  return graph
    .versions("go")
    .filter((go) => graph.requirers(go).some((from) => !graph.mains.includes(from)))
    .reduce((highest, { version }) => maxGoVersion(highest, version), least);
}
