import assert from "node:assert/strict";
import { cached, conflict, gomodLint, type Surroundings } from "../../support/cli.ts";

const list = (surroundings: Surroundings, ...args: string[]): ReturnType<typeof gomodLint> =>
  gomodLint(["list", ...args], surroundings);

const hash = (letter: string): string => `h1:${letter.repeat(43)}=`;

/** A module with replacements of both kinds; old is pruned out, dir has no go line. */
const world: Readonly<Record<string, string>> = {
  "/work/go.mod": [
    "module example.com/app",
    "",
    "go 1.21",
    "",
    "require (",
    "\texample.com/dir v0.0.0",
    "\texample.com/log v1.3.0 // indirect",
    "\texample.com/web v1.4.0",
    ")",
    "",
    "replace example.com/dir => ./near/dir",
    "",
    "replace example.com/log v1.3.0 => example.com/fork v1.3.1",
    "",
  ].join("\n"),
  "/work/go.sum": [
    `example.com/fork v1.3.1 ${hash("a")}`,
    `example.com/fork v1.3.1/go.mod ${hash("b")}`,
    `example.com/web v1.4.0/go.mod ${hash("c")}`,
    `example.com/web v1.4.0 ${hash("d")}`,
    `example.com/web v1.4.0 ${hash("e")}`,
    "",
  ].join("\n"),
  "/work/near/dir/go.mod": "module example.com/dir\n",
  ...cached({
    "example.com/fork@v1.3.1": "module example.com/log\n\ngo 1.19\n",
    "example.com/web@v1.4.0": "module example.com/web\n\ngo 1.20\n\nrequire example.com/old v1.0.0\n",
    "example.com/old@v1.0.0": "module example.com/old\n\ngo 1.11\n",
  }),
  "/cache/cache/download/example.com/web/@v/v1.4.0.info": '{"Version":"v1.4.0","Time":"2024-05-06T07:08:09.500Z"}',
  "/cache/cache/download/example.com/fork/@v/v1.3.1.info": '{"Version":"v1.3.1"}',
  "/cache/example.com/fork@v1.3.1/log.go": "package log\n",
  "/cache/cache/download/example.com/fork/@v/v1.3.1.ziphash": hash("a"),
  "/cache/example.com/web@v1.4.0/web.go": "package web\n",
};

const partial: Readonly<Record<string, string>> = {
  "/work/go.mod": "module example.com/app\n\ngo 1.16\n\nrequire example.com/web v1.4.0\n",
  ...cached({ "example.com/web@v1.4.0": "module example.com/web\n\ngo 1.16\n\nrequire example.com/gone v1.0.0\n" }),
};

const vendored: Readonly<Record<string, string>> = {
  "/work/go.mod": [
    "module example.com/app",
    "",
    "go 1.16",
    "",
    "require example.com/web v1.4.0",
    "",
    "replace example.com/log => ./log",
    "",
  ].join("\n"),
  "/work/vendor/modules.txt": [
    "# example.com/log v1.3.0 => ./log",
    "## go 1.19",
    "example.com/log",
    "# example.com/web v1.4.0",
    "## explicit; go 1.20",
    "example.com/web",
    "# example.com/log => ./log",
    "",
  ].join("\n"),
};

describe("list", () => {
  it("prints modules, versions and replacements, the main module first", async () => {
    const { exit, stdout, stderr } = await list({ files: world });
    assert.deepEqual([exit, stderr], [0, ""]);
    assert.equal(
      stdout,
      [
        "example.com/app",
        "example.com/dir v0.0.0 => ./near/dir",
        "example.com/log v1.3.0 => example.com/fork v1.3.1",
        "example.com/old v1.0.0",
        "example.com/web v1.4.0",
        "",
      ].join("\n"),
    );
  });

  it("describes them as JSON: what the module cache and go.sum know", async () => {
    const { exit, stdout } = await list({ files: world }, "--json");
    assert.equal(exit, 0);
    assert.match(stdout, /^\{\n\t"Path": "example\.com\/app",\n\t"Main": true,\n/);
    const modules = stdout.split(/(?<=^}\n)/m).map((text) => JSON.parse(text));
    const mod = (path: string, version: string): string => `/cache/cache/download/example.com/${path}/@v/${version}.mod`;
    assert.deepEqual(modules, [
      { Path: "example.com/app", Main: true, Dir: "/work", GoMod: "/work/go.mod", GoVersion: "1.21" },
      {
        Path: "example.com/dir",
        Version: "v0.0.0",
        Replace: { Path: "./near/dir", Dir: "/work/near/dir", GoMod: "/work/near/dir/go.mod" },
        Dir: "/work/near/dir",
        GoMod: "/work/near/dir/go.mod",
      },
      {
        Path: "example.com/log",
        Version: "v1.3.0",
        Replace: {
          Path: "example.com/fork",
          Version: "v1.3.1",
          Time: "0001-01-01T00:00:00Z",
          Dir: "/cache/example.com/fork@v1.3.1",
          GoMod: mod("fork", "v1.3.1"),
          GoVersion: "1.19",
          Sum: hash("a"),
          GoModSum: hash("b"),
        },
        Indirect: true,
        Dir: "/cache/example.com/fork@v1.3.1",
        GoMod: mod("fork", "v1.3.1"),
        GoVersion: "1.19",
      },
      // go.sum has nothing of it, so that the go command would not read its go.mod.
      { Path: "example.com/old", Version: "v1.0.0", Indirect: true },
      {
        Path: "example.com/web",
        Version: "v1.4.0",
        Time: "2024-05-06T07:08:09.5Z",
        GoMod: mod("web", "v1.4.0"),
        GoVersion: "1.20",
        GoModSum: hash("c"),
      },
    ]);
    const allowed = await list({ files: world, env: { GOFLAGS: "-mod=mod" } }, "--json");
    assert.match(allowed.stdout, /"Path": "example\.com\/old",[^{]*"GoVersion": "1\.11"/);
  });

  it("takes go.sum for no condition where it lacks what the graph needs", async () => {
    const { stdout } = await list({ files: { ...world, "/work/go.sum": "" } }, "--json");
    assert.match(stdout, /"Path": "example\.com\/old",[^{]*"GoVersion": "1\.11"/);
    assert.doesNotMatch(stdout, /Sum/);
  });

  it("gives a pseudo-version without .info the time that it carries, and no time to what has a broken one", async () => {
    const version = "v0.0.0-20210102030405-0123456789ab";
    const files = {
      "/work/go.mod": `module example.com/app\n\ngo 1.21\n\nrequire (\n\texample.com/a ${version}\n\texample.com/b v1.0.0\n)\n`,
      ...cached({ [`example.com/a@${version}`]: "module example.com/a\n", "example.com/b@v1.0.0": "module example.com/b\n" }),
      "/cache/cache/download/example.com/b/@v/v1.0.0.info": "{",
    };
    const { stdout } = await list({ files }, "--json");
    assert.deepEqual(stdout.match(/"Time": .*/g), ['"Time": "2021-01-02T03:04:05Z",']);
  });

  it("prints what the go command would select after its update, and names the lines", async () => {
    const { exit, stdout, stderr } = await list({ files: conflict });
    assert.equal(exit, 1);
    assert.equal(stdout, "example.com/app\nexample.com/log v1.3.0\nexample.com/web v1.4.0\n");
    assert.equal(
      stderr,
      "gomod-lint: go.mod needs updates, which the list takes for done: line 6: example.com/log v1.0.0 → v1.3.0\n" +
        "  to write them: gomod-lint check --fix, or go mod tidy\n",
    );
    const allowed = await list({ files: conflict, env: { GOFLAGS: "-mod=mod" } });
    assert.deepEqual([allowed.exit, allowed.stdout], [0, stdout]);
    assert.match(allowed.stderr, /nothing was written/);
    assert.deepEqual(allowed.host.io.writes, []);
    assert.match((await list({ files: conflict }, "--json")).stdout, /"Version": "v1\.3\.0"/);
  });

  it("names three updates at most, of every kind", async () => {
    const files = {
      ...conflict,
      "/work/go.mod": [
        "module example.com/app",
        "go 1.20",
        "toolchain go1.20",
        "require example.com/app v1.0.0",
        "require example.com/log v1.0.0",
        "require example.com/log v1.3.0",
        "require example.com/new v1.0.0",
        "",
      ].join("\n"),
      ...cached({
        "example.com/app@v1.0.0": "module example.com/app\n\ngo 1.20\n",
        "example.com/new@v1.0.0": "module example.com/new\n\ngo 1.22\n",
      }),
    };
    const { exit, stderr } = await list({ files });
    assert.equal(exit, 1);
    assert.match(
      stderr,
      /: line 2: go 1\.20 → 1\.22, line 3: drop toolchain go1\.20, line 4: drop example\.com\/app v1\.0\.0, and 1 more\n/,
    );
  });

  it("prints what is known of a partial graph, and names what is missing with its path", async () => {
    const { exit, stdout, stderr } = await list({ files: partial });
    assert.equal(exit, 3);
    assert.equal(stdout, "example.com/app\nexample.com/gone v1.0.0\nexample.com/web v1.4.0\n");
    assert.match(stderr, /^gomod-lint: example\.com\/gone@v1\.0\.0: not in the module cache/);
    assert.match(stderr, /\n {2}required by example\.com\/app → example\.com\/web@v1\.4\.0\n/);
    const json = await list({ files: partial }, "--json");
    assert.equal(json.exit, 3);
    const gone = JSON.parse(json.stdout.split(/(?<=^}\n)/m)[1] ?? "");
    assert.match(gone.Error.Err, /not in the module cache/);
  });

  it("does without the lower of two requirements, which the go command does not read", async () => {
    const { "/cache/cache/download/example.com/log/@v/v1.0.0.mod": _, ...rest } = conflict;
    const files = { ...rest, "/work/go.mod": `${conflict["/work/go.mod"]}\nrequire example.com/log v1.3.0\n` };
    const { exit, stdout } = await list({ files });
    assert.deepEqual([exit, stdout], [1, "example.com/app\nexample.com/log v1.3.0\nexample.com/web v1.4.0\n"]);
  });

  it("answers from vendor/modules.txt where go.mod files are in no source, and says so", async () => {
    const { exit, stdout, stderr } = await list({ files: vendored });
    assert.equal(exit, 3);
    assert.equal(stdout, "example.com/app\nexample.com/log v1.3.0 => ./log\nexample.com/web v1.4.0\n");
    assert.match(stderr, /^gomod-lint: 1 go\.mod file is in no source, so this is what vendor\/modules\.txt says\n/);
    const json = (await list({ files: vendored }, "--json")).stdout.split(/(?<=^}\n)/m).map((text) => JSON.parse(text));
    assert.deepEqual(json.slice(1), [
      {
        Path: "example.com/log",
        Version: "v1.3.0",
        Replace: { Path: "./log", Dir: "/work/log", GoMod: "/work/log/go.mod", GoVersion: "1.19" },
        Indirect: true,
        GoVersion: "1.19",
      },
      { Path: "example.com/web", Version: "v1.4.0", GoVersion: "1.20" },
    ]);
    const why = await gomodLint(["why", "example.com/log"], { files: vendored });
    assert.equal(why.exit, 3);
    assert.match(why.stdout, /example\.com\/app → vendor\/modules\.txt → example\.com\/log@v1\.3\.0/);
    assert.equal((await gomodLint(["why", "example.com/none"], { files: vendored })).exit, 3);
  });

  it("does not answer from a vendor directory that the go command would not build from", async () => {
    for (const env of [{ GOFLAGS: "-mod=readonly" }, { GOFLAGS: "-mod=mod" }]) {
      const { exit, stderr } = await list({ files: vendored, env });
      assert.equal(exit, 3);
      assert.doesNotMatch(stderr, /modules\.txt/);
    }
    const text = vendored["/work/vendor/modules.txt"] ?? "";
    const mistakes: readonly (readonly [string, RegExp])[] = [
      [text.replace("## explicit; go 1.20", "## go 1.20"), /web@v1\.4\.0 is required in go\.mod, but not marked as explicit/],
      [text.replace("# example.com/log => ./log\n", ""), /log is replaced, but not marked as replaced/],
      [
        text.replace("# example.com/log => ./log", "# example.com/log => ./other"),
        /log is replaced by \.\/log, but marked as replaced by \.\/other/,
      ],
      [
        `${text}# example.com/odd v1.0.0\n## explicit\nexample.com/odd\n`,
        /odd@v1\.0\.0 is marked as explicit .*, but not required in go\.mod/,
      ],
      [
        `${text}# example.com/odd v1.0.0 => ./odd\n`,
        /odd@v1\.0\.0 is marked as replaced in vendor\/modules\.txt, but not replaced/,
      ],
    ];
    for (const [manifest, expected] of mistakes) {
      const { exit, stderr } = await list({ files: { ...vendored, "/work/vendor/modules.txt": manifest } });
      assert.equal(exit, 3);
      assert.match(stderr, expected);
    }
    const unreadable = { ...vendored, "/work/vendor/modules.txt": { fails: { failed: "denied", detail: "EACCES" } } } as const;
    const stopped = await list({ files: unreadable });
    assert.deepEqual([stopped.exit, stopped.stdout], [3, ""]);
    assert.match(stopped.stderr, /reading modules\.txt for vendor directory: .*EACCES/);
  });

  it("lists a workspace's modules first, and names directories relative to go.work", async () => {
    const files = {
      "/work/go.work": "go 1.21\n\nuse (\n\t./b\n\t./a\n)\n\nreplace example.com/both => ./b/../both\n",
      "/work/a/go.mod":
        "module example.com/a\n\ngo 1.20\n\nrequire example.com/log v1.0.0\n\nreplace example.com/log => ../log\n",
      "/work/b/go.mod": "module example.com/b\n\nrequire example.com/both v1.0.0\n",
      "/work/both/go.mod": "module example.com/both\n",
      "/work/log/go.mod": "module example.com/log\n",
    };
    const { exit, stdout } = await list({ files });
    assert.deepEqual(
      [exit, stdout],
      [0, "example.com/a\nexample.com/b\nexample.com/both v1.0.0 => ./b/../both\nexample.com/log v1.0.0 => ./log\n"],
    );
    const json = await list({ files }, "--json", "b");
    assert.match(
      json.stdout,
      /^\{\n\t"Path": "example\.com\/a",\n\t"Main": true,\n\t"Dir": "\/work\/a",\n\t"GoMod": "\/work\/a\/go\.mod",/,
    );
    const alone = await list({ files, env: { GOWORK: "off" } }, "a");
    assert.equal(alone.stdout, "example.com/a\nexample.com/log v1.0.0 => ../log\n");
    assert.equal((await list({ files }, "a/go.mod")).stdout, alone.stdout);
    assert.equal((await list({ files }, "go.work")).stdout, stdout);
    assert.equal((await gomodLint(["-C", "a", "list"], { files })).stdout, stdout);
  });

  it("stops at a module of the list that two modules of a workspace replace by different things", async () => {
    const files = {
      "/work/go.work": "go 1.21\n\nuse (\n\t./a\n\t./b\n)\n",
      "/work/a/go.mod":
        "module example.com/a\n\ngo 1.20\n\nrequire example.com/web v1.4.0\n\nreplace example.com/log => ../log\n",
      "/work/b/go.mod": "module example.com/b\n\ngo 1.20\n\nreplace example.com/log v1.3.0 => ../other\n",
      ...cached({ "example.com/web@v1.4.0": "module example.com/web\n\ngo 1.20\n\nrequire example.com/log v1.3.0\n" }),
    };
    const { exit, stderr } = await list({ files });
    assert.equal(exit, 3);
    assert.match(stderr, /example\.com\/log@v1\.3\.0: two modules of the workspace replace it/);
  });

  it("asks the network for what is missing, unless it is told not to", async () => {
    const http = ({ url }: { readonly url: string }) =>
      url.endsWith("/example.com/gone/@v/v1.0.0.mod")
        ? { status: 200, headers: {}, body: Buffer.from("module example.com/gone\n") }
        : { status: 404, headers: {}, body: Buffer.from("not found") };
    const env = { GOPROXY: "https://proxy.example", GONOSUMDB: "*" };
    const fetched = await list({ files: partial, env, http });
    assert.deepEqual([fetched.exit, fetched.stderr], [0, ""]);
    assert.deepEqual((await list({ files: partial, env, http }, "--offline")).host.io.requests, []);
    assert.deepEqual(fetched.host.io.requests, ["https://proxy.example/example.com/gone/@v/v1.0.0.mod"]);
  });

  it("refuses what makes no sense", async () => {
    const usage = async (...args: string[]): Promise<string> => {
      const { exit, stdout, stderr } = await list({ files: world }, ...args);
      assert.deepEqual([exit, stdout], [2, ""], args.join(" "));
      return stderr;
    };
    assert.match(await usage(".", "."), /one PATH at most/);
    assert.match(await usage("nowhere"), /nowhere: no such file/);
    assert.match(await usage("go.sum"), /not named like a module file/);
    assert.match(await usage("--jsn"), /did you mean --json\?/);
    const broken = await list({ files: { "/work/go.mod": "module example.com/app\n\nrequire example.com/a\n" } });
    assert.equal(broken.exit, 3);
    assert.match(broken.stderr, /^gomod-lint: \/work\/go\.mod:3: /);
    const settings = await list({ files: world, env: { GOFLAGS: "-mod=yes" } });
    assert.equal(settings.exit, 2);
    assert.match(settings.stderr, /-mod=yes not supported .*\n {2}it stands in GOFLAGS: take it out\n/);
  });

  it("documents itself", async () => {
    const { stdout } = await gomodLint(["list", "--help"], { files: {} });
    assert.match(stdout, /^Usage: gomod-lint list \[OPTIONS\] \[PATH\]\n/);
    assert.match(stdout, /--json +an object for each module/);
    assert.match((await gomodLint(["--help"], { files: {} })).stdout, /\n {2}list +print the modules of the build/);
  });
});
