import { because, matcherOfAny } from "../server/analysis/module-policy.ts";
import { modulePatternsOption, reasonOption } from "../server/analysis/option-forms.ts";
import { defineRule } from "../server/analysis/rule.ts";

/** Module paths that are not what the configuration has all modules be called. */
export const modulePathPattern = defineRule({
  id: "module-path-pattern",
  group: "policy",
  summary: "the module has another path than the configuration demands",
  severity: "error",
  off: true,
  options: {
    patterns: modulePatternsOption("what module paths must be like: one of these"),
    reason: reasonOption,
  },
  demands: ["patterns"],
  on: ["mod"],
  needs: [],
  fix: "none",
  *check({ file, options: { patterns = [], reason } }) {
    const path = file.module?.path;
    if (path === undefined || matcherOfAny(patterns)(path.value)) return;
    yield {
      span: path.span,
      message: `module ${path.value} is not called ${patterns.join(" or ")}${because(reason)}`,
      why: "the policy of the configuration demands it (options.module-path-pattern.patterns)",
    };
  },
});
