import assert from "node:assert/strict";
import { posix } from "node:path";
import { rules } from "../../../rules/index.ts";
import { configurationFinder } from "../../../server/workspace/configuration/find.ts";
import { profileNames, profiles } from "../../../server/workspace/configuration/profiles.ts";
import { type Configuration, readConfiguration } from "../../../server/workspace/configuration/read.ts";
import { resolveLayers } from "../../../server/workspace/configuration/resolve.ts";
import { type MemoryNode, memoryHost } from "../../support/memory-host.ts";

const root = "/work/.gomod-lint.yaml";
const read = (files: Readonly<Record<string, MemoryNode>>, path = root) => readConfiguration(memoryHost({ files }), path, rules);
const good = (files: Readonly<Record<string, MemoryNode>>, path = root): Configuration => {
  const result = read(files, path);
  return "problems" in result ? assert.fail(JSON.stringify(result.problems)) : result;
};
/** The problems as `line:column message`, with hints behind `; `. */
const problems = (text: string): readonly string[] => {
  const result = read({ [root]: text });
  if (!("problems" in result)) return [];
  return result.problems.map(
    ({ place, message, hint }) => `${place?.line}:${place?.column} ${message}${hint === undefined ? "" : `; ${hint}`}`,
  );
};
const rulesOn = (configuration: Configuration, path: string): readonly string[] =>
  resolveLayers(configuration.layers, rules, path).map(({ rule }) => rule.id);

describe("finding a configuration", () => {
  const files = {
    "/home/.gomod-lint.yaml": "",
    "/home/repo/.git/HEAD": "",
    "/home/repo/.gomod-lint.yml": "",
    "/home/repo/a/b/go.mod": "",
    "/home/repo/c/.gomod-lint.json": "",
    "/home/repo/c/d/go.mod": "",
    "/home/other/.git": "gitdir: elsewhere\n",
    "/home/other/x/go.mod": "",
    "/home/plain/x/go.mod": "",
  };

  it("takes the nearest one, up to the root of the repository", () => {
    const find = configurationFinder(memoryHost({ files }));
    assert.equal(find("/home/repo/a/b"), "/home/repo/.gomod-lint.yml");
    assert.equal(find("/home/repo/c/d"), "/home/repo/c/.gomod-lint.json");
    assert.equal(find("/home/other/x"), undefined);
    assert.equal(find("/home/plain/x"), "/home/.gomod-lint.yaml");
    assert.equal(find("/"), undefined);
  });

  it("looks at no directory twice", () => {
    const host = memoryHost({ files });
    const looks: string[] = [];
    const kind = (path: string) => {
      looks.push(path);
      return host.kind(path);
    };
    const find = configurationFinder({ platform: "posix", kind });
    for (const directory of ["/home/repo/a/b", "/home/repo/a", "/home/repo/a/b", "/home/repo/z"]) find(directory);
    assert.equal(new Set(looks).size, looks.length);
    assert.equal(looks.filter((path) => posix.dirname(path) === "/home/repo").length, 2);
  });
});

describe("reading a configuration", () => {
  it("takes YAML and JSON, and nothing at all", () => {
    assert.equal(good({ [root]: "profile: strict\nlevel: info # all\n" }).level, "info");
    assert.equal(
      good({ "/work/.gomod-lint.json": '{\n\t"profile": "strict",\n\t"level": "error"\n}' }, "/work/.gomod-lint.json").level,
      "error",
    );
    for (const text of ["", "# nothing\n", "{}", "---\n...\n"]) assert.equal(good({ [root]: text }).profile, "recommended");
    assert.equal(good({ [root]: "\uFEFFlevel: info\r\nignore:\r\n- syntax\r\n" }).level, "info");
  });

  it("understands off as a word, as YAML 1.2 has it", () => {
    const { layers } = good({ [root]: "severity:\n  syntax: off\n" });
    assert.equal(layers[1]?.severity?.["syntax"], "off");
  });

  it("names unknown keys, rules, levels and profiles with the nearest right one, and where they stand", () => {
    const text = [
      "profile: libary",
      "ignor: []",
      "ignore: [sintax, diamond]",
      "select:",
      "  - require-excludde",
      "severity:",
      "  toolchain-equals: error",
      "  syntax: warn",
      "level: warn",
      "overrides:",
      "  - file: [x]",
      "    ignore: [nothing-like-it]",
    ].join("\n");
    assert.deepEqual(
      problems(text).map((problem) => problem.replace(/; .*/, "")),
      [
        '1:10 unknown profile "libary", did you mean library?',
        '2:1 unknown key "ignor", did you mean ignore?',
        '3:10 unknown rule or group "sintax", did you mean syntax?',
        '5:5 unknown rule or group "require-excludde", did you mean require-excluded?',
        '7:3 unknown rule or group "toolchain-equals", did you mean toolchain-equals-go?',
        '8:11 unknown level "warn"',
        '9:8 unknown level "warn"',
        "11:5 overrides.files is missing",
        '11:5 unknown key "file", did you mean files?',
        '12:14 unknown rule or group "nothing-like-it"',
      ],
    );
    assert.deepEqual(problems("level: warn"), ['1:8 unknown level "warn"; levels are error, warning, info']);
    assert.deepEqual(problems("severity: { syntax: warn }"), ['1:21 unknown level "warn"; levels are error, warning, info, off']);
  });

  it("says what was expected of a value", () => {
    assert.deepEqual(problems("- syntax\n"), ["1:1 the file must be keys with values"]);
    assert.deepEqual(problems("just text"), ["1:1 the file must be keys with values"]);
    assert.deepEqual(problems("select: syntax"), ["1:9 select must be a list"]);
    assert.deepEqual(problems("select: [1]"), ["1:10 select must be a list of rules and groups"]);
    assert.deepEqual(problems("extends: {a: b}"), ["1:10 extends must be a file or a list of files"]);
    assert.deepEqual(problems("level:"), ["1:7 level must be a word"]);
    assert.deepEqual(problems("severity: [syntax]"), ["1:11 severity must be keys with values"]);
    assert.deepEqual(problems("overrides: [{files: []}]"), ["1:21 overrides.files is empty"]);
    assert.deepEqual(problems("overrides: [{files: ['']}]"), ["1:22 overrides.files is empty"]);
  });

  it("says what is wrong with the options of rules, and where", () => {
    const text = [
      "options:",
      "  baned-module: {}",
      "  syntax: {}",
      "  banned-module:",
      "    blok: []",
      "    block:",
      "      - example.com/",
      "      - module: example.com/a",
      "        versions: ^v1.2.0",
      "        untill: 2027-01-31",
      "        until: 31.1.2027",
      "        scope: bild",
      "      - reason: none",
      "      - [example.com/b]",
      "    allow: example.com/...",
      "  pinned-module: { modules: [{ module: 1, versions: v1 }] }",
      "  directive-not-allowed: { directives: [exclud] }",
      "level: warn",
      "overrides:",
      "  - files: [a]",
      "    options: { module-path-pattern: { patterns: [a b] } }",
      "  - files: [b]",
      "    options: []",
    ].join("\n");
    assert.deepEqual(problems(text), [
      '2:3 unknown rule "baned-module", did you mean banned-module?; rules with options: dependency-diamond, banned-module, pinned-module, replace-not-allowed, directive-not-allowed, module-path-pattern',
      "3:3 syntax has no options; rules with options: dependency-diamond, banned-module, pinned-module, replace-not-allowed, directive-not-allowed, module-path-pattern",
      '5:5 unknown key "blok", did you mean block?; keys: block, allow, scope',
      "7:9 options.banned-module.block.module ends in a slash; all below it is example.com/...",
      "9:19 options.banned-module.block.versions has ^v1.2.0, which Go does not know: write v1.4 for all of v1.4, or >=v1.4.2 <v2",
      '10:9 unknown key "untill", did you mean until?; keys: module, versions, except, scope, instead, reason, referrers, until',
      '11:16 options.banned-module.block.until is "31.1.2027", which is no day: write it as 2027-01-31',
      '12:16 unknown scope "bild", did you mean build?; known ones: direct, build, graph',
      "13:9 options.banned-module.block.module is missing",
      "14:9 options.banned-module.block must be keys with values: module, versions, except, scope, instead, reason, referrers, until",
      "15:12 options.banned-module.allow must be a list",
      "16:40 options.pinned-module.modules.module must be a module path or pattern",
      '17:41 unknown directive "exclud", did you mean exclude?; known ones: exclude, godebug, ignore, replace, retract, tool, toolchain',
      '18:8 unknown level "warn"; levels are error, warning, info',
      "21:50 overrides.options.module-path-pattern.patterns has a space in it",
      "23:14 overrides.options must be rules with their options",
    ]);
  });

  it("takes no word of JavaScript for a key", () => {
    assert.deepEqual(
      problems("options: { constructor: {}, banned-module: { __proto__: 1, toString: 1 } }").map((p) => p.replace(/[,;] .*/, "")),
      ['1:12 unknown rule "constructor"', '1:46 unknown key "__proto__"', '1:60 unknown key "toString"'],
    );
  });

  it("says what is wrong with YAML, and where", () => {
    for (const [text, expected] of [
      ["a: [", /^1:\d+ flow sequence/],
      ['level: "info', /^1:\d+ missing closing "quote/],
      ["level: info\nlevel: error\n", /^2:1 map keys must be unique/],
      ["level: info\n---\nlevel: error\n", /^\d+:\d+ source contains multiple documents/],
      ["level: !secret info", /^1:8 unresolved tag: !secret/],
      ["level: *nothing", /^1:8 unresolved alias/],
      ["\tlevel: info", /^1:1 tabs are not allowed as indentation/],
    ] as const) {
      assert.match(problems(text)[0] ?? "none", expected, text);
      assert.doesNotMatch(problems(text).join(), /\n|\^/);
    }
  });

  it("does not fill the memory with aliases of aliases", () => {
    let text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
    for (let i = 1; i < 12; i++) text += `a${i}: &a${i} [${`*a${i - 1}, `.repeat(10)}]\n`;
    assert.match(problems(text)[0] ?? "", /excessive alias count/);
  });

  it("reads files within reason only", () => {
    const of = (node: MemoryNode): string => {
      const result = read({ [root]: node });
      return "problems" in result ? (result.problems[0]?.message ?? "") : "";
    };
    assert.equal(of({ special: "fifo" }), "cannot be read (it is a fifo)");
    assert.match(of("#".repeat(2 * 1024 * 1024)), /^cannot be read \(/);
    assert.equal(of({ fails: { failed: "denied", detail: "EACCES" } }), "cannot be read (EACCES)");
    assert.equal(of({ link: "/nowhere" }), "cannot be read (no such file)");
  });

  it("accepts one configuration in a folder", () => {
    const result = read({ [root]: "", "/work/.gomod-lint.json": "{}" });
    assert.ok("problems" in result);
    assert.equal(result.problems[0]?.message, "beside it is .gomod-lint.json: one folder has one configuration");
  });
});

describe("extending a configuration", () => {
  it("puts a file over those that it extends, in their order", () => {
    const configuration = good({
      [root]: "extends: [shared/a.yaml, b.yaml]\nseverity: { syntax: warning }\n",
      "/work/shared/a.yaml": "extends: base.yaml\nlevel: info\nprofile: library\n",
      "/work/shared/base.yaml": "level: error\nprofile: strict\nignore: [syntax]\n",
      "/work/b.yaml": "profile: recommended\n",
    });
    assert.deepEqual(configuration.files, [root, "/work/shared/a.yaml", "/work/shared/base.yaml", "/work/b.yaml"]);
    assert.deepEqual([configuration.level, configuration.profile], ["info", "recommended"]);
    assert.ok(rulesOn(configuration, "/work/go.mod").includes("syntax"));
    assert.ok(!rulesOn(configuration, "/work/go.mod").includes("unresolved-version"));
  });

  it("takes patterns of overrides relative to the file that has them", () => {
    const configuration = good({
      [root]: "extends: shared/a.yaml\noverrides:\n- files: [services/**]\n  ignore: [diamond]\n",
      "/work/shared/a.yaml": "overrides:\n- files: [tools]\n  select: [syntax]\n",
    });
    assert.ok(!rulesOn(configuration, "/work/services/x/go.mod").includes("dependency-diamond"));
    assert.ok(rulesOn(configuration, "/work/x/go.mod").includes("dependency-diamond"));
    assert.deepEqual(rulesOn(configuration, "/work/shared/tools/go.mod"), ["syntax", "unresolved-version"]);
    assert.ok(rulesOn(configuration, "/work/tools/go.mod").length > 2);
  });

  it("takes files out of an override again by a pattern behind it", () => {
    const configuration = good({
      [root]: 'overrides:\n- files: [services, "!services/old", services/old/new/go.mod, "\\\\!x"]\n  ignore: [diamond]\n',
    });
    const holds = (path: string): boolean => !rulesOn(configuration, path).includes("dependency-diamond");
    assert.deepEqual(
      ["services/go.mod", "services/old/go.mod", "services/old/new/go.mod", "go.mod", "!x/go.mod"].map((name) =>
        holds(`/work/${name}`),
      ),
      [true, false, true, false, true],
    );
  });

  it("names a file that is missing or leads back, where it is named, and what is wrong in one", () => {
    const of = (files: Record<string, string>) => {
      const result = read(files);
      return "problems" in result
        ? result.problems.map(({ path, place, message }) => `${path}:${place?.line}:${place?.column} ${message}`)
        : [];
    };
    assert.deepEqual(of({ [root]: "extends:\n- a.yaml\n" }), [
      "/work/.gomod-lint.yaml:2:3 extends /work/a.yaml, which cannot be read (no such file)",
    ]);
    assert.deepEqual(of({ [root]: "extends: a.yaml\n", "/work/a.yaml": "extends: .gomod-lint.yaml\n" }), [
      "/work/a.yaml:1:10 extends .gomod-lint.yaml, which leads back to this file",
    ]);
    assert.deepEqual(of({ [root]: "extends: ./.gomod-lint.yaml\n" }).length, 1);
    assert.deepEqual(of({ [root]: "extends: a.yaml\n", "/work/a.yaml": "levle: info\n" }), [
      '/work/a.yaml:1:1 unknown key "levle", did you mean level?',
    ]);
    const chain = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`/work/${i}.yaml`, `extends: ${i + 1}.yaml\n`]));
    assert.match(of({ [root]: "extends: 0.yaml\n", ...chain })[0] ?? "", /more than 20 files extend each other/);
  });
});

describe("options of rules", () => {
  const optionsOf = (configuration: Configuration, path: string, rule: string) =>
    resolveLayers(configuration.layers, rules, path).find((active) => active.rule.id === rule)?.options;
  const policy = [
    "options:",
    "  banned-module:",
    "    scope: graph",
    "    block: [example.com/a, { module: example.com/b, reason: old }]",
    "  module-path-pattern: { patterns: [example.com/..., example.org/...] }",
  ].join("\n");

  it("are put together over what is extended and the overrides: lists are joined, the later entry on a thing holds", () => {
    const configuration = good({
      [root]: [
        "extends: policy.yaml",
        "options:",
        "  banned-module: { scope: direct, block: [{ module: example.com/b, referrers: [example.com/x] }, example.com/c] }",
        "  module-path-pattern: { patterns: [example.net/..., example.com/...] }",
        "overrides:",
        "- files: [tools]",
        "  options: { banned-module: { block: [example.com/d], allow: [example.com/...] } }",
      ].join("\n"),
      "/work/policy.yaml": policy,
    });
    const block = [
      { module: "example.com/a" },
      { module: "example.com/b", referrers: ["example.com/x"] },
      { module: "example.com/c" },
    ];
    assert.deepEqual(optionsOf(configuration, "/work/go.mod", "banned-module"), { scope: "direct", block });
    assert.deepEqual(optionsOf(configuration, "/work/tools/go.mod", "banned-module"), {
      scope: "direct",
      block: [...block, { module: "example.com/d" }],
      allow: [{ module: "example.com/..." }],
    });
    assert.deepEqual(optionsOf(configuration, "/work/go.mod", "module-path-pattern"), {
      patterns: ["example.org/...", "example.net/...", "example.com/..."],
    });
  });

  it("turn on a rule that is off, until something turns it off, and no other", () => {
    const on = (...texts: readonly string[]): boolean => {
      const files = Object.fromEntries(texts.map((text, i) => [i === 0 ? root : `/work/${i}.yaml`, text]));
      return rulesOn(good(files), "/work/go.mod").includes("banned-module");
    };
    assert.equal(on("{}"), false);
    assert.equal(on(policy), true);
    assert.equal(on(`${policy}\nignore: [policy]`), false);
    assert.equal(on(`${policy}\nseverity: { banned-module: off }`), false);
    assert.equal(on(`${policy}\nselect: [syntax]`), false);
    assert.equal(on(`${policy}\nselect: [policy]`), true);
    assert.equal(on("extends: 1.yaml\nselect: [policy]", policy), true);
    assert.equal(on("extends: 1.yaml\nignore: [banned-module]", policy), false);
    const diamond = good({ [root]: "ignore: [diamond]\noverrides: [{ files: [a], options: { dependency-diamond: {} } }]\n" });
    assert.ok(!rulesOn(diamond, "/work/a/go.mod").includes("dependency-diamond"));
  });

  it("are frozen in depth", () => {
    const options = optionsOf(good({ [root]: policy }), "/work/go.mod", "banned-module");
    const isFrozen = (value: unknown): boolean =>
      typeof value !== "object" || value === null || (Object.isFrozen(value) && Object.values(value).every(isFrozen));
    assert.ok(isFrozen(options));
  });
});

describe("profiles", () => {
  it("name rules that there are", () => {
    const ids = rules.map(({ id }): string => id);
    for (const name of profileNames)
      for (const id of Object.keys(profiles[name].severity)) assert.ok(ids.includes(id), `${name}: ${id}`);
  });
});
