import { defineRule } from "../server/analysis/rule.ts";
import type { Located, ModFile, WorkFile } from "../server/modfile/mod-file.ts";

/**
 * Versions that the go command would ask a proxy for: branches, commits, `latest`, and prefixes such as `v1`, which modfile.Parse
 * takes for v1.0.0 and the go command for the newest v1 (modload.fixVersion).
 */
export const unresolvedVersion = defineRule({
  id: "unresolved-version",
  group: "syntax",
  summary: "a version is a branch, commit or prefix that must be resolved first",
  severity: "error",
  on: ["mod", "work"],
  needs: [],
  fix: "none",
  *check({ file }) {
    for (const problem of file.errors) {
      if (problem.unresolved !== undefined) yield { span: problem.span, message: problem.message, why };
    }
    for (const { value, span } of versions(file)) {
      const spelled = file.text.slice(span.start, span.end);
      if (spelled === value || spelled.startsWith('"') || spelled.startsWith("`")) continue;
      yield { span, message: `${spelled} is not a whole version: the go command would look up what it stands for`, why };
    }
  },
});

const why = "every go command asks a proxy what it means today; with -mod=readonly it stops with “updates to go.mod needed”";

function* versions(file: ModFile | WorkFile): Iterable<Located> {
  for (const { oldVersion, newVersion } of file.replace) {
    if (oldVersion !== undefined) yield oldVersion;
    if (newVersion !== undefined) yield newVersion;
  }
  if (file.kind === "work") return;
  for (const { version } of [...file.require, ...file.exclude]) yield version;
  for (const { low, high } of file.retract) {
    yield low;
    if (high.span.start !== low.span.start) yield high;
  }
}
