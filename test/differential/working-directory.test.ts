import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import process from "node:process";
import { goMissing } from "../support/go-world.ts";
import { program, runCli } from "../support/spawn-cli.ts";

const programAndList = [program, "list", "--json"];

describe("differential: the name of the working directory", function () {
  this.timeout(60_000);
  let root: string;
  before(function () {
    if (goMissing() !== undefined || process.platform === "win32") this.skip(); // links need rights there
    root = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), "gomod-lint-cwd-")));
    for (const [name, text] of Object.entries({
      "real/deep/app/go.mod": "module example.com/app\n\ngo 1.21\n",
      "real/deep/app/sub/x.go": "package sub\n",
      "links/go.mod": "module example.com/links\n\ngo 1.21\n",
      "elsewhere/pkg/x.go": "package pkg\n",
    })) {
      fs.mkdirSync(dirname(join(root, name)), { recursive: true });
      fs.writeFileSync(join(root, name), text);
    }
    fs.symlinkSync(join(root, "real/deep/app"), join(root, "links/app"));
    fs.symlinkSync(join(root, "elsewhere/pkg"), join(root, "links/pkg"));
    fs.symlinkSync(join(root, "links"), join(root, "again"));
  });
  after(() => {
    if (root !== undefined) fs.rmSync(root, { recursive: true });
  });

  it("is what PWD says where that is true, and so is the module's", async () => {
    const directories = ["real/deep/app", "links/app", "links/app/sub", "links/pkg", "again/pkg", "again/app/sub", "again"];
    const wrong = ["links/app", "elsewhere", "real/deep/app", "no/such/place"];
    let logical = 0;
    for (const directory of directories) {
      const cwd = join(root, directory);
      const values = [cwd, undefined, "", "links/app", `${cwd}/.`, ...wrong.map((name) => join(root, name))];
      for (const pwd of values) {
        const env = { HOME: root, PATH: process.env["PATH"] ?? "", GOENV: "off", GOPROXY: "off", GOTOOLCHAIN: "local" };
        const settings = { ...env, ...(pwd === undefined ? {} : { PWD: pwd }) };
        const go = spawnSync("go", ["list", "-m", "-json"], { cwd, env: settings, encoding: "utf8" });
        // No PWD at all is told apart from the one of this process.
        const command = ["/usr/bin/env", ...(pwd === undefined ? ["-u", "PWD"] : [`PWD=${pwd}`]), process.execPath] as const;
        const ours = await runCli([...programAndList], { cwd, env, command: [...command] });
        const label = `${directory}, PWD=${pwd}: ${go.stderr}${ours.stderr}`;
        const place = (text: string): unknown => {
          const { Path, Dir, GoMod } = JSON.parse(text.slice(0, text.indexOf("\n}") + 2)) as Record<string, unknown>;
          return { Path, Dir, GoMod };
        };
        // Outside of any module the go command makes one up.
        if (go.status === 0 && go.stdout.includes("GoMod")) {
          assert.deepEqual(place(ours.stdout), place(go.stdout), label);
          if (ours.stdout.includes(join(root, "links"))) logical++;
        } else assert.notEqual(ours.code, 0, label);
      }
    }
    assert.ok(logical >= 7, String(logical));
  });

  it("is missed with a word where the directory is gone", () => {
    const line = `mkdir "$1/gone" && cd "$1/gone" && rmdir "$1/gone" && "$2" "$3" check`;
    const { status, stderr } = spawnSync("/bin/sh", ["-c", line, "sh", root, process.execPath, program], { encoding: "utf8" });
    assert.deepEqual([status, stderr.split("\n")[0]], [3, "gomod-lint: the working directory cannot be told (ENOENT)"]);
  });
});
