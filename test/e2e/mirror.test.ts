import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { setTimeout } from "node:timers/promises";
import { canLoseNetwork, type Published, type PublishedName, plainGo, published, treeOf } from "../support/published.ts";
import { random } from "../support/random.ts";
import { canMount } from "../support/sick-world.ts";
import { type Finished, program, runCli, startCli } from "../support/spawn-cli.ts";

const network = canLoseNetwork();
const mounts = canMount();

describe("gomod-lint mirror and the go command", function () {
  this.timeout(300_000);
  let root = "";
  let given: Published;
  const at = (...names: string[]): string => join(root, ...names);

  before(function () {
    const found = published();
    if (typeof found === "string") {
      console.log(`      skipped: ${found}`);
      this.skip();
    }
    given = found;
    root = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), "gomod-lint-mirror-")));
  });
  after(() => {
    if (root !== "") fs.rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  });

  const source = (name: PublishedName): string => {
    if (!fs.existsSync(at(name))) given.copy(name, at(name));
    return at(name);
  };
  const settings = (): Record<string, string> => ({ GOMODCACHE: given.moduleCache, GOWORK: "", GOMODLINT_CACHE: "off" });
  const mirror = (name: PublishedName, directory: string, ...args: string[]): Promise<Finished> =>
    runCli(["mirror", ...args, directory], { cwd: source(name), env: settings() });

  /** Runs the go command with the settings that the mirror's own report names, an empty module cache, and no network. */
  const goBeside = (name: PublishedName, report: string, args: readonly string[]): { ok: boolean; output: string } => {
    const [, words = ""] = /^to use it: (.*)$/m.exec(report) ?? [];
    const told = Object.fromEntries(words.split(" ").map((word) => word.split(/=(.*)/s).slice(0, 2)));
    assert.ok(told["GOPROXY"]?.startsWith("file://"), report);
    const GOMODCACHE = fs.mkdtempSync(at("cache-"));
    const { GONOSUMDB: _, ...rest } = plainGo;
    const env = {
      PATH: process.env["PATH"] ?? "",
      HOME: at("home"),
      ...rest,
      ...told,
      GOFLAGS: `${told["GOFLAGS"]} -modcacherw`,
      GOMODCACHE,
      GOCACHE: given.buildCache,
    };
    const command = [...(network ? ["unshare", "-n"] : []), "go", ...args];
    const [file = "", ...operands] = command;
    const { status, stdout, stderr } = spawnSync(file, operands, {
      cwd: source(name),
      env,
      encoding: "utf8",
      maxBuffer: 1 << 28,
    });
    fs.rmSync(GOMODCACHE, { recursive: true, force: true });
    return { ok: status === 0, output: stdout + stderr };
  };

  const works: readonly { readonly name: PublishedName; readonly purpose?: string; readonly go: readonly string[] }[] = [
    { name: "cobra", go: ["build ./...", "vet ./...", "test -run xxx ./...", "mod download", "mod graph", "mod tidy -diff"] },
    { name: "gin", go: ["list -deps -test ./...", "list -m all", "mod graph"] },
    { name: "gin", purpose: "tidy", go: ["mod tidy -diff"] },
    { name: "helm", go: ["list -deps ./...", "list -m all"] },
    { name: "workspace", go: ["list -deps -test ./cobra/... ./gin/...", "build ./cobra/...", "list -m all"] },
  ];
  for (const { name, purpose = "build", go } of works) {
    it(`${name} --for ${purpose}: an empty module cache and ${network ? "no network" : "GOPROXY alone"} are enough for go ${go.join(", go ")}`, async () => {
      if (purpose === "tidy") {
        // go mod download leaves out what go mod tidy alone reads.
        const env = {
          PATH: process.env["PATH"] ?? "",
          HOME: process.env["HOME"] ?? "",
          ...plainGo,
          GOMODCACHE: given.moduleCache,
        };
        spawnSync("go", ["mod", "tidy"], { cwd: source(name), env });
      }
      const directory = at(`mirror-${name}-${purpose}`);
      const made = await mirror(name, directory, "--for", purpose);
      assert.equal(made.code, 0, made.stdout + made.stderr);
      assert.doesNotMatch(made.stdout, /no hash/);
      const before = treeOf(directory);
      const stamps = [...before.keys()].map((file) => fs.statSync(join(directory, file)).mtimeMs);
      const again = await mirror(name, directory, "--for", purpose);
      assert.match(again.stdout, /of which 0 were written/);
      assert.deepEqual(
        [...treeOf(directory).keys()].map((file) => fs.statSync(join(directory, file)).mtimeMs),
        stamps,
      );
      for (const line of go) {
        const ran = goBeside(name, made.stdout, line.split(" "));
        assert.ok(ran.ok, `go ${line}: ${ran.output.slice(-800)}`);
      }
      const checked = await mirror(name, directory, "--for", purpose, "--check");
      assert.equal(checked.code, 0, checked.stdout);
    });
  }

  it("has nothing that could be left out: without any one file of it go mod download or go mod graph stops", async () => {
    const made = await mirror("cobra", at("whole"));
    for (const name of treeOf(at("whole")).keys()) {
      if (name.endsWith("/list")) continue;
      fs.renameSync(at("whole", name), at("aside"));
      const runs = ["mod download", "mod graph"].map((line) => goBeside("cobra", made.stdout, line.split(" ")));
      assert.ok(
        runs.some(({ ok }) => !ok),
        name,
      );
      fs.renameSync(at("aside"), at("whole", name));
    }
  });

  it("killed at twenty moments, it leaves only whole files, and the next run ends with the same tree, byte for byte", async () => {
    await mirror("gin", at("undisturbed"));
    const whole = treeOf(at("undisturbed"));
    // Files are written in the order of their names: the moment at which one of them appears, and some milliseconds.
    const order = [...whole.keys()].filter((name) => !name.endsWith("/list"));
    const { below } = random(20);
    let killed = 0;
    for (let round = 0; round < 20; round++) {
      // Each directory meets four ends, further and further on, before a run comes to its own.
      const directory = at(`killed-${round >> 2}`);
      const quarter = order.length >> 2;
      const target = join(directory, order[(round % 4) * quarter + below(quarter)] ?? "");
      const child = startCli(["mirror", directory], { cwd: source("gin"), env: settings() });
      child.stdin?.end();
      child.stdout?.resume();
      let ended = false;
      const end = once(child, "close").finally(() => {
        ended = true;
      });
      while (!ended && !fs.existsSync(target)) await setTimeout(1);
      await setTimeout(below(12));
      child.kill("SIGKILL");
      if ((await end)[1] === "SIGKILL") killed++;
      for (const [name, content] of treeOf(directory)) {
        if (!name.endsWith(".tmp") && !name.endsWith("/list"))
          assert.ok(whole.get(name)?.equals(content), `${name} is not whole`);
      }
      if (round % 4 !== 3) continue;
      const resumed = await mirror("gin", directory);
      assert.equal(resumed.code, 0, resumed.stdout + resumed.stderr);
      assert.deepEqual(treeOf(directory), whole);
    }
    assert.ok(killed >= 12, `only ${killed} were killed`);
  });

  it("three at once in one directory end with the same tree", async () => {
    await mirror("gin", at("undisturbed"));
    const runs = await Promise.all([1, 2, 3].map(() => mirror("gin", at("shared"))));
    for (const { code, stdout, stderr } of runs) assert.equal(code, 0, stdout + stderr);
    assert.deepEqual(treeOf(at("shared")), treeOf(at("undisturbed")));
  });

  it("a full disk: says so, leaves whole files, and goes on when there is room", async function () {
    if (!mounts) this.skip();
    await mirror("cobra", at("whole"));
    const whole = treeOf(at("whole"));
    fs.mkdirSync(at("disk"));
    const script = `mount -t tmpfs -o size=300k tmpfs "$0" && "$@" "$0"; code=$?; cp -r "$0" ${at("left")}; mount -o remount,size=9m "$0" && "$@" "$0" >&2 && cp -r "$0" ${at("mended")}; exit $code`;
    const env = { ...process.env, ...settings(), GOENV: "off", GOPROXY: "off" };
    const command = ["-m", "sh", "-c", script, at("disk"), process.execPath, program, "mirror"];
    const { status, stdout, stderr } = spawnSync("unshare", command, { cwd: source("cobra"), env, encoding: "utf8" });
    assert.equal(status, 3, stdout + stderr);
    assert.match(stdout, /could not be written: no space left \(ENOSPC\); nothing further was tried/);
    assert.match(stdout, /make room and run it again/);
    const left = treeOf(at("left"));
    assert.ok(left.size > 0 && left.size < whole.size);
    for (const [name, content] of left) assert.ok(whole.get(name)?.equals(content), name);
    assert.deepEqual(treeOf(at("mended")), whole, stderr);
  });

  it("a read-only mount: a mirror that has everything is no failure, another is told", async function () {
    if (!mounts) this.skip();
    await mirror("cobra", at("whole"));
    fs.mkdirSync(at("read-only"));
    const env = { ...process.env, ...settings(), GOENV: "off", GOPROXY: "off" };
    const run = (from: string): ReturnType<typeof spawnSync> => {
      const script = `mount --bind ${from} "$0" && mount -o remount,ro,bind "$0" && exec "$@" "$0"`;
      const command = ["-m", "sh", "-c", script, at("read-only"), process.execPath, program, "mirror"];
      return spawnSync("unshare", command, { cwd: source("cobra"), env, encoding: "utf8" });
    };
    const complete = run(at("whole"));
    assert.equal(complete.status, 0, `${complete.stdout}${complete.stderr}`);
    fs.cpSync(at("whole"), at("lacking"), { recursive: true });
    fs.rmSync(at("lacking", "gopkg.in/yaml.v3/@v/v3.0.1.zip"));
    const lacking = run(at("lacking"));
    assert.equal(lacking.status, 3);
    assert.match(String(lacking.stdout), /yaml\.v3\/@v\/v3\.0\.1\.zip: may not be written \(EROFS\)/);
  });

  it("a proxy with another zip, a cut one, another go.mod, an .info of another version: none of it is taken", async () => {
    await mirror("cobra", at("whole"));
    const faults: readonly (readonly [string, (content: Buffer) => Buffer | string, RegExp])[] = [
      [
        "gopkg.in/yaml.v3/@v/v3.0.1.zip",
        () => fs.readFileSync(at("whole/github.com/spf13/pflag/@v/v1.0.9.zip")),
        /does not lie in/,
      ],
      ["gopkg.in/yaml.v3/@v/v3.0.1.zip", (zip) => zip.subarray(0, zip.length >> 1), /cut short/],
      ["gopkg.in/yaml.v3/@v/v3.0.1.zip", () => "", /cut short/],
      ["gopkg.in/yaml.v3/@v/v3.0.1.mod", (mod) => `${mod}\n// changed\n`, /but go\.sum says h1:/],
      ["gopkg.in/yaml.v3/@v/v3.0.1.info", () => '{"Version":"v3.0.2"}', /^$/],
    ];
    for (const [index, [name, spoil, says]] of faults.entries()) {
      const proxy = at(`spoiled-${index}`);
      fs.cpSync(at("whole"), proxy, { recursive: true });
      fs.writeFileSync(join(proxy, name), spoil(fs.readFileSync(join(proxy, name))));
      const env = { ...settings(), GOMODCACHE: at("nothing"), GOPROXY: `file://${proxy}` };
      const ran = await runCli(["mirror", at(`from-${index}`)], { cwd: source("cobra"), env });
      if (name.endsWith(".info")) {
        assert.equal(fs.readFileSync(at(`from-${index}`, name), "utf8"), '{"Version":"v3.0.1"}');
        continue;
      }
      assert.equal(ran.code, 3);
      assert.match(ran.stdout, says);
      assert.equal(fs.existsSync(at(`from-${index}`, name)), false);
    }
  });
});
