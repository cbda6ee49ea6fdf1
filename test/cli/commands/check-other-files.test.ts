import assert from "node:assert/strict";
import { gomodLint } from "../../support/cli.ts";

const files = {
  "/work/app/go.mod": "module example.com/app\n\ngo 1.21\n\ntoolchain go1.21\n",
  "/work/app/go.sum": "example.com/log v1.0.0/go.mod h1:abc=\nnot a line of three, is it\n",
};

describe("check of what stands in other files", () => {
  it("names the other file and shows its line", async () => {
    const { stdout, exit } = await gomodLint(["check", "app"], { files });
    assert.match(stdout, /^app\/go\.mod:5:11 error\[toolchain-equals-go\]/m);
    assert.match(stdout, /^app\/go\.sum:2:1 error\[sum-malformed\] .*\n {2}\|\n2 \| not a line of three, is it\n/m);
    assert.match(stdout, /^2 errors in 1 file/m);
    assert.equal(exit, 1);
  });

  it("has the place in formats for programs, too", async () => {
    assert.match(
      (await gomodLint(["--format", "concise", "app"], { files })).stdout,
      /^app\/go\.sum:2:1: error: .*\[sum-malformed\]$/m,
    );
    const { findings } = JSON.parse((await gomodLint(["--format", "json", "app"], { files })).stdout);
    assert.deepEqual(
      findings.map((f: { file: string; line: number; endColumn: number }) => [f.file, f.line, f.endColumn]),
      [
        ["app/go.mod", 5, 19 - 2],
        ["app/go.sum", 2, 27],
      ],
    );
  });

  it("leaves the other file alone when it mends", async () => {
    const { host, stdout } = await gomodLint(["--fix", "app"], { files });
    assert.deepEqual(host.io.writes, ["/work/app/go.mod"]);
    assert.match(stdout, /^app\/go\.sum:2:1 error/m);
    assert.equal((await gomodLint(["--diff", "app"], { files })).stdout.includes("go.sum"), false);
  });
});
