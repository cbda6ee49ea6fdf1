import assert from "node:assert/strict";
import { goModHash, parseGoSum } from "../../server/modfile/go-sum.ts";

describe("go.sum", () => {
  it("reads entries with their places", () => {
    const text = "a.b/c v1.0.0 h1:aaa=\r\n\n  a.b/c\tv1.0.0/go.mod h1:bbb=\n";
    const { entries, malformed, lines } = parseGoSum(text);
    assert.deepEqual(malformed, []);
    assert.deepEqual(
      entries.map((e) => [e.path.value, e.version.value, e.goMod, e.hash.value, lines.position(e.span.start).line]),
      [
        ["a.b/c", "v1.0.0", false, "h1:aaa=", 1],
        ["a.b/c", "v1.0.0", true, "h1:bbb=", 3],
      ],
    );
    const covered = entries
      .flatMap((e) => [e.span, e.path.span, e.version.span, e.hash.span])
      .map((s) => text.slice(s.start, s.end));
    assert.deepEqual(covered, [
      "a.b/c v1.0.0 h1:aaa=",
      "a.b/c",
      "v1.0.0",
      "h1:aaa=",
      "a.b/c\tv1.0.0/go.mod h1:bbb=",
      "a.b/c",
      "v1.0.0",
      "h1:bbb=",
    ]);
  });

  it("notes lines without three fields, and drops the hash of an empty go.mod", () => {
    const text = `a v1\n\nb v1.0.0/go.mod ${goModHash("")}\nc v1.0.0 h1:x y\n \nd v1.0.0 md5:x`;
    const { entries, malformed, lines } = parseGoSum(text);
    assert.deepEqual(
      malformed.map((m) => [lines.position(m.span.start).line, m.fields]),
      [
        [1, 2],
        [4, 4],
      ],
    );
    assert.deepEqual(
      entries.map((e) => `${e.path.value} ${e.hash.value}`),
      ["d md5:x"],
    );
  });

  it("hashes a go.mod as the go command", () => {
    // From the go.sum files of the world.
    assert.equal(goModHash("module github.com/pkg/errors\n"), "h1:bwawxfHBFNV+L2hUp1rHADufV3IMtnDRdf1r5NINEl0=");
    assert.equal(
      goModHash(new TextEncoder().encode("module github.com/pkg/errors\n")),
      goModHash("module github.com/pkg/errors\n"),
    );
    assert.equal(goModHash(""), "h1:G7mAYYxgmS0lVkHyy2hEOLQCFB0DlQFTMLWggykrydY=");
  });
});
