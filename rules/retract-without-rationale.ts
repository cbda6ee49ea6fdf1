import { defineRule } from "../server/analysis/rule.ts";

/** Retractions that do not say why: who depends on a retracted version is shown the comment, and nothing else. */
export const retractWithoutRationale = defineRule({
  id: "retract-without-rationale",
  group: "retract",
  summary: "a retraction has no comment that says why",
  severity: "info",
  on: ["mod"],
  needs: [],
  fix: "none",
  *check({ file }) {
    for (const { low, high, rationale } of file.retract) {
      if (rationale !== "") continue;
      const versions = low.value === high.value ? low.value : `${low.value} to ${high.value}`;
      yield {
        span: { start: low.span.start, end: high.span.end },
        message: `the retraction of ${versions} gives no reason`,
        why: "`go list -m -u` and `go get` show the comment of a retraction to all who use a retracted version",
      };
    }
  },
});
