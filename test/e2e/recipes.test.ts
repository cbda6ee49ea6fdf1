import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { certificateFile } from "../support/module-proxy.ts";
import { nginxMissing, startNginx } from "../support/nginx.ts";
import { repository } from "../support/paths.ts";
import { canLoseNetwork, type Published, plainGo, published, put, treeOf } from "../support/published.ts";
import { type Machine, newMachine, recipesOf, runScript } from "../support/recipes.ts";
import { canMount } from "../support/sick-world.ts";

/** A program with a dependency that has dependencies. */
const app: Readonly<Record<string, string>> = {
  "go.mod": "module example.com/app\n\ngo 1.22\n\nrequire github.com/spf13/cobra v1.10.1\n",
  "main.go":
    'package main\n\nimport (\n\t"fmt"\n\n\t"github.com/spf13/cobra"\n)\n\nfunc main() {\n\tcmd := &cobra.Command{Use: "app", Run: func(*cobra.Command, []string) { fmt.Println("works") }}\n\tcmd.Execute()\n}\n',
  "main_test.go": 'package main\n\nimport "testing"\n\nfunc TestMain(t *testing.M) { t.Run() }\n',
};

describe("docs/recipes.md, as written", function () {
  this.timeout(180_000);
  const recipes = recipesOf(fs.readFileSync(join(repository, "docs/recipes.md"), "utf8"));
  let root = "";
  let given: Published;
  const at = (...names: string[]): string => join(root, ...names);

  before(function () {
    const found = canMount() && canLoseNetwork() ? published() : "this machine gives no namespaces (unshare)";
    if (typeof found === "string") {
      console.log(`      skipped: ${found}`);
      this.skip();
    }
    given = found;
    root = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), "gomod-lint-recipes-")));
    for (const [name, text] of Object.entries(app)) put(at("app", name), text);
    const env = {
      PATH: process.env["PATH"] ?? "",
      HOME: at("home"),
      ...plainGo,
      GOSUMDB: "off",
      GOPROXY: upstream(),
      GOMODCACHE: at("tidied"),
    };
    const tidied = spawnSync("go", ["mod", "tidy"], { cwd: at("app"), env, encoding: "utf8" });
    assert.equal(tidied.status, 0, tidied.stderr);
  });
  after(() => {
    if (root === "") return;
    spawnSync("chmod", ["-R", "u+w", root]);
    fs.rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  });

  /** What stands for the proxies of the world. */
  const upstream = (): string => pathToFileURL(join(given.moduleCache, "cache/download")).href;

  const start = (): Machine => {
    const machine = newMachine(fs.mkdtempSync(at("recipe-")));
    fs.cpSync(at("app"), join(machine.root, "app"), { recursive: true });
    return machine;
  };
  /** Each side of a recipe has a home, and so caches and settings, of its own; none is told anything but what the recipe says. */
  const run = (
    machine: Machine,
    script: string,
    words: readonly string[],
    env: Readonly<Record<string, string>> = {},
    cwd = join(machine.root, "app"),
  ): void => {
    const connected = words.includes("connected");
    const home = join(machine.root, connected ? "home-connected" : "home");
    put(join(home, ".config/go/telemetry/mode"), "off\n");
    const { code, output } = runScript(machine, script, {
      cwd,
      env: { HOME: home, GOCACHE: given.buildCache, CGO_ENABLED: "0", ...(connected ? { GOPROXY: upstream() } : {}), ...env },
      network: words.includes("gateway") ? "loopback" : "none",
      readOnly: words.includes("read-only"),
    });
    assert.equal(code, 0, `${script}\n${output}`);
  };
  const works = (program: string): void => assert.equal(spawnSync(program, { encoding: "utf8" }).stdout, "works\n");

  it("has only blocks that are run here", () => {
    const known = [
      "An image for virtual machines",
      "A Docker build without a network",
      "CI with a read-only mount",
      "A site behind an air gap",
      "A private proxy",
    ];
    assert.deepEqual([...recipes.keys()], known);
    for (const block of [...recipes.values()].flat())
      assert.ok(["sh", "dockerfile", "nginx"].includes(block.language), block.text);
  });

  for (const title of ["An image for virtual machines", "CI with a read-only mount", "A site behind an air gap"]) {
    it(title, () => {
      const machine = start();
      const blocks = recipes.get(title) ?? [];
      assert.ok(blocks.length >= 2);
      for (const { text, words } of blocks) run(machine, text, words);
      assert.ok(treeOf(machine.folders.srv).size > 10);
      if (title.startsWith("An image")) works(join(machine.folders.out, "app"));
    });
  }

  it("CI with a read-only mount: an old mirror ends the job and says what is missing", () => {
    const machine = start();
    const [fill, job] = recipes.get("CI with a read-only mount") ?? [];
    run(machine, fill?.text ?? "", fill?.words ?? []);
    fs.rmSync(join(machine.folders.srv, "goproxy/github.com/spf13/cobra"), { recursive: true });
    assert.throws(() => run(machine, job?.text ?? "", job?.words ?? []), /missing github\.com\/spf13\/cobra@v1\.10\.1 \.zip/);
  });

  it("A Docker build without a network: its steps, in a folder with nothing else", () => {
    const machine = start();
    const [fill, file] = recipes.get("A Docker build without a network") ?? [];
    run(machine, fill?.text ?? "", fill?.words ?? []);
    const context = join(machine.root, "app");
    // There is no Docker here. Its first stage: COPY from the context, ENV, and RUN without a network, in the order of the file.
    const [stage = ""] = (file?.text ?? "").split(/\n\n/);
    const inside = (path: string): string => join(machine.root, path.replace(/^\//, ""));
    let env: Record<string, string> = {};
    let cwd = "/";
    const seen: string[] = [];
    for (const line of stage.trim().split("\n")) {
      const [, word = "", rest = ""] = /^([A-Z]+) (.*)$/.exec(line) ?? [];
      seen.push(word);
      if (word === "ENV")
        env = { ...env, ...Object.fromEntries(rest.split(" ").map((pair) => pair.split(/=(.*)/s).slice(0, 2))) };
      else if (word === "WORKDIR") cwd = rest;
      else if (word === "COPY") {
        const names = rest.split(" ");
        const target = names.pop() ?? "";
        for (const name of names) {
          const many = names.length > 1 || name === ".";
          const to = target.startsWith("/") ? inside(target) : join(inside(cwd), target);
          fs.cpSync(join(context, name), many && name !== "." ? join(to, basename(name)) : to, { recursive: true });
        }
      } else if (word === "RUN") run(machine, rest, [], env, cwd);
      else assert.equal(word, "FROM");
    }
    assert.deepEqual(seen, ["FROM", "COPY", "ENV", "WORKDIR", "COPY", "RUN", "COPY", "RUN"]);
    works(join(machine.folders.out, "app"));
  });

  it("A private proxy: served by nginx, as configured", async function () {
    const missing = nginxMissing();
    if (missing !== undefined) {
      console.log(`      skipped: ${missing}`);
      this.skip();
    }
    const machine = start();
    const [configuration, fill, use] = recipes.get("A private proxy") ?? [];
    run(machine, fill?.text ?? "", fill?.words ?? []);
    put(join(machine.folders.srv, "goproxy.users"), "builder:{PLAIN}opensesame\n");
    const location = (configuration?.text ?? "").replaceAll("/srv/", `${machine.folders.srv}/`);
    const nginx = await startNginx(join(machine.root, "nginx"), "", location);
    try {
      // The one host of the document that cannot be had here.
      const script = (use?.text ?? "").replaceAll("modules.example.com", `localhost:${nginx.port}`);
      run(machine, script, use?.words ?? [], { SSL_CERT_FILE: certificateFile, NO_PROXY: "localhost", no_proxy: "localhost" });
      assert.deepEqual(treeOf(join(machine.root, "app/copy")), treeOf(join(machine.folders.srv, "goproxy")));
      assert.match(
        fs.readFileSync(join(machine.root, "app/graph.txt"), "utf8"),
        /^example\.com\/app github\.com\/spf13\/cobra@v1\.10\.1$/m,
      );
      assert.ok(
        nginx.log().every((line) => line.startsWith("200 ")),
        nginx.log().join("\n"),
      );
    } finally {
      await nginx.close();
    }
  });
});
