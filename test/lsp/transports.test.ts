import assert from "node:assert/strict";
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { capableClient, LspClient, open, type Wire } from "../support/lsp-client.ts";
import { program, runCli, startCli } from "../support/spawn-cli.ts";

const initialize = { processId: process.pid, rootUri: null, capabilities: capableClient };
const uri = "file:///nowhere/at/all/go.mod";
const cwd = tmpdir();

describe("ways to an editor", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "gomod-lint-transport-"));
  });
  after(() => rmSync(folder, { recursive: true }));
  // What a test that fails leaves behind would keep this process from its end.
  const leftovers: (() => void)[] = [];
  afterEach(() => {
    for (const end of leftovers.splice(0)) end();
  });
  const started = (child: ChildProcess): ChildProcess => {
    leftovers.push(() => child.kill());
    return child;
  };

  const waitAt = async (where: number | string): Promise<Server> => {
    const server = createServer();
    leftovers.push(() => server.close());
    if (typeof where === "number") server.listen(where, "127.0.0.1");
    else server.listen(where);
    await once(server, "listening");
    return server;
  };

  async function talk(server: Server, args: readonly string[]): Promise<void> {
    const child = started(startCli(["lsp", ...args], { cwd }));
    const printed: Buffer[] = [];
    child.stdout?.on("data", (part: Buffer) => printed.push(part));
    const [socket] = (await once(server, "connection")) as [Socket];
    const client = new LspClient(socket, socket);
    await client.request("initialize", initialize);
    client.notify("initialized", {});
    open(client, uri, "modul m\n");
    assert.equal((await client.diagnostics(uri, 1, (d) => d.length > 0))[0].code, "syntax");
    await client.request("shutdown");
    client.notify("exit");
    const [code] = await once(child, "exit");
    assert.equal(code, 0);
    assert.equal(Buffer.concat(printed).toString(), "", "standard output is not spoken over");
  }

  it("a socket where it waits", async () => {
    const server = await waitAt(0);
    await talk(server, [`--socket=${(server.address() as AddressInfo).port}`]);
  });

  it("a named one", async function () {
    if (process.platform === "win32") this.skip(); // pipes there have names of their own kind
    const path = join(folder, "editor.sock");
    await talk(await waitAt(path), [`--pipe=${path}`, `--clientProcessId=${process.pid}`]);
  });

  it("the channel of a Node.js process", async () => {
    const child = started(fork(program, ["lsp", "--node-ipc"], { cwd, silent: true }));
    const received: Wire[] = [];
    let told: () => void = () => {};
    child.on("message", (message) => {
      received.push(message as Wire);
      told();
    });
    const wait = async (wanted: (message: Wire) => boolean): Promise<Wire> => {
      for (;;) {
        const found = received.find(wanted);
        if (found !== undefined) return found;
        await new Promise<void>((resolve) => {
          told = resolve;
        });
      }
    };
    child.send({ jsonrpc: "2.0", id: 1, method: "initialize", params: { ...initialize, capabilities: {} } });
    assert.equal((await wait(({ id }) => id === 1)).result.serverInfo.name, "gomod-lint");
    child.send({ jsonrpc: "2.0", method: "initialized", params: {} });
    child.send({ no: "message" });
    assert.equal((await wait(({ id }) => id === null)).error?.code, -32600);
    child.send({
      jsonrpc: "2.0",
      method: "textDocument/didOpen",
      params: { textDocument: { uri, languageId: "go.mod", version: 1, text: "modul m\n" } },
    });
    const published = await wait(
      ({ method, params }) => method === "textDocument/publishDiagnostics" && params.diagnostics.length > 0,
    );
    assert.equal(published.params.diagnostics[0].code, "syntax");
    child.send({ jsonrpc: "2.0", id: 2, method: "shutdown" });
    await wait(({ id }) => id === 2);
    child.send({ jsonrpc: "2.0", method: "exit" });
    const [code] = await once(child, "exit");
    assert.equal(code, 0);
  });

  it("whose other end goes away ends the server", async () => {
    const child = started(fork(program, ["lsp", "--node-ipc"], { cwd, silent: true }));
    child.send({ jsonrpc: "2.0", id: 1, method: "initialize", params: { ...initialize, processId: null } });
    await once(child, "message");
    child.disconnect();
    const [code] = await once(child, "exit");
    assert.equal(code, 1);

    const server = await waitAt(0);
    const other = started(startCli(["lsp", `--socket=${(server.address() as AddressInfo).port}`], { cwd }));
    const [socket] = (await once(server, "connection")) as [Socket];
    socket.destroy();
    const [otherCode] = await once(other, "exit");
    assert.equal(otherCode, 1);
    server.close();
  });

  it("the death of the client's process ends the server", async function () {
    this.timeout(15_000);
    const dead = await runCli(["version"], { cwd, command: [process.execPath, "-e", "console.log(process.pid)"] });
    const child = started(startCli(["lsp", "--stdio", `--clientProcessId=${dead.stdout.trim()}`], { cwd }));
    const [code] = await once(child, "exit");
    assert.equal(code, 1);
  });

  it("that do not exist are said so", async () => {
    const nobody = await waitAt(0);
    const { port } = nobody.address() as AddressInfo;
    nobody.close();
    await once(nobody, "close");
    const refused = await runCli(["lsp", `--socket=${port}`], { cwd });
    assert.equal(refused.code, 3);
    assert.match(refused.stderr, /^gomod-lint: nobody waits for a language server there: .*ECONNREFUSED/);
    const channel = await runCli(["lsp", "--node-ipc"], { cwd });
    assert.equal(channel.code, 3);
    assert.match(channel.stderr, /no channel/);
    for (const [args, message] of [
      [["--socket=x"], /--socket wants a port from 1 to 65535, not "x"/],
      [["--socket=70000"], /--socket wants a port/],
      [["--stdio", "--node-ipc"], /exclude each other/],
      [["--clientProcessId=me"], /wants the number of a process/],
    ] as const) {
      const wrong = await runCli(["lsp", ...args], { cwd });
      assert.equal(wrong.code, 2, args.join(" "));
      assert.match(wrong.stderr, message);
    }
  });
});
