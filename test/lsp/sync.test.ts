import assert from "node:assert/strict";
import { applyProtocolEdits, capableClient, launch, open, serve } from "../support/lsp-client.ts";
import { changeOf, serveWorld } from "../support/lsp-world.ts";
import { memoryHost } from "../support/memory-host.ts";
import { random } from "../support/random.ts";
import { suiteReader } from "../support/reader.ts";

const uri = "file:///m/go.mod";

describe("synchronisation of documents", () => {
  const reader = suiteReader();

  /** A server with formatting on, which shows what text the server holds. */
  const formatting = { capabilities: {}, initializationOptions: { features: { formatting: true } } };

  it("applies several changes of one notification one after the other", async () => {
    const { client, stop } = await serve(memoryHost(), reader);
    open(client, uri, "module m\n\ngo 1.21\n");
    await client.diagnostics(uri, 1);
    client.notify("textDocument/didChange", {
      textDocument: { uri, version: 2 },
      contentChanges: [
        { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, text: "// one\n// two\n" },
        { range: { start: { line: 2, character: 0 }, end: { line: 2, character: 6 } }, text: "modul" },
      ],
    });
    const [diagnostic] = await client.diagnostics(uri, 2);
    assert.equal(diagnostic.code, "syntax");
    assert.equal(diagnostic.range.start.line, 2);
    assert.equal(await stop(), 0);
  });

  it("takes a whole text, between changes too", async () => {
    const { client, stop } = await serve(memoryHost(), reader);
    open(client, uri, "nonsense");
    await client.diagnostics(uri, 1);
    client.notify("textDocument/didChange", {
      textDocument: { uri, version: 2 },
      contentChanges: [
        { text: "module m\ngo 1.20\n" },
        { range: { start: { line: 1, character: 3 }, end: { line: 1, character: 7 } }, text: "1.21" },
      ],
    });
    assert.deepEqual(await client.diagnostics(uri, 2), []);
    const hover = await client.request("textDocument/hover", { textDocument: { uri }, position: { line: 1, character: 4 } });
    assert.match(hover.contents.value, /go 1\.21/);
    assert.equal(await stop(), 0);
  });

  for (const [encoding, character] of [
    ["utf-8", 15],
    ["utf-16", 13],
    ["utf-32", 12],
  ] as const) {
    it(`counts in ${encoding} both ways`, async () => {
      const capabilities = { ...capableClient, general: { positionEncodings: [encoding] } };
      const server = await serve(memoryHost(), reader, { capabilities });
      const { client } = server;
      assert.equal(server.capabilities.positionEncoding, encoding);
      // The comment before the error holds an astral character: 4 bytes, 2 units, 1 code point.
      open(client, uri, 'module m\ngo 1.21\nreplace "𝕏" x\n');
      const [before] = await client.diagnostics(uri, 1);
      assert.equal(before.range.start.line, 2);
      client.notify("textDocument/didChange", {
        textDocument: { uri, version: 2 },
        contentChanges: [
          { range: { start: { line: 2, character }, end: { line: 2, character: character + 1 } }, text: "=> ../x" },
        ],
      });
      await client.diagnostics(uri, 2);
      const hover = await client.request("textDocument/hover", {
        textDocument: { uri },
        position: { line: 2, character: character + 1 },
      });
      assert.match(hover?.contents.value ?? "", /replaces/);
      assert.equal(await server.stop(), 0);
    });
  }

  it("knows files whose names hold spaces, percent signs and any letters", async () => {
    for (const name of ["with%20space", "100%25", "gr%C3%B6%C3%9Fe", "%F0%9D%95%8F", "a%2Bb"]) {
      const { client, stop } = await serve(memoryHost(), reader);
      const odd = `file:///${name}/go.mod`;
      open(client, odd, "modul m\n");
      const diagnostics = await client.diagnostics(odd, 1);
      assert.equal(diagnostics[0].code, "syntax");
      client.notify("textDocument/didClose", { textDocument: { uri: odd } });
      await client.cleared(odd);
      assert.equal(await stop(), 0);
    }
  });

  it("looks at documents that are no files, without a graph", async () => {
    const { client, stop } = await serve(memoryHost(), reader);
    const draft = "untitled:Untitled-1";
    const text = "module m\ngo 1.21\nrequire example.com/a v1.0.0\nrequire example.com/a v1.0.0\n";
    client.notify("textDocument/didOpen", { textDocument: { uri: draft, languageId: "go.mod", version: 1, text } });
    assert.deepEqual(
      (await client.diagnostics(draft, 1)).map((d) => d.code),
      ["duplicate-require"],
    );
    assert.equal(await stop(), 0);
  });

  it("looks at go.mod and go.work, and at nothing else", async () => {
    const { client, stop } = await serve(memoryHost(), reader);
    client.notify("textDocument/didOpen", {
      textDocument: { uri: "file:///m/go.sum", languageId: "go.sum", version: 1, text: "x" },
    });
    client.notify("textDocument/didOpen", { textDocument: { uri: "file:///m/a.go", languageId: "go", version: 1, text: "x" } });
    open(client, "file:///m/go.work", "go 1.21\nmodule m\n");
    assert.equal((await client.diagnostics("file:///m/go.work", 1))[0].code, "syntax");
    assert.deepEqual(
      client.received.filter(({ params }) => /go\.sum|a\.go$/.test(params?.uri ?? "")),
      [],
    );
    assert.equal(await stop(), 0);
  });

  it("answers null of documents that it does not know, and lives on after changes of them", async () => {
    const { client, stop } = await serve(memoryHost(), reader);
    const textDocument = { uri: "file:///nowhere/go.mod", version: 3 };
    client.notify("textDocument/didChange", { textDocument, contentChanges: [{ text: "x" }] });
    client.notify("textDocument/didSave", { textDocument });
    client.notify("textDocument/didClose", { textDocument });
    const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
    assert.equal(await client.request("textDocument/hover", { textDocument, position: range.start }), null);
    assert.equal(await client.request("textDocument/codeAction", { textDocument, range, context: { diagnostics: [] } }), null);
    assert.equal(await client.request("textDocument/formatting", { textDocument, options: {} }), null);
    assert.equal(await stop(), 0);
  });

  it("keeps up with thousands of edits, the last publication being of the last text", async function () {
    this.timeout(60_000);
    const chance = random(20_240_101);
    const server = launch(memoryHost(), reader);
    const { client } = server;
    await client.request("initialize", { processId: null, rootUri: null, ...formatting });
    client.notify("initialized", {});
    let text = "module  m\n\ngo   1.21\n\nrequire (\n\texample.com/a   v1.0.0\n)\n";
    open(client, uri, text, 0);
    const pieces = ["a", "v1.0.0", "\n", "(", ")", "// c\n", "require ", "𝕏", "", "\t", '"', "\r\n"];
    const edits = 5000;
    for (let version = 1; version <= edits; version++) {
      const start = chance.below(text.length + 1);
      const end = Math.min(text.length, start + chance.below(4));
      const piece = text.length > 2000 ? "" : chance.pick(pieces);
      const [a, b] = [whole(text, start), whole(text, end)];
      const change = a === b && piece === "" ? { text } : { range: { start: at(text, a), end: at(text, b) }, text: piece };
      text = text.slice(0, a) + ("range" in change ? piece : "") + ("range" in change ? text.slice(b) : text.slice(a));
      client.notify("textDocument/didChange", { textDocument: { uri, version }, contentChanges: [change] });
    }
    await client.diagnostics(uri, edits);
    // An error that only the right text puts at the right place, and a formatted whole.
    const final = `${text}`;
    const marked = "module m\n\ngo 1.21\n";
    client.notify("textDocument/didChange", {
      textDocument: { uri, version: edits + 1 },
      contentChanges: [{ range: { start: { line: 0, character: 0 }, end: at(final, final.length) }, text: `${marked}\n\n` }],
    });
    assert.deepEqual(await client.diagnostics(uri, edits + 1), []);
    const formatted = await client.request("textDocument/formatting", { textDocument: { uri }, options: {} });
    assert.equal(applyProtocolEdits(`${marked}\n\n`, formatted), marked);
    const versions = client.received.filter((m) => m.method === "textDocument/publishDiagnostics").map((m) => m.params.version);
    assert.deepEqual(
      versions,
      [...versions].sort((x, y) => x - y),
      "publications go forward",
    );
    assert.equal(await server.stop(), 0);
  });

  it("takes a document of 10 MB, edits it, and lets it go", async function () {
    this.timeout(120_000);
    const { client, stop } = await serve(memoryHost(), reader);
    const comment = "why this module is needed, at length; ".repeat(12);
    const lines = Array.from({ length: 21_000 }, (_, i) => `\texample.com/module/number${i} v1.0.0 // ${comment}\n`);
    const text = `module m\n\ngo 1.21\n\nrequire (\n${lines.join("")})\n`;
    assert.ok(text.length > 10_000_000, `${text.length}`);
    open(client, uri, text);
    await client.diagnostics(uri, 1);
    client.notify("textDocument/didChange", {
      textDocument: { uri, version: 2 },
      contentChanges: [changeOf(text, "go 1.21", "go x")],
    });
    const diagnostics = await client.diagnostics(uri, 2);
    assert.equal(diagnostics.find((d) => d.code === "syntax")?.range.start.line, 2);
    client.notify("textDocument/didClose", { textDocument: { uri } });
    await client.cleared(uri);
    assert.equal(await stop(), 0);
  });

  it("forgets a closed document's text: the file counts again", async () => {
    const world = await serveWorld("-- go.mod --\nmodule m\n\ngo 1.21\n", reader);
    const { client } = world;
    open(client, world.uri, "module changed\n\ngo 1.21\n");
    await client.diagnostics(world.uri, 1);
    client.notify("textDocument/didClose", { textDocument: { uri: world.uri } });
    await client.cleared(world.uri);
    assert.equal(
      await client.request("textDocument/hover", { textDocument: { uri: world.uri }, position: { line: 0, character: 8 } }),
      null,
    );
    world.open(5);
    await client.diagnostics(world.uri, 5);
    const hover = await client.request("textDocument/hover", {
      textDocument: { uri: world.uri },
      position: { line: 0, character: 8 },
    });
    assert.match(hover.contents.value, /module `m`/);
    assert.equal(await world.stop(), 0);
  });
});

/** An offset that does not cut a character or a line end in two. */
function whole(text: string, offset: number): number {
  const before = text.charCodeAt(offset - 1);
  const inside = (before >= 0xd800 && before < 0xdc00) || (text[offset - 1] === "\r" && text[offset] === "\n");
  return inside ? offset - 1 : offset;
}

/** The position of an offset, lines ending at LF, CR LF and CR. */
function at(text: string, offset: number): { line: number; character: number } {
  const lines = text.slice(0, offset).split(/\r\n|\n|\r/);
  return { line: lines.length - 1, character: lines[lines.length - 1]?.length ?? 0 };
}
