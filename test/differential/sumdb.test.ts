import assert from "node:assert/strict";
import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { goMissing } from "../support/go-world.ts";
import { repository } from "../support/paths.ts";
import { dependency, type SickWorld, sickWorld } from "../support/sick-world.ts";
import { runCli } from "../support/spawn-cli.ts";

/** A real checksum database, a module with a dependency that it knows, and the go command between them. */
describe("differential: the checksum database", function () {
  this.timeout(120_000);
  let folder: string;
  let world: SickWorld;
  let server: ChildProcess;
  let key: string;
  let url: string;
  let stranger: string;

  before(async function () {
    if (goMissing() !== undefined) this.skip();
    folder = fs.mkdtempSync(join(tmpdir(), "gomod-lint-sumdb-"));
    const program = join(folder, "sumdb");
    const source = join(repository, "test/differential/sumdb");
    const env = { ...process.env, GOFLAGS: "", GOWORK: "off", GOTOOLCHAIN: "local" };
    execFileSync("go", ["build", "-buildvcs=false", "-o", program, "."], {
      cwd: source,
      env,
      stdio: ["ignore", "ignore", "inherit"],
    });
    world = sickWorld();
    server = spawn(program, [world.path("proxy"), dependency], { stdio: ["pipe", "pipe", "inherit"] });
    assert.ok(server.stdout !== null);
    const lines = createInterface({ input: server.stdout })[Symbol.asyncIterator]();
    key = (await lines.next()).value ?? "";
    url = (await lines.next()).value ?? "";
    stranger = (await lines.next()).value ?? "";
  });
  after(async () => {
    if (server !== undefined) {
      const gone = once(server, "exit");
      server.stdin?.end();
      await gone;
    }
    world?.dispose();
    if (folder !== undefined) fs.rmSync(folder, { recursive: true });
  });
  beforeEach(() => {
    fs.rmSync(world.path("app/go.sum"), { force: true });
    // The module cache is read-only on purpose; the client of the database keeps what it has seen below GOPATH.
    for (const name of ["cache", "home/go"]) forget(name);
  });

  function forget(name: string): void {
    spawnSync("chmod", ["-R", "u+w", world.path(name)]);
    fs.rmSync(world.path(name), { recursive: true, force: true });
  }

  const files = () => pathToFileURL(world.path("proxy")).href;
  const settings = (database: string, proxy = files()): Record<string, string> => ({
    GOSUMDB: `${key} ${url}/${database}`,
    GOPROXY: proxy,
    GOFLAGS: "-mod=mod",
  });
  const explain = async (output: string, env: Record<string, string>) => {
    const { stdout } = await runCli(["explain-error", "--format", "json", "-"], {
      cwd: world.app,
      env: { ...world.env, ...env },
      input: output,
    });
    return JSON.parse(stdout) as { explained: { id: string; meaning: string; here: string[] }[]; unknown: unknown[] };
  };
  const build = ["mod", "download"];

  it("is asked by the go command as the doctor says: with it, by a proxy that passes it on, and not at all", async () => {
    const ways: readonly (readonly [Record<string, string>, boolean])[] = [
      [settings("honest"), true],
      [settings("honest", `${url}/mirror`), true],
      [{ ...settings("honest", `${url}/mirror`), GOSUMDB: key }, true],
      [{ ...settings("nowhere"), GONOSUMDB: "example.com" }, false],
      [{ ...settings("nowhere"), GOPRIVATE: "example.com", GONOPROXY: "none" }, false],
      [{ ...settings("nowhere"), GOSUMDB: "off" }, false],
      [{ ...settings("nowhere"), GOFLAGS: "-mod=mod -insecure" }, true],
      [{ ...settings("nowhere"), GONOSUMCHECK: "1" }, true],
      [settings("nowhere"), true],
    ];
    for (const [env, asked] of ways) {
      fs.rmSync(world.path("app/go.sum"), { force: true });
      for (const name of ["cache", "home/go"]) forget(name);
      const label = JSON.stringify(env);
      const { stdout } = world.raw(["doctor", "--details", "--online", "--timeout", "5s"], { env });
      const { ok, output } = world.go(build, { env });
      const knows = /in the checksum database sum\.test\.example, where go\.sum does not know them/.test(stdout);
      const none = /· GOSUMDB=off|\b0 modules in the checksum database/.test(stdout);
      assert.equal(knows && !none, asked, `${label}\n${stdout}`);
      assert.equal(ok, !asked || !env["GOSUMDB"]?.includes("nowhere"), `${label}\n${output}`);
      const complains = /^ *(?:fail|warn)\b[^\n]*checksum database/im.test(stdout);
      assert.equal(complains, !ok, `${label}\n${stdout}`);
    }
  });

  it("that has another hash is told from go.sum that has", async () => {
    for (const env of [settings("liar"), settings("liar", `${url}/liar-mirror`)]) {
      const { ok, output } = world.go(build, { env });
      assert.equal(ok, false);
      const { explained, unknown } = await explain(output, env);
      assert.deepEqual([explained.map(({ id }) => id), unknown], [["checksum-mismatch"], []], output);
      assert.match(explained[0]?.meaning ?? "", /is not what sum\.test\.example has a hash of/);
    }
  });

  it("that shows one tree today and another tomorrow is found out, and that is explained", async () => {
    for (const forgotten of ["sumdb", "sumdb/sum.test.example/lookup"]) {
      for (const name of ["cache", "home/go"]) forget(name);
      fs.rmSync(world.path("app/go.sum"), { force: true });
      assert.ok(world.go(build, { env: settings("honest") }).ok);
      fs.rmSync(world.path("app/go.sum"));
      // The client remembers the last tree below GOPATH, and of what the database sent as much as is left in the cache.
      for (const name of ["example.com", "cache/download/example.com", `cache/download/${forgotten}`]) forget(`cache/${name}`);
      const env = settings("liar");
      const { ok, output } = world.go(build, { env });
      assert.equal(ok, false);
      const { explained, unknown } = await explain(output, env);
      assert.deepEqual([explained.map(({ id }) => id), unknown], [["checksum-database-untrue"], []], output);
    }
  });

  it("that signs with another key is explained", async () => {
    const other = `sum.test.example+deadbeef+${key.split("+").at(-1)}`;
    for (const gosumdb of [
      `${stranger} ${url}/honest`,
      `${other} ${url}/honest`,
      `${key.replace(/^[^+]*/, "sum.else.example")} ${url}/honest`,
    ]) {
      const env = { ...settings("honest"), GOSUMDB: gosumdb };
      const { ok, output } = world.go(build, { env });
      assert.equal(ok, false);
      const { explained, unknown } = await explain(output, env);
      assert.deepEqual([explained.length, unknown], [1, []], output);
      assert.match(explained[0]?.id ?? "", /^(?:invalid-gosumdb|checksum-database-untrue)$/, output);
    }
  });

  it("that does not know a module, and one that is not there", async () => {
    for (const env of [settings("nowhere"), { ...settings("honest"), GOSUMDB: `${key} http://127.0.0.1:1` }]) {
      const { ok, output } = world.go(build, { env });
      assert.equal(ok, false);
      const { explained, unknown } = await explain(output, env);
      assert.deepEqual([explained.map(({ id }) => id), unknown], [["checksum-database-unreachable"], []], output);
    }
  });
});
