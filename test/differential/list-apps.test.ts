import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { type App, corpusApps, corpusFolder } from "../../bench/corpus.ts";
import { completeSums } from "../../bench/engine.ts";
import { goMissing } from "../support/go-world.ts";
import { type Random, random } from "../support/random.ts";
import { program } from "../support/spawn-cli.ts";
import { proxyPath } from "../support/world.ts";

interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** An application's go.mod with a go.sum that knows its graph, and an own module cache for the go command and for us. */
interface Bench {
  readonly dir: string;
  readonly cache: string;
  go(...args: string[]): Ran;
  ours(flags: string, ...args: string[]): Ran;
}

/** The module cache of the machine, which has the go.mod files of the corpus. */
function machineCache(): string {
  return spawnSync("go", ["env", "GOMODCACHE"], { encoding: "utf8" }).stdout.trim();
}

async function openApp(app: App, root: string): Promise<Bench> {
  const dir = join(root, "app");
  const cache = join(root, "cache");
  const infos = join(root, "infos");
  cpSync(join(app.dir, "go.mod"), join(dir, "go.mod"));
  writeFileSync(join(dir, "go.sum"), await completeSums(dir));
  const shared = machineCache();
  // The machine's cache may lack what the go command asks of a version besides its go.mod: when it was made.
  const proxies = [infos, join(shared, "cache", "download")].map((path) => pathToFileURL(path).href);
  const env = { HOME: root, GOENV: "off", GOWORK: "off", GOTOOLCHAIN: "local", GOMODCACHE: cache, GONOSUMDB: "*" };
  mkdirSync(infos, { recursive: true });
  const start = (command: string, args: readonly string[], settings: Readonly<Record<string, string>>): Ran => {
    const run = spawnSync(command, args, { cwd: dir, env: { ...env, ...settings }, encoding: "utf8", maxBuffer: 1 << 28 });
    return { code: run.status, stdout: run.stdout, stderr: run.stderr };
  };
  const ours: Bench["ours"] = (flags, ...args) =>
    start(process.execPath, [program, "list", ...args], { PATH: "", GOFLAGS: flags, GOPROXY: "off" });
  const bench: Bench = {
    dir,
    cache,
    go: (...args) =>
      start("go", args, {
        PATH: process.env["PATH"] ?? "",
        GOFLAGS: "",
        GOCACHE: join(root, "gocache"),
        GOPROXY: proxies.join(),
      }),
    ours,
  };
  // The go command asks for the times of all modules of the list, of which we need no more than the names.
  const known = spawnSync(process.execPath, [program, "list", "--offline"], {
    cwd: dir,
    env: { ...env, PATH: "", GOMODCACHE: shared, GOPROXY: "off" },
    encoding: "utf8",
  });
  const modules = known.stdout.matchAll(/(\S+) (v\S+)$/gm);
  const chance = random(app.requirements);
  for (const [line, path = "", version = ""] of modules) furnish(bench, infos, path, version, line.includes("=>"), chance);
  return bench;
}

/** Gives a version a time, some of them hashes in go.sum and a directory, of which some are only half there. */
function furnish({ dir, cache }: Bench, infos: string, path: string, version: string, replaced: boolean, chance: Random): void {
  const second = String(chance.below(60)).padStart(2, "0");
  const module = `${path}@${version}`;
  put(join(infos, proxyPath(module, "info")), JSON.stringify({ Version: version, Time: `2022-03-04T05:06:${second}Z` }));
  if (chance.chance(0.5)) return;
  const hash = `h1:${"A".repeat(43)}=`;
  const sums = join(dir, "go.sum");
  if (chance.chance(0.8)) writeFileSync(sums, `${readFileSync(sums, "utf8")}${path} ${version} ${hash}\n`);
  const info = proxyPath(module, "info");
  mkdirSync(join(cache, `${info.slice(0, info.lastIndexOf("/@v/"))}@${info.slice(info.lastIndexOf("/") + 1, -".info".length)}`), {
    recursive: true,
  });
  const files = join(cache, "cache", "download", info.slice(0, -".info".length));
  if (chance.chance(0.8)) put(`${files}.ziphash`, hash);
  if (chance.chance(0.1) && !replaced) put(`${files}.partial`, "");
}

function put(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

describe("go list -m all of published applications", function () {
  this.timeout(600_000);
  const folder = corpusFolder();
  before(function () {
    if (goMissing() !== undefined) this.skip();
  });
  const apps = folder === undefined ? [] : corpusApps(folder).filter((app) => app.loadable);
  // Published go.mod files are brought to .corpus/NAME/go.mod, or to the folder that GOMOD_LINT_CORPUS names.
  it("has applications to compare with", function () {
    if (folder === undefined) this.skip();
    assert.ok(apps.length > 0, folder);
  });

  for (const app of apps) {
    it(`prints what list does, as text and JSON, for ${app.name}`, async () => {
      const root = mkdtempSync(join(tmpdir(), "gomod-lint-list-"));
      try {
        const bench = await openApp(app, root);
        const text = bench.go("list", "-m", "all");
        const readonly = text.code === 0;
        const goMod = readFileSync(join(bench.dir, "go.mod"), "utf8");
        const goSum = readFileSync(join(bench.dir, "go.sum"), "utf8");
        const restore = (): void => {
          writeFileSync(join(bench.dir, "go.mod"), goMod);
          writeFileSync(join(bench.dir, "go.sum"), goSum);
        };
        if (!readonly) assert.match(text.stderr, /updates to go\.mod needed/);
        for (const flags of readonly ? ["", "-mod=mod"] : ["-mod=mod"]) {
          const expected = bench.go("list", "-m", flags || "-mod=readonly", "all");
          restore();
          assert.equal(expected.code, 0, expected.stderr);
          const json = bench.go("list", "-m", flags || "-mod=readonly", "-json", "all");
          restore();
          assert.deepEqual(bench.ours(flags), {
            code: 0,
            stdout: expected.stdout,
            stderr: readonly ? "" : bench.ours(flags).stderr,
          });
          const described = bench.ours(flags, "--json").stdout;
          // The first object that differs says more than all of them.
          const theirs = json.stdout.split(/(?<=^}\n)/m);
          for (const [i, object] of described.split(/(?<=^}\n)/m).entries()) assert.equal(object, theirs[i]);
          assert.equal(described, json.stdout);
          if (!readonly) assert.deepEqual([bench.ours("").code, bench.ours("").stdout], [1, expected.stdout]);
        }
        const count = (name: string): number => bench.ours("", "--json").stdout.split(`"${name}": `).length - 1;
        const fields = ["Path", "Time", "Dir", "GoVersion", "Sum", "GoModSum"].map((name) => `${name} ${count(name)}`).join(", ");
        console.error(`      ${readonly ? "as it is" : "after an update"}: ${fields}`);
      } finally {
        spawnSync("chmod", ["-R", "u+w", root]);
        rmSync(root, { recursive: true, force: true });
      }
    });
  }
});
