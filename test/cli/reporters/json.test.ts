import assert from "node:assert/strict";
import { cached, conflict, gomodLint } from "../../support/cli.ts";

describe("jsonl", () => {
  it("says a finding a line, with lines and columns from 1", async () => {
    const { stdout } = await gomodLint(["--format=jsonl"], { files: conflict });
    const [line = "", ...rest] = stdout.split("\n");
    assert.deepEqual(rest, [""]);
    assert.deepEqual(JSON.parse(line), {
      rule: "require-below-selected",
      severity: "error",
      message: "example.com/log v1.0.0 is below v1.3.0, which the module graph selects",
      why: "v1.3.0 is what every build gets; the go command stops with “updates to go.mod needed” until this line says so",
      file: "go.mod",
      line: 6,
      column: 2,
      endLine: 6,
      endColumn: 24,
      related: [
        {
          file: "/cache/cache/download/example.com/web/@v/v1.4.0.mod",
          line: 5,
          column: 9,
          message: "requires v1.3.0",
          chain: ["example.com/app", "example.com/web@v1.4.0", "example.com/log@v1.3.0"],
        },
      ],
      fixes: [
        {
          title: "Require example.com/log v1.3.0",
          safety: "safe",
          edits: [{ line: 6, column: 18, endLine: 6, endColumn: 24, text: "v1.3.0" }],
        },
      ],
      url: "file:///package/rules/require-below-selected.md",
    });
  });

  it("counts columns in UTF-16 units", async () => {
    const stdin = "module example.com/app // 🎉\n\ngo 1.21\n\ntoolchain /* 🎉 */ go1.21\n";
    const { stdout } = await gomodLint(["--format=jsonl", "--select=syntax", "-"], { stdin });
    const [first = ""] = stdout.split("\n");
    assert.deepEqual([JSON.parse(first).line, JSON.parse(first).file], [5, "go.mod"]);
  });

  it("names the go.mod of what a replacement puts in a module's place, and places in the same file", async () => {
    const files = {
      "/work/go.mod":
        "module example.com/app\n\ngo 1.21\n\nrequire (\n\texample.com/log v1.0.0\n\texample.com/web v1.4.0\n)\n\nreplace example.com/web => ./web\n",
      "/work/web/go.mod": "module example.com/web\n\ngo 1.21\n\nrequire example.com/log v1.3.0\n",
      ...cached({ "example.com/log@v1.0.0": "module example.com/log\n", "example.com/log@v1.3.0": "module example.com/log\n" }),
    };
    const { stdout } = await gomodLint(["--format=jsonl", "go.mod"], { files });
    assert.equal(JSON.parse(stdout).related[0].file, "web/go.mod");
    const twice = "module example.com/app\n\ngo 1.21\n\nrequire example.com/log v1.0.0\n\nrequire example.com/log v1.0.0\n";
    const repeated = await gomodLint(["--format=jsonl", "--select=duplicate-require", "-"], { stdin: twice });
    assert.deepEqual(JSON.parse(repeated.stdout).related, [
      { file: "go.mod", line: 5, column: 9, message: "first required here" },
    ]);
  });
});

describe("json", () => {
  it("holds findings, notes and a summary, also where there is nothing to say", async () => {
    const { stdout } = await gomodLint(["--format=json"], { files: { "/work/go.mod": "module example.com/app\n\ngo 1.21\n" } });
    assert.deepEqual(JSON.parse(stdout), {
      findings: [],
      fixed: [],
      notes: [],
      summary: { files: 1, error: 0, warning: 0, info: 0, hidden: 0, fixed: 0, fixable: 0, unsafelyFixable: 0 },
    });
  });

  it("has the same findings as jsonl", async () => {
    const lines = await gomodLint(["--format=jsonl"], { files: conflict });
    const whole = await gomodLint(["--format=json"], { files: conflict });
    assert.deepEqual(JSON.parse(whole.stdout).findings, [JSON.parse(lines.stdout)]);
  });
});
