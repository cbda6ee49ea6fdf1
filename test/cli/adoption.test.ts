import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import type { Git } from "../../server/host/git.ts";
import { conflict, gomodLint } from "../support/cli.ts";

const twice = "module example.com/app\n\ngo 1.21\n\ntoolchain go1.21\n";

describe("--add-ignores", () => {
  it("ignores nothing that is said of a comment", async () => {
    const text =
      "module example.com/app\n\ngo 1.21\n\nrequire (\n\t// gomod-lint:ignore multiple-majors\n\texample.com/log v1.0.0\n)\n";
    const files = { "/work/go.mod": text, "/work/.gomod-lint.yaml": "severity: { ignore-without-reason: error }\n" };
    const { host, exit } = await gomodLint(["--add-ignores", "--select=meta"], { files });
    assert.deepEqual([exit, host.io.writes, host.readText("/work/go.mod", 1000)], [1, [], text]);
  });

  it("switches off what is found, a comment a line, and nothing is found again", async () => {
    const repeated =
      "module example.com/app\n\ngo 1.21\n\ntoolchain go1.21 // why\n\nreplace (\n\texample.com/x => ../x\n\texample.com/y => ../y\n)\n";
    const { exit, stdout, host } = await gomodLint(["--add-ignores"], { files: { "/work/go.mod": repeated } });
    const expected = repeated
      .replace("toolchain", "// gomod-lint:ignore toolchain-equals-go -- TODO: say why\ntoolchain")
      .replace(/\t(?=example)/g, "\t// gomod-lint:ignore replace-without-require -- TODO: say why\n\t");
    assert.equal(host.readText("/work/go.mod"), expected);
    assert.equal(exit, 0);
    assert.match(stdout, /^go\.mod ignored toolchain go1\.21 is what .* \[toolchain-equals-go\]\n/);
    assert.match(stdout, /\nno findings in 1 file; 3 findings ignored by comments that wait for a reason\n$/);
    const again = await gomodLint(["--add-ignores"], { host });
    assert.deepEqual([again.exit, again.stdout, host.io.writes.length], [0, "no findings in 1 file\n", 1]);
  });

  it("names all rules of a line in one comment, and keeps line ends", async () => {
    const text =
      "module example.com/app\r\n\r\ngo 1.21\r\n\r\nreplace example.com/x v1.0.0 => ../x\r\nreplace example.com/x v1.0.0 => ../x\r\n";
    const { host, exit } = await gomodLint(["--add-ignores", "--level=info", "--select=replace"], {
      files: { "/work/go.mod": text },
    });
    const written = host.readText("/work/go.mod") as string;
    assert.equal(exit, 0);
    assert.match(written, /\r\n\/\/ gomod-lint:ignore [\w-]+,[\w-]+ -- TODO: say why\r\nreplace/);
    assert.doesNotMatch(written.replaceAll("\r\n", ""), /\n/);
  });

  it("leaves what the go command refuses, below the level, or known", async () => {
    const broken = "module example.com/app\n\ngo 1.21\n\nrequier example.com/x v1.0.0\n";
    const { exit, stdout, host } = await gomodLint(["--add-ignores", "--format=concise"], { files: { "/work/go.mod": broken } });
    assert.deepEqual([exit, host.readText("/work/go.mod")], [1, broken]);
    assert.match(stdout, /\[syntax\]/);
    const known = await gomodLint(["--write-baseline"], { files: { "/work/go.mod": twice } });
    await gomodLint(["--add-ignores", "--baseline=.gomod-lint-baseline.json"], { host: known.host });
    assert.equal(known.host.readText("/work/go.mod"), twice);
  });

  it("pipes standard input through, and reports a file that cannot be written", async () => {
    const piped = await gomodLint(["--add-ignores", "-"], { stdin: twice });
    assert.match(piped.stdout, /\n\/\/ gomod-lint:ignore toolchain-equals-go -- TODO: say why\ntoolchain go1\.21\n$/);
    assert.match(piped.stderr, /ignored/);
    const denied = await gomodLint(["--add-ignores", "--format=concise"], {
      files: { "/work/go.mod": { text: twice, mode: 0o444 } },
    });
    assert.equal(denied.exit, 3);
    assert.match(denied.stdout, /\[toolchain-equals-go\]/);
  });

  it("tells in JSON what was switched off", async () => {
    const { stdout } = await gomodLint(["--add-ignores", "--format=json"], { files: { "/work/go.mod": twice } });
    const { fixed, ignored, summary } = JSON.parse(stdout);
    assert.deepEqual([fixed, ignored.length, ignored[0].rule, summary.fixed], [[], 1, "toolchain-equals-go", 0]);
  });
});

describe("--statistics", () => {
  const files = { ...conflict, "/work/a/go.mod": twice, "/work/b/go.mod": twice, "/work/c/go.mod": "module example.com/c\n" };

  it("counts what each rule found, the most frequent first", async () => {
    const { exit, stdout } = await gomodLint(["--statistics"], { files });
    assert.equal(exit, 1);
    assert.equal(
      stdout,
      [
        "2  error    toolchain-equals-go in 2 files, 2 fixable with --fix",
        "1  warning  go-directive-missing in 1 file, 1 fixable with --fix",
        "1  error    require-below-selected in 1 file, 1 fixable with --fix",
        "",
      ].join("\n"),
    );
    assert.equal(
      (await gomodLint(["--statistics"], { files: { "/work/go.mod": "module example.com/a\n\ngo 1.21\n" } })).stdout,
      "",
    );
  });

  it("has a JSON form, and leaves reports in files whole", async () => {
    const { stdout, host } = await gomodLint(["--statistics", "--format=json", "--output=jsonl=all.jsonl"], { files });
    assert.deepEqual(JSON.parse(stdout).statistics[0], {
      rule: "toolchain-equals-go",
      severity: "error",
      count: 2,
      files: 2,
      fixable: 2,
    });
    assert.equal((host.readText("/work/all.jsonl") as string).trimEnd().split("\n").length, 4);
  });
});

describe("--shard", () => {
  it("deals the files out: each to one part", async () => {
    const files = Object.fromEntries(Array.from({ length: 7 }, (_, i) => [`/work/m${i}/go.mod`, twice]));
    const names = async (shard: string): Promise<readonly string[]> =>
      (await gomodLint(["--shard", shard, "--format=concise"], { files })).stdout
        .split("\n")
        .flatMap((line) => line.split(":")[0] || []);
    const parts = await Promise.all(["1/3", "2/3", "3/3"].map(names));
    assert.deepEqual(
      parts.map((part) => part.length),
      [3, 2, 2],
    );
    assert.deepEqual(parts.flat().sort(), await names("1/1"));
    const none = await gomodLint(["--shard=9/9", "--output=gitlab=r.json"], { files });
    assert.deepEqual([none.exit, none.stdout, none.host.readText("/work/r.json")], [0, "", "[]\n"]);
  });
});

describe("--new-from-rev", () => {
  /** Answers as git does, for a repository in /work whose one revision is `main`. */
  const repository =
    (texts: Readonly<Record<string, string>>, asked: string[] = []): Git =>
    async (args, cwd, input) => {
      asked.push(args.join(" "));
      assert.equal(cwd, "/work");
      const answer = (ok: boolean, stdout: string, stderr = "") => ({ ok, stdout: Buffer.from(stdout), stderr });
      if (args.includes("--show-toplevel")) return answer(true, "/work\n");
      if (args[0] === "rev-parse") return answer(args.at(-1) === "main^{commit}", "c0ffee\n");
      const specs = Buffer.from(input).toString().trimEnd().split("\n");
      return answer(
        true,
        specs
          .map((spec) => {
            const text = texts[spec.replace("c0ffee:", "")];
            return text === undefined ? `${spec} missing\n` : `abc123 blob ${Buffer.byteLength(text)}\n${text}\n`;
          })
          .join(""),
      );
    };
  const found = async (files: Record<string, string>, before: Record<string, string>, ...args: string[]) => {
    const ran = await gomodLint(["--new-from-rev=main", "--format=concise", ...args], { files, git: repository(before) });
    assert.equal(ran.stderr, "");
    return ran.stdout
      .split("\n")
      .flatMap((line) => (line === "" ? [] : `${line.split(":").slice(0, 2).join(":")} ${/\[(.*)\]/.exec(line)?.[1]}`));
  };
  const both = `${twice}\nreplace example.com/x => ../x\n`;

  it("leaves what was there", async () => {
    assert.deepEqual(await found({ "/work/go.mod": both }, { "go.mod": both }), []);
    assert.deepEqual(await found({ "/work/go.mod": both }, { "go.mod": both.replaceAll("\n", "\r\n") }), []);
    assert.deepEqual(await found({ "/work/go.mod": `// é 🎉\n${both}` }, { "go.mod": `// é\n${both}` }), []);
  });

  it("shows findings on lines that are new or changed, and all of a file that was not there", async () => {
    assert.deepEqual(await found({ "/work/go.mod": both }, { "go.mod": twice }), ["go.mod:7 replace-without-require"]);
    assert.deepEqual(await found({ "/work/go.mod": both }, { "go.mod": both.replace("=> ../x", "=> ../y") }), [
      "go.mod:7 replace-without-require",
    ]);
    assert.deepEqual(await found({ "/work/go.mod": twice, "/work/a/go.mod": twice }, { "go.mod": twice }), [
      "a/go.mod:5 toolchain-equals-go",
    ]);
  });

  it("shows what a change makes wrong on another line", async () => {
    const { "/work/go.mod": text = "" } = conflict;
    assert.deepEqual(await found({ ...conflict }, { "go.mod": text.replace("\texample.com/web v1.4.0\n", "") }), [
      "go.mod:6 require-below-selected",
    ]);
    assert.deepEqual(await found({ ...conflict }, { "go.mod": text }), []);
  });

  it("mends only that, and works with a baseline", async () => {
    const { host } = await gomodLint(["--new-from-rev=main", "--fix", "--unsafe-fixes"], {
      files: { "/work/go.mod": both },
      git: repository({ "go.mod": twice }),
    });
    assert.equal(host.readText("/work/go.mod"), twice);
    const known = await gomodLint(["--write-baseline"], { files: { "/work/go.mod": both } });
    const { exit } = await gomodLint(["--new-from-rev=main", "--baseline=.gomod-lint-baseline.json"], {
      host: known.host,
      git: repository({ "go.mod": twice }),
    });
    assert.equal(exit, 0);
  });

  it("asks git for objects alone, and never without being told", async () => {
    const asked: string[] = [];
    await gomodLint(["--new-from-rev=main"], { files: { "/work/go.mod": twice }, git: repository({}, asked) });
    assert.deepEqual(asked, [
      "rev-parse --show-toplevel",
      "rev-parse --verify --quiet --end-of-options main^{commit}",
      "cat-file --batch",
    ]);
    asked.length = 0;
    await gomodLint([], { files: { "/work/go.mod": twice, "/work/.git/HEAD": "" }, git: repository({}, asked) });
    assert.deepEqual(asked, []);
  });

  it("says what keeps git from answering", async () => {
    const files = { "/work/go.mod": twice };
    const said = async (git?: Git, revision = "main") => {
      const { exit, stdout, stderr } = await gomodLint([`--new-from-rev=${revision}`], {
        files,
        ...(git === undefined ? {} : { git }),
      });
      assert.equal(stdout, "");
      return `${exit} ${stderr}`;
    };
    assert.equal(await said(), "3 gomod-lint: --new-from-rev needs git, which is not there\n  --baseline does without\n");
    assert.match(await said(repository({}), "nothing"), /^2 gomod-lint: --new-from-rev nothing: there is no such revision\n/);
    const outside = async () => ({
      ok: false,
      stdout: Buffer.from(""),
      stderr: "fatal: not a git repository (or any parent)\nmore\n",
    });
    assert.match(await said(outside), /^2 gomod-lint: --new-from-rev main: not a git repository \(or any parent\)\n {2}it needs/);
    const damaged: Git = async (args, cwd, input) =>
      args[0] === "cat-file"
        ? { ok: false, stdout: Buffer.from(""), stderr: "fatal: bad object\n" }
        : repository({})(args, cwd, input);
    assert.match(await said(damaged), /^3 gomod-lint: --new-from-rev main: git could not read it \(bad object\)\n/);
  });
});
