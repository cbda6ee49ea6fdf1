import assert from "node:assert/strict";
import { cached, conflict, gomodLint } from "../../support/cli.ts";

/** web and old want different versions of log; gone is in no source. */
const world = {
  "/work/go.mod": [
    "module example.com/app",
    "",
    "go 1.21",
    "",
    "require (",
    "\texample.com/log v1.3.0 // indirect",
    "\texample.com/old v0.1.0",
    "\texample.com/web v1.4.0",
    ")",
    "",
    "exclude example.com/log v1.2.0",
    "",
  ].join("\n"),
  ...cached({
    "example.com/log@v1.0.0": "module example.com/log\n\ngo 1.20\n",
    "example.com/log@v1.3.0": "module example.com/log\n\ngo 1.20\n",
    "example.com/old@v0.1.0": "module example.com/old\n\ngo 1.20\n\nrequire example.com/log v1.0.0\n",
    "example.com/old@v0.2.0": "module example.com/old\n\ngo 1.20\n\nrequire example.com/new v1.0.0\n",
    "example.com/new@v1.0.0": "module example.com/new\n\ngo 1.20\n",
    "example.com/web@v1.4.0": "module example.com/web\n\ngo 1.20\n\nrequire example.com/log v1.3.0\n",
  }),
};

const partial = {
  "/work/go.mod": "module example.com/app\n\ngo 1.16\n\nrequire example.com/web v1.4.0\n",
  ...cached({ "example.com/web@v1.4.0": "module example.com/web\n\ngo 1.16\n\nrequire example.com/gone v1.0.0\n" }),
};

describe("graph", () => {
  it("prints requirements as go mod graph does", async () => {
    const { exit, stdout } = await gomodLint(["graph"], { files: world });
    assert.equal(exit, 0);
    assert.equal(
      stdout,
      [
        "example.com/app example.com/log@v1.3.0",
        "example.com/app example.com/old@v0.1.0",
        "example.com/app example.com/web@v1.4.0",
        "example.com/app go@1.21",
        "example.com/old@v0.1.0 example.com/log@v1.0.0",
        "example.com/web@v1.4.0 example.com/log@v1.3.0",
        "go@1.21 toolchain@go1.21",
        "",
      ].join("\n"),
    );
  });

  it("finds the module from a directory within it, and from its file", async () => {
    const files = { ...world, "/work/cmd/deep/main.go": "" };
    const { stdout } = await gomodLint(["graph"], { files });
    assert.equal((await gomodLint(["graph", "cmd/deep"], { files })).stdout, stdout);
    assert.equal((await gomodLint(["graph", "../go.mod"], { files, cwd: "/work/cmd" })).stdout, stdout);
  });

  it("prints what there is of a partial graph, and names what is missing with its path", async () => {
    const { exit, stdout, stderr } = await gomodLint(["graph"], { files: partial });
    assert.equal(exit, 3);
    assert.equal(
      stdout,
      "example.com/app example.com/web@v1.4.0\nexample.com/app go@1.16\nexample.com/web@v1.4.0 example.com/gone@v1.0.0\n",
    );
    assert.match(stderr, /^gomod-lint: example\.com\/gone@v1\.0\.0: not in the module cache/);
    assert.match(stderr, /\n {2}required by example\.com\/app → example\.com\/web@v1\.4\.0\n/);
    assert.match(stderr, /the graph is incomplete: 1 go\.mod file could not be read\n/);
  });

  it("prints the graph of the workspace that go.work makes of its modules", async () => {
    const files = {
      "/work/go.work": "go 1.21\n\nuse (\n\t./a\n\t./b\n)\n",
      "/work/a/go.mod": "module example.com/a\n\ngo 1.20\n\nrequire example.com/b v1.0.0\n",
      "/work/b/go.mod": "module example.com/b\n\ngo 1.20\n",
      ...cached({ "example.com/b@v1.0.0": "module example.com/b\n" }),
    };
    const { exit, stdout } = await gomodLint(["graph"], { files });
    assert.deepEqual([exit, stdout], [0, "example.com/a example.com/b@v1.0.0\ngo@1.21 toolchain@go1.21\n"]);
    assert.equal((await gomodLint(["graph", "go.work"], { files })).stdout, stdout);
    assert.equal((await gomodLint(["graph", "a"], { files })).stdout, stdout);
    const alone = await gomodLint(["graph", "b/go.mod"], { files });
    assert.equal(alone.stdout, "example.com/b go@1.20\n");
  });

  it("fetches what is missing, unless it is told not to", async () => {
    const http = ({ url }: { readonly url: string }) =>
      url.endsWith("/example.com/gone/@v/v1.0.0.mod")
        ? { status: 200, headers: {}, body: Buffer.from("module example.com/gone\n") }
        : { status: 404, headers: {}, body: Buffer.from("not found") };
    const env = { GOPROXY: "https://proxy.example", GONOSUMDB: "*", GOFLAGS: "-insecure=0" };
    const fetched = await gomodLint(["graph"], { files: partial, env: { ...env, GOFLAGS: "" }, http });
    assert.deepEqual([fetched.exit, fetched.stderr], [0, ""]);
    assert.deepEqual(fetched.host.io.requests, ["https://proxy.example/example.com/gone/@v/v1.0.0.mod"]);
    const offline = await gomodLint(["graph", "--offline"], { files: partial, env: { ...env, GOFLAGS: "" }, http });
    assert.deepEqual([offline.exit, offline.host.io.requests], [3, []]);
  });

  it("is JSON for programs", async () => {
    const { modules, missing } = JSON.parse((await gomodLint(["graph", "--format=json"], { files: partial })).stdout);
    assert.deepEqual(modules[0], {
      path: "example.com/app",
      main: true,
      selected: true,
      go: "1.16",
      requires: ["example.com/web@v1.4.0", "go@1.16"],
    });
    assert.deepEqual(missing[0].path, ["example.com/app", "example.com/web@v1.4.0", "example.com/gone@v1.0.0"]);
    assert.equal(missing[0].reason, "proxy-off");
  });

  it("shows diamonds", async () => {
    const { stdout } = await gomodLint(["graph", "--diamonds"], { files: world });
    assert.equal(
      stdout,
      [
        "example.com/log v1.3.0 compatible",
        "  v1.3.0 is required by example.com/app and example.com/web@v1.4.0",
        "  v1.0.0 by example.com/old@v0.1.0",
        "",
        "1 module required at different versions: 1 compatible",
        "",
      ].join("\n"),
    );
    const { diamonds } = JSON.parse((await gomodLint(["graph", "--diamonds", "--format", "json"], { files: world })).stdout);
    assert.deepEqual(diamonds, [
      {
        path: "example.com/log",
        selected: "v1.3.0",
        risk: "compatible",
        drivers: ["example.com/app", "example.com/web@v1.4.0"],
        laggards: [{ module: "example.com/old@v0.1.0", requires: "v1.0.0", risk: "compatible" }],
      },
    ]);
  });

  it("says why a file cannot be used, and prints nothing", async () => {
    const damaged = await gomodLint(["graph"], { files: { "/work/go.mod": "module example.com/app\n\nrequir x\n" } });
    assert.deepEqual([damaged.exit, damaged.stdout], [3, ""]);
    assert.match(damaged.stderr, /^gomod-lint: \/work\/go\.mod:3: .*\n {2}gomod-lint check shows all/);
    const empty = await gomodLint(["graph"], { files: { "/work/go.mod": "" } });
    assert.deepEqual([empty.exit, empty.stdout], [3, ""]);
    assert.match(empty.stderr, /go\.mod has no module line/);
    const shut = await gomodLint(["graph", "go.mod"], {
      files: { "/work/go.mod": { fails: { failed: "denied", detail: "EACCES" } } },
    });
    assert.deepEqual([shut.exit, shut.stdout], [3, ""]);
    assert.match(shut.stderr, /may not be read/);
  });
});

describe("why", () => {
  it("tells who asks from the lines as they are, although builds have more than one of them says", async () => {
    const files = { ...world, "/work/go.mod": world["/work/go.mod"].replace("log v1.3.0 // indirect", "log v1.0.0 // indirect") };
    const { exit, stdout } = await gomodLint(["why", "example.com/log"], { files });
    assert.equal(exit, 0);
    assert.match(stdout, /v1\.3\.0 is forced by\n {2}example\.com\/web@v1\.4\.0\n/);
    assert.match(stdout, /required at lower versions by\n {2}v1\.0\.0 {2}example\.com\/app\n/);
    assert.doesNotMatch(stdout, /example\.com\/app → example\.com\/log@v1\.3\.0/);
  });

  it("says what is selected, who forces it, and who asked for less", async () => {
    const { exit, stdout } = await gomodLint(["why", "example.com/log"], { files: world });
    assert.equal(exit, 0);
    assert.equal(
      stdout,
      [
        "example.com/log@v1.3.0 is selected",
        "  excluded: v1.2.0",
        "  go.mod:6 names v1.3.0 (indirect)",
        "",
        "shortest paths",
        "  example.com/app → example.com/log@v1.3.0",
        "  example.com/app → example.com/web@v1.4.0 → example.com/log@v1.3.0",
        "",
        "v1.3.0 is forced by",
        "  example.com/app",
        "  example.com/web@v1.4.0",
        "",
        "required at lower versions by",
        "  v1.0.0  example.com/old@v0.1.0",
        "",
      ].join("\n"),
    );
  });

  it("says the same of one version", async () => {
    const { stdout } = await gomodLint(["why", "example.com/log@v1.0.0"], { files: world });
    assert.match(stdout, /^example\.com\/log@v1\.0\.0 is not selected: v1\.3\.0 is\n/);
    assert.match(stdout, /\nrequired by\n {2}example\.com\/old@v0\.1\.0\n$/);
  });

  it("says what a replacement does", async () => {
    const files = { ...world, "/work/go.mod": `${world["/work/go.mod"]}\nreplace example.com/web => example.com/old v0.1.0\n` };
    const { stdout } = await gomodLint(["why", "example.com/web"], { files });
    assert.match(stdout, /\n {2}replaced by example\.com\/old@v0\.1\.0\n/);
  });

  it("answers for go and for the main module", async () => {
    assert.match((await gomodLint(["why", "go"], { files: world })).stdout, /^go@1\.21 is selected\n {2}go\.mod:3 names 1\.21\n/);
    assert.match(
      (await gomodLint(["why", "example.com/app"], { files: world })).stdout,
      /^example\.com\/app is the main module\n/,
    );
  });

  it("suggests what may have been meant, and exits with 1", async () => {
    const hint = async (module: string) => {
      const { exit, stderr, stdout } = await gomodLint(["why", module], { files: world });
      assert.deepEqual([exit, stdout], [1, ""]);
      return stderr.split("\n")[1];
    };
    assert.equal(await hint("example.com/lug"), "  did you mean example.com/log?");
    assert.equal(await hint("example.com/log/slog"), "  did you mean example.com/log?");
    assert.equal(await hint("web"), "  did you mean example.com/web?");
    assert.equal(await hint("nothing.like/it"), "  gomod-lint graph lists all that is in it");
    assert.match((await hint("example.com/log@v9.0.0")) ?? "", /^ {2}versions in the graph: v1\.[03]\.0, v1\.[03]\.0$/);
  });

  it("exits with 3 where the graph is incomplete", async () => {
    assert.equal((await gomodLint(["why", "example.com/web"], { files: partial })).exit, 3);
    assert.equal((await gomodLint(["why", "example.com/other"], { files: partial })).exit, 3);
  });

  it("is JSON for programs", async () => {
    const answer = JSON.parse((await gomodLint(["why", "--format=json", "example.com/log"], { files: world })).stdout);
    assert.deepEqual(answer.requirements, [
      { module: "example.com/app", requires: "v1.3.0", selected: true },
      { module: "example.com/web@v1.4.0", requires: "v1.3.0", selected: true },
      { module: "example.com/old@v0.1.0", requires: "v1.0.0", selected: true },
    ]);
    assert.deepEqual(
      [answer.version, answer.selected, answer.own],
      ["v1.3.0", "v1.3.0", [{ file: "go.mod", line: 6, version: "v1.3.0", indirect: true }]],
    );
  });
});

describe("whatif", () => {
  it("lists what would change and writes nothing", async () => {
    const { exit, stdout, host } = await gomodLint(["whatif", "example.com/old@v0.2.0"], { files: world });
    assert.equal(exit, 0);
    assert.deepEqual(host.io.writes, []);
    assert.equal(
      stdout,
      [
        "added      example.com/new  v1.0.0",
        "upgraded   example.com/old  v0.1.0 → v0.2.0",
        "2 changes; nothing was written",
        "",
      ].join("\n"),
    );
  });

  it("drops with @none, and says when nothing would change", async () => {
    assert.match(
      (await gomodLint(["whatif", "example.com/old@none"], { files: world })).stdout,
      /^removed +example\.com\/old +v0\.1\.0\n1 change;/,
    );
    assert.equal((await gomodLint(["whatif", "example.com/log@v1.0.0"], { files: world })).stdout, "nothing would change\n");
  });

  it("says that a version is excluded", async () => {
    const { stdout } = await gomodLint(["whatif", "example.com/log@v1.2.0"], { files: world });
    assert.match(stdout, /^example\.com\/log@v1\.2\.0 is excluded by go\.mod/);
  });

  it("names what it cannot know, and exits with 3", async () => {
    const { exit, stderr } = await gomodLint(["whatif", "example.com/log@v1.9.0"], { files: world });
    assert.equal(exit, 3);
    assert.match(stderr, /^gomod-lint: example\.com\/log@v1\.9\.0: not in the module cache/);
  });

  it("is JSON for programs", async () => {
    const { stdout } = await gomodLint(["whatif", "--format=json", "example.com/old@v0.2.0"], { files: world });
    assert.deepEqual(JSON.parse(stdout).changes[0], { path: "example.com/new", before: null, after: "v1.0.0" });
  });
});

describe("rules and explain", () => {
  it("list every rule", async () => {
    const text = (await gomodLint(["rules"])).stdout;
    const { rules } = JSON.parse((await gomodLint(["rules", "--format=json"])).stdout);
    assert.ok(rules.length >= 13);
    for (const { id, group, severity, off, url } of rules) {
      assert.match(text, new RegExp(`^${id} +${group} +${off ? "off" : severity} `, "m"));
      assert.equal(url, `file:///package/rules/${id}.md`);
    }
  });

  it("show a rule's documentation", async () => {
    const files = {
      "/package/rules/syntax.md":
        "# syntax\n\nWhat **modfile.Parse**\nrejects.\n\n## Example\n\n```txtar\n-- go.mod --\nrequire (\n\ta v1\n```\n\n- [A link](https://go.dev/ref/mod)\n- [another](duplicate-require.md)\n  goes on\n\n| a | b |\n|---|---|\n| c | d |\n",
    };
    assert.equal(
      (await gomodLint(["explain", "syntax"], { files })).stdout,
      "SYNTAX\n\nWhat modfile.Parse rejects.\n\nExample\n\n    -- go.mod --\n    require (\n        a v1\n\n- A link <https://go.dev/ref/mod>\n- another goes on\n\n    a  b\n    c  d\n",
    );
    assert.equal((await gomodLint(["explain", "--markdown", "syntax"], { files })).stdout, files["/package/rules/syntax.md"]);
    assert.equal((await gomodLint(["explain", "syntax"], { files: {} })).exit, 3);
  });
});

describe("the example of the conflict", () => {
  it("is mended by what why explains", async () => {
    const { stdout } = await gomodLint(["why", "example.com/log"], { files: conflict });
    assert.match(stdout, /^example\.com\/log@v1\.3\.0 is selected\n {2}go\.mod:6 names v1\.0\.0\n/);
  });
});
