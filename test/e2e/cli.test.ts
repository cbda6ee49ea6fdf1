import assert from "node:assert/strict";
import { type ChildProcess, execFileSync, spawnSync } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { repository } from "../support/paths.ts";
import { scratchFolder } from "../support/scratch-folder.ts";
import { program, runCli, startCli } from "../support/spawn-cli.ts";

const twice = "module example.com/app\n\ngo 1.21\n\ntoolchain go1.21\n";
const mended = "module example.com/app\n\ngo 1.21\n";

describe("the program", function () {
  this.timeout(60_000);
  const scratch = scratchFolder();
  const { write, read } = scratch;

  const cli = (...args: string[]) => runCli(args, { cwd: scratch.path, env: { GOMODCACHE: join(scratch.path, "modcache") } });

  it("checks, explains its exit code, and mends", async () => {
    write({ "go.mod": twice, "sub/go.mod": mended });
    const checked = await cli();
    assert.deepEqual([checked.code, checked.stderr], [1, ""]);
    assert.match(
      checked.stdout,
      /^go\.mod:5:11 error\[toolchain-equals-go\] [\s\S]*\n1 error in 2 files; 1 fixable with --fix\n$/,
    );
    const fixed = await cli("--fix");
    assert.deepEqual([fixed.code, read("go.mod")], [0, mended]);
    assert.deepEqual(fs.readdirSync(scratch.path).sort(), ["go.mod", "sub"]);
  });

  it("prints a patch that git applies", async function () {
    if (spawnSync("git", ["--version"]).status !== 0) this.skip(); // no git here
    write({ "my app/go.mod": twice.replace(/\n$/, ""), "b/go.mod": twice.replaceAll("\n", "\r\n") });
    const { code, stdout } = await cli("--diff", "-q");
    assert.equal(code, 1);
    execFileSync("git", ["init", "-q"], { cwd: scratch.path });
    execFileSync("git", ["-c", "core.autocrlf=false", "apply", "-"], { cwd: scratch.path, input: stdout });
    const again = await cli("--diff", "-q");
    assert.deepEqual([again.code, again.stdout], [0, ""]);
    assert.doesNotMatch(read("my app/go.mod") + read("b/go.mod"), /toolchain/);
  });

  describe("writes megabytes", () => {
    beforeEach(() => {
      const requires = Array.from({ length: 20_000 }, (_, i) => `\texample.com/module-number-${i} v1.0.${i}\n`).join("");
      write({ "go.mod": `module example.com/app\n\ngo 1.21\n\nrequire (\n${requires})\n` });
    });

    /** Reads nothing for a while, then everything. */
    const readSlowly = async (child: ChildProcess): Promise<[number | null, string]> => {
      const parts: Buffer[] = [];
      child.stdout?.pause();
      setTimeout(() => child.stdout?.on("data", (part: Buffer) => parts.push(part)).resume(), 500);
      const [code] = await once(child, "close");
      return [code, Buffer.concat(parts).toString()];
    };

    it("into a slow pipe, to the last byte", async () => {
      const [code, stdout] = await readSlowly(startCli(["parse", "go.mod"], { cwd: scratch.path }));
      assert.ok(stdout.length > 1_000_000);
      assert.deepEqual([code, JSON.parse(stdout).Require.length], [0, 20_000]);
    });

    it("into a pipe that somebody has made non-blocking", async function () {
      if (spawnSync("python3", ["--version"]).status !== 0) this.skip(); // Node.js itself gives its children blocking ones only
      const starter = "import os, sys; os.set_blocking(1, False); os.execv(sys.argv[1], sys.argv[1:])";
      const command = ["python3", "-c", starter, process.execPath, program] as const;
      const [code, stdout] = await readSlowly(startCli(["parse", "go.mod"], { cwd: scratch.path, command: [...command] }));
      assert.deepEqual([code, JSON.parse(stdout).Require.length], [0, 20_000]);
    });

    it("and ends quietly when its reader goes away", async () => {
      const child = startCli(["parse", "go.mod"], { cwd: scratch.path });
      child.stdout?.destroy();
      let stderr = "";
      child.stderr?.on("data", (part) => {
        stderr += part;
      });
      const [code, signal] = await once(child, "close");
      assert.deepEqual([code, signal, stderr], [0, null, ""]);
    });
  });

  it("says when its output cannot be written", async function () {
    if (!fs.existsSync("/dev/full")) this.skip(); // only Linux has such a device
    write({ "go.mod": twice });
    const command = ["/bin/sh", "-c", `exec "${process.execPath}" "${program}" "$@" > /dev/full`, "sh"] as const;
    const { code, stderr } = await runCli(["check"], { cwd: scratch.path, command: [...command] });
    assert.deepEqual([code, stderr], [3, "gomod-lint: standard output could not be written (ENOSPC)\n"]);
  });

  it("exits with 130 at an interrupt, and leaves no file half-written", async function () {
    if (process.platform === "win32") this.skip(); // no signals there
    const names = Array.from({ length: 300 }, (_, i) => `m${i}/go.mod`);
    write(Object.fromEntries(names.map((name) => [name, twice])));
    const child = startCli(["--fix", "--format=concise"], { cwd: scratch.path });
    while (!names.some((name) => read(name) !== twice)) await new Promise((resolve) => setTimeout(resolve, 2));
    child.kill("SIGINT");
    const [code, signal] = await once(child, "close");
    assert.deepEqual([code, signal], [130, null]);
    for (const name of names) assert.ok([twice, mended].includes(read(name)), name);
    assert.ok(
      names.some((name) => read(name) === twice),
      "it was over before the interrupt",
    );
    const left = names.flatMap((name) => fs.readdirSync(dirname(join(scratch.path, name))));
    assert.deepEqual(new Set(left), new Set(["go.mod"]));
  });

  it("keeps a file's mode", async function () {
    if (process.platform === "win32") this.skip(); // no modes there
    write({ "go.mod": twice });
    fs.chmodSync(join(scratch.path, "go.mod"), 0o640);
    await cli("--fix");
    assert.equal(fs.statSync(join(scratch.path, "go.mod")).mode & 0o777, 0o640);
  });

  it("reads standard input, and pipes it through fmt", async () => {
    const checked = await runCli(["--stdin-filename=x/go.mod", "--format=concise", "-"], { cwd: scratch.path, input: twice });
    assert.match(checked.stdout, /^x\/go\.mod:5:11: error/);
    const formatted = await runCli(["fmt", "-"], { cwd: scratch.path, input: Buffer.from("module  a // caf\xe9\n", "latin1") });
    assert.equal(formatted.code, 0);
    assert.match(formatted.stdout, /^module a \/\/ caf/);
  });

  describe("meets", () => {
    it("text that is no go.mod, and bytes", async () => {
      const bytes = Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 7919) % 256));
      write({ "text.mod": "Dear Sir or Madam,\n", "bytes.mod": bytes });
      const { code, stdout, stderr } = await cli("--format=concise", "text.mod", "bytes.mod", "--fix", "--unsafe-fixes");
      assert.equal(code, 1);
      assert.match(stdout, /^text\.mod:1:1: error: .* \[syntax\]$/m);
      assert.match(stdout, /^bytes\.mod:1:\d+: error: .* \[syntax\]$/m);
      assert.doesNotMatch(stdout + stderr, /\n {4}at |internal error/);
      assert.deepEqual([read("text.mod"), fs.readFileSync(join(scratch.path, "bytes.mod"))], ["Dear Sir or Madam,\n", bytes]);
    });

    it("a file of ten megabytes, and one that is too large", async () => {
      const lines = Array.from({ length: 240_000 }, (_, i) => `\texample.com/some/longer/path/${i} v1.0.0\n`).join("");
      write({
        "big.mod": `module example.com/app\n\ngo 1.21\n\nrequire (\n${lines})\n`,
        "huge.mod": Buffer.alloc(17 * 1024 * 1024, 0x20),
      });
      const { code, stderr } = await cli("--offline", "--format=concise", "big.mod", "huge.mod");
      assert.equal(code, 3);
      assert.match(stderr, /^gomod-lint: huge\.mod: is too large for a go\.mod file \(17825792 bytes\)\n/m);
      assert.match(stderr, /^gomod-lint: big\.mod: the module graph is incomplete/m);
    });

    it("paths that name nothing, a directory without modules, and what may not be read", async () => {
      fs.mkdirSync(join(scratch.path, "empty"));
      write({ "ok/go.mod": mended });
      const gone = await cli("gone/go.mod", "ok");
      assert.deepEqual([gone.code, gone.stdout], [2, "no findings in 1 file\n"]);
      assert.equal(
        gone.stderr,
        "gomod-lint: gone/go.mod: no such file or directory\n  check the spelling, or where it is seen from\n",
      );
      const empty = await cli("empty");
      assert.deepEqual([empty.code, empty.stdout], [2, ""]);
      assert.equal(empty.stderr, "gomod-lint: no go.mod or go.work in empty or below\n  name a file or a module's directory\n");
      fs.mkdirSync(join(scratch.path, "directory.mod"));
      write({ "directory.mod/.keep": "" });
      assert.match((await cli("directory.mod")).stderr, /no go\.mod or go\.work in directory\.mod or below/);
    });

    it("a link that leads to itself", async function () {
      if (process.platform === "win32") this.skip(); // links need rights there
      fs.symlinkSync("loop.mod", join(scratch.path, "loop.mod"));
      const { code, stdout, stderr } = await cli("loop.mod");
      assert.deepEqual([code, stdout, stderr], [3, "", "gomod-lint: loop.mod: could not be read (ELOOP)\n"]);
    });

    it("a file that may not be read or written", async function () {
      if (process.platform === "win32") this.skip(); // no modes there
      write({ "a/go.mod": twice, "b/go.mod": twice });
      fs.chmodSync(join(scratch.path, "a/go.mod"), 0);
      fs.chmodSync(join(scratch.path, "b/go.mod"), 0o444);
      // Root may do everything: it has somebody else do it.
      const nobody = process.getuid?.() === 0 ? 65_534 : undefined;
      if (nobody !== undefined)
        for (const name of ["", "a", "a/go.mod", "b", "b/go.mod"]) fs.chownSync(join(scratch.path, name), nobody, nobody);
      const { code, stderr } = await runCli(["--fix", "a/go.mod", "b/go.mod"], {
        cwd: scratch.path,
        ...(nobody === undefined ? {} : { uid: nobody }),
      });
      assert.equal(code, 3, stderr);
      assert.match(stderr, /a\/go\.mod: may not be read \(EACCES\)[\s\S]*b\/go\.mod: may not be written \(EACCES\)/);
      assert.deepEqual([read("b/go.mod"), fs.readdirSync(join(scratch.path, "b"))], [twice, ["go.mod"]]);
    });

    it("a FIFO, which it does not wait for", async function () {
      if (spawnSync("mkfifo", [join(scratch.path, "go.mod")]).status !== 0) this.skip(); // no FIFOs here
      const { code, stderr } = await cli("go.mod");
      assert.deepEqual([code, stderr.split("\n")[0]], [3, "gomod-lint: go.mod: is not a regular file but a FIFO"]);
    });
  });

  it("shows the demo", async () => {
    const { code, stdout, stderr } = await runCli([], {
      cwd: scratch.path,
      command: [process.execPath, join(repository, "examples/demo/run.mjs")],
    });
    assert.deepEqual([code, stderr], [0, ""]);
    for (const rule of [
      "toolchain-equals-go",
      "require-below-selected",
      "conflicting-indirect-version",
      "dependency-diamond",
      "replace-without-require",
    ]) {
      assert.match(stdout, new RegExp(`\\[${rule}\\]`));
    }
    assert.doesNotMatch(stdout, /incomplete/);
    assert.match(stdout, /npx gomod-lint /);
  });
});
