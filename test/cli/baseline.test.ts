import assert from "node:assert/strict";
import { cached, conflict, gomodLint } from "../support/cli.ts";

const path = "/work/.gomod-lint-baseline.json";
const twice = "module example.com/app\n\ngo 1.21\n\ntoolchain go1.21\n";
const files = { ...conflict, "/work/a/go.mod": twice, "/work/b/go.mod": "module example.com/b\n" };
const entries = (text: unknown): readonly Record<string, unknown>[] => JSON.parse(text as string).findings;

describe("a baseline", () => {
  it("is written with a line for each finding, without line numbers and versions to go by, and lets all of it pass", async () => {
    const written = await gomodLint(["--write-baseline"], { files });
    assert.deepEqual(
      [written.exit, written.stdout, written.stderr],
      [0, ".gomod-lint-baseline.json: 3 known findings in 3 files\n", ""],
    );
    const text = written.host.readText(path) as string;
    assert.deepEqual(
      entries(text).map(({ file, rule }) => `${file} ${rule}`),
      ["a/go.mod toolchain-equals-go", "b/go.mod go-directive-missing", "go.mod require-below-selected"],
    );
    assert.equal(text.split("\n").length, 9);
    assert.doesNotMatch(text, /"(?:line|column)"/);
    const checked = await gomodLint(["--baseline=.gomod-lint-baseline.json"], { host: written.host });
    assert.deepEqual([checked.exit, checked.stdout, checked.stderr], [0, "no findings in 3 files\n", ""]);
    assert.equal((await gomodLint([], { host: written.host })).exit, 1);
  });

  it("keeps knowing a finding whose line moves and whose versions change, and finds what is new", async () => {
    const { host } = await gomodLint(["--write-baseline"], { files });
    for (const [at, node] of Object.entries(cached({ "example.com/log@v1.2.0": "module example.com/log\n\ngo 1.21\n" })))
      host.set(at, node);
    host.set(
      "/work/go.mod",
      conflict["/work/go.mod"]?.replace("require (", "// new\nrequire (").replace("log v1.0.0", "log v1.2.0") ?? "",
    );
    assert.equal((await gomodLint(["--baseline", path], { host })).exit, 0);
    host.set("/work/a/go.mod", `${twice}\nreplace example.com/x => ../x\n`);
    const { exit, stdout } = await gomodLint(["--baseline", path, "--format=concise"], { host });
    assert.equal(exit, 1);
    assert.match(stdout, /^a\/go\.mod:7:9: warning: .*\[replace-without-require\]\n$/);
  });

  it("counts findings that are alike", async () => {
    const line = "require example.com/log v1.0.0\n";
    const of = (count: number) => ({ "/work/go.mod": `module example.com/app\n\ngo 1.21\n\n${line.repeat(count)}` });
    const select = "--select=duplicate-require";
    const { host } = await gomodLint(["--write-baseline", select], { files: of(3) });
    assert.equal(entries(host.readText(path))[0]?.["count"], 2);
    assert.equal((await gomodLint(["--baseline", path, select], { host })).exit, 0);
    host.set("/work/go.mod", of(5)["/work/go.mod"]);
    const more = await gomodLint(["--baseline", path, select, "--format=jsonl"], { host });
    assert.equal(more.stdout.trimEnd().split("\n").length, 2);
  });

  it("says which entries match nothing any more, where their rule ran", async () => {
    const { host } = await gomodLint(["--write-baseline"], { files });
    host.set("/work/a/go.mod", twice.replace("toolchain go1.21\n", ""));
    const { exit, stdout } = await gomodLint(["--baseline", path], { host });
    assert.equal(exit, 0);
    assert.match(
      stdout,
      /^note .*baseline\.json: an entry matches nothing any more: toolchain-equals-go in a\/go\.mod\n {2}--write-baseline/,
    );
    const concise = await gomodLint(["--baseline", path, "--format=concise"], { host });
    assert.match(concise.stderr, /^gomod-lint: .*an entry matches nothing any more/);
    assert.doesNotMatch((await gomodLint(["--baseline", path, "b"], { host })).stdout, /matches nothing/);
    assert.doesNotMatch((await gomodLint(["--baseline", path, "--ignore=toolchain"], { host })).stdout, /matches nothing/);
    host.set("/cache/cache/download/example.com/web/@v/v1.4.0.mod", { fails: { failed: "denied", detail: "EACCES" } });
    const partial = await gomodLint(["--baseline", path, "go.mod"], { host });
    assert.doesNotMatch(partial.stdout, /matches? nothing/); // on half a graph nothing follows from silence
  });

  it("is written anew for the files that are checked, and keeps the entries of others that are still there", async () => {
    const { host } = await gomodLint(["--write-baseline"], { files });
    host.set("/work/a/go.mod", twice.replace("toolchain go1.21\n", ""));
    host.remove("/work/b/go.mod");
    const { stdout } = await gomodLint(["--write-baseline", "a"], { host });
    assert.equal(stdout, ".gomod-lint-baseline.json: 1 known finding in 1 file\n");
    assert.deepEqual(
      entries(host.readText(path)).map(({ file }) => file),
      ["go.mod"],
    );
  });

  it("names files as its own folder sees them", async () => {
    const { host } = await gomodLint(["-C", "/work/a", "--write-baseline", "--baseline=../known.json", "/work/b", "."], {
      files,
    });
    assert.deepEqual(
      entries(host.readText("/work/known.json")).map(({ file }) => file),
      ["a/go.mod", "b/go.mod"],
    );
    assert.equal((await gomodLint(["-C", "/work/b", "--baseline=/work/known.json"], { host })).exit, 0);
  });

  it("takes the level of the run: what is not shown is not written", async () => {
    const remark = { "/work/go.mod": "module example.com/app\n\ngo 1.21\n\nretract v1.0.0\n" };
    assert.match((await gomodLint(["--write-baseline"], { files: remark })).stdout, /: 0 known findings in 0 files/);
    const { host } = await gomodLint(["--write-baseline", "--level=info"], { files: remark });
    assert.equal(entries(host.readText(path)).length, 1);
    assert.equal((await gomodLint(["--baseline", path], { host })).stdout, "no findings in 1 file\n"); // and no word of entries without match
  });

  it("keeps known findings as they are under --fix", async () => {
    const { host } = await gomodLint(["--write-baseline"], { files });
    const { exit } = await gomodLint(["--baseline", path, "--fix"], { host });
    assert.deepEqual([exit, host.readText("/work/a/go.mod")], [0, twice]);
  });

  it("that makes no sense, or is not there, is named, and nothing is checked or written", async () => {
    for (const [text, expected] of [
      [undefined, /--baseline known\.json: no such file\n {2}gomod-lint --baseline known\.json --write-baseline writes one\n/],
      ["{", /--baseline known\.json is not JSON: /],
      ["[]", /is no baseline: its version is undefined/],
      ['{"version": 2, "findings": []}', /is of a later gomod-lint: its version is 2/],
      ['{"version": 1}', /entry 1 of findings is not one/],
      [
        '{"version": 1, "findings": [{"file": "a", "rule": "b", "fingerprint": "c"}, {"file": 1}]}',
        /entry 2 of findings is not one/,
      ],
      [
        '{"version": 1, "findings": [{"file": "a", "rule": "b", "fingerprint": "c", "count": 0}]}',
        /entry 1 of findings is not one/,
      ],
    ] as const) {
      const given = { ...files, ...(text === undefined ? {} : { "/work/known.json": text }) };
      const { exit, stdout, stderr } = await gomodLint(["--baseline=known.json"], { files: given });
      assert.deepEqual([exit, stdout], [2, ""]);
      assert.match(stderr, expected);
      if (text === undefined) continue;
      const written = await gomodLint(["--baseline=known.json", "--write-baseline"], { files: given });
      assert.deepEqual([written.exit, written.host.io.writes], [2, []]);
    }
  });

  it("that cannot be written gives exit 3", async () => {
    const { exit, stdout, stderr } = await gomodLint(["--write-baseline"], {
      files: { ...files, [path]: { text: '{"version":1,"findings":[]}', mode: 0o444 } },
    });
    assert.deepEqual([exit, stdout], [3, ""]);
    assert.match(stderr, /^gomod-lint: \.gomod-lint-baseline\.json: may not be written \(EACCES\)\n/);
  });
});
