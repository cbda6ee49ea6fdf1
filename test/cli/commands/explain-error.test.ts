import assert from "node:assert/strict";
import { cached, gomodLint } from "../../support/cli.ts";

const missing =
  "go: example.com/log@v1.1.0: missing go.sum entry for go.mod file; to add it:\n\tgo mod download example.com/log\n";
const files = {
  "/work/tidy.log": missing,
  "/work/strange.log": `${missing}go: the moon is full\n`,
  "/work/quiet.log": "ok  \texample.com/app\t0.1s\n",
  "/work/app/go.mod": "module example.com/app\n\ngo 1.21\n\nrequire example.com/web v1.0.0\n",
  ...cached({
    "example.com/web@v1.0.0": "module example.com/web\n\ngo 1.21\n\nrequire example.com/log v1.1.0\n",
    "example.com/log@v1.1.0": "module example.com/log\n\ngo 1.21\n",
  }),
};

describe("gomod-lint explain-error", () => {
  it("explains a log, with the module that is there", async () => {
    const { exit, stdout, stderr } = await gomodLint(["doctor", "--explain-error", "tidy.log", "app"], { files });
    assert.deepEqual([exit, stderr], [0, ""]);
    assert.equal(
      stdout,
      `1: missing-go-mod-sum
  | go: example.com/log@v1.1.0: missing go.sum entry for go.mod file; to add it:
  |     go mod download example.com/log
  = means: go.sum has no hash of the go.mod of example.com/log@v1.1.0, which the module graph needs.
  = here: It is required by way of example.com/app → example.com/web@v1.0.0 → example.com/log@v1.1.0.
  = do: Add what go.sum lacks
      go mod tidy
  = do: Add this hash alone
      go mod download example.com/log
`,
    );
    assert.equal((await gomodLint(["-C", "app", "explain-error", "../tidy.log"], { files })).stdout, stdout);
    assert.equal((await gomodLint(["-C", "app", "explain-error"], { files, stdin: missing })).stdout, stdout);
  });

  it("explains it without a module, too", async () => {
    const { exit, stdout } = await gomodLint(["explain-error", "tidy.log"], { files });
    assert.equal(exit, 0);
    assert.doesNotMatch(stdout, /= here:/);
  });

  it("names what it does not know, and fails then", async () => {
    const { exit, stdout } = await gomodLint(["explain-error", "--format", "json", "strange.log"], { files });
    const { explained, unknown } = JSON.parse(stdout);
    assert.equal(exit, 1);
    assert.deepEqual(
      explained.map(({ id, line }: { id: string; line: number }) => [id, line]),
      [["missing-go-mod-sum", 1]],
    );
    assert.deepEqual(unknown, [{ text: "go: the moon is full", line: 3 }]);
  });

  it("says so where there is nothing to explain, or no file", async () => {
    assert.match((await gomodLint(["explain-error", "quiet.log"], { files })).stderr, /no message of the go command/);
    const { exit, stderr } = await gomodLint(["explain-error", "none.log"], { files });
    assert.equal(exit, 3);
    assert.match(stderr, /none\.log: no such file/);
    assert.equal((await gomodLint(["explain-error", "a", "b"], { files })).exit, 2);
  });
});
