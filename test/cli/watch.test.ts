import assert from "node:assert/strict";
import { gomodLint } from "../support/cli.ts";
import type { MemoryHost, MemoryNode } from "../support/memory-host.ts";

const twice = "module example.com/app\n\ngo 1.21\n\ntoolchain go1.21\n";
const clean = "module example.com/app\n\ngo 1.21\n";

/** A change of the disk, or several; the last one ends the run. */
type Step = (host: MemoryHost) => void;

interface Round {
  readonly stdout: string;
  readonly stderr: string;
  /** files of /work that were read in it, in order */
  readonly reads: readonly string[];
}

/** Runs with --watch: after each round and an idle look, the next step. */
async function rounds(
  files: Readonly<Record<string, MemoryNode>>,
  args: readonly string[],
  ...steps: readonly Step[]
): Promise<readonly Round[]> {
  const done: Round[] = [];
  let before = { stdout: "", stderr: "" };
  const left = [...steps];
  let pauses = 0;
  const onPause = (written: { stdout: string; stderr: string }, host: MemoryHost): undefined | "gone" => {
    assert.ok(++pauses < 50, "a step was not noticed");
    const [stdout, stderr] = [written.stdout.slice(before.stdout.length), written.stderr.slice(before.stderr.length)];
    if (stderr === "") return left.length === 0 && done.length === steps.length ? "gone" : undefined; // settling
    before = { ...written };
    done.push({ stdout, stderr, reads: [...new Set(host.io.reads)].filter((path) => path.startsWith("/work/")) });
    host.io.reads.length = 0;
    left.shift()?.(host);
    return left.length === 0 && done.length === steps.length ? "gone" : undefined;
  };
  const { stdout, stderr } = await gomodLint(["--watch", "--format=concise", ...args], { files, onPause });
  done.push({ stdout: stdout.slice(before.stdout.length), stderr: stderr.slice(before.stderr.length), reads: [] });
  return done;
}

describe("check --watch", () => {
  it("checks again what has changed, reads only that, and reports everything", async () => {
    const files = { "/work/a/go.mod": twice, "/work/b/go.mod": clean, "/work/c/go.mod": twice };
    const [first, second, third] = await rounds(
      files,
      [],
      (host) => host.set("/work/a/go.mod", clean),
      (host) => host.set("/work/b/go.mod", twice),
      (host) => host.set("/work/c/go.mod", clean),
    );
    const places = (round: Round | undefined): string[] => round?.stdout.match(/^[^:]+/gm) ?? [];
    assert.deepEqual(places(first), ["a/go.mod", "c/go.mod"]);
    assert.equal(first?.stderr, "gomod-lint: watching 3 files; Ctrl-C ends it\n");
    assert.deepEqual(places(second), ["c/go.mod"]);
    assert.deepEqual(
      second?.reads.filter((path) => path.endsWith(".mod")),
      ["/work/a/go.mod"],
    );
    assert.deepEqual(places(third), ["b/go.mod", "c/go.mod"]);
    assert.deepEqual(
      third?.reads.filter((path) => path.endsWith(".mod")),
      ["/work/b/go.mod"],
    );
  });

  it("notices what a module depends on: replacement directories, go.sum, modules.txt, go.work's modules", async () => {
    const app = `${clean}\nrequire example.com/lib v1.0.0\n\nreplace example.com/lib => ./lib\n`;
    const lib = "module example.com/lib\n\ngo 1.21\n";
    const [first, gone, back, sum, vendored, work] = await rounds(
      { "/work/app/go.mod": app, "/work/app/lib/go.mod": lib, "/work/go.work": "go 1.21\n\nuse ./app\n" },
      [],
      (host) => host.remove("/work/app/lib/go.mod"),
      (host) => host.set("/work/app/lib/go.mod", lib),
      (host) => host.set("/work/app/go.sum", "nonsense\n"),
      (host) => host.set("/work/app/vendor/modules.txt", "# example.com/other v1.0.0\n"),
      (host) => host.set("/work/app/go.mod", app.replace("go 1.21", "go 1.22")),
      (host) => host.set("/work/app/go.mod", app),
    );
    assert.equal(first?.stdout, "");
    assert.match(gone?.stdout ?? "", /^app\/go\.mod:7:9: error: .*\[replace-target-missing\]$/m);
    assert.equal(back?.stdout, "");
    assert.match(sum?.stdout ?? "", /^app\/go\.sum:1:1: error: .*\[sum-malformed\]$/m);
    assert.match(vendored?.stdout ?? "", /\[inconsistent-vendoring\]$/m);
    assert.match(work?.stdout ?? "", /^go\.work:1:4: error: .*\[work-go-too-low\]$/m);
  });

  it("finds modules that appear, and forgets those that go", async () => {
    const [, more, less] = await rounds(
      { "/work/a/go.mod": clean },
      [],
      (host) => host.set("/work/deep/down/go.mod", twice),
      (host) => host.remove("/work/deep/down/go.mod"),
      (host) => host.set("/work/a/go.mod", twice),
    );
    assert.match(more?.stdout ?? "", /^deep\/down\/go\.mod:5:11: error/);
    assert.equal(more?.stderr, "gomod-lint: watching 2 files; Ctrl-C ends it\n");
    assert.equal(more?.reads.includes("/work/a/go.mod"), false);
    assert.deepEqual([less?.stdout, less?.stderr], ["", "gomod-lint: watching 1 file; Ctrl-C ends it\n"]);
  });

  it("says nothing when files come and go that mean nothing", async () => {
    const [, next] = await rounds({ "/work/go.mod": twice, "/work/.git/HEAD": "" }, [], (host) => {
      host.set("/work/main.go", "package main\n");
      host.set("/work/.git/index.lock", "");
      let waits = 0;
      const { stat } = host;
      // The first look at the folder sees the new file; the module's file changes some looks later.
      host.stat = (path) => {
        if (path === "/work/go.mod" && ++waits === 6) host.set("/work/go.mod", clean);
        return stat(path);
      };
    });
    assert.equal(next?.stdout, "");
  });

  it("notices a module that has come into the module cache", async () => {
    const files = { "/work/go.mod": `${clean}\nrequire example.com/lib v1.0.0\n` };
    const module = "/cache/cache/download/example.com/lib/@v/v1.0.0.mod";
    const [first, second] = await rounds(
      files,
      ["--offline"],
      (host) => host.set(module, "module example.com/lib\n\ngo 1.21\n"),
      (host) => host.set("/work/go.mod", twice),
    );
    assert.match(first?.stderr ?? "", /the module graph is incomplete/);
    assert.equal(second?.stderr, "gomod-lint: watching 1 file; Ctrl-C ends it\n");
  });

  it("obeys a configuration that appears, is wrong, and is mended", async () => {
    const [first, off, wrong, mended] = await rounds(
      { "/work/go.mod": twice },
      [],
      (host) => host.set("/work/.gomod-lint.yaml", "ignore: [toolchain]\n"),
      (host) => host.set("/work/.gomod-lint.yaml", "ingore: [toolchain]\n"),
      (host) => host.set("/work/.gomod-lint.yaml", "severity: { toolchain: warning }\n"),
      (host) => host.remove("/work/.gomod-lint.yaml"),
    );
    assert.match(first?.stdout ?? "", /: error: /);
    assert.equal(off?.stdout, "");
    assert.match(wrong?.stderr ?? "", /^gomod-lint: \.gomod-lint\.yaml:1:1: unknown key "ingore"/);
    assert.match(mended?.stdout ?? "", /: warning: /);
  });

  it("keeps a baseline, and says each time what it no longer needs", async () => {
    const files = { "/work/a/go.mod": twice, "/work/b/go.mod": twice };
    const { host } = await gomodLint(["--write-baseline"], { files });
    const baseline = host.readText("/work/.gomod-lint-baseline.json");
    assert.ok(typeof baseline === "string");
    const args = ["--baseline=.gomod-lint-baseline.json"];
    const [first, second] = await rounds(
      { ...files, "/work/.gomod-lint-baseline.json": baseline },
      args,
      (disk) => disk.set("/work/a/go.mod", clean),
      (disk) => disk.set("/work/b/go.mod", clean),
    );
    assert.equal(first?.stdout, "");
    assert.match(second?.stderr ?? "", /an entry matches nothing any more: toolchain-equals-go in a\/go\.mod/);
  });

  it("writes the other reports anew each time", async () => {
    const findings = (host: MemoryHost): number => JSON.parse(String(host.readText("/work/report.json"))).findings.length;
    const counts: number[] = [];
    await rounds(
      { "/work/go.mod": twice },
      ["--output=json=report.json"],
      (host) => {
        counts.push(findings(host));
        host.set("/work/go.mod", clean);
      },
      (host) => {
        counts.push(findings(host));
        host.set("/work/go.mod", twice);
      },
    );
    assert.deepEqual(counts, [1, 0]);
  });

  it("clears a terminal before each report, and nothing else", async () => {
    let paused = 0;
    const { stdout } = await gomodLint(["--watch", "--no-color"], {
      files: { "/work/go.mod": twice },
      terminal: true,
      onPause(_, host) {
        host.set("/work/go.mod", clean);
        return ++paused > 1 ? "gone" : undefined;
      },
    });
    assert.deepEqual(
      stdout.split("\u001B[2J\u001B[3J\u001B[H").map((text) => text.split(" ", 2).join(" ")),
      ["", "go.mod:5:11 error[toolchain-equals-go]", "no findings"],
    );
  });

  it("ends at once where there is nothing to check, and refuses what it cannot watch", async () => {
    const nothing = await gomodLint(["--watch", "gone"], { files: { "/work/go.mod": clean } });
    assert.deepEqual([nothing.exit, nothing.stdout], [2, ""]);
    for (const [option, stdin] of [
      ["--fix"],
      ["--diff"],
      ["--add-ignores"],
      ["--write-baseline"],
      ["--timings"],
      ["-", ""],
    ] as const) {
      const { exit, stderr } = await gomodLint(["--watch", option], {
        files: { "/work/go.mod": clean },
        ...(stdin === undefined ? {} : { stdin }),
      });
      assert.deepEqual([exit, /^gomod-lint: --watch /.test(stderr)], [2, true], option);
    }
  });
});
