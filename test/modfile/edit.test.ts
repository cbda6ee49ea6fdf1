import assert from "node:assert/strict";
import {
  addExclusion,
  addPath,
  addReplacement,
  addRequirement,
  addRetraction,
  removeEntry,
  setGo,
  setGodebug,
  setIndirect,
  setModulePath,
  setReplacementTarget,
  setRequirementVersion,
  setToolchain,
} from "../../server/modfile/edit.ts";
import { removeEntries } from "../../server/modfile/edit-remove.ts";
import type { ModFile, WorkFile } from "../../server/modfile/mod-file.ts";
import { applyEdits, type TextEdit } from "../../server/text/edits.ts";
import { mod, work } from "./read.ts";

type Change<File> = (file: File) => readonly TextEdit[];

/** The text after an edit, which must still be a go.mod file; with CRLF the edit must do the same. */
function edited(text: string, change: Change<ModFile>): string {
  const result = apply(text, mod, change);
  const windows = apply(text.replaceAll("\n", "\r\n"), mod, change);
  // A text of one line does not say which line ends it wants.
  if (text.includes("\n")) assert.equal(windows, result.replaceAll("\n", "\r\n"), "with CRLF");
  return result;
}

function editedWork(text: string, change: Change<WorkFile>): string {
  return apply(text, work, change);
}

function apply<File extends ModFile | WorkFile>(text: string, read: (text: string) => File, change: Change<File>): string {
  const file = read(text);
  assert.deepEqual(file.errors, []);
  const result = applyEdits(text, change(file));
  assert.deepEqual(read(result).errors, [], result);
  return result;
}

function required(file: ModFile, path: string) {
  const found = file.require.find((r) => r.path.value === path);
  assert.ok(found, path);
  return found;
}

describe("edits of go.mod", () => {
  it("sets a version and leaves all else", () => {
    assert.equal(
      edited("require (\n    a  v1.0.0 // why\n\n\tb v1.0.0\n)\n", (f) => setRequirementVersion(f, required(f, "a"), "v1.1.0")),
      "require (\n    a  v1.1.0 // why\n\n\tb v1.0.0\n)\n",
    );
    assert.deepEqual(setRequirementVersion(mod("require a v1.0.0\n"), required(mod("require a v1.0.0\n"), "a"), "v1.0.0"), []);
  });

  it("sets and takes away the indirect mark, and keeps other words of the comment", () => {
    const set = (line: string, indirect: boolean) =>
      edited(`${line}\n`, (f) => setIndirect(f, required(f, "a"), indirect)).trimEnd();
    assert.equal(set("require a v1.0.0", true), "require a v1.0.0 // indirect");
    assert.equal(set("require a v1.0.0 //", true), "require a v1.0.0 // indirect");
    assert.equal(set("require a v1.0.0 // why", true), "require a v1.0.0 // indirect; why");
    assert.equal(set("require a v1.0.0 // indirect", true), "require a v1.0.0 // indirect");
    assert.equal(set("require a v1.0.0 // indirect", false), "require a v1.0.0");
    assert.equal(set("require a v1.0.0 //  indirect; why", false), "require a v1.0.0 // why");
    assert.equal(set("require a v1.0.0 // why", false), "require a v1.0.0 // why");
  });

  it("adds a requirement to the block of its kind, in its order", () => {
    const text =
      "module m\n\ngo 1.21\n\nrequire (\n\tb v1.0.0\n\td v1.0.0\n)\n\nrequire (\n\tc v1.0.0 // indirect\n\te v1.0.0 // indirect\n)\n";
    assert.equal(
      edited(text, (f) => addRequirement(f, "c2", "v1.0.0", false)),
      text.replace("\tb v1.0.0\n", "\tb v1.0.0\n\tc2 v1.0.0\n"),
    );
    assert.equal(
      edited(text, (f) => addRequirement(f, "a", "v1.0.0", false)),
      text.replace("\tb v1.0.0\n", "\ta v1.0.0\n\tb v1.0.0\n"),
    );
    assert.equal(
      edited(text, (f) => addRequirement(f, "f", "v1.0.0", true)),
      text.replace("\te v1.0.0 // indirect\n", "\te v1.0.0 // indirect\n\tf v1.0.0 // indirect\n"),
    );
  });

  it("adds a requirement where there is no block of its kind", () => {
    const add = (text: string, indirect: boolean) => edited(text, (f) => addRequirement(f, "b", "v1.0.0", indirect));
    assert.equal(add("module m\n\ngo 1.21\n", false), "module m\n\ngo 1.21\n\nrequire b v1.0.0\n");
    assert.equal(
      add("go 1.21\n\nrequire a v1.0.0\n\ntool x\n", true),
      "go 1.21\n\nrequire a v1.0.0\n\nrequire b v1.0.0 // indirect\n\ntool x\n",
    );
    assert.equal(
      add("go 1.21\n\nrequire a v1.0.0 // indirect\n", false),
      "go 1.21\n\nrequire b v1.0.0\n\nrequire a v1.0.0 // indirect\n",
    );
    assert.equal(add("go 1.21\n\nrequire a v1.0.0\n", false), "go 1.21\n\nrequire (\n\ta v1.0.0\n\tb v1.0.0\n)\n");
    assert.equal(
      add("go 1.21\n\nrequire c v1.0.0 // indirect\n", true),
      "go 1.21\n\nrequire (\n\tb v1.0.0 // indirect\n\tc v1.0.0 // indirect\n)\n",
    );
    // A block with comments of its own is somebody's, and stays as it is.
    assert.equal(
      add("go 1.21\n\n// mine\nrequire a v1.0.0\n", false),
      "go 1.21\n\n// mine\nrequire a v1.0.0\n\nrequire b v1.0.0\n",
    );
    // The one block of both kinds is kept.
    const mixed = "go 1.21\n\nrequire (\n\ta v1.0.0 // indirect\n\tc v1.0.0\n)\n";
    assert.equal(add(mixed, false), mixed.replace("\tc", "\tb v1.0.0\n\tc"));
    // Below go 1.17 there are no two blocks.
    assert.equal(add("require (\n\ta v1.0.0\n)\n", true), "require (\n\ta v1.0.0\n\tb v1.0.0 // indirect\n)\n");
    assert.equal(add("", false), "require b v1.0.0\n");
    assert.equal(add("// c", false), "// c\n\nrequire b v1.0.0");
  });

  it("adds lines to the first block of one, with the comments of its line inside", () => {
    assert.equal(
      edited("// why\n// so\nexclude a v1.1.0 // x\n\ntool t\n", (f) => addExclusion(f, "a", "v1.0.0")),
      "exclude (\n\ta v1.0.0\n\t// why\n\t// so\n\ta v1.1.0 // x\n)\n\ntool t\n",
    );
    assert.equal(
      edited("// why\nexclude a v1.1.0 // x\n", (f) => addExclusion(f, "a", "v1.2.0")),
      "exclude (\n\t// why\n\ta v1.1.0 // x\n\ta v1.2.0\n)\n",
    );
    assert.deepEqual(addExclusion(mod("exclude a v1.0.0\n"), "a", "v1.0.0"), []);
  });

  it("adds to empty blocks", () => {
    assert.equal(
      edited("exclude ()\n", (f) => addPath(f, "tool", "t")),
      "exclude ()\n\ntool t\n",
    );
    assert.equal(
      edited("tool ()\n", (f) => addPath(f, "tool", "t")),
      "tool t\n",
    );
    assert.equal(
      edited("tool (\n\n)\n", (f) => addPath(f, "tool", "t")),
      "tool t\n",
    );
    assert.equal(
      edited("tool ( // o\n// c\n)\n", (f) => addPath(f, "tool", "t")),
      "tool ( // o\n\tt\n// c\n)\n",
    );
    assert.equal(
      edited("retract ()\n", (f) => addRetraction(f, "v1.0.0", "v1.0.0", "r")),
      "retract (\n\t// r\n\tv1.0.0\n)\n",
    );
  });

  it("keeps the margin of a block", () => {
    assert.equal(
      edited("tool (\n  a\n  c\n)\n", (f) => addPath(f, "tool", "b")),
      "tool (\n  a\n  b\n  c\n)\n",
    );
  });

  it("adds and changes replacements", () => {
    const text = "replace (\n\ta => ./a\n\tb v1.0.0 => ./b // why\n)\n";
    assert.equal(
      edited(text, (f) => addReplacement(f, "c", undefined, "../c", undefined)),
      `${text}\nreplace c => ../c\n`,
    );
    assert.equal(
      edited(text, (f) => addReplacement(f, "b", "v1.1.0", "x", "v1.0.0")),
      text.replace("// why\n", "// why\n\tb v1.1.0 => x v1.0.0\n"),
    );
    const [, b] = mod(text).replace;
    assert.ok(b);
    assert.equal(applyEdits(text, setReplacementTarget(mod(text), b, "x/y z", undefined)), text.replace("./b", '"x/y z"'));
    assert.equal(applyEdits(text, setReplacementTarget(mod(text), b, "x", "v1.0.0")), text.replace("./b", "x v1.0.0"));
  });

  it("sets or adds the lines that stand once", () => {
    assert.equal(
      edited("module m // c\n\nrequire a v1.0.0\n", (f) => setGo(f, "1.21")),
      "module m // c\n\ngo 1.21\n\nrequire a v1.0.0\n",
    );
    assert.equal(
      edited("module m\ngo 1.20 // c\n", (f) => setGo(f, "1.21")),
      "module m\ngo 1.21 // c\n",
    );
    assert.equal(
      edited("require a v1.0.0", (f) => setGo(f, "1.21")),
      "require a v1.0.0\n\ngo 1.21",
    );
    assert.equal(
      edited("module m\n\ngo 1.21\n", (f) => setToolchain(f, "go1.22.0")),
      "module m\n\ngo 1.21\n\ntoolchain go1.22.0\n",
    );
    assert.equal(
      edited("module m\ntoolchain go1.21.0\n", (f) => setToolchain(f, "go1.22.0")),
      "module m\ntoolchain go1.22.0\n",
    );
    assert.equal(
      edited("module m // c\n", (f) => setModulePath(f, "n")),
      "module n // c\n",
    );
    assert.equal(
      edited("// c\n\n// d\ngo 1.21\n", (f) => setModulePath(f, "n")),
      "// c\n\nmodule n\n\n// d\ngo 1.21\n",
    );
    assert.equal(
      edited("godebug a=1\n", (f) => setGodebug(f, "a", "2")),
      "godebug a=2\n",
    );
    assert.equal(
      edited("godebug (\n\ta=1\n\tb=1\n\ta=3\n)\n", (f) => setGodebug(f, "a", "2")),
      "godebug (\n\ta=2\n\tb=1\n)\n",
    );
    assert.equal(
      edited("godebug a=1\n", (f) => setGodebug(f, "b", "2")),
      "godebug (\n\ta=1\n\tb=2\n)\n",
    );
  });

  it("retracts with a reason, highest first", () => {
    const text = "retract (\n\tv1.2.0\n\tv1.0.0 // x\n)\n";
    assert.equal(
      edited(text, (f) => addRetraction(f, "v1.1.0", "v1.1.9", "bad\nvery")),
      "retract (\n\tv1.2.0\n\t// bad\n\t// very\n\t[v1.1.0, v1.1.9]\n\tv1.0.0 // x\n)\n",
    );
    assert.equal(
      edited("module m\n", (f) => addRetraction(f, "v1.0.0", "v1.0.0", "bad")),
      "module m\n\n// bad\nretract v1.0.0\n",
    );
  });

  it("edits go.work", () => {
    assert.equal(
      editedWork("// c\n\nuse ./a\n", (f) => setGo(f, "1.21")),
      "// c\n\ngo 1.21\n\nuse ./a\n",
    );
    assert.equal(
      editedWork("go 1.21\n\nuse ./a\n", (f) => setToolchain(f, "go1.22.0")),
      "go 1.21\n\ntoolchain go1.22.0\n\nuse ./a\n",
    );
    assert.equal(
      editedWork("use ./b\n", (f) => addPath(f, "use", "./a")),
      "use (\n\t./a\n\t./b\n)\n",
    );
    assert.deepEqual(addPath(work("use ./a\n"), "use", "./a"), []);
    assert.deepEqual(addPath(work("use ./a\n"), "tool", "./a"), []);
  });
});

describe("taking lines out of go.mod as modfile does", () => {
  const drop = { comments: "drop" } as const;
  const without = (text: string, ...paths: string[]) =>
    edited(text, (f) =>
      removeEntries(
        f,
        f.require.filter((r) => paths.includes(r.path.value)),
        drop,
      ),
    );

  it("takes a statement with its comments, and one blank line", () => {
    const text = "module m\n\n// why\nrequire a v1.0.0 // x\n\ngo 1.21\n";
    assert.equal(without(text, "a"), "module m\n\ngo 1.21\n");
    assert.equal(without("module m\nrequire a v1.0.0\n\ngo 1.21\n", "a"), "module m\n\ngo 1.21\n");
    assert.equal(without("module m\n\nrequire a v1.0.0\n", "a"), "module m\n");
    assert.equal(without("require a v1.0.0\n\nmodule m\n", "a"), "module m\n");
    assert.equal(without("require a v1.0.0\n", "a"), "");
    assert.equal(without("require a v1.0.0\n\nrequire b v1.0.0\n\nmodule m\n", "a", "b"), "module m\n");
    assert.equal(without("module m\n\nrequire a v1.0.0\n\nrequire b v1.0.0\n", "a", "b"), "module m\n");
    assert.equal(without("// apart\n\nrequire a v1.0.0\n", "a"), "// apart\n");
    assert.equal(
      edited("module m\n\ngo 1.21\n", (f) => (f.go === undefined ? [] : removeEntry(f, f.go, drop))),
      "module m\n",
    );
  });

  it("takes a line of a block with what belongs to it alone", () => {
    const text = "require (\n\ta v1.0.0\n\n\t// b and c\n\tb v1.0.0\n\tc v1.0.0\n\n\t// d\n\td v1.0.0 // x\n\n\te v1.0.0\n)\n";
    assert.equal(without(text, "d"), text.replace("\n\t// d\n\td v1.0.0 // x\n", ""));
    assert.equal(without(text, "a"), text.replace("\ta v1.0.0\n", ""));
    // The comment above b is a heading for c too.
    assert.equal(without(text, "b"), text.replace("\tb v1.0.0\n", ""));
    assert.equal(without(text, "b", "c"), text.replace("\n\t// b and c\n\tb v1.0.0\n\tc v1.0.0\n", ""));
  });

  it("makes a line of a block with one line left", () => {
    assert.equal(without("require (\n\ta v1.0.0\n\tb v1.0.0 // x\n)\n", "a"), "require b v1.0.0 // x\n");
    assert.equal(
      without("// block\nrequire (\n\ta v1.0.0\n\n\t// b\n\tb v1.0.0\n)\n\ngo 1.21\n", "a"),
      "// block\n\n// b\nrequire b v1.0.0\n\ngo 1.21\n",
    );
    assert.equal(without("require (\n\t// a\n\ta v1.0.0\n\tb v1.0.0\n)\n", "b"), "// a\nrequire a v1.0.0\n");
  });

  it("keeps the brackets where comments hang on them", () => {
    for (const text of [
      "require ( // open\n\ta v1.0.0\n\tb v1.0.0\n)\n",
      "require (\n\ta v1.0.0\n\tb v1.0.0\n\t// end\n)\n",
      "require (\n\ta v1.0.0\n\tb v1.0.0\n) // close\n",
    ]) {
      assert.equal(without(text, "b"), text.replace("\tb v1.0.0\n", ""));
    }
  });

  it("drops an empty block, but not the comments on its brackets", () => {
    assert.equal(without("module m\n\n// block\nrequire (\n\ta v1.0.0\n\tb v1.0.0\n)\n", "a", "b"), "module m\n");
    assert.equal(
      without("module m\n\nrequire ( // open\n\ta v1.0.0\n\n\t// end\n) // close\n\ngo 1.21\n", "a"),
      "module m\n\n// open\n// end\n// close\n\ngo 1.21\n",
    );
  });

  it("gives edits that do not overlap for any choice of entries", () => {
    const text = "require (\n\ta v1.0.0\n\tb v1.0.0\n)\nrequire c v1.0.0\n\n// d\nrequire d v1.0.0\nrequire (\n\te v1.0.0\n)\n";
    const all = ["a", "b", "c", "d", "e"];
    for (let choice = 0; choice < 32; choice++) {
      const removed = all.filter((_, bit) => (choice & (1 << bit)) !== 0);
      const left = mod(without(text, ...removed)).require.map((r) => r.path.value);
      assert.deepEqual(
        left,
        all.filter((path) => !removed.includes(path)),
      );
    }
  });
});

describe("taking lines out of go.mod and keeping what people wrote", () => {
  const without = (text: string, ...paths: string[]) =>
    edited(text, (f) =>
      removeEntries(
        f,
        f.require.filter((r) => paths.includes(r.path.value)),
      ),
    );

  it("leaves the comments of a line where it stood", () => {
    assert.equal(without("module m\n\n// why\nrequire a v1.0.0 // x\n\ngo 1.21\n", "a"), "module m\n\n// why\n// x\n\ngo 1.21\n");
    assert.equal(
      without("require (\n\ta v1.0.0\n\t// why\n\tb v1.0.0 // indirect; x\n\tc v1.0.0\n)\n", "b"),
      "require (\n\ta v1.0.0\n\t// why\n\t// x\n\tc v1.0.0\n)\n",
    );
  });

  it("takes the mark of an indirect requirement, and notes to this program", () => {
    assert.equal(without("module m\n\nrequire a v1.0.0 // indirect\n\ngo 1.21\n", "a"), "module m\n\ngo 1.21\n");
    assert.equal(
      without("require (\n\ta v1.0.0 // gomod-lint:ignore duplicate-require -- x\n\tb v1.0.0\n\tc v1.0.0\n)\n", "a"),
      "require (\n\tb v1.0.0\n\tc v1.0.0\n)\n",
    );
  });

  it("makes a line of a block with one line left, and drops an empty one, when no comment stays", () => {
    assert.equal(without("require (\n\ta v1.0.0\n\tb v1.0.0\n)\n", "a"), "require b v1.0.0\n");
    assert.equal(without("module m\n\nrequire (\n\ta v1.0.0\n\tb v1.0.0\n)\n", "a", "b"), "module m\n");
    assert.equal(without("module m\n\n// block\nrequire (\n\ta v1.0.0\n)\n", "a"), "module m\n\n// block\n");
  });
});
