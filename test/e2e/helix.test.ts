import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { basename, join } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { LspClient, open } from "../support/lsp-client.ts";
import { repository } from "../support/paths.ts";
import { scratchFolder } from "../support/scratch-folder.ts";
import { installProgram } from "../support/spawn-cli.ts";

const helix = join(repository, "editors", "helix");

/** Files that the user's languages.toml is put together from, as Python reads TOML; undefined without a Python of 3.11. */
// biome-ignore lint/suspicious/noExplicitAny: a configuration of any shape
function readToml(...names: readonly string[]): any {
  const text = names.map((name) => fs.readFileSync(join(helix, name), "utf8")).join("\n");
  const script = "import json, sys, tomllib; print(json.dumps(tomllib.loads(sys.stdin.read())))";
  const { status, stdout, stderr } = spawnSync("python3", ["-c", script], { input: text, encoding: "utf8" });
  if (status !== 0 && /No module named|ENOENT/.test(stderr ?? "ENOENT")) return undefined;
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout);
}

const python = readToml("languages.toml") !== undefined;

describe(python ? "Helix's configuration" : "Helix's configuration (left out: no Python 3.11 to read TOML)", function () {
  this.timeout(30_000);
  before(function () {
    if (!python) this.skip(); // the title says why
  });
  const scratch = scratchFolder();

  it("gives both languages the server, before gopls", () => {
    const configuration = readToml("languages.toml");
    assert.deepEqual(
      configuration.language.map((language: { name: string }) => language.name),
      ["gomod", "gowork"],
    );
    for (const language of configuration.language) assert.deepEqual(language["language-servers"], ["gomod-lint", "gopls"]);
    for (const server of Object.keys(configuration["language-server"])) assert.equal(server, "gomod-lint");
  });

  it("names the grammar's folder", () => {
    const { grammar, language } = readToml("grammar.toml");
    assert.equal(language[0].grammar, grammar[0].name);
    const folder = join(repository, basename(grammar[0].source.path));
    assert.match(fs.readFileSync(join(folder, "src", "parser.c"), "utf8"), /tree_sitter_gomod\(/);
  });

  it("has queries for both languages, each from the grammar's own", () => {
    const queries = join(helix, "runtime", "queries");
    const names = fs.readdirSync(join(queries, "gomod"));
    assert.ok(names.includes("highlights.scm"));
    assert.deepEqual(fs.readdirSync(join(queries, "gowork")), names);
    for (const name of names) assert.equal(fs.readFileSync(join(queries, "gowork", name), "utf8"), "; inherits: gomod\n");
  });

  it("starts a server that takes its settings and finds what it should", async () => {
    const { command, args, config } = readToml("languages.toml")["language-server"]["gomod-lint"];
    const folder = scratch.path;
    installProgram(folder);
    const child = spawn(command, args, {
      cwd: folder,
      env: { ...process.env, PATH: `${folder}:${process.env["PATH"]}` },
      stdio: ["pipe", "pipe", "inherit"],
    });
    const client = new LspClient(child.stdin, child.stdout);
    // As Helix does: the settings come with initialize and are asked for by their section.
    client.answer("workspace/configuration", () => [config["gomod-lint"]]);
    const result = await client.request("initialize", {
      processId: process.pid,
      initializationOptions: config,
      capabilities: { general: { positionEncodings: ["utf-8", "utf-32", "utf-16"] }, workspace: { configuration: true } },
    });
    assert.equal(result.serverInfo.name, "gomod-lint");
    client.notify("initialized", {});
    const uri = pathToFileURL(join(folder, "go.mod")).href;
    open(client, uri, "module m\n\ngo 1.21\n\ntoolchain go1.21\n");
    const [finding] = await client.diagnostics(uri, 1);
    assert.equal(finding.code, "toolchain-equals-go");
    await client.request("shutdown");
    client.notify("exit");
    const code = await new Promise((resolve) => child.on("exit", resolve));
    assert.equal(code, 0);
    assert.deepEqual(
      client.received.filter((message) => message.method === "window/showMessage"),
      [],
    );
  });
});
