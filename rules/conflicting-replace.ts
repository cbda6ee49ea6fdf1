import type { UsedModule } from "../server/analysis/facts.ts";
import type { Finding } from "../server/analysis/finding.ts";
import { repeatedReplacements, replacedModule, replacementSpan, replacementTarget } from "../server/analysis/replacements.ts";
import { defineRule } from "../server/analysis/rule.ts";
import { formatModule } from "../server/graph/module-version.ts";
import type { ReplacementTarget } from "../server/graph/requirements.ts";
import { removeEntry } from "../server/modfile/edit.ts";
import type { ModFile, PathDirective, WorkFile } from "../server/modfile/mod-file.ts";

/**
 * Two targets for one replaced module: in a file (modload.toReplaceMap), or in two modules of a workspace without go.work saying which one
 * counts, or a module that a workspace both uses and replaces (modload.makeMainModules).
 */
export const conflictingReplace = defineRule({
  id: "conflicting-replace",
  group: "replace",
  summary: "a module is replaced by two different things",
  severity: "error",
  on: ["mod", "work"],
  needs: ["uses"],
  fix: "unsafe",
  *check({ file, uses }) {
    yield* withinFile(file);
    if (file.kind === "mod") return;
    yield* usedAndReplaced(file, uses);
    yield* acrossModules(file, uses);
  },
});

function* withinFile(file: ModFile | WorkFile): Iterable<Finding> {
  for (const { replacement, first, same } of repeatedReplacements(file)) {
    if (same) continue;
    const module = formatModule(replacedModule(replacement));
    const keep = (kept: typeof first, dropped: typeof first) =>
      ({
        title: `Replace ${module} by ${replacementTarget(kept)}`,
        safety: "unsafe",
        edits: removeEntry(file, dropped),
      }) as const;
    yield {
      span: replacementSpan(replacement),
      message: `${module} is already replaced by ${replacementTarget(first)}`,
      why: "the go command stops with “conflicting replacements”",
      related: [{ span: replacementSpan(first), message: "replaced otherwise here" }],
      fixes: [keep(first, replacement), keep(replacement, first)],
    };
  }
}

function* usedAndReplaced(file: WorkFile, uses: ReadonlyMap<PathDirective, UsedModule>): Iterable<Finding> {
  const users = new Map<string, PathDirective>();
  for (const [use, { main }] of uses) if (main !== undefined && !users.has(main.path)) users.set(main.path, use);
  for (const replacement of file.replace) {
    const path = replacement.oldPath.value;
    const use = users.get(path);
    if (use === undefined || replacement.oldVersion !== undefined) continue;
    yield {
      span: replacementSpan(replacement),
      message: `${path} is used by the workspace, and replaced at all versions`,
      why: "the go command stops, since it could not tell which of the two is meant; a replacement of one version is let pass",
      related: [{ span: use.path.span, message: "used here" }],
      fixes: [{ title: `Remove the replacement of ${path}`, safety: "unsafe", edits: removeEntry(file, replacement) }],
    };
  }
}

/** A finding on the module that contradicts an earlier one. What go.work replaces itself is decided. */
function* acrossModules(file: WorkFile, uses: ReadonlyMap<PathDirective, UsedModule>): Iterable<Finding> {
  const decided = new Set(file.replace.map((replacement) => replacement.oldPath.value));
  const known = new Map<string, { readonly target: ReplacementTarget; readonly use: PathDirective }>();
  for (const [use, { main, file: used, path: modPath }] of uses) {
    if (main === undefined || "unavailable" in used) continue;
    for (const [path, versions] of main.replace) {
      if (decided.has(path)) continue;
      for (const [version, target] of versions) {
        const module = formatModule({ path, version });
        const before = known.get(module);
        if (before === undefined) known.set(module, { target, use });
        if (before === undefined || (before.target.path === target.path && before.target.version === target.version)) continue;
        const line = used.replace.findLast((r) => formatModule(replacedModule(r)) === module);
        const one = formatModule({ path: before.target.spelled, version: before.target.version });
        const other = formatModule({ path: target.spelled, version: target.version });
        yield {
          span: use.path.span,
          ...(line && { place: { path: modPath, text: used.text, lines: used.lines, span: replacementSpan(line) } }),
          message: `${module} is replaced by ${other} in ${use.path.value}, and by ${one} in ${before.use.path.value}`,
          why: `the go command stops with “conflicting replacements”; \`go work edit -replace ${module}=…\` decides for the workspace`,
        };
      }
    }
  }
}
