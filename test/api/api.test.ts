import assert from "node:assert/strict";
import * as fs from "node:fs";
import { join } from "node:path";
import { fix, fixText, GomodLintError, graph, lint, lintText } from "../../server/api/api.ts";
import { scratchFolder } from "../support/scratch-folder.ts";

const twice = "module example.com/app\n\ngo 1.21\n\ntoolchain go1.21\n";
const mended = "module example.com/app\n\ngo 1.21\n";

describe("the package's functions", () => {
  const scratch = scratchFolder();
  let cwd: string;
  let surroundings: { readonly cwd: string; readonly env: Readonly<Record<string, string>> };

  beforeEach(() => {
    cwd = scratch.path;
    surroundings = { cwd, env: { GOMODCACHE: join(cwd, "modcache"), GOPROXY: "off", GOENV: "off", HOME: cwd } };
  });

  const fails = async (use: Promise<unknown>): Promise<[string, string]> => {
    try {
      await use;
    } catch (error) {
      assert.ok(error instanceof GomodLintError);
      return [error.code, error.message];
    }
    return assert.fail("it did not fail");
  };

  it("check directories and files, each once", async () => {
    scratch.write({ "a/go.mod": twice, "b/c/go.mod": twice, "b/vendor/x/go.mod": twice });
    const { findings, summary } = await lint([".", "a/go.mod"], surroundings);
    assert.deepEqual(
      findings.map(({ file, rule, line }) => [file, rule, line]),
      [
        ["a/go.mod", "toolchain-equals-go", 5],
        ["b/c/go.mod", "toolchain-equals-go", 5],
      ],
    );
    assert.deepEqual([summary.files, summary.error, summary.fixable], [2, 2, 2]);
  });

  it("obey options before the configuration, and that before the defaults", async () => {
    scratch.write({ "go.mod": twice, ".gomod-lint.yaml": "severity: { toolchain: info }\nlevel: info\n" });
    const severity = async (options: object): Promise<string | undefined> =>
      (await lint(".", { ...surroundings, ...options })).findings[0]?.severity;
    assert.equal(await severity({}), "info");
    assert.equal(await severity({ config: false }), "error");
    assert.equal(await severity({ severity: { "toolchain-equals-go": "warning" } }), "warning");
    assert.equal(await severity({ severity: { toolchain: "off" } }), undefined);
    assert.equal(await severity({ level: "warning" }), undefined);
    assert.equal(await severity({ select: ["replace"] }), undefined);
    assert.equal(await severity({ ignore: ["toolchain"] }), undefined);
  });

  it("mend files, or a text without writing", async () => {
    scratch.write({ "go.mod": twice });
    const { text, report } = await fixText(twice, surroundings);
    assert.deepEqual([text, report.fixed.length, report.findings], [mended, 1, []]);
    assert.equal(scratch.read("go.mod"), twice);
    assert.equal((await fix(undefined, surroundings)).fixed[0]?.file, "go.mod");
    assert.equal(scratch.read("go.mod"), mended);
    assert.deepEqual([(await fixText("", surroundings)).text, (await lintText("", surroundings)).summary.files], ["", 1]);
  });

  it("look for what a text names from where it says that it lies", async () => {
    scratch.write({ "here/lib/go.mod": "module example.com/lib\n\ngo 1.21\n" });
    const text = `${mended}\nrequire example.com/lib v1.0.0\n\nreplace example.com/lib => ./lib\n`;
    const missing = async (filename: string): Promise<boolean> => {
      const { findings } = await lintText(text, { ...surroundings, filename });
      return findings.some(({ rule }) => rule === "replace-target-missing");
    };
    assert.deepEqual([await missing("here/go.mod"), await missing("there/go.mod")], [false, true]);
  });

  it("give the graph, and what is missing from it", async () => {
    scratch.write({ "go.mod": `${mended}\nrequire example.com/gone v1.2.0\n` });
    const { modules, missing } = await graph(".", { ...surroundings, offline: true });
    assert.deepEqual(modules[0], {
      path: "example.com/app",
      main: true,
      selected: true,
      go: "1.21",
      requires: ["example.com/gone@v1.2.0", "go@1.21"],
    });
    assert.deepEqual(
      missing.map(({ module, path }) => [module, path.length]),
      [["example.com/gone@v1.2.0", 2]],
    );
  });

  it("are rejected where what was asked for makes no sense, with the next step", async () => {
    scratch.write({ "go.mod": mended, "broken/go.mod": "modul example.com/broken\n", "wrong.yaml": "selekt: [replace]\n" });
    assert.deepEqual(await fails(lint("gone", surroundings)), [
      "usage",
      "gone: no such file, directory or command\n  gomod-lint --help lists the commands",
    ]);
    assert.match((await fails(lint(".", { ...surroundings, select: ["replce"] })))[1], /"replce", did you mean replace\?/);
    assert.match(
      (await fails(lint(".", { ...surroundings, config: "wrong.yaml" })))[1],
      /^wrong\.yaml:1:1: unknown key "selekt"/,
    );
    assert.equal((await fails(lintText("", { ...surroundings, filename: "x.txt" })))[0], "usage");
    assert.equal((await fails(graph("broken", surroundings)))[0], "failed");
  });

  it("tell of files that cannot be read in the report", async () => {
    scratch.write({ "a/go.mod": twice });
    fs.mkdirSync(join(cwd, "b"));
    fs.symlinkSync("go.mod", join(cwd, "b/go.mod"));
    const { findings, notes } = await lint(["a", "b/go.mod"], surroundings);
    assert.equal(findings.length, 1);
    assert.deepEqual(notes, [{ kind: "error", file: "b/go.mod", message: "could not be read (ELOOP)" }]);
  });

  it("share nothing when they run side by side", async () => {
    const names = Array.from({ length: 8 }, (_, i) => `m${i}`);
    scratch.write(Object.fromEntries(names.map((name, i) => [`${name}/go.mod`, i % 2 === 0 ? twice : mended])));
    const reports = await Promise.all(names.map((name) => lint(".", { ...surroundings, cwd: join(cwd, name) })));
    assert.deepEqual(
      reports.map(({ findings }) => findings.length),
      names.map((_, i) => (i + 1) % 2),
    );
  });
});
