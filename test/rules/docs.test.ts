import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { rules } from "../../rules/index.ts";
import { hasCounts, heading, withCounts } from "../../scripts/rule-counts.ts";
import { repository } from "../support/paths.ts";
import { suiteReader } from "../support/reader.ts";
import { lintWorld } from "../support/rule-case.ts";
import { parseTxtar } from "../support/txtar.ts";
import { worldOf } from "../support/world.ts";

describe("documentation of rules", () => {
  const reader = suiteReader();

  for (const rule of rules) {
    describe(rule.id, () => {
      const path = join(repository, "rules", `${rule.id}.md`);
      const text = existsSync(path) ? readFileSync(path, "utf8") : "";
      const found = (section: string): readonly string[] => {
        const block = new RegExp(`## ${section}\n\n\`\`\`txtar\n([\\s\\S]*?)\`\`\``).exec(text)?.[1];
        assert.ok(block !== undefined, `no block under ${section}`);
        return lintWorld(worldOf(parseTxtar(block).files), reader, rule.id)
          .diagnostics.filter((d) => d.severity !== "info" || d.rule === rule.id)
          .map((d) => d.rule);
      };
      it("has all its sections", () => {
        assert.ok(text.startsWith(`# ${rule.id}\n`));
        for (const section of ["Why", "Example", "Instead", "Fix", "See"]) assert.ok(text.includes(`\n## ${section}\n`), section);
      });
      it("says how often it is found, where that means something", () =>
        assert.equal(text.includes(`\n${heading}\n\nFound in `), hasCounts(rule)));
      it("shows an example that the rule finds, and nothing else", () =>
        assert.deepEqual([...new Set(found("Example"))], [rule.id]));
      it("shows what to write instead, which is clean", () => assert.deepEqual(found("Instead"), []));
    });
  }

  it("takes new counts, and keeps what is written below them", () => {
    const page = "# a\n\n## See\n\n- b\n";
    const first = withCounts(page, new Map(), 3);
    assert.equal(
      first,
      "# a\n\n## On published modules\n\nFound in none of [3 modules](../scripts/measured-modules.txt).\n\n## See\n\n- b\n",
    );
    const noted = first.replace("\n\n## See", "\n\nA note.\n\n## See");
    const counts = new Map([["example.com/app/v2@v2.1.0", { remarks: 0, warnings: 2 }]]);
    assert.equal(
      withCounts(noted, counts, 4),
      "# a\n\n## On published modules\n\nFound in [4 modules](../scripts/measured-modules.txt): 2 as a warning or error in 1 (app).\n\nA note.\n\n## See\n\n- b\n",
    );
  });
});
