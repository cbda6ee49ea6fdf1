import assert from "node:assert/strict";
import { fingerprint, uniqueFingerprints } from "../../server/analysis/fingerprint.ts";
import { LineIndex } from "../../server/text/line-index.ts";

const of = (text: string, message = "example.com/log v1.0.0 is below v1.3.0", rule = "require-below-selected"): string => {
  const start = text.indexOf("example.com/log");
  return fingerprint({ rule, message, span: { start, end: start + 1 } }, { text, lines: new LineIndex(text) });
};
const text = "module example.com/app\n\nrequire example.com/log v1.0.0 // indirect\n";

describe("fingerprints", () => {
  it("stay when lines, spaces, comments and versions change", () => {
    const known = of(text);
    assert.match(known, /^[0-9a-f]{32}$/);
    assert.equal(of(`// new\n${text}`), known);
    assert.equal(of(text.replace("require ", "require\t ").replace(" // indirect", "")), known);
    assert.equal(of(text.replace("v1.0.0", "v1.0.1-0.20240102030405-abcdefabcdef+incompatible")), known);
    assert.equal(of(text, "example.com/log v1.0.1 is below v2.0.0+incompatible"), known);
    assert.equal(of(text.replaceAll("\n", "\r\n")), known);
  });

  it("differ by rule, module and message", () => {
    const all = [
      of(text),
      of(text, undefined, "duplicate-require"),
      of(text, "example.com/log v1.0.0 is excluded"),
      of(text, "example.com/log/v2 v1.0.0 is below v1.3.0"),
      of(text.replace("example.com/log", "example.com/log/v2")),
      of(text.replace("example.com/log", "example.com/log.v3")),
      of(text.replace("require ", "exclude ")),
    ];
    assert.equal(new Set(all).size, all.length);
  });

  it("are numbered where they are alike", () => {
    const unique = uniqueFingerprints();
    assert.deepEqual(["a", "b", "a", "a"].map(unique), ["a", "b", "a:2", "a:3"]);
  });
});
