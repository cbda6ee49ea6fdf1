import assert from "node:assert/strict";
import { conflict, gomodLint } from "../../support/cli.ts";
import { cleanCase, oddName, reportCase } from "../../support/report-case.ts";

/** A workflow command taken apart as the runner does (actions/runner, ActionCommand.cs): properties end at `::`, then the data. */
function parseCommand(line: string): { name: string; properties: Record<string, string>; data: string } {
  const [, name = "", list = "", data = ""] = /^::(\w+) (.*?)::(.*)$/.exec(line) ?? assert.fail(line);
  const unescapeData = (text: string): string =>
    text.replaceAll("%0D", "\r").replaceAll("%0A", "\n").replaceAll("%3A", ":").replaceAll("%2C", ",").replaceAll("%25", "%");
  const properties = list.split(",").map((pair) => {
    const [key = "", ...value] = pair.split("=");
    return [key, unescapeData(value.join("="))];
  });
  return { name, properties: Object.fromEntries(properties), data: unescapeData(data) };
}

describe("github", () => {
  it("gives back names and messages as they are, a command a line", async () => {
    const lines = (await reportCase("--format=github")).stdout.trimEnd().split("\n");
    const commands = lines.map(parseCommand);
    assert.deepEqual(
      commands.map(({ name }) => name),
      ["error", "warning", "warning", "notice", "error", "error", "notice"],
    );
    assert.deepEqual(commands[0]?.properties, {
      title: "gomod-lint require-below-selected",
      file: "work/go.mod",
      line: "6",
      col: "2",
      endLine: "6",
      endColumn: "24",
    });
    assert.equal(commands[2]?.properties["file"], `work/${oddName}`);
    assert.match(commands[2]?.data ?? "", /^a b, 100%: é<&>\/go\.mod:1:8: example\.com\/odd has no go line.*\nwhy: /);
    assert.deepEqual(commands[5]?.properties, { title: "gomod-lint", file: "work/fifo/go.mod" });
  });

  it("says nothing where nothing is wrong, and names files from the working directory where there is no repository", async () => {
    assert.equal((await cleanCase("--format=github")).stdout, "");
    const { stdout } = await gomodLint(["--format=github"], { files: conflict });
    assert.equal(parseCommand(stdout.trimEnd()).properties["file"], "go.mod");
  });
});

describe("gitlab", () => {
  it("has the rule before each description, severities of its own, and no fingerprint twice", async () => {
    const issues = JSON.parse((await reportCase("--format=gitlab")).stdout);
    for (const issue of issues) {
      assert.ok(issue.description.startsWith(`${issue.check_name}: `));
      assert.ok(["info", "minor", "major"].includes(issue.severity));
      assert.match(issue.location.path, /^work\//);
      assert.ok(issue.location.lines.begin >= 1);
    }
    const fingerprints = issues.map((issue: { fingerprint: string }) => issue.fingerprint);
    assert.equal(new Set(fingerprints).size, issues.length);
    assert.equal((await cleanCase("--format=gitlab")).stdout, "[]\n");
  });

  it("tells alike findings of one file apart", async () => {
    const line = "require example.com/a v1.0.0\n";
    const { stdout } = await gomodLint(["--format=gitlab", "--select=duplicate-require", "-"], {
      stdin: `module example.com/app\n\ngo 1.21\n\n${line}${line}${line}`,
    });
    const [first, second] = JSON.parse(stdout);
    assert.equal(second.fingerprint, `${first.fingerprint}:2`);
  });
});

describe("--output", () => {
  it("writes reports into files beside the one on standard output, folders made", async () => {
    const { exit, stdout, stderr, host } = await gomodLint(
      ["--format=concise", "--output", "sarif=out/report.sarif", "--output=junit=/reports/junit.xml", "--output=text=report.txt"],
      { files: conflict, terminal: true },
    );
    assert.deepEqual([exit, stderr], [1, ""]);
    assert.match(stdout, /^go\.mod:6:2: error: .*\n$/);
    assert.equal(JSON.parse(host.readText("/work/out/report.sarif") as string).runs[0].results.length, 1);
    assert.match(host.readText("/reports/junit.xml") as string, /<failure type="error"/);
    const text = host.readText("/work/report.txt") as string;
    assert.match(text, /^go\.mod:6:2 error\[require-below-selected\]/);
    assert.equal(text.includes("\u001B"), false);
  });

  it("tells on standard error what the report on standard output has no place for", async () => {
    const { stdout, stderr, host } = await gomodLint(["--format=concise", "--output=json=r.json"], {
      files: { "/work/go.mod": "module example.com/app\n\ngo 1.21\n\nrequire example.com/gone v1.0.0\n" },
    });
    assert.equal(stdout, "");
    assert.match(stderr, /the module graph is incomplete/);
    assert.equal(JSON.parse(host.readText("/work/r.json") as string).notes.length, 1);
  });

  it("exits with 3 where a report cannot be written, and writes the others", async () => {
    const files = { ...conflict, "/work/full.json": { text: "old", mode: 0o444 }, "/work/folder/x": "" };
    const { exit, stdout, stderr, host } = await gomodLint(
      ["--output=json=full.json", "--output=junit=folder", "--output=gitlab=ok.json", "--format=concise"],
      { files },
    );
    assert.equal(exit, 3);
    assert.match(stdout, /^go\.mod:6:2: error/);
    assert.match(stderr, /^gomod-lint: full\.json: may not be written \(EACCES\)\n {2}the report was not written/);
    assert.match(stderr, /^gomod-lint: folder: is not a regular file but a directory$/m);
    assert.equal(host.readText("/work/full.json"), "old");
    assert.equal(JSON.parse(host.readText("/work/ok.json") as string).length, 1);
  });
});
