import assert from "node:assert/strict";
import { cached, conflict, gomodLint } from "../support/cli.ts";

const twice = "module example.com/app\n\ngo 1.21\n\ntoolchain go1.21\n";
const noGo = "module example.com/app\n";
const concise = async (args: readonly string[], files: Readonly<Record<string, string>>) => {
  const ran = await gomodLint(["--format=concise", ...args], { files });
  return { ...ran, lines: ran.stdout.split("\n").filter((line) => line !== "") };
};

describe("configuration", () => {
  it("holds for the files below it, the nearest for each", async () => {
    const files = {
      "/work/.git/HEAD": "",
      "/work/.gomod-lint.yaml": "severity: { toolchain-equals-go: warning }\n",
      "/work/go.mod": twice,
      "/work/a/go.mod": twice,
      "/work/b/.gomod-lint.json": '{ "ignore": ["toolchain"] }',
      "/work/b/go.mod": twice,
    };
    const { exit, lines, stderr } = await concise([], files);
    assert.deepEqual([exit, stderr], [1, ""]);
    assert.deepEqual(
      lines.map((line) => line.split(": ").slice(0, 2).join(" ")),
      ["go.mod:5:11 warning", "a/go.mod:5:11 warning"],
    );
  });

  it("lies under the command line", async () => {
    const files = { "/work/.gomod-lint.yaml": "ignore: [toolchain]\nlevel: error\nselect: [syntax]\n", "/work/go.mod": noGo };
    assert.deepEqual((await concise([], files)).lines, []);
    assert.equal((await concise(["--select=toolchain", "--level=info"], files)).lines.length, 1);
    assert.equal((await concise(["--select=syntax", "--level=info"], files)).lines.length, 0);
    assert.equal((await concise(["--select=go-directive-missing", "--level=info"], files)).lines.length, 1);
    assert.equal((await concise(["--no-config"], files)).lines.length, 1);
    assert.equal((await concise(["--level=warning", "--severity=go-directive-missing=error"], files)).lines.length, 1);
  });

  it("sets the level of each file", async () => {
    const files = {
      "/work/.gomod-lint.yaml": "level: error\n",
      "/work/go.mod": noGo,
      "/work/b/.gomod-lint.yaml": "",
      "/work/b/go.mod": noGo,
    };
    assert.deepEqual(
      (await concise([], files)).lines.map((line) => line.split(":")[0]),
      ["b/go.mod"],
    );
    assert.equal((await concise(["--level=warning"], files)).lines.length, 2);
    assert.equal((await gomodLint(["--fix"], { files })).host.io.writes.join(), "/work/b/go.mod");
  });

  it("raises remarks with the profile strict", async () => {
    const files = {
      "/work/go.mod": "module example.com/app\n\ngo 1.21\n\nretract v1.0.0\n",
      "/work/.gomod-lint.yaml": "profile: strict\n",
    };
    assert.match((await concise([], files)).lines[0] ?? "", /: warning: .*\[retract-without-rationale\]/);
    assert.deepEqual((await concise(["--no-config"], files)).lines, []);
  });

  it("is the file that --config names, for all files", async () => {
    const files = { "/work/a/go.mod": twice, "/work/a/.gomod-lint.yaml": "", "/work/shared.yaml": "ignore: [toolchain]\n" };
    assert.deepEqual((await concise(["--config=shared.yaml"], files)).lines, []);
    const missing = await concise(["--config=nothing.yaml"], files);
    assert.deepEqual(
      [missing.exit, missing.stdout, missing.stderr],
      [2, "", "gomod-lint: nothing.yaml: cannot be read (no such file)\n"],
    );
  });

  it("holds for standard input by the name it is given", async () => {
    const files = { "/work/a/.gomod-lint.yaml": "ignore: [toolchain]\n" };
    const ran = await gomodLint(["--stdin-filename=a/go.mod", "-"], { files, stdin: twice });
    assert.equal(ran.exit, 0);
    assert.equal((await gomodLint(["-"], { files, stdin: twice })).exit, 1);
  });

  it("is wrong with exit 2 before anything is checked or written, each problem once and with its place", async () => {
    const files = {
      "/work/.gomod-lint.yaml": "extends: base.yaml\n",
      "/work/base.yaml": "ignor: [syntax]\nlevel: high\n",
      "/work/a/go.mod": twice,
      "/work/b/go.mod": twice,
      "/work/b/.gomod-lint.yaml": "extends: ../base.yaml\n",
    };
    const { exit, stdout, stderr, host } = await gomodLint(["--fix"], { files });
    assert.deepEqual([exit, stdout, host.io.writes], [2, "", []]);
    assert.equal(
      stderr,
      [
        'gomod-lint: base.yaml:1:1: unknown key "ignor", did you mean ignore?',
        "  keys are $schema, extends, profile, select, ignore, severity, options, level, overrides",
        'gomod-lint: base.yaml:2:8: unknown level "high"',
        "  levels are error, warning, info",
        "",
      ].join("\n"),
    );
    const broken = await gomodLint([], { files: { "/work/go.mod": twice, "/work/.gomod-lint.yml": "ignore: [" } });
    assert.equal(broken.exit, 2);
    assert.match(broken.stderr, /^gomod-lint: \.gomod-lint\.yml:1:\d+: flow sequence/);
  });

  it("costs a look or two for each folder where there is none, and no reading", async () => {
    const { host } = await gomodLint([], { files: conflict });
    assert.deepEqual(
      host.io.reads.filter((path) => path.includes(".gomod-lint")),
      [],
    );
  });
});

describe("--print-config", () => {
  it("prints what holds for files, and checks nothing", async () => {
    const files = {
      "/work/.gomod-lint.yaml": "extends: base.yaml\noverrides: [{ files: [b], severity: { syntax: off } }]\n",
      "/work/base.yaml": "profile: strict\nlevel: info\n",
      "/work/go.mod": twice,
      "/work/b/go.mod": twice,
    };
    const { exit, stdout, stderr } = await gomodLint(["--print-config", "--ignore=diamond"], { files });
    assert.deepEqual([exit, stderr], [0, ""]);
    const [first, second] = JSON.parse(stdout).files;
    assert.deepEqual(
      [first.file, first.configuration, first.profile, first.level],
      ["go.mod", [".gomod-lint.yaml", "base.yaml"], "strict", "info"],
    );
    assert.deepEqual(
      ["syntax", "dependency-diamond", "retract-without-rationale", "incomplete-graph"].map((rule) => first.rules[rule]),
      ["error", "off", "warning", "info"],
    );
    assert.deepEqual([second.file, second.rules.syntax], ["b/go.mod", "off"]);
    const none = await gomodLint(["--print-config"], { files: { "/work/go.mod": twice } });
    assert.deepEqual(JSON.parse(none.stdout).files[0].configuration, []);
  });
});

describe("options of rules", () => {
  const banned = {
    "/work/go.mod": "module example.com/app\n\ngo 1.21\n\nrequire example.com/bad v1.0.0\n",
    ...cached({ "example.com/bad@v1.0.0": "module example.com/bad\n" }),
  };
  const configuration = "options: { banned-module: { block: [example.com/bad] } }\n";

  it("reach the rules, with a severity that may be another", async () => {
    const ran = await concise([], { ...banned, "/work/.gomod-lint.yaml": configuration });
    assert.equal(ran.exit, 1);
    assert.deepEqual(ran.lines, ["go.mod:5:9: error: example.com/bad v1.0.0 is banned; required by this module [banned-module]"]);
    const milder = await concise([], { ...banned, "/work/.gomod-lint.yaml": `${configuration}severity: { policy: warning }\n` });
    assert.match(milder.lines.join(), /^go\.mod:5:9: warning: /);
    assert.equal((await concise(["--select=policy"], { ...banned, "/work/.gomod-lint.yaml": configuration })).exit, 1);
    assert.equal((await concise(["--ignore=policy"], { ...banned, "/work/.gomod-lint.yaml": configuration })).exit, 0);
  });

  it("say what to put in a module's place: another module by a replacement, another version by the requirement", async () => {
    const module =
      "module example.com/app\n\ngo 1.21\n\nrequire (\n\texample.com/jwt v1.0.0\n\texample.com/log v1.0.0 // why\n)\n";
    const of = async (policy: string) => {
      const names = ["jwt@v1.0.0", "log@v1.0.0", "log@v1.2.0", "jose@v1.1.0"];
      const modules = Object.fromEntries(
        names.map((name) => [`example.com/${name}`, `module example.com/${name.replace(/@.*/, "")}\n`]),
      );
      const files = { "/work/go.mod": module, "/work/.gomod-lint.yaml": `options: { ${policy} }\n`, ...cached(modules) };
      const { host, exit } = await gomodLint(["--fix", "--unsafe-fixes"], { files });
      const text = host.readText("/work/go.mod", 10_000);
      return [exit, typeof text === "string" ? text.slice(module.indexOf("require")) : text];
    };
    const line = (jwt: string, log: string): string =>
      `require (\n\texample.com/jwt ${jwt}\n\texample.com/log ${log} // why\n)\n`;
    assert.deepEqual(await of("banned-module: { block: [{ module: example.com/jwt, instead: example.com/jose@v1.1.0 }] }"), [
      0,
      `${line("v1.0.0", "v1.0.0")}\nreplace example.com/jwt => example.com/jose v1.1.0\n`,
    ]);
    assert.deepEqual(
      await of("banned-module: { block: [{ module: example.com/log, versions: <v1.2, instead: example.com/log@v1.2.0 }] }"),
      [0, line("v1.0.0", "v1.2.0")],
    );
    assert.deepEqual(await of("pinned-module: { modules: [{ module: example.com/log, versions: v1.2.0 }] }"), [
      0,
      line("v1.0.0", "v1.2.0"),
    ]);
    // What is banned as well, what cannot be, and what is no version.
    for (const instead of ["example.com/jwt@v1.1.0", "example.com/jose@v2.0.0", "example.com/jose@v1", "example.com/jose"]) {
      assert.deepEqual(await of(`banned-module: { block: [{ module: example.com/jwt, instead: ${instead} }] }`), [
        1,
        line("v1.0.0", "v1.0.0"),
      ]);
    }
  });

  it("are printed by --print-config", async () => {
    const { stdout } = await gomodLint(["--print-config"], { files: { ...banned, "/work/.gomod-lint.yaml": configuration } });
    const [file] = JSON.parse(stdout).files;
    assert.deepEqual(file.options, { "banned-module": { block: [{ module: "example.com/bad" }] } });
    assert.deepEqual([file.rules["banned-module"], file.rules["pinned-module"]], ["error", "off"]);
  });

  it("are missed where a rule is asked for that can do nothing without", async () => {
    const { exit, stdout } = await gomodLint(["--select=banned-module"], { files: banned });
    assert.equal(exit, 0);
    assert.match(
      stdout,
      /a rule did not run, because the configuration does not tell it what to check \(options: block or allow\)\n {2}banned-module/,
    );
  });
});

describe("init", () => {
  it("writes a configuration that changes nothing, and never over another", async () => {
    const { exit, stdout, host } = await gomodLint(["init"], { files: { "/work/go.mod": twice } });
    assert.deepEqual([exit, stdout], [0, ".gomod-lint.yaml was written; gomod-lint --print-config shows what holds\n"]);
    const before = await gomodLint(["--no-config"], { host });
    const after = await gomodLint([], { host });
    assert.deepEqual([after.exit, after.stdout], [before.exit, before.stdout]);
    const again = await gomodLint(["init"], { host });
    assert.deepEqual([again.exit, host.io.writes.length], [2, 1]);
    assert.match(again.stderr, /^gomod-lint: \.gomod-lint\.yaml is there already\n/);
    const other = await gomodLint(["init"], { files: { "/work/.gomod-lint.json": "{}" } });
    assert.match(other.stderr, /\.gomod-lint\.json is there already/);
  });

  it("writes into another directory, and says what keeps it from writing", async () => {
    const { exit, host } = await gomodLint(["init", "a"], { files: { "/work/a/go.mod": twice } });
    assert.deepEqual([exit, host.io.writes], [0, ["/work/a/.gomod-lint.yaml"]]);
    assert.equal((await gomodLint(["init", "nowhere"], { files: {} })).exit, 2);
  });
});

describe("schema", () => {
  it("prints the file of the package", async () => {
    assert.equal((await gomodLint(["schema"], { files: { "/package/schema.json": "{}\n" } })).stdout, "{}\n");
    const gone = await gomodLint(["schema"]);
    assert.deepEqual(
      [gone.exit, gone.stderr],
      [3, "gomod-lint: /package/schema.json: no such file\n  install gomod-lint anew\n"],
    );
  });
});
