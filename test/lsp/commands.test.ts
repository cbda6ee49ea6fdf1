import assert from "node:assert/strict";
import type { GoRun, RunGo } from "../../server/host/go.ts";
import { type ServerOptions, showingClient, type Wire } from "../support/lsp-client.ts";
import { openWorld, type ServedWorld } from "../support/lsp-world.ts";
import { suiteReader } from "../support/reader.ts";
import { worldFolder } from "../support/world-workspace.ts";

const archive = `-- go.mod --
module example.com/app

go 1.21

require example.com/a v1.0.0
-- example.com/a@v1.0.0 --
module example.com/a

go 1.21

require example.com/b v1.0.0
-- example.com/a@v1.1.0 --
module example.com/a

go 1.21

require example.com/b v1.2.0
-- example.com/b@v1.0.0 --
module example.com/b
-- example.com/b@v1.2.0 --
module example.com/b
`;

describe("commands", () => {
  const reader = suiteReader();

  const start = (options: ServerOptions = {}): Promise<ServedWorld> =>
    openWorld(archive, reader, { capabilities: showingClient, ...options });
  const message = async ({ client }: ServedWorld): Promise<Wire["params"]> =>
    (await client.wait(({ method }) => method === "window/showMessage", "a message")).params;

  it("are named in the capabilities, and unknown ones refused", async () => {
    const { capabilities, execute, stop } = await start();
    const { commands } = capabilities.executeCommandProvider;
    for (const name of ["graph", "whatif", "why", "tidy", "vendor", "download", "get"])
      assert.ok(commands.includes(`gomod-lint.${name}`), name);
    assert.equal((await execute("no-such")).error?.code, -32602);
    assert.equal(await stop(), 0);
  });

  it("whatif: what another version would change", async () => {
    const world = await start();
    const { result } = await world.execute("whatif", { modules: ["example.com/a@v1.1.0"] });
    assert.deepEqual(result.changes, [
      { path: "example.com/a", before: "v1.0.0", after: "v1.1.0" },
      { path: "example.com/b", before: "v1.0.0", after: "v1.2.0" },
    ]);
    assert.match((await message(world)).message, /example\.com\/b: v1\.0\.0 → v1\.2\.0/);
    for (const modules of [undefined, [], ["-x@v1.0.0"], ["example.com/a"], ["example.com/a@latest"], [3]]) {
      assert.equal((await world.execute("whatif", { modules })).error?.code, -32602, JSON.stringify(modules));
    }
    assert.equal(await world.stop(), 0);
  });

  it("of the go command run it as asked, say what it said, and read what it wrote", async () => {
    const runs: GoRun[] = [];
    let world: Awaited<ReturnType<typeof start>> | undefined;
    const runGo: RunGo = async (run) => {
      runs.push(run);
      run.onLine("go: finding module for package example.com/x");
      world?.host.set(`${worldFolder}/go.sum`, "nonsense\n");
      return { code: 0 };
    };
    world = await start({ runGo, configuration: () => ({ offline: true }) });
    assert.match((await world.execute("tidy")).result.output, /no go command/);
    await message(world);
    await world.stop();
    world = await serveWithGo(runGo);
    const { client, uri } = world;
    await client.diagnostics(uri, 1);
    const { result } = await world.execute("get", { modules: ["example.com/a@latest"] });
    assert.deepEqual(result, { ok: true, output: "go: finding module for package example.com/x" });
    const [run] = runs;
    assert.deepEqual(run?.args, ["get", "example.com/a@latest"]);
    assert.equal(run?.cwd, worldFolder);
    assert.deepEqual(run?.env, { GOTOOLCHAIN: "local", GOVCS: "*:off", GOPROXY: "off", GIT_TERMINAL_PROMPT: "0" });
    assert.match((await message(world)).message, /go get example\.com\/a@latest is done\ngo: finding/);
    await client.wait(({ method, params }) => method === "window/logMessage" && /finding module/.test(params.message));
    await client.diagnostics(uri, 1, (d) => d.some(({ code }) => code === "sum-malformed"));
    for (const [command, args] of [
      ["tidy", ["mod", "tidy"]],
      ["vendor", ["mod", "vendor"]],
      ["download", ["mod", "download"]],
    ] as const) {
      runs.length = 0;
      await world.execute(command);
      assert.deepEqual(runs[0]?.args, args);
    }
    assert.equal((await world.execute("get", { modules: ["--exec=x@v1"] })).error?.code, -32602);
    assert.equal(await world.stop(), 0);
  });

  /** A server on a machine with a go command. */
  const serveWithGo = (runGo: RunGo, settings: object = { offline: true }): Promise<ServedWorld> =>
    openWorld(`${archive}-- go --\ngo1.26.8\n`, reader, { runGo, configuration: () => settings });

  it("of the go command run one at a time, not over unsaved changes, and can be ended", async () => {
    let ended = false;
    const runGo: RunGo = ({ signal }) =>
      new Promise((resolve) => {
        signal.addEventListener("abort", () => {
          ended = true;
          resolve({ ended: "aborted" });
        });
      });
    const world = await serveWithGo(runGo);
    const first = world.client.send("workspace/executeCommand", { command: "gomod-lint.tidy", arguments: [{ uri: world.uri }] });
    const begun = await world.client.wait(({ method, params }) => method === "$/progress" && params.value.kind === "begin");
    assert.equal(begun.params.value.title, "go mod tidy");
    assert.match((await world.execute("vendor")).result.output, /at work in this folder already/);
    world.client.notify("window/workDoneProgress/cancel", { token: begun.params.token });
    assert.equal((await world.client.response(first)).result.ok, false);
    assert.ok(ended);
    await world.client.wait(({ method, params }) => method === "$/progress" && params.value.kind === "end");
    world.edit(2, "v1.0.0", "v1.1.0");
    assert.match((await world.execute("tidy")).result.output, /save it first/);
    assert.equal(await world.stop(), 0);
  });

  it("of the go command say why it failed", async () => {
    const results: Awaited<ReturnType<RunGo>>[] = [{ code: 1 }, { ended: "timeout" }, { failed: "EACCES" }];
    const world = await serveWithGo(async () => results.shift() ?? { code: 0 }, { go: { timeout: 7 } });
    for (const expected of [/failed \(exit code 1\)/, /was ended after 7 seconds/, /could not be started: EACCES/]) {
      assert.equal((await world.execute("tidy")).result.ok, false);
      const { type, message: said } = await message(world);
      assert.equal(type, 1);
      assert.match(said, expected);
    }
    assert.equal(await world.stop(), 0);
  });
});
