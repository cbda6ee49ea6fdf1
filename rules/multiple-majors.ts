import { formatNames, requirementSpan } from "../server/analysis/describe.ts";
import { defineRule } from "../server/analysis/rule.ts";
import type { Requirement } from "../server/modfile/mod-file.ts";
import { compareModVersions } from "../server/version/go-version.ts";
import { splitPathVersion } from "../server/version/module-path.ts";

/** Direct requirements on several major versions of one module: `example.com/log` and `example.com/log/v2`. */
export const multipleMajors = defineRule({
  id: "multiple-majors",
  group: "diamond",
  summary: "two major versions of one module are required directly",
  severity: "info",
  on: ["mod"],
  needs: [],
  fix: "none",
  *check({ file }) {
    const byModule = new Map<string, Map<string, Requirement>>();
    for (const requirement of file.require) {
      const path = requirement.path.value;
      const split = requirement.indirect ? undefined : splitPathVersion(path);
      if (split === undefined) continue;
      const majors = byModule.get(split.prefix) ?? new Map<string, Requirement>();
      byModule.set(split.prefix, majors);
      if (!majors.has(path)) majors.set(path, requirement);
    }
    for (const majors of byModule.values()) {
      if (majors.size < 2) continue;
      const requirements = [...majors.values()].sort((a, b) => compareModVersions("", a.version.value, b.version.value));
      const newest = requirements.pop() as Requirement;
      const name = `${newest.path.value} ${newest.version.value}`;
      for (const older of requirements) {
        yield {
          span: requirementSpan(older),
          message: `${older.path.value} ${older.version.value} is required beside ${name}`,
          why: `both are built in, and their types do not mix; imports of ${formatNames(requirements.map((r) => r.path.value))} can move to ${newest.path.value}`,
          related: [{ span: requirementSpan(newest), message: "the newer major version" }],
        };
      }
    }
  },
});
