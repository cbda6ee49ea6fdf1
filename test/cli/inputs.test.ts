import assert from "node:assert/strict";
import { findInputs } from "../../server/cli/inputs.ts";
import { memoryHost } from "../support/memory-host.ts";

const tree = [
  "go.work",
  "a/go.mod",
  "a/go.sum",
  "a/deep/er/go.mod",
  "a/vendor/x/go.mod",
  "a/testdata/go.mod",
  "node_modules/x/go.mod",
  ".git/go.mod",
  "_old/go.mod",
  "b/other.mod",
  "b/main.go",
  "c/go.mod",
];

function found(operands: readonly string[], cwd = "/work"): { names: readonly string[]; problems: readonly string[] } {
  const host = memoryHost({ cwd, files: Object.fromEntries(tree.map((name) => [`/work/${name}`, ""])) });
  const { files, problems } = findInputs(host, operands);
  return { names: files.map((file) => file.name), problems: problems.map((problem) => problem.usage) };
}

describe("findInputs", () => {
  it("searches directories, but not what the go command and npm keep for others", () => {
    const all = ["go.work", "a/go.mod", "a/deep/er/go.mod", "c/go.mod"];
    assert.deepEqual(found(["."]), { names: all, problems: [] });
    assert.deepEqual(found(["./..."]), { names: all, problems: [] });
    assert.deepEqual(found(["..."]), { names: all, problems: [] });
    assert.deepEqual(found(["a/..."]).names, ["a/go.mod", "a/deep/er/go.mod"]);
  });

  it("searches such a directory where it is named", () => {
    assert.deepEqual(found(["a/testdata", "_old"]).names, ["a/testdata/go.mod", "_old/go.mod"]);
  });

  it("takes files by name, each once", () => {
    assert.deepEqual(found(["b/other.mod", "a", "./a/go.mod", "/work/a/go.mod"]).names, [
      "b/other.mod",
      "a/go.mod",
      "a/deep/er/go.mod",
    ]);
  });

  it("names files relative to the working directory", () => {
    assert.deepEqual(found(["../c"], "/work/a").names, ["../c/go.mod"]);
  });

  it("says what is wrong with an operand, and takes the others", () => {
    const { names, problems } = found(["b/main.go", "gone.mod", "b", "c"]);
    assert.deepEqual(names, ["c/go.mod"]);
    assert.deepEqual(problems, [
      "b/main.go is not named like a module file",
      "gone.mod: no such file or directory",
      "no go.mod or go.work in b or below",
    ]);
  });

  it("reports directories that cannot be listed, and follows no links", () => {
    const host = memoryHost({ cwd: "/work", files: { "/work/go.mod": "", "/work/loop": { link: "/work" }, "/work/shut/x": "" } });
    const list = host.list;
    const { files, problems } = findInputs({ ...host, list: (path) => (path === "/work/shut" ? undefined : list(path)) }, ["."]);
    assert.deepEqual(
      files.map((file) => file.name),
      ["go.mod"],
    );
    assert.deepEqual(
      problems.map((problem) => [problem.usage, problem.unreadable]),
      [["shut: the directory could not be listed", true]],
    );
  });
});
