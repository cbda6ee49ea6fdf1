import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { rules } from "../../rules/index.ts";
import { repository } from "../support/paths.ts";
import { runCli } from "../support/spawn-cli.ts";
import { extension, extensionMissing, packExtension, packedFiles } from "../support/vscode-package.ts";

const missing = extensionMissing();

describe(missing === undefined ? "the extension of VS Code" : `the extension of VS Code (left out: ${missing})`, function () {
  this.timeout(180_000);
  let folder: string;
  let server: string;

  before(function () {
    if (missing !== undefined) this.skip(); // the title says why
    folder = fs.mkdtempSync(join(tmpdir(), "gomod-lint-vsix-"));
    packExtension(join(folder, "gomod-lint.vsix"));
    // Away from the repository, whose node_modules would be found.
    fs.cpSync(join(extension, "build", "server"), join(folder, "server"), { recursive: true });
    server = join(folder, "server", "dist", "bin", "main.js");
    fs.mkdirSync(join(folder, "app"));
    fs.writeFileSync(join(folder, "app", "go.mod"), "module example.com/app\n\ngo 1.21\n\ntoolchain go1.21\n");
  });
  after(() => {
    if (folder !== undefined) fs.rmSync(folder, { recursive: true, force: true });
  });

  it("holds what runs and its documentation, and nothing else", () => {
    const files = packedFiles();
    const documentation = rules.map(({ id }) => `build/server/rules/${id}.md`);
    assert.deepEqual(
      files.filter((file) => !documentation.includes(file)),
      [
        "LICENSE",
        "README.md",
        "build/extension.js",
        "build/licences.txt",
        "build/server/dist/bin/lsp/server.js",
        "build/server/dist/bin/main.js",
        "build/server/dist/bin/modfile/reader.js",
        "build/server/dist/bin/modfile/web-tree-sitter.wasm",
        "build/server/dist/bin/package.json",
        "build/server/dist/bin/picture/page.css",
        "build/server/dist/bin/picture/page.js",
        "build/server/dist/bin/picture/picture.js",
        "build/server/dist/bin/program.js",
        "build/server/dist/bin/workspace/configuration/read.js",
        "build/server/grammar/tree-sitter-gomod.wasm",
        "build/server/package.json",
        "build/server/schema.json",
        "language-configuration.json",
        "package.json",
        "syntaxes/go-mod.tmLanguage.json",
        "syntaxes/go-sum.tmLanguage.json",
      ],
    );
    assert.deepEqual(
      documentation.filter((file) => !files.includes(file)),
      [],
    );
    const { size } = fs.statSync(join(folder, "gomod-lint.vsix"));
    assert.ok(size < 1_500_000, `${size} bytes`);
    assert.equal(fs.readFileSync(join(extension, "LICENSE"), "utf8"), fs.readFileSync(join(repository, "LICENSE"), "utf8"));
  });

  it("has a server that runs where no package is installed: on the command line, and over Node's channel", async () => {
    const command = [process.execPath, server] as const;
    const checked = await runCli(["check", "--format", "concise"], { cwd: join(folder, "app"), command });
    assert.match(checked.stdout, /^go\.mod:5:11: error: .* \[toolchain-equals-go\]$/m);
    const page = await runCli(["graph", "--format", "html"], { cwd: join(folder, "app"), command });
    assert.match(page.stdout, /^<!DOCTYPE html>/);

    const child = fork(server, ["lsp", "--node-ipc"], { stdio: "ignore" });
    const found = new Promise<string[]>((resolve) => {
      child.on("message", ({ method, params }: { method?: string; params: { diagnostics: { code: string }[] } }) => {
        if (method === "textDocument/publishDiagnostics") resolve(params.diagnostics.map(({ code }) => code));
      });
    });
    const send = (message: object) => child.send({ jsonrpc: "2.0", ...message });
    send({ id: 1, method: "initialize", params: { processId: null, rootUri: null, capabilities: {} } });
    send({ method: "initialized", params: {} });
    const textDocument = {
      uri: `file://${folder}/app/go.mod`,
      languageId: "go.mod",
      version: 1,
      text: "module example.com/app\n\ngo 1.21\n\ntoolchain go1.21\n",
    };
    send({ method: "textDocument/didOpen", params: { textDocument } });
    assert.deepEqual(await found, ["toolchain-equals-go"]);
    send({ id: 2, method: "shutdown" });
    send({ method: "exit" });
    assert.equal((await once(child, "exit"))[0], 0);
  });
});
