import assert from "node:assert/strict";
import { lineHashes } from "../../../server/cli/reporters/line-hash.ts";

const hashes = (text: string): readonly string[] => {
  const hash = lineHashes(text);
  return text.split(/\r\n|\r|\n/).map((_, i) => hash(i + 1));
};

describe("line hashes", () => {
  // The values that github/codeql-action's own tests expect.
  const greeting = [
    "e9496ae3ebfced30:1",
    "fb7c023a8b9ccb3f:1",
    "ce8ba1a563dcdaca:1",
    "e20e36e16fcb0cc8:1",
    "b3edc88f2938467e:1",
    "c8e28b0b4002a3a0:1",
    "c129715d7a2bc9a3:1",
  ];
  const vectors: readonly (readonly [string, readonly string[]])[] = [
    ["", ["c129715d7a2bc9a3:1"]],
    [" a\nb\n  \t\tc\n d", ["271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"]],
    [" hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n", greeting],
    [" hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n", greeting],
    [" hello; \t\nworld!!!\r\r\r  \t\tGreetings\r End\r", greeting],
  ];
  for (const [text, expected] of vectors) {
    it(`are those of the upload action for ${JSON.stringify(text)}`, () => assert.deepEqual(hashes(text), expected));
  }

  it("count lines that begin alike", () => {
    const [first, , third] = hashes(`${"a".repeat(120)}\n\n${"a".repeat(120)}\n`);
    assert.equal(third, first?.replace(/:1$/, ":2"));
  });
});
