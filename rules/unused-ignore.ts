import type { Finding } from "../server/analysis/finding.ts";
import { type CheckedIgnore, removeFromIgnore } from "../server/analysis/ignore-usage.ts";
import { defineRule } from "../server/analysis/rule.ts";
import type { ModFile, WorkFile } from "../server/modfile/mod-file.ts";

/**
 * Comments that switch nothing off: their rules ran and had nothing to say there, or they name no rule, or stand at no line; and those that
 * cannot be read, or whose day cannot. Rules that did not run, or that other machines see more of, are left in peace.
 */
export const unusedIgnore = defineRule({
  id: "unused-ignore",
  group: "meta",
  summary: "a comment that switches a rule off matches nothing",
  severity: "warning",
  on: ["mod", "work"],
  needs: ["ignores"],
  fix: "safe",
  *check({ file, ignores }) {
    for (const ignore of ignores) {
      const finding = describe(file, ignore);
      if (finding !== undefined) yield finding;
    }
  },
});

function describe(file: ModFile | WorkFile, { suppression, unused, unknown }: CheckedIgnore): Finding | undefined {
  const { rules, loose, span, problem } = suppression;
  if (loose === true) {
    return {
      span,
      message: "this comment stands at no line, and switches nothing off",
      why: "a blank line parts it from what is below: it counts on the line itself or right above it, and gomod-lint:ignore-file anywhere",
    };
  }
  if (rules.length === 0 && problem !== undefined) {
    return {
      span,
      message: `this comment ${problem}, and switches nothing off`,
      why: "it is written gomod-lint:ignore RULE[,RULE] -- reason until=2027-01-31, of which the end may be left out",
    };
  }
  if (rules.length === 0) {
    return {
      span,
      message: "this comment names no rule, and switches nothing off",
      why: "the rule stands behind gomod-lint:ignore",
    };
  }
  if (unknown.size > 0) return { span, message: [...unknown.values()].join("; "), why: "the comment switches nothing off by it" };
  if (unused.length === 0 && problem !== undefined) {
    return { span, message: `this comment holds for ever: its ${problem}`, why: "the day is the last one on which it holds" };
  }
  if (unused.length === 0) return undefined;
  const names = unused.join(", ");
  return {
    span,
    message: `${names} ${unused.length === 1 ? "has" : "have"} nothing to ignore here`,
    why: "what it was there for is gone; it would hide the next finding",
    tags: ["unnecessary"],
    fixes: [{ title: `Remove ${names} from the comment`, safety: "safe", edits: removeFromIgnore(file, suppression, unused) }],
  };
}
