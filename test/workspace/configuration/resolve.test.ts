import assert from "node:assert/strict";
import type { Severity } from "../../../server/analysis/finding.ts";
import { type AnyRule, defineRule, type Group } from "../../../server/analysis/rule.ts";
import { severityOf } from "../../../server/analysis/settings.ts";
import type { Layer } from "../../../server/workspace/configuration/read.ts";
import { resolveLayers } from "../../../server/workspace/configuration/resolve.ts";

const rule = (id: string, group: Group, severity: Severity, off?: true): AnyRule =>
  defineRule({
    id,
    group,
    summary: "",
    severity,
    ...(off === undefined ? {} : { off }),
    on: ["mod"],
    needs: [],
    fix: "none",
    check: () => [],
  });

// A group with a rule of its own name, as syntax is, and one that is off by default.
const rules = [
  rule("syntax", "syntax", "error"),
  rule("unresolved", "syntax", "error"),
  rule("diamond-x", "diamond", "warning"),
  rule("patch", "toolchain", "warning", true),
  rule("equals", "toolchain", "info"),
  rule("incomplete", "meta", "info"),
];
const resolved = (...layers: readonly Layer[]): Readonly<Record<string, string>> =>
  Object.fromEntries(resolveLayers(layers, rules, "/work/go.mod").map((active) => [active.rule.id, severityOf(active, {})]));
const usual = { syntax: "error", unresolved: "error", "diamond-x": "warning", equals: "info", incomplete: "info" };

describe("layers of configuration", () => {
  it("come to the defaults where they say nothing", () => {
    assert.deepEqual(resolved(), usual);
    assert.deepEqual(resolved({}, { ignore: [], severity: {} }), usual);
  });

  it("select and ignore rules and groups, a rule apart from the group of its name", () => {
    assert.deepEqual(Object.keys(resolved({ select: ["syntax"] })), ["syntax", "unresolved"]);
    assert.deepEqual(Object.keys(resolved({ select: ["unresolved"] })), ["unresolved"]);
    assert.deepEqual(Object.keys(resolved({ ignore: ["unresolved", "meta", "diamond"] })), ["syntax", "equals"]);
    assert.deepEqual(Object.keys(resolved({ select: ["syntax"] }, { select: ["diamond-x"] })), ["diamond-x"]);
    assert.deepEqual(Object.keys(resolved({ select: ["syntax"], ignore: ["syntax"] })), []);
  });

  it("turn on what is off by default by its own name only", () => {
    assert.equal(resolved({ select: ["toolchain"] })["patch"], undefined);
    assert.equal(resolved({ select: ["patch"] })["patch"], "warning");
    assert.equal(resolved({ severity: { patch: "error" } })["patch"], "error");
    assert.equal(resolved({ severity: { toolchain: "error" } })["patch"], undefined);
    assert.equal(resolved({ severity: { toolchain: "error" } })["equals"], "error");
  });

  it("go one over the other: a later severity turns on again what an earlier layer ignored", () => {
    assert.equal(resolved({ ignore: ["equals"] }, { severity: { equals: "warning" } })["equals"], "warning");
    assert.equal(resolved({ ignore: ["toolchain"] }, { severity: { toolchain: "warning" } })["equals"], undefined);
    assert.equal(resolved({ severity: { equals: "error" } }, { severity: { toolchain: "off" } })["equals"], undefined);
    assert.equal(resolved({ severity: { toolchain: "off", equals: "error" } })["equals"], "error");
    assert.equal(resolved({ severity: { equals: "error" } }, { severity: { toolchain: "warning" } })["equals"], "warning");
    assert.equal(resolved({ ignore: ["equals"], severity: { equals: "warning" } })["equals"], undefined);
    assert.equal(resolved({ select: ["syntax"], severity: { equals: "warning" } })["equals"], undefined);
  });

  it("hold for the files that they are for", () => {
    assert.equal(resolved({ ignore: ["equals"], holds: () => false })["equals"], "info");
    assert.equal(resolved({ ignore: ["equals"], holds: (path) => path === "/work/go.mod" })["equals"], undefined);
  });

  it("raise remarks to a floor, each finding by what it is, but not what is said of the work itself", () => {
    assert.deepEqual(resolved({ floor: "warning" }), { ...usual, equals: "warning" });
    const [, , diamond] = resolveLayers([{ floor: "warning" }], rules, "");
    assert.deepEqual(
      (["error", "warning", "info"] as const).map((severity) => diamond && severityOf(diamond, { severity })),
      ["error", "warning", "warning"],
    );
    assert.equal(resolved({ floor: "warning" }, { severity: { equals: "info" } })["equals"], "warning");
  });
});
