import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { runGo } from "../../server/host/node-go.ts";
import { capableClient, LspClient, open } from "../support/lsp-client.ts";
import { startCli } from "../support/spawn-cli.ts";

describe("the go command from the editor", function () {
  this.timeout(60_000);
  let folder: string;
  before(function () {
    if (spawnSync("go", ["version"]).status !== 0) this.skip();
    folder = mkdtempSync(join(tmpdir(), "gomod-lint-go-"));
  });
  after(() => {
    if (folder !== undefined) rmSync(folder, { recursive: true });
  });

  it("tidies a module, and the findings follow", async () => {
    const text = "module example.com/app\n\ngo 1.21\n\nrequire example.com/gone v0.0.0\n\nreplace example.com/gone => ./gone\n";
    mkdirSync(join(folder, "gone"));
    writeFileSync(join(folder, "gone", "go.mod"), "module example.com/gone\n\ngo 1.21\n");
    writeFileSync(join(folder, "main.go"), "package main\n\nfunc main() {}\n");
    const file = join(folder, "go.mod");
    writeFileSync(file, text);
    const child = startCli(["lsp", "--stdio"], { cwd: folder });
    assert.ok(child.stdin !== null && child.stdout !== null);
    const client = new LspClient(child.stdin, child.stdout);
    await client.request("initialize", { processId: process.pid, rootUri: null, capabilities: capableClient });
    client.notify("initialized", {});
    const uri = pathToFileURL(file).href;
    open(client, uri, text);
    const tidy = { command: "gomod-lint.tidy", arguments: [{ uri }] };
    assert.deepEqual(await client.request("workspace/executeCommand", tidy), { ok: true, output: "" });
    assert.doesNotMatch(readFileSync(file, "utf8"), /require/);
    // What the go command says of a file that it cannot read is shown.
    const broken = text.replace("require", "requir");
    writeFileSync(file, broken);
    client.notify("textDocument/didChange", { textDocument: { uri, version: 2 }, contentChanges: [{ text: broken }] });
    const { ok, output } = await client.request("workspace/executeCommand", tidy);
    assert.equal(ok, false);
    assert.match(output, /unknown directive: requir/);
    await client.wait(
      ({ method, params }) =>
        method === "window/showMessage" && /failed \(exit code 1\)\n[\s\S]*unknown directive/.test(params.message),
    );
    await client.request("shutdown");
    client.notify("exit");
    assert.deepEqual(await once(child, "exit"), [0, null]);
  });

  it("ends with all that it has started, when its time is over or nobody wants it", async function () {
    if (process.platform === "win32") this.skip();
    const lines: string[] = [];
    const run = {
      command: "/bin/sh",
      args: ["-c", "sleep 60 & echo $!; echo two >&2; wait"],
      cwd: folder,
      env: {},
      signal: new AbortController().signal,
      onLine: (line: string) => lines.push(line),
    };
    assert.deepEqual(await runGo({ ...run, timeout: 300 }), { ended: "timeout" });
    assert.deepEqual(lines.slice(1), ["two"]);
    assert.ok(isGone(Number(lines[0])), "what it started has ended, too");
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 50);
    assert.deepEqual(await runGo({ ...run, timeout: 60_000, signal: controller.signal }), { ended: "aborted" });
    assert.deepEqual(await runGo({ ...run, command: join(folder, "none"), timeout: 1000 }), { failed: "ENOENT" });
  });
});

/** Whether a process has ended; one that nobody has asked for its exit code may still be listed. */
function isGone(id: number): boolean {
  try {
    process.kill(id, 0);
  } catch {
    return true;
  }
  const { stdout } = spawnSync("ps", ["-o", "stat=", "-p", String(id)], { encoding: "utf8" });
  return stdout.trim() === "" || stdout.startsWith("Z");
}
