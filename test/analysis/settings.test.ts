import assert from "node:assert/strict";
import { type AnyRule, defineRule } from "../../server/analysis/rule.ts";
import { activeRules, defaultSettings, type Settings } from "../../server/analysis/settings.ts";

function rule(id: string, group: "replace" | "toolchain", off?: true): AnyRule {
  const check = () => [];
  return defineRule({
    id,
    group,
    summary: id,
    severity: "warning",
    ...(off && { off }),
    on: ["mod"],
    needs: [],
    fix: "none",
    check,
  });
}

const rules = [rule("one", "replace"), rule("two", "toolchain"), rule("shy", "toolchain", true)];

function active(settings: Partial<Settings>): readonly string[] {
  return activeRules(rules, { ...defaultSettings, ...settings }).map(({ rule: { id }, severity }) =>
    severity === undefined ? id : `${id}=${severity}`,
  );
}

describe("settings", () => {
  it("run the rules that are on by default", () => assert.deepEqual(active({}), ["one", "two"]));

  it("select by id or group, and ignore", () => {
    assert.deepEqual(active({ select: ["replace"] }), ["one"]);
    assert.deepEqual(active({ select: ["one", "toolchain"], ignore: ["two"] }), ["one"]);
  });

  it("turn a rule on that is off by default only by its own id", () => {
    assert.deepEqual(active({ select: ["toolchain"] }), ["two"]);
    assert.deepEqual(active({ severity: { toolchain: "error" } }), ["one", "two=error"]);
    assert.deepEqual(active({ select: ["shy"] }), ["shy"]);
    assert.deepEqual(active({ severity: { shy: "info" } }), ["one", "two", "shy=info"]);
    assert.deepEqual(active({ select: ["shy"], ignore: ["shy"] }), []);
    assert.deepEqual(active({ select: ["shy"], severity: { shy: "off" } }), []);
  });

  it("take a rule's own severity before its group's", () => {
    assert.deepEqual(active({ severity: { toolchain: "off", two: "info" } }), ["one", "two=info"]);
    assert.deepEqual(active({ severity: { toolchain: "off" } }), ["one"]);
  });
});
