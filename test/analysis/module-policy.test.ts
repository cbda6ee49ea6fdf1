import assert from "node:assert/strict";
import { because, isOver, readyEntries } from "../../server/analysis/module-policy.ts";

describe("entries of policies", () => {
  it("that name a path are found in their order, wild or not", () => {
    const modules = ["example.com/...", "example.com/a", "example.org/a", "...", "example.com/a"];
    const { naming } = readyEntries(modules.map((module, i) => ({ module, versions: `v${i}` })));
    const versions = (path: string) => naming(path).map(({ entry }) => entry.versions);
    assert.deepEqual(versions("example.com/a"), ["v0", "v1", "v3", "v4"]);
    assert.deepEqual(versions("example.com/b"), ["v0", "v3"]);
    assert.deepEqual(versions("example.org/a"), ["v2", "v3"]);
    assert.deepEqual(versions("other.org"), ["v3"]);
  });

  it("leave out what they except, and have ranges", () => {
    const { all } = readyEntries([{ module: "example.com/...", except: ["example.com/good/..."], versions: "<v2" }]);
    const [{ names, range } = assert.fail()] = all;
    assert.deepEqual([names("example.com/bad"), names("example.com/good/v2")], [true, false]);
    assert.deepEqual([range?.has("v1.9.0"), range?.has("v2.0.0")], [true, false]);
  });

  it("hold on their last day", () => {
    assert.deepEqual(
      ["2027-01-30", "2027-01-31", "2027-02-01"].map((today) => isOver("2027-01-31", today)),
      [false, false, true],
    );
    assert.equal(isOver(undefined, "2027-01-31"), false);
  });

  it("give reasons that end a message, on one line", () => {
    assert.deepEqual(["It is archived.", " two\n lines ", "", undefined].map(because), [
      ": It is archived",
      ": two lines",
      "",
      "",
    ]);
  });
});
