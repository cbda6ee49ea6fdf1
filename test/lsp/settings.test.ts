import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { rules } from "../../rules/index.ts";
import { withServerSettings } from "../../scripts/vscode-manifest.ts";
import { defineRule } from "../../server/analysis/rule.ts";
import { featureDefaults, featureSwitches } from "../../server/lsp/feature.ts";
import { allFeatures } from "../../server/lsp/requests/all.ts";
import { readSettings } from "../../server/lsp/settings.ts";
import { repository } from "../support/paths.ts";

const rule = defineRule({
  id: "duplicate-require",
  group: "conflict",
  summary: "",
  severity: "error",
  on: ["mod"],
  needs: [],
  fix: "none",
  check: () => [],
});
const features = featureDefaults(allFeatures);
const read = (...values: unknown[]) => readSettings(values, { rules: [rule], features });

describe("editor settings", () => {
  it("have defaults; null, absent and an empty list are no settings", () => {
    const defaults = {
      rules: { ignore: [], severity: {} },
      offline: false,
      features,
      go: { toolchain: "local", vcs: false, timeout: 300 },
      linkTarget: "https://pkg.go.dev",
    };
    for (const nothing of [
      undefined,
      null,
      {},
      { "gomod-lint": {} },
      [],
      { "gomod-lint": null },
      { severity: [], features: [] },
      { select: [], ignore: null, offline: null, features: { hover: null } },
    ]) {
      assert.deepEqual(read(nothing), { settings: defaults, problems: [] });
    }
  });

  it("come under their section's name or without it, the later over the earlier", () => {
    const { settings } = read({ offline: true, ignore: ["conflict"] }, { "gomod-lint": { ignore: ["duplicate-require"] } });
    assert.equal(settings.offline, true);
    assert.deepEqual(settings.rules.ignore, ["duplicate-require"]);
  });

  it("take rules, groups, severities, features and the documentation's address", () => {
    const { settings, problems } = read({
      select: ["conflict"],
      severity: { "duplicate-require": "info", conflict: "off" },
      features: { hover: false, formatting: true },
      documentation: "https://example.com/rules",
    });
    assert.deepEqual(problems, []);
    assert.deepEqual(settings.rules, {
      select: ["conflict"],
      ignore: [],
      severity: { "duplicate-require": "info", conflict: "off" },
    });
    assert.deepEqual(settings.features, { ...features, hover: false, formatting: true });
    assert.equal(settings.documentation, "https://example.com/rules/");
  });

  it("take the site of the links as gopls does, as an address, or none", () => {
    assert.deepEqual(read({ go: { toolchain: "auto", vcs: true, timeout: 5 } }).settings.go, {
      toolchain: "auto",
      vcs: true,
      timeout: 5,
    });
    assert.deepEqual(read({ go: { toolchain: 1, vcs: "yes", timeout: -1, tidy: true } }).problems, [
      'unknown setting of go "tidy"',
      "go.toolchain must be a string, as GOTOOLCHAIN takes it",
      "go.timeout must be a number of seconds",
      "go.vcs must be true or false",
    ]);
    const site = (linkTarget: unknown): unknown => read({ linkTarget }).settings.linkTarget;
    assert.equal(site("godocs.example.com"), "https://godocs.example.com");
    assert.equal(site("http://docs.internal:8080/go/"), "http://docs.internal:8080/go");
    assert.equal(site(""), "");
    assert.equal(site(null), "https://pkg.go.dev");
    assert.match(read({ linkTarget: 1 }).problems.join(), /^linkTarget must be a host such as pkg\.go\.dev/);
  });

  it("name what is wrong, with the nearest right name, and keep the rest", () => {
    const { settings, problems } = read({
      ignor: [],
      ignore: ["duplicate-requires", "conflict"],
      select: "all",
      severity: { "duplicate-require": "fatal", nothing: "error" },
      offline: "yes",
      features: { hovers: true, hover: 1 },
      documentation: 7,
    });
    assert.deepEqual(settings.rules.ignore, ["conflict"]);
    assert.equal(settings.features["hover"], true);
    assert.deepEqual(problems, [
      'unknown setting "ignor", did you mean ignore?',
      "select must be a list of rules and groups",
      "documentation must be a string",
      'ignore: unknown rule or group "duplicate-requires", did you mean duplicate-require?',
      "severity of duplicate-require must be error, warning, info or off",
      'severity: unknown rule or group "nothing"',
      "offline must be true or false",
      'unknown feature "hovers", did you mean hover?',
      "features.hover must be true or false",
    ]);
    assert.deepEqual(read("text").problems, ["gomod-lint must be an object"]);
  });

  it("are the settings of the extension of VS Code, whose defaults make sense", () => {
    const manifest = readFileSync(join(repository, "editors/vscode/package.json"), "utf8");
    const { version } = JSON.parse(readFileSync(join(repository, "package.json"), "utf8"));
    const switches = featureSwitches(allFeatures);
    assert.equal(manifest, withServerSettings(manifest, { version, rules, switches }), "run npm run generate");

    const given: Record<string, unknown> = {};
    const properties: Record<string, { default: unknown }> = JSON.parse(manifest).contributes.configuration.properties;
    for (const [name, { default: value }] of Object.entries(properties)) {
      const [, key = "", inner] = name.split(".");
      if (/^gomod-lint\.(server|trace)\./.test(name)) continue;
      given[key] = inner === undefined ? value : { ...(given[key] as object), [inner]: value };
    }
    assert.deepEqual(readSettings([given], { rules, features }), readSettings([], { rules, features }));
  });
});
