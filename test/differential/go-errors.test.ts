import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { goMessages } from "../../server/features/go-errors/catalogue.ts";
import { failureModules, type GoFailure, goFailures as moduleFailures } from "../support/go-failures.ts";
import { buildFailures } from "../support/go-failures-build.ts";
import { type GoWorld, goMissing, goWorld } from "../support/go-world.ts";
import { fill, publish } from "../support/healthy-module.ts";
import { type Fault, startModuleProxy } from "../support/module-proxy.ts";
import { repository } from "../support/paths.ts";
import { canMount } from "../support/sick-world.ts";
import { program, runCli } from "../support/spawn-cli.ts";

const goFailures: readonly GoFailure[] = [...moduleFailures, ...buildFailures];
const nobody = 65534;
const statuses = { "401": "", "403": "blocked by policy", "404": "not found: no such module", "410": "gone", "500": "oops" };

function faultOf(name: NonNullable<GoFailure["fault"]>): Fault {
  return name === "reset" || name === "truncate"
    ? { kind: name }
    : { kind: "status", status: Number(name), text: statuses[name] };
}

interface Output {
  readonly code: number | null;
  readonly text: string;
}

/** The world of a failure: the go command with its surroundings, run as often as is asked. */
async function withFailure(
  failure: GoFailure,
  buildCache: string,
  use: (go: GoWorld, run: (line: string, env?: Env) => Promise<Output>, env: Env) => Promise<void>,
) {
  const modules = new Map(Object.entries(failureModules).map(([module, files]) => [module, files["go.mod"] ?? ""]));
  const versions = new Map<string, string[]>();
  for (const module of modules.keys()) {
    const [path = "", version = ""] = module.split("@");
    versions.set(path, [...(versions.get(path) ?? []), version]);
  }
  const go = goWorld(modules, { GOFLAGS: "", GOCACHE: buildCache });
  const file = (path: string): string | undefined => {
    try {
      return readFileSync(join(go.root, "proxy", path), "latin1");
    } catch {
      return undefined;
    }
  };
  const proxy = await startModuleProxy(file, { tls: failure.tls === true });
  try {
    publish({ versions, modules, files: new Map(Object.entries(failureModules)) }, go);
    fill(go, failure.files);
    if (failure.fault !== undefined) proxy.fault("*", faultOf(failure.fault));
    const own = join(go.root, "own");
    mkdirSync(own);
    const bin = join(go.root, "bin");
    mkdirSync(bin);
    const place = (process.env["PATH"] ?? "").split(":").find((dir) => goIn(dir)) ?? "";
    symlinkSync(join(place, "go"), join(bin, "go"));
    const words = { PROXY: proxy.url, PORT: String(proxy.port), OWNCACHE: join(own, "cache"), ONLYGO: bin };
    const fillIn = (value: string): string =>
      value.replace(/PROXY|PORT|OWNCACHE|ONLYGO/g, (word) => words[word as keyof typeof words]);
    const settings = Object.entries(failure.env ?? {}).map(([name, value]) => [name, fillIn(value)] as const);
    const env: Env = { PATH: process.env["PATH"] ?? "", ...go.env, ...Object.fromEntries(settings) };
    if (failure.repository !== undefined) layRepository(go, failure.repository);
    for (const args of failure.before ?? []) assert.ok(go.go(...args).ok, args.join(" "));
    if (failure.prepare !== undefined) {
      const { status, stderr } = spawnSync("/bin/sh", ["-ec", failure.prepare], { cwd: go.main, env, encoding: "utf8" });
      assert.equal(status, 0, stderr);
    }
    if (failure.unprivileged === true) {
      for (const path of [go.root, dirname(go.main), go.main]) chmodSync(path, 0o755);
      chownSync(own, nobody, nobody);
      env["GOCACHE"] = join(own, "build");
    }
    const run = async (line: string, changed: Env = env): Promise<Output> => {
      const child = spawn("/bin/sh", ["-c", line], {
        cwd: go.main,
        env: changed,
        ...(failure.unprivileged === true ? { uid: nobody, gid: nobody } : {}),
      });
      const parts: Buffer[] = [];
      for (const stream of [child.stdout, child.stderr]) stream.on("data", (part: Buffer) => parts.push(part));
      const [code] = (await once(child, "close")) as [number | null];
      return { code, text: Buffer.concat(parts).toString() };
    };
    await use(go, run, env);
  } finally {
    await proxy.close();
    go.dispose();
  }
}

type Env = Record<string, string>;

/** A repository that git finds at https://example.com/repo, so that example.com/repo.git is a module without asking anybody. */
function layRepository({ root }: GoWorld, tags: NonNullable<GoFailure["repository"]>): void {
  const folder = join(root, "repository");
  mkdirSync(folder);
  writeFileSync(join(root, ".gitconfig"), `[url "file://${folder}"]\n\tinsteadOf = https://example.com/repo\n`);
  const git = (...args: readonly string[]): void => {
    const env = { PATH: process.env["PATH"], HOME: root };
    const { status, stderr } = spawnSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.com", ...args], {
      cwd: folder,
      env,
      encoding: "utf8",
    });
    assert.equal(status, 0, stderr);
  };
  git("init", "-q");
  for (const [tag, files] of Object.entries(tags)) {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    git("add", "-A");
    git("commit", "-qm", tag);
    git("tag", tag);
  }
}

function goIn(dir: string): boolean {
  try {
    readFileSync(join(dir, "go"));
    return true;
  } catch {
    return false;
  }
}

const line = (args: readonly string[]): string => `go ${args.map((word) => `'${word}'`).join(" ")}`;

/** Does what a step says: settings hold for what is run from then on, anything else is run. */
async function follow(command: string, run: (line: string, env?: Env) => Promise<Output>, env: Env): Promise<Env> {
  const unset = /^unset (\w+)$/.exec(command)?.[1];
  if (unset !== undefined) return Object.fromEntries(Object.entries(env).filter(([name]) => name !== unset));
  const setting = /^(?:export )?(\w+)=(\S+)$/.exec(command);
  if (setting !== null) {
    // As a shell reads it.
    const { text } = await run(`printf %s ${setting[2]}`, env);
    return { ...env, [setting[1] ?? ""]: text };
  }
  const done = await run(command.replace(/^gomod-lint /, `${process.execPath} ${program} `), env);
  assert.equal(done.code, 0, `${command}\n${done.text}`);
  return env;
}

describe("what the go command prints when it fails", function () {
  this.timeout(120_000);
  // Shared: the standard library is compiled once.
  const cache = mkdtempSync(join(tmpdir(), "gomod-lint-go-build-"));
  after(() => {
    rmSync(cache, { recursive: true, force: true });
    // `npm test`, which needs no go command, reads them back.
    if (process.env["RECORD"] === undefined) return;
    writeFileSync(join(repository, "test/features/go-errors/recorded.json"), `${JSON.stringify(recorded, null, 2)}\n`);
  });
  const recorded: Record<string, { output: string; messages: readonly string[] }> = {};
  before(function () {
    if (goMissing() !== undefined) this.skip();
  });

  for (const failure of goFailures) {
    it(`is explained: ${failure.name}`, async function () {
      const privileged =
        failure.unprivileged === true || failure.shell !== undefined || failure.prepare?.includes("chown") === true;
      if (privileged && process.getuid?.() !== 0) this.skip();
      if (failure.shell?.startsWith("unshare") === true && !canMount()) this.skip();
      if (failure.repository !== undefined && spawnSync("git", ["version"]).status !== 0) this.skip();
      await withFailure(failure, cache, async (go, run, env) => {
        const { text } = await run(failure.shell ?? line(failure.run), env);
        const explained = await runCli(["explain-error", "--format", "json"], { cwd: go.main, env, input: text });
        const found = JSON.parse(explained.stdout) as {
          explained: { id: string; here?: string[]; meaning: string; steps: { command?: string }[] }[];
          unknown: unknown[];
        };
        const note = `${text}\n${explained.stdout}`;
        assert.deepEqual([...new Set(found.explained.map(({ id }) => id))], failure.messages, note);
        assert.deepEqual(found.unknown, [], note);
        assert.equal(explained.code, 0);
        const [first] = found.explained;
        assert.ok(first !== undefined && first.steps.length > 0, note);
        if (failure.says !== undefined) assert.match([first.meaning, ...(first.here ?? [])].join("\n"), failure.says);
        recorded[failure.name] = {
          output: text.replaceAll(go.root, "/home/ann").replace(/:\d{5}\b/g, ":8080"),
          messages: failure.messages,
        };
        if (failure.remedy === undefined) return;
        const command = first.steps[failure.remedy]?.command;
        assert.ok(command !== undefined, note);
        const changed = await follow(command, run, env);
        const again = await run(line(failure.run), changed);
        assert.equal(again.code, 0, `${command}\n${again.text}`);
      });
    });
  }

  it("has forty messages and more that a real run shows", () => {
    const shown = new Set(goFailures.flatMap(({ messages }) => messages));
    for (const id of shown)
      assert.ok(
        goMessages.some((message) => message.id === id),
        id,
      );
    assert.ok(shown.size >= 40, String(shown.size));
  });
});
