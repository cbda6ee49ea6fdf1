import assert from "node:assert/strict";
import { capableClient } from "../support/lsp-client.ts";
import { changeOf, openWorld, type ServedWorld, serveWorld } from "../support/lsp-world.ts";
import { suiteReader } from "../support/reader.ts";

const module = "-- go.mod --\nmodule example.com/app\n\ngo 1.21\n\ntoolchain go1.21\n";

describe("configuration files in the editor", () => {
  const reader = suiteReader();
  let server: ServedWorld;
  afterEach(async () => {
    await server.stop();
  });

  /** Findings as published, the first of them of a severity where one is given: what is published before may still be on its way. */
  const rules = async (severity?: number): Promise<readonly string[]> => {
    const awaited = (found: readonly { severity?: number }[]) => severity === undefined || found[0]?.severity === severity;
    return (await server.client.diagnostics(server.uri, undefined, awaited)).map((d) => `${d.code} ${d.severity}`);
  };
  /** Changes a file as another program would, and has the client tell of it. */
  const change = (name: string, text: string): void => {
    server.host.set(`/work/app/${name}`, text);
    server.client.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: server.file(name), type: 2 }] });
  };

  it("hold from the first findings on, below what is set in the editor", async () => {
    let editor: unknown = {};
    server = await openWorld(`${module}-- .gomod-lint.yaml --\nseverity: { toolchain-equals-go: warning }\n`, reader, {
      configuration: () => editor,
    });
    assert.deepEqual(await rules(), ["toolchain-equals-go 2"]);
    editor = { severity: { "toolchain-equals-go": "info" } };
    server.client.notify("workspace/didChangeConfiguration", { settings: {} });
    assert.deepEqual(await rules(3), ["toolchain-equals-go 3"]);
  });

  it("are watched, also what they extend, also where there was none before", async () => {
    server = await serveWorld(module, reader);
    const { params } = await server.client.wait(({ method }) => method === "client/registerCapability", "a registration");
    const patterns = params.registrations[0].registerOptions.watchers.map((w: { globPattern: string }) => w.globPattern);
    assert.ok(patterns.includes("**/.gomod-lint.yaml"));
    server.open();
    assert.deepEqual(await rules(), ["toolchain-equals-go 1"]);
    server.host.set("/work/app/base.yaml", "severity: { toolchain: info }\n");
    change(".gomod-lint.yaml", "extends: base.yaml\n");
    assert.deepEqual(await rules(3), ["toolchain-equals-go 3"]);
    const extended = await server.client.wait(
      ({ method, params }) => method === "client/registerCapability" && JSON.stringify(params).includes("base.yaml"),
      "a registration of what is extended",
    );
    assert.deepEqual(extended.params.registrations[0].registerOptions, { watchers: [{ globPattern: "**/base.yaml" }] });
    await server.client.diagnostics(server.uri); // what may have changed on disk is worked out again
    change("base.yaml", "ignore: [toolchain]\n");
    await server.client.diagnostics(server.uri, undefined, (found) => found.length === 0);
  });

  it("tell what is wrong in the file itself, keep what held before, and take it back", async () => {
    server = await serveWorld(`${module}-- .gomod-lint.yaml --\nignore: [toolchain]\n`, reader);
    const configuration = server.file(".gomod-lint.yaml");
    server.open();
    assert.deepEqual(await rules(), []);
    change(".gomod-lint.yaml", "ignore: [toolchian]\nlevle: info\n");
    const [first, second] = await server.client.diagnostics(configuration);
    assert.deepEqual(first.range, { start: { line: 0, character: 9 }, end: { line: 0, character: 18 } });
    assert.match(first.message, /^unknown rule or group "toolchian", did you mean toolchain\?/);
    assert.deepEqual([second.range.start.line, second.severity, second.source], [1, 1, "gomod-lint"]);
    const { params } = await server.client.wait(({ method }) => method === "window/showMessage", "a message");
    assert.match(
      params.message,
      /^gomod-lint: \/work\/app\/\.gomod-lint\.yaml:1:10: .* \(and 1 more\); what it said before holds$/,
    );
    assert.deepEqual(await rules(), []);
    change(".gomod-lint.yaml", "level: info\n");
    assert.deepEqual(await server.client.diagnostics(configuration), []);
    assert.deepEqual(
      (await server.client.diagnostics(server.uri, undefined, (found) => found.length > 0)).map((d) => d.code),
      ["toolchain-equals-go"],
    );
  });

  it("tell rules their options, and of options what is wrong", async () => {
    const banned = (block: string): string => `options:\n  banned-module:\n    block: [${block}]\n`;
    const text =
      "-- go.mod --\nmodule example.com/app\n\ngo 1.21\n\nrequire example.com/bad v1.0.0\n-- example.com/bad@v1.0.0 --\nmodule example.com/bad\n";
    server = await openWorld(`${text}-- .gomod-lint.yaml --\n${banned("example.com/bad")}`, reader);
    const found = await server.client.diagnostics(server.uri, undefined, (diagnostics) => diagnostics.length > 0);
    assert.deepEqual(
      found.map((d) => [d.code, d.severity, d.range.start.line]),
      [["banned-module", 1, 4]],
    );
    change(".gomod-lint.yaml", banned("{ modul: example.com/bad }"));
    const [missing, unknown] = await server.client.diagnostics(server.file(".gomod-lint.yaml"));
    assert.match(missing.message, /^options\.banned-module\.block\.module is missing/);
    assert.match(unknown.message, /^unknown key "modul", did you mean module\?\nkeys: module, versions, /);
    change(".gomod-lint.yaml", banned("example.com/other"));
    assert.deepEqual(await server.client.diagnostics(server.uri, undefined, (diagnostics) => diagnostics.length === 0), []);
  });

  it("have rules that need the day alone run at once, and say what they say once while a graph is loaded", async () => {
    const text = "module example.com/app\n\ngo 1.21\n\nreplace example.com/a => ./a\n";
    server = await openWorld(
      `-- go.mod --\n${text}-- .gomod-lint.yaml --\nselect: [replace-not-allowed]\n-- a/go.mod --\nmodule example.com/a\n`,
      reader,
    );
    // Of the file alone, and of all rules.
    await server.client.diagnostics(server.uri, 1);
    await server.client.diagnostics(server.uri, 1);
    server.client.notify("textDocument/didChange", {
      textDocument: { uri: server.uri, version: 2 },
      contentChanges: [changeOf(text, "1.21\n", "1.21\n\nrequire example.com/b v1.0.0\n")],
    });
    for (let published = 0; published < 2; published++) {
      const found = await server.client.diagnostics(server.uri, 2);
      assert.deepEqual(
        found.map((d) => d.code),
        ["replace-not-allowed"],
      );
    }
  });

  it("are looked at again on saving, for clients that watch nothing", async () => {
    const { didChangeWatchedFiles: _, ...workspace } = capableClient.workspace;
    server = await openWorld(`${module}-- .gomod-lint.yaml --\nignore: [toolchain]\n`, reader, {
      capabilities: { ...capableClient, workspace },
    });
    assert.deepEqual(await rules(), []);
    server.host.set("/work/app/.gomod-lint.yaml", "ignore: []\n");
    server.client.notify("textDocument/didSave", { textDocument: { uri: server.uri } });
    const found = await server.client.diagnostics(server.uri, undefined, (diagnostics) => diagnostics.length > 0);
    assert.deepEqual(
      found.map((d) => d.code),
      ["toolchain-equals-go"],
    );
  });
});
