import { chains } from "../server/analysis/below-selected.ts";
import { defineRule } from "../server/analysis/rule.ts";
import { pruningOf } from "../server/graph/requirements.ts";
import { setGo } from "../server/modfile/edit.ts";
import { compareGoVersions, defaultGoModVersion } from "../server/version/go-version.ts";

/**
 * A go line below that of a module in the graph. True on a partial graph too; the fix then is left out. Raising a file without
 * pruning past go 1.17 changes what the graph holds, so that fix is not applied unasked.
 */
export const goBelowDependency = defineRule({
  id: "go-below-dependency",
  group: "toolchain",
  summary: "a dependency needs a newer Go than the go line says",
  severity: "error",
  on: ["mod"],
  needs: ["graph"],
  fix: "safe",
  *check({ file, graph }) {
    const own = file.go?.version.value ?? defaultGoModVersion;
    const needed = graph.declared.selectedNode("go");
    const span = file.go?.version.span ?? file.module?.path.span;
    if (needed === undefined || span === undefined || compareGoVersions(needed.version, own) <= 0) return;
    const version = graph.declared.complete ? graph.effective.selected("go") : undefined;
    const safety = pruningOf(own) === pruningOf(version ?? own) ? "safe" : "unsafe";
    const said = file.go === undefined ? `no go line means go ${own}, but the` : `go ${own} is too low: the`;
    yield {
      span,
      message: `${said} module graph needs go ${needed.version}`,
      why: "the go command stops with “updates to go.mod needed”, or raises the line itself",
      related: chains(graph.declared, needed),
      ...(version === undefined ? {} : { fixes: [{ title: `Set go ${version}`, safety, edits: setGo(file, version) }] }),
    };
  },
});
