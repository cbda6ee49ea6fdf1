import assert from "node:assert/strict";
import { defineRule } from "../../server/analysis/rule.ts";
import { capableClient, open, positionOf, type Wire } from "../support/lsp-client.ts";
import { changeOf, openWorld, serveWorld } from "../support/lsp-world.ts";
import { suiteReader } from "../support/reader.ts";
import { worldFolder } from "../support/world-workspace.ts";

/** c is required at v1.0.0 by the file, and at v1.2.0 through a and b; the replacement of dead has nothing to replace. */
const archive = `-- go.mod --
module example.com/app

go 1.21

require (
	example.com/a v1.0.0
	example.com/c v1.0.0 // indirect
	example.com/b v1.0.0 // indirect
)

replace example.com/dead => example.com/fork v1.0.0
-- example.com/a@v1.0.0 --
module example.com/a

go 1.21

require example.com/b v1.0.0
-- example.com/b@v1.0.0 --
module example.com/b

go 1.21

require (
	example.com/c v1.2.0 // indirect
)
-- example.com/c@v1.0.0 --
module example.com/c

go 1.21
-- example.com/c@v1.2.0 --
module example.com/c

go 1.21
`;

const codes = (diagnostics: readonly Wire["params"][]): string[] => diagnostics.map((d) => d.code);
const textOf = (text: string, { start, end }: { start: Place; end: Place }): string => {
  const line = text.split("\n")[start.line] ?? "";
  assert.equal(start.line, end.line);
  return line.slice(start.character, end.character);
};
interface Place {
  readonly line: number;
  readonly character: number;
}

describe("published diagnostics", () => {
  const reader = suiteReader();

  it("carry rule, documentation, tags, severity, and places in cached go.mod files", async () => {
    const { client, uri, text, open, stop } = await serveWorld(archive, reader);
    open();
    const diagnostics = await client.diagnostics(uri, 1, (d) => d.length > 0);
    assert.deepEqual(codes(diagnostics), ["conflicting-indirect-version", "replace-without-require"]);
    const [conflict, dead] = diagnostics;
    assert.equal(conflict.source, "gomod-lint");
    assert.equal(conflict.severity, 1);
    assert.equal(conflict.codeDescription.href, "file:///package/rules/conflicting-indirect-version.md");
    assert.deepEqual(conflict.data, { rule: "conflicting-indirect-version" });
    assert.equal(textOf(text, conflict.range), "example.com/c v1.0.0");
    assert.match(conflict.message, /^example\.com\/c v1\.0\.0 is below v1\.2\.0/);
    const [first] = conflict.relatedInformation;
    assert.equal(first.location.uri, "file:///cache/mod/cache/download/example.com/b/@v/v1.0.0.mod");
    assert.deepEqual(first.location.range, { start: { line: 5, character: 1 }, end: { line: 5, character: 21 } });
    assert.match(first.message, /^example\.com\/app → .*example\.com\/b@v1\.0\.0 → example\.com\/c@v1\.2\.0: requires v1\.2\.0/);
    assert.equal(dead.severity, 2);
    assert.deepEqual(dead.tags, [1]);
    assert.equal(await stop(), 0);
  });

  it("lead to the place of what stands in another file", async () => {
    const sum = "example.com/log v1.3.0/go.mod h1:abc=\n<<<<<<< HEAD\n";
    const { client, uri, file, open, stop } = await serveWorld(
      `-- go.mod --\nmodule example.com/app\n\ngo 1.21\n-- go.sum --\n${sum}`,
      reader,
    );
    open();
    const [conflict] = await client.diagnostics(uri, 1, (d) => d.length > 0);
    assert.equal(conflict.code, "sum-malformed");
    assert.deepEqual(conflict.range.start, { line: 0, character: 7 });
    const range = { start: { line: 1, character: 0 }, end: { line: 1, character: 12 } };
    assert.deepEqual(conflict.relatedInformation, [
      { location: { uri: file("go.sum"), range }, message: "go.sum has a merge conflict in it" },
    ]);
    assert.equal(await stop(), 0);
  });

  it("of go.work follow the modules that it uses, in the editor and on the disk", async () => {
    const {
      client,
      host,
      uri,
      file,
      open: openMain,
      stop,
    } = await serveWorld("-- go.work --\ngo 1.21\n\nuse ./app\n-- app/go.mod --\nmodule example.com/app\n\ngo 1.21\n", reader);
    openMain();
    assert.deepEqual(codes(await client.diagnostics(uri, 1)), []);
    open(client, file("app/go.mod"), "module example.com/app\n\ngo 1.23.0\n", 1);
    const [low] = await client.diagnostics(uri, 1, (d) => d.length > 0);
    assert.equal(low.code, "work-go-too-low");
    assert.match(low.message, /^go 1\.21 is too low: \.\/app needs go 1\.23\.0$/m);
    client.notify("textDocument/didClose", { textDocument: { uri: file("app/go.mod") } });
    assert.deepEqual(codes(await client.diagnostics(uri, 1, (d) => d.length === 0)), []);
    host.remove(`${worldFolder}/app/go.mod`);
    client.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: file("app/go.mod"), type: 3 }] });
    assert.deepEqual(codes(await client.diagnostics(uri, 1, (d) => d.length > 0)), ["work-use-missing"]);
    assert.equal(await stop(), 0);
  });

  it("say in the message what a plain client cannot show", async () => {
    const { client, uri, open, stop } = await serveWorld(archive, reader, { capabilities: {} });
    open();
    const [conflict, dead] = await client.diagnostics(uri, 1, (d) => d.length > 0);
    assert.deepEqual(Object.keys(conflict).sort(), ["code", "message", "range", "severity", "source"]);
    assert.match(conflict.message, /example\.com\/b@v1\.0\.0 → example\.com\/c@v1\.2\.0/);
    assert.equal(dead.tags, undefined);
    assert.equal(await stop(), 0);
  });

  it("point to a dependency's go line, and to the own line of what is required directly", async () => {
    const { client, uri, text, open, stop } = await serveWorld(
      `-- go.mod --
module example.com/app

go 1.21

require example.com/a v1.0.0

exclude example.com/a v1.0.1

require example.com/a v1.1.0
-- example.com/a@v1.0.0 --
module example.com/a
-- example.com/a@v1.1.0 --
module example.com/a

go 1.22
`,
      reader,
    );
    open();
    const diagnostics = await client.diagnostics(uri, 1, (d) => codes(d).includes("go-below-dependency"));
    const low = diagnostics.find((d) => d.code === "go-below-dependency").relatedInformation[0];
    assert.equal(low.location.uri, "file:///cache/mod/cache/download/example.com/a/@v/v1.1.0.mod");
    assert.deepEqual(low.location.range, { start: { line: 2, character: 0 }, end: { line: 2, character: 7 } });
    const twice = diagnostics.find((d) => d.code === "duplicate-require").relatedInformation[0];
    assert.equal(twice.location.uri, uri);
    assert.equal(textOf(text, twice.location.range), "example.com/a v1.0.0");
    assert.equal(await stop(), 0);
  });

  it("come in one publication while the graph stays the same", async () => {
    const world = await serveWorld(archive, reader);
    const { client, uri } = world;
    world.open();
    await client.diagnostics(uri, 1, (d) => d.length === 2);
    client.received.length = 0;
    const text = world.edit(2, "go 1.21", "// two\n// lines\ngo 1.21");
    const diagnostics = await client.diagnostics(uri, 2);
    assert.deepEqual(codes(diagnostics), ["conflicting-indirect-version", "replace-without-require"]);
    assert.equal(textOf(text, diagnostics[0].range), "example.com/c v1.0.0");
    await client.request("textDocument/hover", { textDocument: { uri }, position: { line: 0, character: 0 } });
    await new Promise((resolve) => setTimeout(resolve, 30));
    assert.deepEqual(publications(client.received), []);
    assert.equal(await world.stop(), 0);
  });

  it("come at once for the file, later for a changed graph; findings of the old graph move with their text", async () => {
    const world = await serveWorld(archive, reader);
    const { client, uri } = world;
    world.open();
    await client.diagnostics(uri, 1, (d) => d.length === 2);
    const text = world.edit(2, "go 1.21\n", "go 1.22\n\nrequire example.com/a v1.0.0\n");
    const own = await client.diagnostics(uri, 2);
    assert.deepEqual(codes(own), ["duplicate-require", "conflicting-indirect-version", "replace-without-require"]);
    assert.deepEqual(
      own.map((d) => textOf(text, d.range)),
      ["example.com/a v1.0.0", "example.com/c v1.0.0", "example.com/dead => example.com/fork v1.0.0"],
    );
    const all = await client.diagnostics(uri, 2);
    assert.deepEqual(codes(all), codes(own));
    assert.equal(await world.stop(), 0);
  });

  it("leave out findings of the old graph whose text was touched", async () => {
    const world = await serveWorld(archive, reader);
    const { client, uri } = world;
    world.open();
    await client.diagnostics(uri, 1, (d) => d.length === 2);
    world.edit(2, "c v1.0.0", "c v1.2.0");
    assert.deepEqual(codes(await client.diagnostics(uri, 2)), ["replace-without-require"]);
    assert.deepEqual(codes(await client.diagnostics(uri, 2)), ["replace-without-require"]);
    assert.equal(await world.stop(), 0);
  });

  it("are never of an older version than what came before", async () => {
    const world = await serveWorld(archive, reader);
    const { client, uri } = world;
    world.open();
    for (let version = 2; version <= 41; version++) {
      const [what, by] = version % 2 === 0 ? ["c v1.0.0", "c v1.2.0"] : ["c v1.2.0", "c v1.0.0"];
      world.edit(version, what, by);
      if (version % 7 === 0) await new Promise((resolve) => setTimeout(resolve, 8));
    }
    await client.diagnostics(uri, 41, (d) => codes(d).includes("conflicting-indirect-version"));
    const versions = publications(client.received).map((params) => params.version);
    assert.deepEqual(
      versions,
      [...versions].sort((a, b) => a - b),
    );
    assert.equal(await world.stop(), 0);
  });

  it("see an open go.mod that another replaces a module by, before it is saved", async () => {
    const world = await serveWorld(
      `-- go.mod --
module example.com/app

go 1.21

require example.com/lib v1.0.0

replace example.com/lib => ./lib
-- lib/go.mod --
module example.com/lib

go 1.21
-- example.com/lib@v1.0.0 --
module example.com/lib
`,
      reader,
    );
    const { client, uri } = world;
    world.open();
    assert.deepEqual(codes(await client.diagnostics(uri, 1)), []);
    await client.diagnostics(uri, 1);
    const lib = world.file("lib/go.mod");
    open(client, lib, "module example.com/lib\n\ngo 1.21\n");
    await client.diagnostics(lib, 1);
    const change = changeOf("module example.com/lib\n\ngo 1.21\n", "1.21", "1.22");
    client.notify("textDocument/didChange", { textDocument: { uri: lib, version: 2 }, contentChanges: [change] });
    const [diagnostic] = await client.diagnostics(uri, 1, (d) => d.length > 0);
    assert.equal(diagnostic.code, "go-below-dependency");
    assert.deepEqual(diagnostic.relatedInformation[0].location, {
      uri: lib,
      range: { start: { line: 2, character: 0 }, end: { line: 2, character: 7 } },
    });
    client.notify("textDocument/didClose", { textDocument: { uri: lib } });
    assert.deepEqual(codes(await client.diagnostics(uri, 1, (d) => d.length === 0)), []);
    assert.equal(await world.stop(), 0);
  });

  it("follow files that change on disk", async () => {
    const world = await serveWorld(archive.replace(/-- example.com\/c@v1.2.0 --[^-]*/, ""), reader);
    const { client, uri, host } = world;
    world.open();
    const before = await client.diagnostics(uri, 1, (d) => codes(d).includes("incomplete-graph"));
    assert.match(before.find((d) => d.code === "incomplete-graph").message, /example\.com\/c@v1\.2\.0/);
    host.set("/cache/mod/cache/download/example.com/c/@v/v1.2.0.mod", "module example.com/c\n\ngo 1.21\n");
    client.notify("workspace/didChangeWatchedFiles", { changes: [{ uri: world.file("go.sum"), type: 1 }] });
    const after = await client.diagnostics(uri, 1, (d) => d.length > 0 && !codes(d).includes("incomplete-graph"));
    assert.deepEqual(codes(after), ["conflicting-indirect-version", "replace-without-require"]);
    assert.equal(await world.stop(), 0);
  });

  it("are taken back when a document is closed, also when a run was waiting", async () => {
    const world = await serveWorld(archive, reader);
    const { client, uri } = world;
    world.open();
    client.notify("textDocument/didClose", { textDocument: { uri } });
    await client.cleared(uri);
    await new Promise((resolve) => setTimeout(resolve, 30));
    assert.deepEqual(
      publications(client.received).filter((params) => params.version === undefined),
      [],
    );
    assert.ok(client.received.every((m) => m.method !== "textDocument/publishDiagnostics" || m.params.version === 1));
    assert.equal(await world.stop(), 0);
  });

  it("follow the settings: pushed, pulled, and wrong ones named", async () => {
    let settings: unknown = { ignore: ["replace"] };
    const world = await serveWorld(archive, reader, { configuration: () => settings });
    const { client, uri } = world;
    world.open();
    assert.deepEqual(codes(await client.diagnostics(uri, 1, (d) => d.length === 1)), ["conflicting-indirect-version"]);
    settings = { severity: { "conflicting-indirect-version": "warning", nonsense: "error" } };
    client.notify("workspace/didChangeConfiguration", { settings: null });
    const changed = await client.diagnostics(uri, 1, (d) => d.length === 2);
    assert.deepEqual(
      changed.map((d) => d.severity),
      [2, 2],
    );
    const { params } = await client.wait(({ method }) => method === "window/showMessage");
    assert.match(params.message, /unknown rule or group "nonsense"/);
    settings = { features: { diagnostics: false } };
    client.notify("workspace/didChangeConfiguration", { settings: null });
    await client.diagnostics(uri, 1, (d) => d.length === 0);
    assert.equal(await world.stop(), 0);

    const { configuration: _, ...workspace } = capableClient.workspace;
    const pushed = await openWorld(archive, reader, {
      capabilities: { ...capableClient, workspace },
      initializationOptions: { ignore: ["replace-without-require"] },
    });
    await pushed.client.diagnostics(uri, 1, (d) => d.length === 1);
    pushed.client.notify("workspace/didChangeConfiguration", { settings: { "gomod-lint": { select: ["replace"], ignore: [] } } });
    assert.deepEqual(codes(await pushed.client.diagnostics(uri, 1, (d) => codes(d).includes("replace-without-require"))), [
      "replace-without-require",
    ]);
    assert.equal(await pushed.stop(), 0);
  });

  it("go on when the network is switched off and on by a setting", async () => {
    let settings: unknown = null;
    const world = await openWorld(archive, reader, { configuration: () => settings });
    await world.client.diagnostics(world.uri, 1, (d) => d.length === 2);
    world.edit(2, "go 1.21\n", "go 1.21\n\n");
    await world.client.diagnostics(world.uri, 2);
    settings = { offline: true };
    world.client.notify("workspace/didChangeConfiguration", { settings: null });
    const diagnostics = await world.client.diagnostics(world.uri, 2, (d) => d.length === 2);
    assert.equal(diagnostics[0].range.start.line, positionOf(world.text, "example.com/c").line + 1);
    assert.equal(await world.stop(), 0);
  });

  it("name a rule that throws, and say the rest", async () => {
    const broken = defineRule({
      id: "broken",
      group: "meta",
      summary: "",
      severity: "error",
      on: ["mod"],
      needs: [],
      fix: "none",
      check() {
        throw new Error("oh no");
      },
    });
    const { client, uri, open, stop } = await serveWorld("-- go.mod --\nmodule m\n\ngo 1.21\n", reader, { rules: [broken] });
    open();
    const [diagnostic] = await client.diagnostics(uri, 1);
    assert.match(diagnostic.message, /the rule broken failed: oh no/);
    assert.equal(await stop(), 0);
  });

  it("cannot be spoiled by a replacement of the very folder", async () => {
    const { client, uri, open, stop } = await serveWorld(
      `-- go.mod --
module example.com/app

go 1.21

replace example.com/self => ${worldFolder}
`,
      reader,
    );
    open();
    assert.deepEqual(codes(await client.diagnostics(uri, 1, (d) => d.length > 0)), ["replace-without-require"]);
    assert.equal(await stop(), 0);
  });
});

function publications(received: readonly Wire[]): Wire["params"][] {
  return received.filter(({ method }) => method === "textDocument/publishDiagnostics").map(({ params }) => params);
}
