import assert from "node:assert/strict";
import { gomodLint } from "../../support/cli.ts";

const messy = "module   example.com/app\ngo 1.21\nrequire (\n\texample.com/b v1.0.0\n\texample.com/a v1.0.0\n)\n";
const tidy = "module example.com/app\n\ngo 1.21\n\nrequire (\n\texample.com/a v1.0.0\n\texample.com/b v1.0.0\n)\n";
const broken = "module example.com/app\n\nrequire (\n";

describe("parse", () => {
  it("prints an object a line for each file", async () => {
    const { exit, stdout } = await gomodLint(["parse", "go.mod", "sub/go.work"], {
      files: { "/work/go.mod": "module example.com/app\n\ngo 1.21\n", "/work/sub/go.work": "go 1.21\n\nuse ./a\n" },
    });
    assert.equal(exit, 0);
    assert.deepEqual(stdout.split("\n"), [
      '{"File":"go.mod","Module":{"Path":"example.com/app"},"Go":"1.21","Require":null,"Exclude":null,"Replace":null,"Retract":null,"Tool":null,"Ignore":null}',
      '{"File":"sub/go.work","Go":"1.21","Use":[{"DiskPath":"./a"}],"Replace":null}',
      "",
    ]);
  });

  it("prints errors with their places, and exits with 1", async () => {
    const { exit, stdout } = await gomodLint(["parse", "go.mod", "ok.mod"], {
      files: { "/work/go.mod": broken, "/work/ok.mod": tidy },
    });
    const [first = "", second = ""] = stdout.split("\n");
    assert.equal(exit, 1);
    const { File, Errors } = JSON.parse(first);
    assert.deepEqual(
      [File, Errors.length, Object.keys(Errors[0]), Errors[0].Line],
      ["go.mod", 1, ["Line", "Column", "Message"], 4],
    );
    assert.equal(JSON.parse(second).File, "ok.mod");
  });

  it("reads the names of files from standard input or a file", async () => {
    const files = { "/work/a.mod": tidy, "/work/b c.mod": tidy, "/work/list": "a.mod\n" };
    const names = async (args: readonly string[], stdin = "") =>
      (await gomodLint(args, { files, stdin })).stdout.match(/(?<="File":")[^"]*/g);
    assert.deepEqual(await names(["parse", "--files-from", "-"], "a.mod\r\nb c.mod\n"), ["a.mod", "b c.mod"]);
    assert.deepEqual(await names(["parse", "--files-from=-"], "a.mod\0b c.mod\0"), ["a.mod", "b c.mod"]);
    assert.deepEqual(await names(["parse", "b c.mod", "--files-from", "list"]), ["b c.mod", "a.mod"]);
    const none = await gomodLint(["parse", "--files-from", "-"], { stdin: "" });
    assert.deepEqual([none.exit, none.stdout], [0, ""]);
  });

  it("reports what cannot be read, and reads on", async () => {
    const { exit, stdout, stderr } = await gomodLint(["parse", "gone.mod", "a.mod"], { files: { "/work/a.mod": tidy } });
    assert.equal(exit, 3);
    assert.match(stdout, /^\{"File":"a\.mod"/);
    assert.equal(stderr, "gomod-lint: gone.mod: no such file\n");
  });
});

describe("fmt", () => {
  it("rewrites files in place, and leaves formatted ones alone", async () => {
    const { exit, stdout, host } = await gomodLint(["fmt", "."], { files: { "/work/go.mod": messy, "/work/sub/go.mod": tidy } });
    assert.deepEqual([exit, stdout, host.readText("/work/go.mod"), host.io.writes], [0, "", tidy, ["/work/go.mod"]]);
  });

  it("shows or names what would change, and writes nothing", async () => {
    const files = { "/work/go.mod": messy, "/work/sub/go.mod": tidy };
    const check = await gomodLint(["fmt", "--check", "."], { files });
    assert.deepEqual([check.exit, check.stdout, check.host.io.writes], [1, "go.mod\n", []]);
    const diff = await gomodLint(["fmt", "-d", "."], { files });
    assert.deepEqual([diff.exit, diff.host.io.writes], [1, []]);
    assert.match(diff.stdout, /^--- a\/go\.mod\n\+\+\+ b\/go\.mod\n@@ -1,6 \+1,8 @@\n-module {3}example\.com\/app\n/);
    assert.equal((await gomodLint(["fmt", "--check", "sub"], { files })).exit, 0);
  });

  it("leaves a file with errors as it is, and says where they are", async () => {
    const { exit, stderr, host } = await gomodLint(["fmt", "go.mod", "b.mod"], {
      files: { "/work/go.mod": broken, "/work/b.mod": messy },
    });
    assert.deepEqual([exit, host.readText("/work/go.mod"), host.readText("/work/b.mod")], [1, broken, tidy]);
    assert.match(stderr, /^gomod-lint: go\.mod:4:1: .*\ngomod-lint: go\.mod stays as it is\n$/);
  });

  it("pipes standard input through, also where it cannot be formatted", async () => {
    assert.deepEqual((({ exit, stdout }) => [exit, stdout])(await gomodLint(["fmt", "-"], { stdin: messy })), [0, tidy]);
    assert.deepEqual((({ exit, stdout }) => [exit, stdout])(await gomodLint(["fmt", "-"], { stdin: broken })), [1, broken]);
    const work = await gomodLint(["fmt", "--stdin-filename=go.work", "-"], { stdin: "go 1.21\nuse ./b\nuse ./a\n" });
    assert.equal(work.stdout, "go 1.21\n\nuse ./b\n\nuse ./a\n");
  });

  it("reports a file that may not be written", async () => {
    const { exit, stderr, host } = await gomodLint(["fmt", "go.mod"], {
      files: { "/work/go.mod": { text: messy, mode: 0o444 } },
    });
    assert.deepEqual([exit, host.readText("/work/go.mod")], [3, messy]);
    assert.match(stderr, /go\.mod: may not be written/);
  });
});
