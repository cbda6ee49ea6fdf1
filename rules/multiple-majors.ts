import { formatNames, requirementSpan } from "../server/analysis/describe.ts";
import { defineRule } from "../server/analysis/rule.ts";
import type { Requirement } from "../server/modfile/mod-file.ts";
import { compareModVersions } from "../server/version/go-version.ts";
import { splitPathVersion } from "../server/version/module-path.ts";

/** Whether a path may end in a major version: gopkg.in's ends in one always. */
const mayHaveMajor = /[/.]v\d*(?:-unstable)?$/;

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
    // Of two majors one has a suffix, which few paths have.
    const byModule = new Map<string, Map<string, Requirement>>();
    for (const { path, indirect } of file.require) {
      const split = indirect || !mayHaveMajor.test(path.value) ? undefined : splitPathVersion(path.value);
      if (split !== undefined) byModule.set(split.prefix, new Map());
    }
    if (byModule.size === 0) return;
    for (const requirement of file.require) {
      const path = requirement.path.value;
      const split = requirement.indirect ? undefined : splitPathVersion(path);
      const majors = split === undefined ? undefined : byModule.get(split.prefix);
      if (majors !== undefined && !majors.has(path)) majors.set(path, requirement);
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
