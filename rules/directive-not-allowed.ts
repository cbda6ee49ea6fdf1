import { because } from "../server/analysis/module-policy.ts";
import { reasonOption } from "../server/analysis/option-forms.ts";
import { defineRule } from "../server/analysis/rule.ts";
import { removeEntry } from "../server/modfile/edit.ts";
import type { Entry, ModFile, WorkFile } from "../server/modfile/mod-file.ts";

const directives = ["exclude", "godebug", "ignore", "replace", "retract", "tool", "toolchain"] as const;
type Directive = (typeof directives)[number];

/** Directives that the configuration does not allow, whatever they say. */
export const directiveNotAllowed = defineRule({
  id: "directive-not-allowed",
  group: "policy",
  summary: "a directive that the configuration does not allow",
  severity: "error",
  off: true,
  options: {
    directives: {
      kind: "list",
      description: "directives that may not stand in go.mod and go.work",
      of: {
        kind: "record",
        description: "a directive, perhaps with the reason",
        about: "directive",
        short: true,
        keys: {
          directive: { kind: "choice", of: directives, description: "its first word", required: true },
          reason: reasonOption,
        },
      },
    },
  },
  demands: ["directives"],
  on: ["mod", "work"],
  needs: [],
  fix: "unsafe",
  *check({ file, options }) {
    for (const { directive, reason } of options.directives ?? []) {
      for (const entry of entriesOf(file, directive)) {
        yield {
          span: entry.span,
          message: `${directive} is not allowed here${because(reason)}`,
          why: "the policy of the configuration says so (options.directive-not-allowed.directives)",
          fixes: [{ title: `Remove this ${directive} line`, safety: "unsafe", edits: removeEntry(file, entry) }],
        };
      }
    }
  },
});

function entriesOf(file: ModFile | WorkFile, directive: Directive): readonly Entry[] {
  if (directive === "toolchain") return file.toolchain === undefined ? [] : [file.toolchain];
  if (directive === "replace" || directive === "godebug") return file[directive];
  return file.kind === "work" ? [] : file[directive];
}
