import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { scratchFolder } from "../support/scratch-folder.ts";
import { runCli, startCli } from "../support/spawn-cli.ts";

const twice = "module example.com/app\n\ngo 1.21\n\ntoolchain go1.21\n";
const clean = "module example.com/app\n\ngo 1.21\n";

describe("in a repository", function () {
  this.timeout(60_000);
  const scratch = scratchFolder();
  const { write, read } = scratch;

  const cli = (...args: string[]) => runCli(args, { cwd: scratch.path, env: { GOMODCACHE: join(scratch.path, "modcache") } });
  const git = (...args: string[]): string =>
    execFileSync("git", ["-c", "user.name=x", "-c", "user.email=x@example.com", "-c", "core.autocrlf=false", ...args], {
      cwd: scratch.path,
      encoding: "utf8",
    });

  describe("with git", () => {
    before(function () {
      if (spawnSync("git", ["--version"]).status !== 0) this.skip(); // no git here
    });
    beforeEach(() => {
      write({ "go.mod": twice, "été/go.mod": clean, "sub dir/go.mod": clean });
      git("init", "-q");
      git("add", ".");
      git("commit", "-q", "-m", "first");
    });

    it("shows what is new since a revision", async () => {
      const none = await cli("--new-from-rev=HEAD", "--format=concise");
      assert.deepEqual([none.code, none.stdout, none.stderr], [0, "", ""]);
      write({ "sub dir/go.mod": twice, "new/go.mod": twice, "été/go.mod": `${clean}\nreplace example.com/x => ../x\n` });
      const { stdout } = await cli("--new-from-rev", "HEAD", "--format=concise");
      assert.deepEqual(
        stdout
          .trimEnd()
          .split("\n")
          .map((line) => line.split(":")[0])
          .sort(),
        ["new/go.mod", "sub dir/go.mod", "été/go.mod"],
      );
      git("add", ".");
      git("commit", "-q", "-m", "second");
      assert.equal((await cli("--new-from-rev=HEAD")).code, 0);
      assert.equal((await cli("--new-from-rev=HEAD~1")).code, 1);
      assert.equal((await runCli(["--new-from-rev=HEAD~1", "--format=concise"], { cwd: join(scratch.path, "sub dir") })).code, 1);
    });

    it("runs nothing that the repository's configuration names", async () => {
      const trap = join(scratch.path, "trap");
      const command = `touch '${trap}'; cat`;
      git("config", "core.fsmonitor", command);
      git("config", "diff.external", command);
      git("config", "filter.trap.smudge", command);
      git("config", "filter.trap.clean", command);
      git("config", "diff.trap.textconv", command);
      write({ ".gitattributes": "go.mod filter=trap diff=trap\n" });
      assert.equal((await cli("--new-from-rev=HEAD")).code, 0);
      assert.equal(fs.existsSync(trap), false);
    });

    it("says which revision there is not, and what is no repository", async () => {
      const unknown = await cli("--new-from-rev=no-such-branch");
      assert.deepEqual([unknown.code, unknown.stdout], [2, ""]);
      assert.match(unknown.stderr, /^gomod-lint: --new-from-rev no-such-branch: there is no such revision\n/);
      fs.rmSync(join(scratch.path, ".git"), { recursive: true });
      const outside = await runCli(["--new-from-rev=HEAD"], {
        cwd: scratch.path,
        env: { GIT_CEILING_DIRECTORIES: dirname(scratch.path) },
      });
      assert.equal(outside.code, 2);
      assert.match(outside.stderr, /not a git repository.*\n {2}it needs a git repository\n$/);
    });

    it("does without git where it is not asked for it, and says so where it is", async () => {
      const env = { PATH: join(scratch.path, "empty") };
      assert.equal((await runCli(["été"], { cwd: scratch.path, env })).code, 0);
      const { code, stderr } = await runCli(["--new-from-rev=HEAD"], { cwd: scratch.path, env });
      assert.deepEqual([code, stderr.split("\n")[0]], [3, "gomod-lint: --new-from-rev needs git, which is not there"]);
    });

    it("names files from the repository's root in SARIF", async () => {
      write({ "sub dir/go.mod": twice });
      const { stdout } = await runCli(["--format=sarif"], { cwd: join(scratch.path, "sub dir") });
      const [result] = JSON.parse(stdout).runs[0].results;
      assert.equal(result.locations[0].physicalLocation.artifactLocation.uri, "sub%20dir/go.mod");
    });
  });

  it("knows a baseline and its configuration from one run to the next", async () => {
    write({ "go.mod": twice, "a/go.mod": twice, ".gomod-lint.yaml": "overrides:\n  - files: [a/]\n    ignore: [toolchain]\n" });
    const written = await cli("--write-baseline");
    assert.deepEqual([written.code, written.stdout], [0, ".gomod-lint-baseline.json: 1 known finding in 1 file\n"]);
    assert.equal((await cli("--baseline=.gomod-lint-baseline.json")).code, 0);
    assert.equal((await cli()).code, 1);
    write({ ".gomod-lint.yaml": "overrides:\n  - files: [a/]\n    ingore: [toolchain]\n" });
    const { code, stdout, stderr } = await cli();
    assert.deepEqual([code, stdout], [2, ""]);
    assert.equal(
      stderr,
      'gomod-lint: .gomod-lint.yaml:3:5: unknown key "ingore", did you mean ignore?\n  keys are files, select, ignore, severity, options\n',
    );
    write({ ".gomod-lint.yaml": "overrides: [" });
    assert.match((await cli()).stderr, /^gomod-lint: \.gomod-lint\.yaml:1:\d+: flow sequence/);
    assert.equal((await cli("--no-config")).code, 1);
  });

  it("writes reports as a whole or not at all", async () => {
    const modules = Object.fromEntries(Array.from({ length: 3000 }, (_, i) => [`m${i}/go.mod`, twice]));
    write({ ...modules, "report.json": "old" });
    const child = startCli(["--output=json=report.json", "--format=concise"], { cwd: scratch.path });
    await once(child.stdout ?? assert.fail(), "data");
    child.kill("SIGINT");
    const [code] = await once(child, "close");
    assert.deepEqual([code, read("report.json")], [130, "old"]);
    const done = await cli("--output=json=report.json", "--output=sarif=no/such/folder/r.sarif", "--format=concise");
    assert.deepEqual([done.code, JSON.parse(read("report.json")).findings.length], [1, 3000]);
    assert.equal(JSON.parse(read("no/such/folder/r.sarif")).runs.length, 1); // more modules than GitHub takes runs
    assert.deepEqual(
      fs
        .readdirSync(scratch.path)
        .filter((name) => !/^m\d+$/.test(name))
        .sort(),
      ["no", "report.json"],
    );
  });

  it("ends quietly when the reader of a report goes away, and still writes the other", async () => {
    write(Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`m${i}/go.mod`, twice])));
    const child = startCli(["--format=github", "--output=junit=report.xml"], { cwd: scratch.path });
    child.stdout?.destroy();
    let stderr = "";
    child.stderr?.on("data", (part) => {
      stderr += part;
    });
    const [code] = await once(child, "close");
    assert.deepEqual([code, stderr], [1, ""]);
    assert.match(read("report.xml"), /<testsuites name="gomod-lint" tests="100" failures="100" errors="0">/);
  });

  it("says which report it cannot write", async () => {
    write({ "go.mod": clean, file: "" });
    const { code, stdout, stderr } = await cli("--output=json=file/report.json", "--output=junit=.");
    assert.deepEqual([code, stdout], [3, "no findings in 1 file\n"]);
    assert.match(
      stderr,
      /^gomod-lint: file\/report\.json: its folder is not there, or is no folder\n {2}the report was not written/,
    );
    assert.match(stderr, /^gomod-lint: \.: /m);
  });

  it("writes comments that go mod tidy keeps, above a line and behind it", async function () {
    if (spawnSync("go", ["version"]).status !== 0) this.skip(); // there is no go command
    write({
      "go.mod":
        "module example.com/app\n\ngo 1.21\n\nrequire example.com/log v1.0.0\n\nreplace (\n\texample.com/log => ./log\n\texample.com/x => ./x\n)\n\nreplace example.com/y => ./y\n",
      "main.go": 'package app\n\nimport _ "example.com/log"\n',
      "log/go.mod": "module example.com/log\n\ngo 1.21\n",
      "log/log.go": "package log\n",
    });
    const check = (...args: string[]) => cli("go.mod", "--select=replace-without-require", ...args);
    assert.equal((await check()).code, 1);
    assert.equal((await check("--add-ignores")).code, 0);
    // One of the two goes behind its line, by hand.
    const moved = read("go.mod").replace(
      /(\/\/ gomod-lint:ignore .*)\nreplace example\.com\/y => \.\/y\n/,
      "replace example.com/y => ./y $1\n",
    );
    assert.match(moved, /=> \.\/y \/\/ gomod-lint:ignore/);
    write({ "go.mod": moved.replace("\n\nreplace (", " // indirect\n\nreplace (") }); // tidy has something to write
    const env = {
      ...process.env,
      GOFLAGS: "-mod=mod",
      GOPROXY: "off",
      GOWORK: "off",
      GOTOOLCHAIN: "local",
      GOSUMDB: "off",
      GOCACHE: join(scratch.path, ".c"),
      GOMODCACHE: join(scratch.path, ".m"),
    };
    execFileSync("go", ["mod", "tidy"], { cwd: scratch.path, env, stdio: "pipe" });
    assert.doesNotMatch(read("go.mod"), /indirect/);
    assert.equal(read("go.mod").match(/gomod-lint:ignore replace-without-require -- TODO: say why/g)?.length, 2);
    assert.equal((await check()).code, 0);
  });
});
