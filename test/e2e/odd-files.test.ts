import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import process from "node:process";
import { askServer } from "../support/ask-everything.ts";
import { runCli } from "../support/spawn-cli.ts";

/** Longest time that a command may take over a small module, in milliseconds; a wait for a FIFO has no end. */
const limit = 15_000;
/** Most memory that it may take, in KiB: less than what any of the files here would fill. */
const memory = 400 * 1024;

const goMod = `module example.com/app

go 1.21

require (
	example.com/lib v0.0.0
	example.com/log v1.0.0
)

replace example.com/lib => ./lib
`;

describe("files that are none, where files are expected,", function () {
  this.timeout(240_000);
  let root: string;
  let folder: string;

  before(function () {
    if (process.platform === "win32") this.skip(); // no FIFOs there
  });
  beforeEach(() => {
    root = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), "gomod-lint-odd-")));
    folder = join(root, "app");
    write("app/go.mod", goMod);
    write("app/main.go", "package main\n\nfunc main() {}\n");
    write("app/lib/go.mod", "module example.com/lib\n\ngo 1.21\n");
    write("cache/cache/download/example.com/log/@v/v1.0.0.mod", "module example.com/log\n\ngo 1.21\n");
    write("app/.git/HEAD", "ref: refs/heads/main\n");
    // Says how much memory the process took at its height.
    write(
      "measure.mjs",
      `import { writeFileSync } from "node:fs";
process.on("exit", () => writeFileSync(process.env.MEASURED, String(process.resourceUsage().maxRSS)));
`,
    );
  });
  afterEach(() => {
    fs.rmSync(root, { recursive: true, force: true });
  });

  function write(name: string, text: string): void {
    fs.mkdirSync(dirname(join(root, name)), { recursive: true });
    fs.writeFileSync(join(root, name), text);
  }

  /** Puts something odd in the place of a file. */
  const odd: Readonly<Record<string, (path: string) => void>> = {
    "a FIFO": (path) => assert.equal(spawnSync("mkfifo", [path]).status, 0),
    "a link to /dev/zero": (path) => fs.symlinkSync("/dev/zero", path),
    "a link to a terminal": (path) => fs.symlinkSync("/dev/tty", path),
    "a file of 64 GiB": (path) => {
      fs.writeFileSync(path, "");
      fs.truncateSync(path, 64 * 1024 ** 3);
    },
    "a directory": (path) => fs.mkdirSync(path),
    "a link that leads to itself": (path) => fs.symlinkSync(path, path),
    "a link to nothing": (path) => fs.symlinkSync(join(root, "nothing"), path),
  };

  /** Where it lies, with the settings that lead there. */
  const places: Readonly<Record<string, { readonly env?: Readonly<Record<string, string>>; readonly args?: readonly string[] }>> =
    {
      "app/go.mod": {},
      "app/go.sum": {},
      "app/lib/go.mod": {},
      "app/lib": {},
      "app/go.work": { env: { GOWORK: "auto" } },
      "app/go.work.sum": { env: { GOWORK: "auto" } },
      "app/vendor/modules.txt": {},
      "app/vendor": {},
      "app/main.go": {},
      "app/.gomod-lint.yaml": {},
      "app/base.yaml": {},
      "app/.gomod-lint-baseline.json": { args: ["--baseline=.gomod-lint-baseline.json"] },
      "app/other.mod": { env: { GOFLAGS: "-modfile=other.mod" } },
      "app/other.sum": { env: { GOFLAGS: "-modfile=other.mod" } },
      "app/.git": {},
      goenv: { env: { GOENV: "ROOT/goenv" } },
      "home/.netrc": { env: { GOPROXY: "https://127.0.0.1:1" } },
      "home/.cache/gomod-lint": {},
      "goroot/VERSION": { env: { GOROOT: "ROOT/goroot" } },
      "goroot/go.env": { env: { GOROOT: "ROOT/goroot" } },
      cert: { env: { SSL_CERT_FILE: "ROOT/cert", GOPROXY: "https://127.0.0.1:1" } },
      "cache/cache/download/example.com/log/@v/v1.0.0.mod": {},
      "cache/cache/download/example.com/log/@v": {},
      "proxy/example.com/log/@v/v1.0.0.mod": { env: { GOPROXY: "file://ROOT/proxy", GOMODCACHE: "ROOT/empty" } },
    };

  // Between them they read all of it.
  const commands: readonly (readonly string[])[] = [["check"], ["doctor", "--details"]];

  for (const [what, make] of Object.entries(odd)) {
    it(`are neither waited for nor read: ${what}`, async () => {
      for (const [name, { env = {}, args = [] }] of Object.entries(places)) {
        const path = join(root, name);
        const before = fs.existsSync(path) ? fs.mkdtempSync(join(root, "kept-")) : undefined;
        if (before !== undefined) fs.renameSync(path, join(before, "it"));
        fs.mkdirSync(dirname(path), { recursive: true });
        if (name === "app/base.yaml") write("app/.gomod-lint.yaml", "extends: ./base.yaml\n");
        if (name === "app/other.sum") write("app/other.mod", goMod);
        make(path);
        const settings = Object.fromEntries(Object.entries(env).map(([key, value]) => [key, value.replace("ROOT", root)]));
        await Promise.all(
          commands.map(async (command, i) => {
            const label = `${name} is ${what}: ${command.join(" ")}`;
            const measured = join(root, `measured${i}`);
            const start = performance.now();
            const { code, stdout, stderr } = await runCli([...command, ...(command[0] === "check" ? args : [])], {
              cwd: folder,
              env: {
                HOME: join(root, "home"),
                GOMODCACHE: join(root, "cache"),
                NODE_OPTIONS: `--import=${join(root, "measure.mjs")}`,
                MEASURED: measured,
                ...settings,
              },
            });
            assert.ok(performance.now() - start < limit, label);
            assert.ok(code !== null && code <= 3, `${label}: ${code}`);
            assert.doesNotMatch(stderr + stdout, /internal error|\n {4}at /, label);
            const most = Number(fs.readFileSync(measured, "utf8"));
            assert.ok(most < memory, `${label}: ${most} KiB`);
          }),
        );
        fs.rmSync(path, { recursive: true, force: true });
        for (const made of ["app/.gomod-lint.yaml", "app/other.mod"])
          fs.rmSync(join(root, made), { recursive: true, force: true });
        if (before !== undefined) fs.renameSync(join(before, "it"), path);
      }
    });
  }

  it("do not stop the language server", async () => {
    for (const what of ["a FIFO", "a link to /dev/zero", "a file of 64 GiB"]) {
      for (const name of [
        "app/go.sum",
        "app/lib/go.mod",
        "app/vendor/modules.txt",
        "app/go.work",
        "app/.gomod-lint.yaml",
        "app/x.go",
      ]) {
        const path = join(root, name);
        const before = fs.existsSync(path) ? fs.mkdtempSync(join(root, "kept-")) : undefined;
        if (before !== undefined) fs.renameSync(path, join(before, "it"));
        fs.mkdirSync(dirname(path), { recursive: true });
        odd[what]?.(path);
        const env = { HOME: join(root, "home"), GOMODCACHE: join(root, "cache"), GOWORK: "auto" };
        assert.match(await askServer({ cwd: folder, env }), /publishDiagnostics|"items"/);
        fs.rmSync(path, { recursive: true, force: true });
        if (before !== undefined) fs.renameSync(join(before, "it"), path);
      }
    }
  });
});
