import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { runOnDisk } from "../support/disk-cli.ts";
import { type GoResult, type GoWorld, goMissing, goWorld } from "../support/go-world.ts";
import { moduleZip } from "../support/module-zip.ts";
import { proxyPath } from "../support/world.ts";

/** Modules with code. quiet gives no package that anything imports, and requires far, which so nothing needs at all. */
const sources: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "example.com/web@v1.4.0": {
    "go.mod": "module example.com/web\n\ngo 1.18\n\nrequire (\n\texample.com/log v1.3.0\n\texample.com/quiet v0.1.0\n)\n",
    "web.go": 'package web\n\nimport _ "example.com/log"\n',
  },
  "example.com/log@v1.0.0": { "go.mod": "module example.com/log\n\ngo 1.16\n", "log.go": "package log\n" },
  "example.com/log@v1.3.0": { "go.mod": "module example.com/log\n\ngo 1.20\n", "log.go": "package log\n" },
  "example.com/quiet@v0.1.0": {
    "go.mod": "module example.com/quiet\n\ngo 1.16\n\nrequire example.com/far v0.2.0\n",
    "quiet.go": "package quiet\n",
  },
  "example.com/far@v0.2.0": { "go.mod": "module example.com/far\n", "far.go": "package far\n" },
  "example.com/old@v1.0.0": { "go.mod": "module example.com/old\n\ngo 1.15\n", "old.go": "package old\n" },
  "example.com/fork@v1.1.0": { "go.mod": "module example.com/old\n\ngo 1.19\n", "old.go": "package old\n" },
};

const goFile = (...imports: string[]): string =>
  `package main\n\n${imports.map((i) => `import _ "${i}"\n`).join("")}\nfunc main() {}\n`;
const goMod = (go: string): string =>
  [
    `module example.com/app\n\ngo ${go}\n`,
    "require (\n\texample.com/web v1.4.0\n\texample.com/old v1.0.0\n\texample.com/near v0.0.0\n\texample.com/log v1.3.0\n)\n",
    "replace example.com/old => example.com/fork v1.1.0\n",
    "replace example.com/near => ./near\n",
    "replace example.com/unused v1.0.0 => ../unused\n",
  ].join("\n");

const single = (go: string): Readonly<Record<string, string>> => ({
  "go.mod": goMod(go),
  "main.go": goFile("example.com/web", "example.com/old", "example.com/near"),
  "near/go.mod": "module example.com/near\n\ngo 1.17\n",
  "near/near.go": "package near\n",
});

const workspace: Readonly<Record<string, string>> = {
  "go.work": "go 1.24\n\nuse (\n\t./app\n\t./tool\n)\n",
  ...Object.fromEntries(Object.entries(single("1.21")).map(([name, text]) => [`app/${name}`, text])),
  "tool/go.mod": "module example.com/tool\n\ngo 1.16\n\nrequire example.com/web v1.4.0\n",
  "tool/main.go": goFile("example.com/web"),
};

interface Vendored {
  readonly go: GoWorld;
  /** the go command with the settings of a user who set none */
  plainly(...args: string[]): GoResult;
  /** `gomod-lint` without a go command and without network, over the module cache or over none */
  ours(cache: "warm" | "empty", flags: string, ...args: string[]): ReturnType<typeof runOnDisk>;
  dispose(): void;
}

/** A main module or workspace that the go command has tidied and vendored for real. */
function vendoredWorld(files: Readonly<Record<string, string>>): Vendored {
  const mods = new Map(Object.entries(sources).map(([module, { "go.mod": text = "" }]) => [module, text]));
  const work = files["go.work"] !== undefined;
  const go = goWorld(mods, { GOFLAGS: "", GOWORK: work ? "" : "off" });
  for (const [module, code] of Object.entries(sources)) {
    writeFileSync(join(go.root, "proxy", proxyPath(module, "info").replace(/info$/, "zip")), moduleZip(module, code));
  }
  for (const [name, text] of Object.entries(files)) put(join(go.main, name), text);
  const must = (...args: string[]): void => {
    const run = go.go(...args);
    assert.ok(run.ok, `go ${args.join(" ")}: ${run.stderr}`);
  };
  if (work) must("work", "sync");
  if (!work) must("mod", "tidy");
  // What the list has beyond what the build needs.
  must("list", "-m", "-json", ...(work ? [] : ["-mod=mod"]), "all");
  must("mod", "download");
  must(work ? "work" : "mod", "vendor");
  mkdirSync(join(go.root, "empty"));
  return {
    go,
    plainly: (...args) => go.go(...args),
    ours: (cache, flags, ...args) =>
      runOnDisk(args, go.main, {
        ...go.env,
        GOFLAGS: flags,
        GOPROXY: "off",
        ...(cache === "warm" ? {} : { GOMODCACHE: join(go.root, "empty") }),
      }),
    dispose: () => go.dispose(),
  };
}

function put(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

const worlds: readonly { readonly name: string; readonly files: Readonly<Record<string, string>> }[] = [
  { name: "a module without pruning", files: single("1.16") },
  { name: "a module with pruning", files: single("1.21") },
  { name: "a workspace", files: workspace },
];

describe("go mod vendor", function () {
  this.timeout(120_000);
  before(function () {
    if (goMissing() !== undefined) this.skip();
  });

  for (const { name, files } of worlds) {
    describe(`in ${name}`, () => {
      let world: Vendored;
      const work = files["go.work"] !== undefined;
      const bypass = work ? "-mod=readonly" : "-mod=mod";
      before(() => {
        world = vendoredWorld(files);
      });
      after(() => world?.dispose());

      it("keeps go list -m all from answering, and list not", async () => {
        const refused = world.plainly("list", "-m", "all");
        assert.match(refused.stderr, /can't compute 'all' using the vendor directory/);
        const whole = world.plainly("list", "-m", bypass, "all");
        assert.match(whole.stdout, /^example\.com\/old v1\.0\.0 => example\.com\/fork v1\.1\.0$/m);
        for (const flags of ["", "-mod=vendor", bypass]) {
          assert.deepEqual(await world.ours("warm", flags, "list"), { exit: 0, stdout: whole.stdout, stderr: "" }, flags);
        }
        const json = world.plainly("list", "-m", bypass, "-json", "all").stdout;
        assert.match(json, /"Dir": ".*example\.com\/web@v1\.4\.0"/);
        assert.match(json, /"Sum": "h1:/);
        assert.equal((await world.ours("warm", bypass, "list", "--json")).stdout, json);
        assert.equal((await world.ours("warm", "", "list", "--json")).stdout, json);
      });

      it("is what list answers from where no source has the go.mod files, as the go command does for each module", async () => {
        const { exit, stdout, stderr } = await world.ours("empty", "", "list");
        assert.equal(exit, 3);
        assert.match(
          stderr,
          /^gomod-lint: \d+ go\.mod files? (?:is|are) in no source, so this is what vendor\/modules\.txt says\n/,
        );
        const paths = stdout
          .split("\n")
          .flatMap((line) => line.split(" ", 1))
          .filter(Boolean);
        const expected = world.plainly("list", "-m", "-mod=vendor", ...paths);
        assert.equal(stdout, expected.stdout, expected.stderr);
        const json = world.plainly("list", "-m", "-mod=vendor", "-json", ...paths);
        assert.equal((await world.ours("empty", "", "list", "--json")).stdout, json.stdout, json.stderr);
        // What it leaves out, the go command does not know either.
        const all = world.plainly("list", "-m", "-f", "{{.Path}}", bypass, "all").stdout.split("\n").filter(Boolean);
        const left = all.filter((path) => !paths.includes(path));
        assert.ok(left.includes("example.com/quiet"));
        for (const path of left)
          assert.match(world.plainly("list", "-m", "-mod=vendor", path).stderr, /using the vendor directory/);
      });

      it("is what why answers from", async () => {
        const { exit, stdout, stderr } = await world.ours("empty", "", "why", "example.com/log");
        assert.equal(exit, 3);
        assert.match(stdout, /^example\.com\/log@v1\.3\.0 is selected\n/);
        assert.match(stdout, /\n {2}example\.com\/app → /);
        assert.match(stderr, /vendor\/modules\.txt/);
        assert.equal((await world.ours("warm", "", "why", "example.com/log")).exit, 0);
      });

      it("does not matter to graph", async () => {
        const expected = world.plainly("mod", "graph");
        assert.deepEqual(await world.ours("warm", "", "graph"), { exit: 0, stdout: expected.stdout, stderr: "" });
        assert.deepEqual(await world.ours("warm", "-mod=vendor", "graph"), { exit: 0, stdout: expected.stdout, stderr: "" });
      });

      it("is not looked at with another -mod", async () => {
        const { exit, stderr } = await world.ours("empty", bypass, "list");
        assert.equal(exit, 3);
        assert.match(stderr, /the graph is incomplete/);
        assert.doesNotMatch(stderr, /modules\.txt/);
      });

      it("is not taken when it is not that of go.mod any more", async () => {
        const file = join(world.go.main, work ? "app/go.mod" : "go.mod");
        const text = readFileSync(file, "utf8");
        writeFileSync(file, text.replace("example.com/fork v1.1.0", "example.com/fork v1.2.0"));
        try {
          assert.match(world.plainly("list", "-m", "-mod=vendor").stderr, /inconsistent vendoring/);
          const { exit, stderr } = await world.ours("empty", "", "list");
          assert.equal(exit, 3);
          assert.match(stderr, /modules\.txt cannot be used: example\.com\/old is replaced by example\.com\/fork@v1\.2\.0, but/);
          assert.match(stderr, /the graph is incomplete/);
        } finally {
          writeFileSync(file, text);
        }
      });
    });
  }
});
