import assert from "node:assert/strict";
import { applyProtocolEdits, open, type ServerOptions, serve } from "../support/lsp-client.ts";
import { memoryHost } from "../support/memory-host.ts";
import { suiteReader } from "../support/reader.ts";

const uri = "file:///m/go.mod";

describe("formatting", () => {
  const reader = suiteReader();

  async function edits(
    text: string,
    options: ServerOptions,
  ): Promise<readonly { range: { start: { line: number } }; newText: string }[] | null> {
    const { client, stop } = await serve(memoryHost(), reader, options);
    open(client, uri, text);
    await client.diagnostics(uri, 1);
    const answer = await client.request("textDocument/formatting", {
      textDocument: { uri },
      options: { tabSize: 4, insertSpaces: true },
    });
    assert.equal(await stop(), 0);
    return answer;
  }
  const on: ServerOptions = { initializationOptions: { features: { formatting: true } } };

  it("changes the lines that differ and no others", async () => {
    const text = "module m\n\ngo   1.21\n\nrequire (\n\texample.com/b v1.0.0\n\texample.com/a   v1.0.0 // why\n)\n";
    const answer = await edits(text, on);
    assert.ok(answer);
    assert.equal(
      applyProtocolEdits(text, answer as never),
      "module m\n\ngo 1.21\n\nrequire (\n\texample.com/a v1.0.0 // why\n\texample.com/b v1.0.0\n)\n",
    );
    assert.ok(answer.every(({ range }) => [2, 5, 6, 7].includes(range.start.line)));
  });

  it("gives no edits for what is formatted, and null for what has errors", async () => {
    assert.deepEqual(await edits("module m\n\ngo 1.21\n", on), []);
    assert.equal(await edits("modul   m\n", on), null);
  });

  it("is off until it is asked for: another server may do it", async () => assert.equal(await edits("module   m\n", {}), null));

  it("is registered and withdrawn as the settings say", async () => {
    let formatting: boolean | undefined = true;
    const { client, capabilities, stop } = await serve(memoryHost(), reader, {
      configuration: () => ({ features: { formatting } }),
    });
    assert.equal(capabilities.documentFormattingProvider, undefined);
    const registered = await client.wait(
      (m) => m.method === "client/registerCapability" && m.params.registrations[0].method === "textDocument/formatting",
    );
    formatting = false;
    client.notify("workspace/didChangeConfiguration", { settings: null });
    const withdrawn = await client.wait((m) => m.method === "client/unregisterCapability");
    assert.equal(withdrawn.params.unregisterations[0].id, registered.params.registrations[0].id);
    assert.equal(await stop(), 0);
  });

  it("of selections and at what is typed is offered beside, and changes no other line", async () => {
    const text = "module  m\n\ngo  1.21\n\nrequire (\n  a  v1.0.0\n\n  )\n";
    const { client, capabilities: offered, stop } = await serve(memoryHost(), reader, { ...on, capabilities: {} });
    assert.equal(offered.documentFormattingProvider, true);
    assert.deepEqual(offered.documentRangeFormattingProvider, { rangesSupport: true });
    assert.deepEqual(offered.documentOnTypeFormattingProvider, { firstTriggerCharacter: "\n", moreTriggerCharacter: [")"] });
    open(client, uri, text);
    const ask = async (method: string, params: object): Promise<string> =>
      applyProtocolEdits(
        text,
        await client.request(method, { textDocument: { uri }, options: { tabSize: 4, insertSpaces: true }, ...params }),
      );
    const range = (start: number, end: number) => ({ start: { line: start, character: 0 }, end: { line: end, character: 0 } });
    assert.equal(await ask("textDocument/rangeFormatting", { range: range(2, 3) }), text.replace("go  1", "go 1"));
    assert.equal(
      await ask("textDocument/rangesFormatting", { ranges: [range(0, 1), range(2, 3)] }),
      text.replace("go  1", "go 1").replace("module  m", "module m"),
    );
    assert.equal(
      await ask("textDocument/onTypeFormatting", { position: { line: 6, character: 0 }, ch: "\n" }),
      text.replace("  a  v1.0.0\n\n", "\ta v1.0.0\n\t\n"),
    );
    assert.equal(
      await ask("textDocument/onTypeFormatting", { position: { line: 7, character: 3 }, ch: ")" }),
      text.replace("  )", ")"),
    );
    assert.equal(await stop(), 0);
  });
});
