import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { PassThrough } from "node:stream";
import fc from "fast-check";
import { FramedMessageReader, type Rejection } from "../../server/lsp/message-reader.ts";
import { frame } from "../support/lsp-client.ts";

function read(chunks: readonly (Buffer | string)[], limit?: number): { methods: string[]; rejections: Rejection[] } {
  const input = new PassThrough();
  const methods: string[] = [];
  const rejections: Rejection[] = [];
  const reader = new FramedMessageReader(input, {
    reject: (rejection) => rejections.push(rejection),
    ...(limit === undefined ? {} : { limit }),
  });
  reader.listen((message) => methods.push((message as unknown as { method: string }).method));
  for (const chunk of chunks) input.emit("data", chunk);
  reader.dispose();
  return { methods, rejections };
}

const message = (method: string, text = ""): Buffer => frame({ jsonrpc: "2.0", method, params: { text } });

describe("message frames", () => {
  it("come in any pieces", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(60), { maxLength: 30 }), (sizes) => {
        const bytes = Buffer.concat([message("a", "𝕏é"), message("b"), message("c", "\r\n\r\nContent-Length: 3\r\n\r\n")]);
        const chunks: Buffer[] = [];
        let at = 0;
        for (const size of sizes) {
          chunks.push(bytes.subarray(at, at + size));
          at = Math.min(at + size, bytes.length);
        }
        chunks.push(bytes.subarray(at));
        assert.deepEqual(read(chunks), { methods: ["a", "b", "c"], rejections: [] });
      }),
    );
  });

  it("wait for the rest of a message", () => {
    const bytes = message("a");
    assert.deepEqual(read([bytes.subarray(0, bytes.length - 1)]), { methods: [], rejections: [] });
  });

  it("may have other headers and spellings", () => {
    const body = '{"jsonrpc":"2.0","method":"a"}';
    const header = `content-type: application/vscode-jsonrpc; charset=utf-8\r\nCONTENT-LENGTH:${body.length}\r\nX-Other: 1\r\n\r\n`;
    assert.deepEqual(read([header + body]).methods, ["a"]);
  });

  const wrong: Readonly<Record<string, string>> = {
    "a body that is no JSON": 'Content-Length: 5\r\n\r\n{"a":',
    "a length that is too small": 'Content-Length: 10\r\n\r\n{"jsonrpc":"2.0","method":"x","params":{}}',
    "a header without a length": 'X-Length: 12\r\n\r\n{"a":1}',
    "a length that is no number": 'Content-Length: many\r\n\r\n{"a":1}',
    "an absurd length": 'Content-Length: 99999999999999\r\n\r\n{"a":1}',
    "a length of zero": "Content-Length: 0\r\n\r\n",
    noise: "hello, is there anybody?\r\n\r\n",
  };
  for (const [what, bytes] of Object.entries(wrong)) {
    it(`go on behind ${what}`, () => {
      const { methods, rejections } = read([message("before"), bytes, message("a"), message("b")]);
      assert.deepEqual(methods, ["before", "a", "b"]);
      assert.ok(rejections.length >= 1);
      assert.ok(rejections.every(({ reason, id }) => reason === "parse-error" && id === null));
    });
  }

  it("go on behind a length that is too large, once it is filled", () => {
    const { methods, rejections } = read(['Content-Length: 40\r\n\r\n{"method":"x"}', message("a"), message("b")]);
    assert.deepEqual(methods, ["a", "b"]);
    assert.equal(rejections.length, 1);
  });

  it("refuse bodies over the limit without waiting for them", () => {
    const { methods, rejections } = read(["Content-Length: 1001\r\n\r\n", message("a")], 1000);
    assert.deepEqual(methods, ["a"]);
    assert.equal(rejections.length, 1);
  });

  it("name the id of a request that is none", () => {
    const bodies = [
      [],
      null,
      5,
      "x",
      {},
      { id: 7, method: 3 },
      { method: "a", params: 5 },
      { method: "$/cancelRequest", params: {} },
    ];
    const { methods, rejections } = read(bodies.map(frame));
    assert.deepEqual(methods, []);
    assert.deepEqual(
      rejections.map(({ reason, id }) => [reason, id]),
      bodies.map((_, i) => ["invalid-request", i === 5 ? 7 : null]),
    );
  });

  it("survive random bytes between messages", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (noise) => {
        const { methods } = read([message("a"), Buffer.from(noise), Buffer.from("\r\n\r\n"), message("b")]);
        assert.deepEqual(methods, ["a", "b"]);
      }),
    );
  });

  it("read 20 MB in small pieces in linear time", () => {
    const bytes = message("a", "x".repeat(20_000_000));
    const chunks: Buffer[] = [];
    for (let at = 0; at < bytes.length; at += 16_384) chunks.push(bytes.subarray(at, at + 16_384));
    assert.deepEqual(read(chunks).methods, ["a"]);
  });
});
