import { defineRule } from "../server/analysis/rule.ts";
import { placeholderReasons } from "../server/analysis/suppression.ts";

/** Comments that switch a rule off and do not say why; what stands there until somebody does is no reason. */
export const ignoreWithoutReason = defineRule({
  id: "ignore-without-reason",
  group: "meta",
  summary: "a comment that switches a rule off gives no reason",
  severity: "warning",
  off: true,
  on: ["mod", "work"],
  needs: ["ignores"],
  fix: "none",
  *check({ ignores }) {
    for (const { suppression } of ignores) {
      const { reason, rules, span } = suppression;
      if (rules.length === 0 || (reason !== "" && !placeholderReasons.some((placeholder) => placeholder === reason))) continue;
      const names = rules.join(", ");
      yield {
        span,
        message:
          reason === "" ? `${names} is ignored without a reason` : `${names} is ignored, and the reason is still to be written`,
        why: "who reads it later cannot tell whether it still holds; the reason stands behind --",
      };
    }
  },
});
