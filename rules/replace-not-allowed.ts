import type { Finding } from "../server/analysis/finding.ts";
import { because, isOver } from "../server/analysis/module-policy.ts";
import { modulePatternOption, reasonOption, untilOption } from "../server/analysis/option-forms.ts";
import { replacementSpan, replacementTarget } from "../server/analysis/replacements.ts";
import { defineRule } from "../server/analysis/rule.ts";
import { removeEntry } from "../server/modfile/edit.ts";
import type { ModFile, Replacement, WorkFile } from "../server/modfile/mod-file.ts";
import { pathMatcher } from "../server/version/path-pattern.ts";

/** Replacements that the configuration does not allow: all, those by directories or those by modules, but for a list. */
export const replaceNotAllowed = defineRule({
  id: "replace-not-allowed",
  group: "policy",
  summary: "a replacement that the configuration does not allow",
  severity: "error",
  off: true,
  options: {
    only: {
      kind: "choice",
      of: ["local", "remote"],
      description: "which are not allowed: local: those by a directory, remote: those by a module; absent: both",
    },
    allow: {
      kind: "list",
      description: "replacements that are allowed all the same",
      of: {
        kind: "record",
        description: "a module that may be replaced, perhaps with more to say of it",
        about: "module",
        short: true,
        keys: {
          module: modulePatternOption("what may be replaced: a path, path/... for all below it too, or a pattern with *"),
          by: {
            kind: "text",
            description: "by what, if not by anything: a module path, a directory as go.mod spells it, ../... or a pattern",
          },
          reason: reasonOption,
          until: untilOption("the last day on which it may"),
        },
      },
    },
    reason: reasonOption,
  },
  on: ["mod", "work"],
  needs: ["today"],
  fix: "unsafe",
  concerns: (file) => file.replace.length > 0,
  *check({ file, options: { only, allow = [], reason }, today }) {
    const permits = allow.map(({ module, by, until }) => ({
      names: pathMatcher(module),
      by: by === undefined ? undefined : pathMatcher(by),
      until,
    }));
    for (const replacement of file.replace) {
      const { oldPath, newPath, newVersion } = replacement;
      const kind = newVersion === undefined ? "local" : "remote";
      if (only !== undefined && only !== kind) continue;
      const own = permits.filter(({ names, by }) => names(oldPath.value) && by?.(newPath.value) !== false);
      if (own.some(({ until }) => !isOver(until, today))) continue;
      yield describe(file, replacement, kind, reason, own[0]?.until);
    }
  },
});

function describe(
  file: ModFile | WorkFile,
  replacement: Replacement,
  kind: "local" | "remote",
  reason: string | undefined,
  until: string | undefined,
): Finding {
  const path = replacement.oldPath.value;
  const by = kind === "local" ? "a directory" : "a module";
  return {
    span: replacementSpan(replacement),
    message: `${path} is replaced by ${replacementTarget(replacement)}, which is not allowed${until === undefined ? "" : ` (allowed until ${until})`}${because(reason)}`,
    why: `the policy of the configuration does not allow a replacement by ${by} here (options.replace-not-allowed)`,
    fixes: [{ title: `Remove the replacement of ${path}`, safety: "unsafe", edits: removeEntry(file, replacement) }],
  };
}
