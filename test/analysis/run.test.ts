import assert from "node:assert/strict";
import { defineRule } from "../../server/analysis/rule.ts";
import { type OwnFindings, runRules } from "../../server/analysis/run.ts";
import { activeRules, defaultSettings } from "../../server/analysis/settings.ts";
import { plainReader } from "../../server/cli/plain-reader.ts";

describe("the runner of rules", () => {
  const text = "module example.com/app\n\ngo 1.21\n\nrequire example.com/a v1.0.0 // gomod-lint:ignore own-rule -- known\n";
  const file = plainReader().parse(text, "mod");
  const line = file.kind === "mod" ? file.require[0]?.path.span : undefined;
  const runs: string[] = [];
  const common = { group: "syntax", summary: "a rule", severity: "warning", on: ["mod"], fix: "none" } as const;
  const say = (id: string, span = line ?? { start: 0, end: 1 }) => {
    runs.push(id);
    return [{ span, message: `${id} speaks` }];
  };
  const own = defineRule({ ...common, id: "own-rule", needs: [], check: () => say("own-rule") });
  const second = defineRule({ ...common, id: "own-second", needs: [], check: () => say("own-second", { start: 0, end: 6 }) });
  const dated = defineRule({
    ...common,
    id: "dated-rule",
    needs: ["today"],
    check: () => say("dated-rule", { start: 0, end: 6 }),
  });
  const options = { today: "2030-01-01", rethrow: true };
  const rules = activeRules([own, second, dated], defaultSettings);

  beforeEach(() => {
    runs.length = 0;
  });

  it("runs a rule of the file alone once for a file, and says the same each time", () => {
    const found: OwnFindings = new Map();
    const first = runRules(rules, file, {}, { ...options, found });
    const again = runRules(rules, file, {}, { ...options, found });
    assert.deepEqual(runs, ["own-rule", "own-second", "dated-rule", "dated-rule"]);
    assert.deepEqual(again, first);
    assert.deepEqual(runRules(rules, file, {}, options), first);
    assert.deepEqual(
      first.diagnostics.map(({ rule }) => rule),
      ["dated-rule", "own-second"],
      "what a comment hides stays hidden",
    );
  });

  it("runs it again with other settings", () => {
    const found: OwnFindings = new Map();
    runRules(rules, file, {}, { ...options, found });
    const others = activeRules([second], { ...defaultSettings, severity: { "own-second": "error" } });
    const { diagnostics } = runRules(others, file, {}, { ...options, found });
    assert.deepEqual(runs, ["own-rule", "own-second", "dated-rule", "own-second"]);
    assert.equal(diagnostics[0]?.severity, "error");
  });
});
