import type { UsedModule } from "../server/analysis/facts.ts";
import type { Finding, OtherPlace } from "../server/analysis/finding.ts";
import {
  repeatedReplacements,
  replacedModule,
  replacementLine,
  replacementSpan,
  replacementTarget,
} from "../server/analysis/replacements.ts";
import { defineRule } from "../server/analysis/rule.ts";
import { formatModule, type ModuleVersion } from "../server/graph/module-version.ts";
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

/**
 * A finding on each module that contradicts an earlier one. What go.work replaces itself is decided. Where one replaces a module and the
 * other only a version of it, the go command stops when that version comes into the graph (modload.replacementFrom): a warning.
 */
function* acrossModules(file: WorkFile, uses: ReadonlyMap<PathDirective, UsedModule>): Iterable<Finding> {
  const decided = new Set(file.replace.map((replacement) => replacement.oldPath.value));
  const earlier = new Map<string, { readonly versions: Versions; readonly use: PathDirective }[]>();
  for (const [use, used] of uses) {
    for (const [path, versions] of used.main?.replace ?? []) {
      if (decided.has(path)) continue;
      const others = earlier.get(path) ?? [];
      for (const other of others) yield* contradictions(path, { versions, use, used }, other);
      earlier.set(path, [...others, { versions, use }]);
    }
  }
}

type Versions = ReadonlyMap<string, ReplacementTarget>;

function* contradictions(
  path: string,
  { versions, use, used }: { readonly versions: Versions; readonly use: PathDirective; readonly used: UsedModule },
  other: { readonly versions: Versions; readonly use: PathDirective },
): Iterable<Finding> {
  for (const version of new Set([...versions.keys(), ...other.versions.keys()])) {
    const [here, there] = [versions.get(version) ?? versions.get(""), other.versions.get(version) ?? other.versions.get("")];
    if (here === undefined || there === undefined || (here.path === there.path && here.version === there.version)) continue;
    const always = versions.has(version) && other.versions.has(version);
    const module = formatModule({ path, version });
    const place = placeOf(used, { path, version: versions.has(version) ? version : "" });
    yield {
      span: use.path.span,
      ...(place && { place }),
      message: `${module} is replaced by ${spelled(here)} in ${use.path.value}, and by ${spelled(there)} in ${other.use.path.value}`,
      why: `the go command stops with “conflicting replacements”${always ? "" : " when it comes upon that version"}; \`go work edit -replace ${module}=…\` decides for the workspace`,
      ...(always ? {} : { severity: "warning" }),
    };
  }
}

function spelled({ spelled: path, version }: ReplacementTarget): string {
  return formatModule({ path, version });
}

function placeOf({ file, path }: UsedModule, module: ModuleVersion): OtherPlace | undefined {
  if ("unavailable" in file) return undefined;
  const line = replacementLine(file, module);
  return line && { path, text: file.text, lines: file.lines, span: replacementSpan(line) };
}
