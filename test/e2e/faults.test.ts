import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { scratchFolder } from "../support/scratch-folder.ts";
import { program, runCli, startCli } from "../support/spawn-cli.ts";

const twice = "module example.com/app\n\ngo 1.21\n\ntoolchain go1.21\n";
const mended = "module example.com/app\n\ngo 1.21\n";

/** What must never be seen: a stack, or the message of a bug. */
const crash = /\n {4}at |internal error|node:internal|Unhandled/;

describe("the program, when something goes wrong,", function () {
  this.timeout(60_000);
  const scratch = scratchFolder();
  const { write, read } = scratch;

  const env = () => ({ GOMODCACHE: join(scratch.path, "modcache") });
  const cli = (...args: string[]) => runCli(args, { cwd: scratch.path, env: env() });
  const many = (count: number): readonly string[] => {
    const names = Array.from({ length: count }, (_, i) => `m${i}/go.mod`);
    write(Object.fromEntries(names.map((name) => [name, twice])));
    return names;
  };

  describe("with what it is told", () => {
    it("names the place of a mistake in a configuration, and of one in what it extends", async () => {
      write({
        "go.mod": twice,
        ".gomod-lint.yaml": "extends: base.yaml\n",
        "base.yaml": "level: info\nseverity:\n  dependency-dimond: error\n",
      });
      const { code, stdout, stderr } = await cli();
      assert.deepEqual([code, stdout], [2, ""]);
      assert.equal(
        stderr.split("\n")[0],
        'gomod-lint: base.yaml:3:3: unknown rule or group "dependency-dimond", did you mean dependency-diamond?',
      );
    });

    it("says what is broken about a baseline, and how to have another", async () => {
      write({ "go.mod": twice });
      const cases = {
        "": "is not JSON: ",
        '{ "version": 1, "findings": [ { "file": ': "is not JSON: ",
        "[]": "is no baseline: its version is undefined",
        '{ "version": 9, "findings": [] }': "is of a later gomod-lint: its version is 9",
        '{ "version": 1, "findings": [{ "file": 1 }] }': "is no baseline: entry 1 of findings is not one",
        '{ "version": 1 }': "is no baseline: entry 1 of findings is not one",
      };
      for (const [text, problem] of Object.entries(cases)) {
        write({ "base.json": text });
        for (const extra of [[], ["--write-baseline"]]) {
          const { code, stdout, stderr } = await cli("--baseline=base.json", ...extra);
          assert.deepEqual([code, stdout, read("base.json")], [2, "", text]);
          assert.ok(stderr.startsWith(`gomod-lint: --baseline base.json ${problem}`), stderr);
          assert.doesNotMatch(stderr, crash);
        }
      }
      assert.equal((await cli("--baseline=gone.json")).code, 2);
    });
  });

  describe("with where it writes", () => {
    it("checks everything, and says which report has no place", async () => {
      write({ "go.mod": twice, file: "" });
      const { code, stdout, stderr } = await cli(
        "--format=concise",
        "--output=sarif=file/x.sarif",
        "--output=junit=.",
        "--output=json=ok.json",
      );
      assert.equal(code, 3);
      assert.match(stdout, /toolchain-equals-go/);
      assert.deepEqual(stderr.match(/^gomod-lint: .*$/gm), [
        "gomod-lint: file/x.sarif: its folder is not there, or is no folder",
        "gomod-lint: .: is not a regular file but a directory",
      ]);
      assert.equal(JSON.parse(read("ok.json")).findings.length, 1);
    });

    it("says that the disk is full, leaves files as they were, and no scraps", async function () {
      const mount = join(scratch.path, "small");
      fs.mkdirSync(mount);
      const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=128k", "tmpfs", mount]);
      if (process.platform !== "linux" || mounted.status !== 0) this.skip(); // only root of a Linux machine may make a small disk
      try {
        const long = `${twice}${"// a line that fills the disk\n".repeat(2000)}`; // of 128 KiB, a second one does not fit
        fs.writeFileSync(join(mount, "go.mod"), long);
        fs.writeFileSync(join(mount, "fill"), "x".repeat(48 * 1024));
        const fixed = await cli("--fix", "small");
        assert.equal(fixed.code, 3);
        assert.match(
          fixed.stderr,
          /^gomod-lint: small\/go\.mod: could not be written: no space left \(ENOSPC\)\n {2}the old file is untouched\n/,
        );
        assert.match(fixed.stdout, /toolchain-equals-go/);
        assert.doesNotMatch(fixed.stdout + fixed.stderr, crash);
        const formatted = await cli("fmt", "small");
        assert.deepEqual([formatted.code, formatted.stderr], [3, fixed.stderr]);
        write({ "many/go.mod": `module example.com/app\n\ngo 1.21\n\n${"require example.com/x v1.0.0\n".repeat(1500)}` });
        const reported = await cli("--format=concise", "--output=json=small/report.json", "--output=jsonl=ok.jsonl", "many");
        assert.equal(reported.code, 3);
        assert.match(reported.stderr, /^gomod-lint: small\/report\.json: could not be written: no space left \(ENOSPC\)\n/m);
        assert.ok(read("ok.jsonl").length > 100_000);
        assert.throws(() => fs.writeFileSync(join(mount, "fill"), "x".repeat(128 * 1024)), /ENOSPC/); // to the last byte
        const baseline = await cli("--write-baseline", "--baseline=small/base.json", "many");
        assert.deepEqual([baseline.code, fs.existsSync(join(mount, "base.json"))], [3, false]);
        assert.deepEqual(fs.readdirSync(mount).sort(), ["fill", "go.mod"]);
        assert.equal(read("small/go.mod"), long);
      } finally {
        execFileSync("umount", [mount]);
      }
    });

    it("ends quietly where nobody reads on, as behind head", async function () {
      if (process.platform === "win32") this.skip(); // no sh there
      many(400);
      write({ "big.mod": `module example.com/app\n\ngo 1.21\n\nrequire (\n${"\texample.com/x v1.0.0\n".repeat(20_000)})\n` });
      for (const args of [
        "check --format concise",
        "check",
        "check --format jsonl",
        "check --statistics",
        "rules",
        "explain syntax",
        "parse big.mod",
        "--help",
      ]) {
        const script = `{ "${process.execPath}" "${program}" ${args}; echo "code $?" >&2; } | head -n 1`;
        const { stdout, stderr } = await runCli([], { cwd: scratch.path, env: env(), command: ["/bin/sh", "-c", script] });
        assert.match(stderr, /^code [01]\n$/, args);
        assert.notEqual(stdout, "", args);
      }
    });
  });

  describe("with a signal", () => {
    for (const [signal, expected] of [
      ["SIGTERM", 143],
      ["SIGINT", 130],
    ] as const) {
      it(`${signal} while it mends: each file is old or new, and nothing else is left`, async function () {
        if (process.platform === "win32") this.skip(); // no signals there
        const names = many(300);
        const child = startCli(["--fix", "--format=concise", "--output=json=report.json"], { cwd: scratch.path, env: env() });
        while (!names.some((name) => read(name) !== twice)) await new Promise((resolve) => setTimeout(resolve, 2));
        child.kill(signal);
        assert.deepEqual(await once(child, "close"), [expected, null]);
        for (const name of names) assert.ok([twice, mended].includes(read(name)), name);
        const left = names.flatMap((name) => fs.readdirSync(dirname(join(scratch.path, name))));
        assert.deepEqual([new Set(left), fs.existsSync(join(scratch.path, "report.json"))], [new Set(["go.mod"]), false]);
      });
    }

    it("that no program can answer: each file is old or new, and the next run mends the rest", async function () {
      if (process.platform === "win32") this.skip(); // no signals there
      const names = many(300);
      const child = startCli(["--fix", "--format=concise"], { cwd: scratch.path, env: env() });
      while (!names.some((name) => read(name) !== twice)) await new Promise((resolve) => setTimeout(resolve, 2));
      child.kill("SIGKILL");
      await once(child, "close");
      for (const name of names) assert.ok([twice, mended].includes(read(name)), name);
      assert.equal((await cli("--fix")).code, 0);
      for (const name of names) assert.equal(read(name), mended);
    });
  });

  describe("with files that are not as usual", () => {
    it("follows a link to the file that is mended, and leaves the link", async function () {
      if (process.platform === "win32") this.skip(); // links need rights there
      write({ "real/the.mod": twice, "app/.keep": "" });
      fs.symlinkSync("../real/the.mod", join(scratch.path, "app/go.mod"));
      fs.symlinkSync("app", join(scratch.path, "alias"));
      assert.equal((await cli("--fix", "alias/go.mod")).code, 0);
      assert.equal(read("real/the.mod"), mended);
      assert.equal(fs.readlinkSync(join(scratch.path, "app/go.mod")), "../real/the.mod");
      fs.writeFileSync(join(scratch.path, "real/the.mod"), "module  example.com/app\n");
      assert.equal((await cli("fmt", "app")).code, 0);
      assert.deepEqual(
        [read("real/the.mod"), fs.lstatSync(join(scratch.path, "app/go.mod")).isSymbolicLink()],
        ["module example.com/app\n", true],
      );
      assert.deepEqual(fs.readdirSync(join(scratch.path, "real")), ["the.mod"]);
    });

    it("keeps line ends, a last line without one, mode and owner", async function () {
      if (process.platform === "win32") this.skip(); // no modes there
      write({ "go.mod": twice.replaceAll("\n", "\r\n"), "last/go.mod": `${twice}\n// no newline` });
      fs.chmodSync(join(scratch.path, "go.mod"), 0o664);
      if (process.getuid?.() === 0) fs.chownSync(join(scratch.path, "go.mod"), 65_534, 65_534);
      const before = fs.statSync(join(scratch.path, "go.mod"));
      assert.equal((await cli("--fix")).code, 0);
      const after = fs.statSync(join(scratch.path, "go.mod"));
      assert.deepEqual([after.mode, after.uid, after.gid], [before.mode, before.uid, before.gid]);
      assert.equal(read("go.mod"), mended.replaceAll("\n", "\r\n"));
      assert.equal(read("last/go.mod"), `${mended}\n// no newline`);
    });

    it("mends all that it may, and names what is write-protected", async function () {
      if (process.platform === "win32" || process.getuid?.() === undefined) this.skip(); // no modes there
      const names = many(3);
      fs.chmodSync(join(scratch.path, "m1/go.mod"), 0o444);
      const nobody = process.getuid() === 0 ? 65_534 : undefined;
      if (nobody !== undefined)
        for (const name of [".", ...names.map((name) => dirname(name)), ...names])
          fs.chownSync(join(scratch.path, name), nobody, nobody);
      const { code, stdout, stderr } = await runCli(["--fix"], {
        cwd: scratch.path,
        env: env(),
        ...(nobody === undefined ? {} : { uid: nobody }),
      });
      assert.equal(code, 3);
      assert.match(stderr, /^gomod-lint: m1\/go\.mod: may not be written \(EACCES\)\n/);
      assert.match(stdout, /^m1\/go\.mod:5:11 error/m);
      assert.deepEqual(names.map(read), [mended, twice, mended]);
    });

    it("several processes mend one tree at once: every file ends up whole and mended", async () => {
      const names = many(80);
      const runs = await Promise.all(Array.from({ length: 5 }, () => cli("--fix", "--format=concise")));
      for (const { code, stdout, stderr } of runs)
        assert.deepEqual([code, stdout, stderr.replace(/^.*\d+ fixed.*\n/m, "")], [0, "", ""]);
      for (const name of names)
        assert.deepEqual([read(name), fs.readdirSync(dirname(join(scratch.path, name)))], [mended, ["go.mod"]]);
    });
  });
});
