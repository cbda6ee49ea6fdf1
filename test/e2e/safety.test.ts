import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { askServer, runEverything } from "../support/ask-everything.ts";
import { scratchFolder } from "../support/scratch-folder.ts";
import { runCli } from "../support/spawn-cli.ts";

/** Programs that a tool for Go modules might be tempted to start. */
const programs = [
  "go",
  "git",
  "hg",
  "svn",
  "bzr",
  "fossil",
  "node",
  "npm",
  "gofmt",
  "gcc",
  "sh",
  "bash",
  "ssh",
  "curl",
  "env",
  "less",
];

describe("a folder that nobody has vouched for", function () {
  this.timeout(120_000);
  const scratch = scratchFolder();
  let folder: string;
  let ran: string;

  before(function () {
    if (process.platform === "win32") this.skip(); // what is planted are shell scripts
  });
  beforeEach(() => {
    folder = join(scratch.path, "folder");
    ran = join(scratch.path, "ran");
    fs.mkdirSync(folder);
    fs.mkdirSync(ran);
  });

  const write = (files: Readonly<Record<string, string>>, mode = 0o644): void => {
    for (const [name, content] of Object.entries(files)) {
      fs.mkdirSync(dirname(join(folder, name)), { recursive: true });
      fs.writeFileSync(join(folder, name), content, { mode });
    }
  };
  /** A program that leaves word that it was started. */
  const trap = (name: string): string => `#!/bin/sh\n: > '${ran}/${name}'\necho trapped\n`;
  const plant = (directory: string): void => {
    for (const name of programs) write({ [join(directory, name)]: trap(name) }, 0o755);
  };
  const started = (): readonly string[] => fs.readdirSync(ran).sort();
  const module = {
    "go.mod":
      "module example.com/app\n\ngo 1.21\n\ntoolchain go1.21.1\n\nrequire example.com/log v1.0.0\n\nrequire example.com/lib v0.0.0\n\nreplace example.com/lib => ./lib\n",
    "lib/go.mod": "module example.com/lib\n\ngo 1.21\n",
    "main.go": 'package main\n\nimport _ "example.com/log"\n\nfunc main() {}\n',
    "go.work": "go 1.21\n\nuse .\n",
    ".git/HEAD": "ref: refs/heads/main\n",
  };

  it("starts nothing, whatever stands first on PATH, in the folder and in the settings", async () => {
    write(module);
    plant("bin");
    plant(".");
    const trapAt = join(folder, "bin/go");
    write({ goenv: `GOFLAGS=-toolexec=${trapAt}\nGOAUTH=${trapAt}\nCC=${trapAt}\n` });
    const env = {
      PATH: `${join(folder, "bin")}:.::${process.env["PATH"]}`,
      GOENV: join(folder, "goenv"),
      GOFLAGS: `-toolexec=${trapAt} -exec=${trapAt} -vettool=${trapAt}`,
      GOAUTH: `${trapAt}; git ${folder}`,
      GOPACKAGESDRIVER: trapAt,
      GOTOOLCHAIN: "go1.99.0+path",
      GOPROXY: "https://127.0.0.1:1",
      GOMODCACHE: join(scratch.path, "cache"),
      GOMODLINT_CACHE: join(scratch.path, "own"),
      GIT_EXTERNAL_DIFF: trapAt,
      GIT_SSH: trapAt,
      GIT_ASKPASS: trapAt,
      PAGER: trapAt,
      EDITOR: trapAt,
      BROWSER: trapAt,
    };
    const said = await runEverything({ cwd: folder, env }, [
      ["check", "--fix", "--unsafe-fixes"],
      ["fmt", "."],
    ]);
    assert.deepEqual(started(), []);
    for (const { args, text } of said) assert.doesNotMatch(text, /internal error|trapped/, args.join(" "));
    const talk = await askServer({ cwd: folder, env }, ["go.mod", "go.work"]);
    assert.match(talk, /publishDiagnostics|"items"/);
    assert.deepEqual(started(), []);
    // The trap would have been seen.
    assert.equal(spawnSync(trapAt).status, 0);
    assert.deepEqual(started(), ["go"]);
  });

  it("neither shows nor changes by a link what lies outside of the repository", async () => {
    const secret = "machine proxy.corp.example login ann password 5EcReT\n";
    fs.writeFileSync(join(scratch.path, "netrc"), secret);
    const mod = "module example.com/other\n\ngo 1.21\n\ntoolchain go1.21\n";
    fs.mkdirSync(join(scratch.path, "other"));
    fs.writeFileSync(join(scratch.path, "other/go.mod"), mod);
    write({ ...module, "real/the.mod": mod, "x/x.go": "package x\n", "y/y.go": "package y\n", "z/z.go": "package z\n" });
    fs.symlinkSync(join(scratch.path, "netrc"), join(folder, "x/go.mod"));
    fs.symlinkSync("../../other/go.mod", join(folder, "y/go.mod"));
    fs.symlinkSync("../real/the.mod", join(folder, "z/go.mod"));
    fs.symlinkSync(scratch.path, join(folder, "out"));
    for (const args of [
      ["check", "--fix", "--unsafe-fixes"],
      ["fmt", "."],
      ["fmt", "--diff", "."],
      ["check", "x/go.mod", "y/go.mod"],
    ]) {
      const { code, stdout, stderr } = await runCli(args, { cwd: folder });
      assert.doesNotMatch(stdout + stderr, /5EcReT|ann/, args.join(" "));
      assert.match(stderr, /gomod-lint: x\/go\.mod: is a link that leads out of the repository, to .*netrc\n {2}it is neither/);
      assert.match(stderr, /gomod-lint: y\/go\.mod: is a link that leads out/);
      assert.equal(code, 3);
    }
    assert.deepEqual(
      [fs.readFileSync(join(scratch.path, "netrc"), "utf8"), fs.readFileSync(join(scratch.path, "other/go.mod"), "utf8")],
      [secret, mod],
    );
    // A link within, and a folder that is reached by one, are as any other.
    assert.doesNotMatch(fs.readFileSync(join(folder, "real/the.mod"), "utf8"), /toolchain/);
    const { code, stderr } = await runCli(["check", "out/other/go.mod"], { cwd: folder });
    assert.deepEqual([code, stderr], [1, ""]);
    assert.doesNotMatch(await askServer({ cwd: folder }), /5EcReT/);
  });

  it("does not start a git of the folder for --new-from-rev, nor what the repository names", async function () {
    const git = (...args: string[]): void => {
      const { status, stderr } = spawnSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.com", ...args], {
        cwd: folder,
        encoding: "utf8",
      });
      assert.equal(status, 0, `git ${args.join(" ")}: ${stderr}`);
    };
    if (spawnSync("git", ["version"]).status !== 0) this.skip(); // no git here
    write({ "go.mod": "module example.com/app\n\ngo 1.21\n", ".gitattributes": "* diff=trap filter=trap\n" });
    git("init", "-q");
    git("add", ".");
    git("commit", "-q", "-m", "first");
    write({ "go.mod": "module example.com/app\n\ngo 1.21\n\ntoolchain go1.21\n" });
    for (const hook of ["post-checkout", "reference-transaction", "post-index-change", "fsmonitor-watchman"]) {
      write({ [`.git/hooks/${hook}`]: trap(hook), [`hooks/${hook}`]: trap(`hooks-${hook}`) }, 0o755);
    }
    for (const [name, value] of Object.entries({
      "core.fsmonitor": "fsmonitor",
      "core.hooksPath": join(folder, "hooks"),
      "core.pager": "pager",
      "core.sshCommand": "ssh",
      "core.askPass": "askpass",
      "core.editor": "editor",
      "core.alternateRefsCommand": "alternates",
      "core.gitProxy": "gitproxy",
      "pager.rev-parse": "pager-rev-parse",
      "pager.cat-file": "pager-cat-file",
      "diff.external": "diff",
      "diff.trap.textconv": "textconv",
      "diff.trap.command": "diff-command",
      "filter.trap.smudge": "smudge",
      "filter.trap.clean": "clean",
      "filter.trap.process": "process",
      "credential.helper": "!credential",
      "alias.rev-parse": "!alias",
      "alias.cat-file": "!alias",
    })) {
      const word = value.replace(/^!/, "");
      write({ [`traps/${word}`]: trap(word) }, 0o755);
      git(
        "config",
        name,
        name === "core.hooksPath" ? value : `${value.startsWith("!") ? "!" : ""}${join(folder, "traps", word)}`,
      );
    }
    git("config", "protocol.allow", "always");
    plant(".");
    const env = { PATH: `.::${process.env["PATH"]}`, GOMODCACHE: join(scratch.path, "cache") };
    const { code, stdout } = await runCli(["--new-from-rev=HEAD", "--format=concise", "go.mod"], { cwd: folder, env });
    assert.deepEqual([code, stdout.split(" ")[0], started()], [1, "go.mod:5:11:", []]);
    // An index entry is a revision, too; git asks the file system monitor before it believes the index.
    for (const revision of [":0:go.mod", ":/first", "HEAD@{0}", "--output=x", "$(touch x)"]) {
      await runCli([`--new-from-rev=${revision}`], { cwd: folder, env });
      assert.deepEqual(started(), [], revision);
    }
    const missing = await runCli(["--new-from-rev=HEAD"], { cwd: folder, env: { PATH: ".:" } });
    assert.match(missing.stderr, /--new-from-rev needs git, which is not there/);
    assert.deepEqual(started(), []);
    spawnSync("git", ["status"], { cwd: folder });
    assert.ok(started().includes("fsmonitor"), "git itself starts what the repository names");
  });

  it("has git fetch nothing for --new-from-rev, which would be by a command of the repository's", async function () {
    if (spawnSync("git", ["version"]).status !== 0) this.skip(); // no git here
    const run = (line: string, cwd = folder): number | null => spawnSync("/bin/sh", ["-ec", line], { cwd }).status;
    write({ "up/go.mod": "module example.com/app\n\ngo 1.21\n" });
    const author = "-c user.name=a -c user.email=a@example.com";
    assert.equal(
      run(`cd up && git init -q && git add . && git ${author} commit -qm first && git config uploadpack.allowFilter true`),
      0,
    );
    const url = pathToFileURL(join(folder, "up")).href;
    assert.equal(run(`git clone -q --no-checkout --filter=blob:none ${url} part && cp up/go.mod part/`), 0);
    write({ "traps/upload": trap("upload") }, 0o755);
    const part = join(folder, "part");
    assert.equal(run(`git config remote.origin.uploadpack '${join(folder, "traps/upload")}'`, part), 0);
    const { code, stderr } = await runCli(["--new-from-rev=HEAD"], { cwd: part });
    assert.deepEqual([code, started()], [3, []]);
    assert.match(stderr, /^gomod-lint: --new-from-rev HEAD: git could not read it \(.*\)\n {2}a partial clone has only/);
    run("git cat-file blob HEAD:go.mod", part);
    assert.deepEqual(started(), ["upload"]); // as git does by itself
  });
});
