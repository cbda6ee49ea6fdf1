import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { runOnDisk } from "../support/disk-cli.ts";
import { type GoResult, type GoWorld, goMissing, goWorld } from "../support/go-world.ts";

const modules = new Map([
  ["example.com/a@v0.0.0", "module example.com/a\n"],
  ["example.com/log@v1.0.0", "module example.com/log\n\ngo 1.20\n"],
  ["example.com/log@v1.3.0", "module example.com/log\n\ngo 1.20\n"],
  ["example.com/web@v1.4.0", "module example.com/web\n\ngo 1.20\n\nrequire example.com/log v1.3.0\n"],
]);

const mod = (path: string, ...lines: string[]): string => `module ${path}\n\ngo 1.21\n\n${lines.join("\n")}\n`;

/** What lies in the folder of the world: single modules, workspaces, and what is wrong with them. */
const files: Readonly<Record<string, string>> = {
  "m/go.mod": mod("example.com/m", "require example.com/log v1.0.0"),
  "m/next.mod": mod(
    "example.com/m",
    "require (",
    "\texample.com/log v1.3.0",
    "\texample.com/near v1.0.0",
    ")",
    "replace example.com/near => ./near",
  ),
  "m/stale.mod": mod("example.com/m", "require (", "\texample.com/log v1.0.0", "\texample.com/web v1.4.0", ")"),
  "m/wrong.mod": "module example.com/m\n\nrequire example.com/log\n",
  "m/near/go.mod": mod("example.com/near"),
  "m/deep/down/x.go": "package down\n",
  "w/go.work": "go 1.21\n\nuse (\n\t./a\n\t./b\n)\n",
  "w/a/go.mod": mod(
    "example.com/a",
    "require (",
    "\texample.com/web v1.4.0",
    "\texample.com/log v1.3.0 // indirect",
    ")",
    "replace example.com/log => ../near",
  ),
  "w/b/go.mod": mod("example.com/b", "require example.com/a v0.0.0"),
  "w/near/go.mod": mod("example.com/log"),
  "w/other.work": "go 1.22\n\nuse ./b\n\nreplace example.com/a v0.0.0 => example.com/log v1.0.0\n",
  "bad/syntax.work": "go 1.21\n\nuse\n",
  "bad/gone.work": "go 1.21\n\nuse ../w/b\nuse ./gone\n",
  "bad/twice.work": "go 1.21\n\nuse ../w/a\nuse ./same\n",
  "bad/same/go.mod": mod("example.com/a"),
  "bad/again.work": "go 1.21\n\nuse ../w/a\nuse ../w/../w/a\n",
  "bad/old.work": "go 1.20\n\nuse ../w/a\n",
  "bad/lineless.work": "use ../w/a\n",
  "bad/replaced.work": "go 1.21\n\nuse ../w/a\n\nreplace example.com/a => ../w/b\n",
  "bad/conflict.work": "go 1.21\n\nuse ../w/a\nuse ./other\n",
  "bad/other/go.mod": mod("example.com/other", "replace example.com/log => ../w/near"),
  "bad/module.work": "go 1.21\n\nuse ./syntax\n",
  "bad/syntax/go.mod": "module example.com/syntax\n\nrequire example.com/log\n",
  "bad/name.work": "go 1.21\n\nuse ./name\n",
  "bad/name/go.mod": 'module "example.com/a b"\n',
  "bad/reserved/go.mod": "module toolchain\n",
  "nothing/x.go": "package x\n",
  "env/modfile": "GOFLAGS=-modfile=next.mod\n",
};

/** A place and settings, and what is to happen there. */
interface Case {
  readonly at: string;
  readonly env?: Readonly<Record<string, string>>;
  /** what the go command and we say when both refuse; absent: both answer, and the same */
  readonly refused?: { readonly go: RegExp; readonly ours: RegExp; readonly exit: 2 | 3 };
}

const cases: Readonly<Record<string, Case>> = {
  "a module": { at: "m" },
  "a directory far down in it": { at: "m/deep/down" },
  "another file with -modfile": { at: "m", env: { GOFLAGS: "-modfile=next.mod" } },
  "-modfile from below": { at: "m/deep/down", env: { GOFLAGS: "-modfile=../../next.mod" } },
  "-modfile, absolute": { at: "m", env: { GOFLAGS: "-modfile=$ROOT/m/next.mod" } },
  "-modfile in the file of GOENV": { at: "m", env: { GOENV: "$ROOT/env/modfile" } },
  "-modfile with another -mod": { at: "m", env: { GOFLAGS: "-mod=mod -modfile=next.mod" } },
  "-modfile that is not there": {
    at: "m",
    env: { GOFLAGS: "-modfile=gone.mod" },
    refused: { go: /open gone\.mod/, ours: /cannot read .*\/m\/gone\.mod \(-modfile\): ENOENT/, exit: 3 },
  },
  "-modfile of another name": {
    at: "m",
    env: { GOFLAGS: "-modfile=next.txt" },
    refused: { go: /does not have \.mod extension/, ours: /-modfile=next\.txt: file does not have \.mod extension/, exit: 2 },
  },
  "-modfile with a mistake": {
    at: "m",
    env: { GOFLAGS: "-modfile=wrong.mod" },
    refused: { go: /wrong\.mod:3/, ours: /\/m\/wrong\.mod:3: /, exit: 3 },
  },
  "-modfile in a workspace": {
    at: "w/a",
    env: { GOFLAGS: "-modfile=next.mod" },
    refused: { go: /cannot be used in workspace mode/, ours: /-modfile cannot be used in workspace mode/, exit: 2 },
  },
  "-modfile without a module": {
    at: "nothing",
    env: { GOFLAGS: "-modfile=$ROOT/m/next.mod" },
    refused: { go: /cannot find main module, but -modfile was set/, ours: /no go\.mod in .*, and -modfile only names/, exit: 2 },
  },
  "no module": { at: "nothing", refused: { go: /go\.mod file not found/, ours: /no go\.mod in/, exit: 2 } },
  "a workspace": { at: "w" },
  "a module of it": { at: "w/b" },
  "one of its modules alone": { at: "w/a", env: { GOWORK: "off", GOFLAGS: "-mod=mod" } },
  "another workspace": { at: "m", env: { GOWORK: "$ROOT/w/other.work" } },
  "a workspace with -mod=readonly": { at: "w", env: { GOFLAGS: "-mod=readonly" } },
  "a workspace with -mod=mod": {
    at: "w",
    env: { GOFLAGS: "-mod=mod" },
    refused: {
      go: /may only be set to readonly or vendor/,
      ours: /-mod may only be set to readonly or vendor when in workspace/,
      exit: 2,
    },
  },
  "a value that -mod does not have": {
    at: "m",
    env: { GOFLAGS: "-mod=yes" },
    refused: {
      go: /-mod=yes not supported/,
      ours: /-mod=yes not supported \(can be '', 'mod', 'readonly', or 'vendor'\)/,
      exit: 2,
    },
  },
  "a flag that there is not": {
    at: "m",
    env: { GOFLAGS: "-bla" },
    refused: { go: /unknown flag -bla/, ours: /parsing \$GOFLAGS: unknown flag -bla/, exit: 2 },
  },
  "no flag in GOFLAGS": {
    at: "w",
    env: { GOFLAGS: "mod" },
    refused: { go: /non-flag "mod"/, ours: /parsing \$GOFLAGS: non-flag "mod"/, exit: 2 },
  },
  "-C in GOFLAGS": {
    at: "m",
    env: { GOFLAGS: "-C=x" },
    refused: { go: /-C flag must be first flag/, ours: /GOFLAGS has -C, which may only stand first/, exit: 2 },
  },
  "GOWORK that is not there": {
    at: "m",
    env: { GOWORK: "$ROOT/gone.work" },
    refused: { go: /gone\.work: no such file/, ours: /cannot read .*\/gone\.work: ENOENT/, exit: 3 },
  },
  "GOWORK that is a directory": {
    at: "m",
    env: { GOWORK: "$ROOT/w" },
    refused: { go: /is a directory/, ours: /cannot read .*\/w: a directory/, exit: 3 },
  },
  "GOWORK that is relative": {
    at: "m",
    env: { GOWORK: "../w/go.work" },
    refused: { go: /not an absolute path/, ours: /GOWORK=\.\.\/w\/go\.work is not an absolute path/, exit: 2 },
  },
  "a go.work with a mistake": {
    at: "m",
    env: { GOWORK: "$ROOT/bad/syntax.work" },
    refused: { go: /syntax\.work:3/, ours: /\/bad\/syntax\.work:3: /, exit: 3 },
  },
  "a go.work that uses what is not there": {
    at: "m",
    env: { GOWORK: "$ROOT/bad/gone.work" },
    refused: {
      go: /cannot load module .*gone/,
      ours: /\/bad\/gone\.work:4: uses \.\/gone, but .*\/bad\/gone\/go\.mod cannot be read/,
      exit: 3,
    },
  },
  "a go.work that uses a module twice": {
    at: "m",
    env: { GOWORK: "$ROOT/bad/twice.work" },
    refused: {
      go: /appears multiple times/,
      ours: /\/bad\/twice\.work:4: module example\.com\/a appears multiple times/,
      exit: 3,
    },
  },
  "a go.work that uses a directory twice": {
    at: "m",
    env: { GOWORK: "$ROOT/bad/again.work" },
    refused: {
      go: /again\.work:4: path .* appears multiple times/,
      ours: /\/bad\/again\.work:4: .*appears multiple times/,
      exit: 3,
    },
  },
  "a go.work older than its module": {
    at: "m",
    env: { GOWORK: "$ROOT/bad/old.work" },
    refused: { go: /requires go >= 1\.21/, ours: /\/bad\/old\.work:3: .*needs go 1\.21, but go\.work has go 1\.20/, exit: 3 },
  },
  "a go.work without go line": {
    at: "m",
    env: { GOWORK: "$ROOT/bad/lineless.work" },
    refused: {
      go: /implicitly requires go 1\.18/,
      ours: /\/bad\/lineless\.work:1: .*has no go line, which means go 1\.18/,
      exit: 3,
    },
  },
  "a go.work that replaces its module": {
    at: "m",
    env: { GOWORK: "$ROOT/bad/replaced.work" },
    refused: { go: /is replaced at all versions/, ours: /\/bad\/replaced\.work:5: .*is replaced at all versions/, exit: 3 },
  },
  "modules that replace one by different things": {
    at: "m",
    env: { GOWORK: "$ROOT/bad/conflict.work" },
    refused: {
      go: /conflicting replacements/,
      ours: /\/bad\/other\/go\.mod:5: conflicting replacements .*\/w\/a\/go\.mod:9\)/,
      exit: 3,
    },
  },
  "a go.work whose module has a mistake": {
    at: "m",
    env: { GOWORK: "$ROOT/bad/module.work" },
    refused: { go: /syntax[/\\]go\.mod:3/, ours: /\/bad\/syntax\/go\.mod:3: /, exit: 3 },
  },
  "a module of an impossible name": {
    at: "bad/name",
    refused: {
      go: /malformed module path|invalid/,
      ours: /\/bad\/name\/go\.mod:1: "example\.com\/a b" is no path for a module/,
      exit: 3,
    },
  },
  "a module of a reserved name": {
    at: "bad/reserved",
    refused: { go: /invalid module path/, ours: /\/bad\/reserved\/go\.mod:1: .*reserved/, exit: 3 },
  },
};

describe("settings of the go command", function () {
  this.timeout(120_000);
  let world: GoWorld;
  before(function () {
    if (goMissing() !== undefined) return this.skip();
    world = goWorld(modules, { GOFLAGS: "", GOWORK: "" });
    world.write({ main: "module example.com/unused\n", mainName: "go.mod", modules, folder: new Map(), missing: [] });
    const sums = join(world.main, "go.sum");
    for (const [name, text] of Object.entries(files)) put(join(world.main, "..", "tree", name), text);
    for (const name of ["m/go.sum", "m/next.sum", "m/stale.sum", "w/a/go.sum", "w/b/go.sum"])
      spawnSync("cp", [sums, join(world.main, "..", "tree", name)]);
    // All that anything here could need.
    const fill = join(world.main, "..", "tree", "m");
    goIn(fill, { GOFLAGS: "-mod=mod -modfile=stale.mod" }, "list", "-m", "all");
    put(join(fill, "stale.mod"), files["m/stale.mod"] ?? "");
  });
  after(() => world?.dispose());

  const tree = (): string => join(world.main, "..", "tree");
  const settingsOf = ({ env = {} }: Pick<Case, "env">): Record<string, string> =>
    Object.fromEntries(Object.entries(env).map(([name, value]) => [name, value.replaceAll("$ROOT", tree())]));
  const goIn = (cwd: string, env: Readonly<Record<string, string>>, ...args: string[]): GoResult => {
    const run = spawnSync("go", args, { cwd, env: { PATH: process.env["PATH"], ...world.env, ...env }, encoding: "utf8" });
    return { ok: run.status === 0, stdout: run.stdout, stderr: run.stderr };
  };

  for (const [name, { at, env, refused }] of Object.entries(cases)) {
    it(`${name}: ${refused === undefined ? "list and graph answer as it does" : "list refuses as it does"}`, async () => {
      const settings = settingsOf({ env: env ?? {} });
      const cwd = join(tree(), at);
      const ours = (...args: string[]): ReturnType<typeof runOnDisk> =>
        runOnDisk(args, cwd, { ...world.env, ...settings, GOPROXY: "off" });
      const list = goIn(cwd, settings, "list", "-m", "all");
      const text = await ours("list");
      assert.equal(list.ok, refused === undefined, list.stderr);
      if (refused !== undefined) {
        assert.match(list.stderr, refused.go);
        assert.match(text.stderr, refused.ours);
        assert.deepEqual([text.exit, text.stdout], [refused.exit, ""]);
        // A value of -mod is nothing to go mod graph, whatever it is.
        const graph = goIn(cwd, settings, "mod", "graph");
        const own = await ours("graph");
        assert.equal(own.exit === 0, graph.ok, `${own.stderr}\n${graph.stderr}`);
        if (graph.ok) assert.equal(own.stdout, graph.stdout);
        return;
      }
      assert.deepEqual(text, { exit: 0, stdout: list.stdout, stderr: "" });
      assert.equal((await ours("list", "--json")).stdout, goIn(cwd, settings, "list", "-m", "-json", "all").stdout);
      assert.deepEqual(await ours("graph"), { exit: 0, stdout: goIn(cwd, settings, "mod", "graph").stdout, stderr: "" });
      // The same from elsewhere.
      const below = await runOnDisk(["-C", at, "list"], tree(), { ...world.env, ...settings, GOPROXY: "off" });
      assert.deepEqual(below, text);
      assert.equal(goIn(tree(), settings, "-C", at, "list", "-m", "all").stdout, text.stdout);
    });
  }

  it("-modfile that needs updates: list names them, and go list refuses", async () => {
    const cwd = join(tree(), "m");
    const env = { ...world.env, GOPROXY: "off", GOFLAGS: "-modfile=stale.mod" };
    const refused = goIn(cwd, { GOFLAGS: "-modfile=stale.mod" }, "list", "-m", "all");
    assert.match(refused.stderr, /updates to go\.mod needed/);
    const { exit, stdout, stderr } = await runOnDisk(["list"], cwd, env);
    assert.equal(exit, 1);
    assert.equal(stdout, "example.com/m\nexample.com/log v1.3.0\nexample.com/web v1.4.0\n");
    assert.match(stderr, /^gomod-lint: stale\.mod needs updates, .*: line 6: example\.com\/log v1\.0\.0 → v1\.3\.0\n/);
  });
});

function put(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
