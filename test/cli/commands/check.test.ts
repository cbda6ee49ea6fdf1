import assert from "node:assert/strict";
import { conflict, gomodLint } from "../../support/cli.ts";

const clean = "module example.com/app\n\ngo 1.21\n";
const twice = `${clean}\ntoolchain go1.21\n`;

describe("check", () => {
  it("exits with 0 where nothing is wrong, and says what it looked at", async () => {
    const { exit, stdout, stderr } = await gomodLint([], { files: { "/work/go.mod": clean } });
    assert.deepEqual([exit, stdout, stderr], [0, "no findings in 1 file\n", ""]);
  });

  it("exits with 1 for errors and for warnings", async () => {
    assert.equal((await gomodLint(["check"], { files: conflict })).exit, 1);
    assert.equal((await gomodLint(["check"], { files: { "/work/go.mod": "module example.com/app\n" } })).exit, 1);
  });

  it("shows what it found, why, how it comes about and what to do", async () => {
    const { stdout } = await gomodLint(["check"], { files: conflict });
    assert.equal(
      stdout,
      [
        "go.mod:6:2 error[require-below-selected] example.com/log v1.0.0 is below v1.3.0, which the module graph selects",
        "  |",
        "6 |     example.com/log v1.0.0",
        "  |     ^^^^^^^^^^^^^^^^^^^^^^",
        "  = why: v1.3.0 is what every build gets; the go command stops with “updates to go.mod needed” until this line says so",
        "  = path: example.com/app → example.com/web@v1.4.0 → example.com/log@v1.3.0",
        "  = fix: Require example.com/log v1.3.0 (--fix does it)",
        "  = more: gomod-lint explain require-below-selected",
        "",
        "1 error in 1 file; 1 fixable with --fix",
        "",
      ].join("\n"),
    );
  });

  it("lets as many warnings pass as --max-warnings says, and never errors", async () => {
    const warning = { files: { "/work/go.mod": "module example.com/app\n" } };
    assert.equal((await gomodLint(["--max-warnings", "1"], warning)).exit, 0);
    assert.equal((await gomodLint(["--max-warnings=0"], warning)).exit, 1);
    assert.equal((await gomodLint(["--max-warnings", "9"], { files: conflict })).exit, 1);
  });

  it("shows remarks with --level info, where they still fail nothing, and no warnings with --level error", async () => {
    const files = { "/work/go.mod": `${clean}\nrequire example.com/gone v1.0.0\n` };
    const shown = await gomodLint(["--level", "info", "--format", "concise"], { files });
    assert.equal(shown.exit, 0);
    assert.match(shown.stdout, /^go\.mod:1:8: info: the module graph is incomplete: .* \[incomplete-graph\]\n$/);
    const warning = await gomodLint(["--level", "error"], { files: { "/work/go.mod": "module example.com/app\n" } });
    assert.deepEqual([warning.exit, warning.stdout], [0, "no findings in 1 file; 1 more with --level info\n"]);
  });

  it("says that a graph is incomplete although that is no finding at this level", async () => {
    const files = { "/work/go.mod": `${clean}\nrequire example.com/gone v1.0.0\n` };
    const text = await gomodLint([], { files });
    assert.match(
      text.stdout,
      /^go\.mod note the module graph is incomplete: example\.com\/gone@v1\.0\.0 could not be read\n {2}rules/,
    );
    const concise = await gomodLint(["--format=concise"], { files });
    assert.equal(concise.stdout, "");
    assert.match(concise.stderr, /^gomod-lint: go\.mod: the module graph is incomplete/);
    const quiet = await gomodLint(["--format=concise", "-q"], { files });
    assert.deepEqual([quiet.stdout, quiet.stderr], ["", ""]);
  });

  it("says once that a proxy is out of reach, and asks nobody with --offline", async () => {
    const files = { "/work/go.mod": `${clean}\nrequire example.com/gone v1.0.0\n` };
    const env = { GOPROXY: "https://proxy.example" };
    const asked = await gomodLint([], { files, env });
    assert.match(asked.stdout, /^go\.mod note https:\/\/proxy\.example\/.*: the host is out of reach/);
    const offline = await gomodLint(["--offline"], { files, env });
    assert.deepEqual([offline.host.io.requests, offline.stdout.includes("proxy.example")], [[], false]);
  });

  it("names the rules that could not run and why, once", async () => {
    const { stdout } = await gomodLint([], { files: { "/work/go.mod": "go 1.21\n" } });
    assert.equal(stdout.match(/rules did not run, because/g)?.length, 1);
    assert.match(stdout, /require-below-selected/);
  });

  it("takes rules and groups for --select, --ignore and --severity", async () => {
    const files = { "/work/go.mod": twice };
    const rulesOf = async (...args: string[]) => {
      const { stdout } = await gomodLint([...args, "--format=concise"], { files });
      return (
        stdout.match(/(?<=: )\w+(?=: ).*?\[[\w-]+\]/g)?.map((line) => `${/\w+/.exec(line)} ${/[\w-]+(?=\])/.exec(line)}`) ?? []
      );
    };
    assert.deepEqual(await rulesOf(), ["error toolchain-equals-go"]);
    assert.deepEqual(await rulesOf("--select", "syntax,replace"), []);
    assert.deepEqual(await rulesOf("--select", "syntax", "--select", "toolchain"), ["error toolchain-equals-go"]);
    assert.deepEqual(await rulesOf("--ignore", "toolchain"), []);
    assert.deepEqual(await rulesOf("--severity", "toolchain-equals-go=warning"), ["warning toolchain-equals-go"]);
    assert.deepEqual(await rulesOf("--severity", "toolchain=off"), []);
    assert.deepEqual(await rulesOf("--severity", "toolchain=off,toolchain-equals-go=info", "--level=info"), [
      "info toolchain-equals-go",
    ]);
  });

  it("reads standard input under the name that it is given", async () => {
    const { exit, stdout } = await gomodLint(["check", "--stdin-filename", "sub/go.mod", "--format=concise", "-"], {
      stdin: twice,
    });
    assert.equal(exit, 1);
    assert.match(stdout, /^sub\/go\.mod:5:11: error: /);
    const files = { "/work/a/go.mod": "module example.com/a\n\ngo 1.21\n" };
    const work = await gomodLint(["--stdin-filename", "go.work", "-"], { files, stdin: "go 1.21\n\nuse ./a\n" });
    assert.deepEqual([work.exit, work.stdout], [0, "no findings in 1 file\n"]);
  });

  it("reports a file that cannot be read and checks all others", async () => {
    const { exit, stdout, stderr } = await gomodLint(["check", "--format=concise", "a/go.mod", "b/go.mod", "c/go.mod"], {
      files: {
        "/work/a/go.mod": { fails: { failed: "denied", detail: "EACCES" } },
        "/work/b/go.mod": { special: "fifo" },
        "/work/c/go.mod": twice,
      },
    });
    assert.equal(exit, 3);
    assert.match(stdout, /^c\/go\.mod:5:11: error: .*\n$/);
    assert.equal(
      stderr,
      [
        "gomod-lint: a/go.mod: may not be read (EACCES)",
        "  check its permissions and those of the folders above it",
        "gomod-lint: b/go.mod: is not a regular file but a fifo",
        "  only regular files are read: nothing is waited for",
        "",
      ].join("\n"),
    );
  });

  it("tells in JSON what could not be read", async () => {
    const { stdout } = await gomodLint(["--format=json", "go.mod"], { files: { "/work/go.mod": { special: "fifo" } } });
    const { findings, notes, summary } = JSON.parse(stdout);
    assert.deepEqual([findings, notes[0].kind, notes[0].file, summary.files], [[], "error", "go.mod", 0]);
  });

  it("colours for a terminal, unless it is told otherwise", async () => {
    const files = { "/work/go.mod": twice };
    const colored = async (args: string[], terminal: boolean, env = {}) =>
      (await gomodLint(args, { files, terminal, env })).stdout.includes("\u001B[");
    assert.equal(await colored([], true), true);
    assert.equal(await colored([], false), false);
    assert.equal(await colored(["--no-color"], true), false);
    assert.equal(await colored(["--color"], false), true);
    assert.equal(await colored([], true, { NO_COLOR: "1" }), false);
    assert.equal(await colored([], true, { NO_COLOR: "" }), true);
    assert.equal(await colored([], false, { FORCE_COLOR: "1" }), true);
    assert.equal(await colored([], true, { TERM: "dumb" }), false);
    assert.equal(await colored(["--color"], false, { NO_COLOR: "1" }), true);
  });
});

describe("check --fix", () => {
  it("writes what is safe, says so, and reports what is left", async () => {
    const files = {
      ...conflict,
      "/work/go.mod": conflict["/work/go.mod"]?.replace("\nrequire", "\nreplace example.com/x => ../x\n\nrequire") ?? "",
    };
    const { exit, stdout, host } = await gomodLint(["--fix"], { files });
    assert.equal(host.readText("/work/go.mod"), files["/work/go.mod"]?.replace("log v1.0.0", "log v1.3.0"));
    assert.match(
      stdout,
      /^go\.mod fixed Require example\.com\/log v1\.3\.0 \[require-below-selected\]\n\ngo\.mod:5:9 warning\[replace-without-require\]/,
    );
    assert.match(stdout, /1 warning in 1 file; 1 finding fixed; 1 with --fix --unsafe-fixes\n$/);
    assert.equal(exit, 1);
    const unsafe = await gomodLint(["--fix", "--unsafe-fixes"], { host });
    assert.deepEqual([unsafe.exit, (host.readText("/work/go.mod") as string).includes("replace")], [0, false]);
    const again = await gomodLint(["--fix"], { host });
    assert.deepEqual([again.exit, again.stdout, host.io.writes.length], [0, "no findings in 1 file\n", 2]);
  });

  it("keeps line ends and what is not UTF-8", async () => {
    const text = twice.replaceAll("\n", "\r\n").replace("go 1.21", "// caf\udce9\r\ngo 1.21");
    const { host } = await gomodLint(["--fix"], { files: { "/work/go.mod": text } });
    assert.equal(host.readText("/work/go.mod"), text.replace("toolchain go1.21\r\n", "").replace(/\r\n\r\n$/, "\r\n"));
  });

  it("exits with 3 and keeps the findings where the file may not be written", async () => {
    const files = { "/work/go.mod": { text: twice, mode: 0o444 } };
    const { exit, stdout, stderr, host } = await gomodLint(["--fix", "--format=concise"], { files });
    assert.deepEqual([exit, host.readText("/work/go.mod")], [3, twice]);
    assert.match(stdout, /^go\.mod:5:11: error/);
    assert.match(stderr, /^gomod-lint: go\.mod: may not be written \(EACCES\)\n/);
  });

  it("mends standard input on standard output, and reports on standard error", async () => {
    const { exit, stdout, stderr } = await gomodLint(["--fix", "-"], { stdin: twice });
    assert.equal(exit, 0);
    assert.equal(stdout, clean);
    assert.match(stderr, /^go\.mod fixed Remove the toolchain line/);
  });

  it("tells in JSON what was fixed", async () => {
    const { stdout } = await gomodLint(["--fix", "--format=json"], { files: { "/work/go.mod": twice } });
    const { fixed, findings, summary } = JSON.parse(stdout);
    assert.deepEqual(fixed, [{ file: "go.mod", rule: "toolchain-equals-go", title: "Remove the toolchain line" }]);
    assert.deepEqual([findings, summary.fixed], [[], 1]);
  });

  it("leaves a file alone that has nothing to fix", async () => {
    const { host } = await gomodLint(["--fix"], { files: { "/work/go.mod": clean } });
    assert.deepEqual(host.io.writes, []);
  });
});

describe("check --fix-dry-run", () => {
  it("reports what --fix would leave, and writes nothing", async () => {
    const dry = await gomodLint(["--fix-dry-run"], { files: conflict });
    assert.deepEqual([dry.exit, dry.host.io.writes], [0, []]);
    assert.equal(
      dry.stdout,
      "go.mod fix Require example.com/log v1.3.0 [require-below-selected]\nno findings in 1 file; 1 finding would be fixed\n",
    );
    const json = async (option: string) => JSON.parse((await gomodLint([option, "--format=json"], { files: conflict })).stdout);
    assert.deepEqual(await json("--fix-dry-run"), await json("--fix"));
  });

  it("reports on standard input, and takes no other way of writing", async () => {
    const { stdout, exit } = await gomodLint(["--fix-dry-run", "-"], {
      stdin: "module example.com/x\n\ngo 1.21\n\ntoolchain go1.21\n",
    });
    assert.deepEqual([exit, stdout.split("\n")[0]], [0, "go.mod fix Remove the toolchain line [toolchain-equals-go]"]);
    for (const other of ["--fix", "--diff", "--watch"])
      assert.equal((await gomodLint(["--fix-dry-run", other], { files: conflict })).exit, 2);
  });
});

describe("check --diff", () => {
  it("prints a patch, writes nothing, and exits with 1", async () => {
    const { exit, stdout, host } = await gomodLint(["--diff"], { files: conflict });
    assert.equal(exit, 1);
    assert.deepEqual(host.io.writes, []);
    assert.equal(
      stdout,
      [
        "--- a/go.mod",
        "+++ b/go.mod",
        "@@ -3,6 +3,6 @@",
        " go 1.21",
        " ",
        " require (",
        "-\texample.com/log v1.0.0",
        "+\texample.com/log v1.3.0",
        " \texample.com/web v1.4.0",
        " )",
        "",
      ].join("\n"),
    );
  });

  it("exits with 0 where nothing would change, whatever is left", async () => {
    const files = { "/work/go.mod": `${clean}\nreplace example.com/x => ../x\n` };
    const { exit, stdout } = await gomodLint(["--diff"], { files });
    assert.deepEqual([exit, stdout], [0, ""]);
  });
});
