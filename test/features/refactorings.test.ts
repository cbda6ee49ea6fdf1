import assert from "node:assert/strict";
import fc from "fast-check";
import type { RefactoringPort } from "../../server/features/refactoring.ts";
import { refactorings } from "../../server/features/refactorings.ts";
import { applyEdits } from "../../server/text/edits.ts";
import type { Snapshot } from "../../server/workspace/workspace.ts";
import { randomModFile } from "../modfile/random-file.ts";
import { mod, work } from "../modfile/read.ts";
import { anywhere, holdRefactorings, offered, snapshotOf } from "../support/hold-refactorings.ts";
import { suiteReader } from "../support/reader.ts";
import { parseTxtar } from "../support/txtar.ts";
import { worldOf } from "../support/world.ts";
import { mainSnapshot, worldWorkspace } from "../support/world-workspace.ts";

describe("refactorings", () => {
  const reader = suiteReader();

  const nowhere: RefactoringPort = { versions: () => [], work: () => undefined };

  /** The titles offered at the `|` of a file, and the file after the one that begins with `title`. */
  function at(marked: string, title = "", port: RefactoringPort = nowhere): { titles: readonly string[]; text: string } {
    return offeredAt((text) => snapshotOf(mod(text)), marked, title, port);
  }

  /** The same in a world of modules. */
  function inWorld(archive: string, title: string, port: RefactoringPort = nowhere) {
    const world = worldOf(parseTxtar(archive).files);
    const snapshot = (main: string): Snapshot => mainSnapshot(worldWorkspace({ ...world, main }, reader), world);
    return offeredAt(snapshot, world.main, title, port);
  }

  function offeredAt(snapshot: (text: string) => Snapshot, marked: string, title: string, port: RefactoringPort) {
    const offset = marked.indexOf("|");
    const text = marked.replace("|", "");
    const titles = holdRefactorings(snapshot(text), offset, port);
    const chosen = offered(snapshot(text), offset, port).find((found) => found.title.startsWith(title));
    return {
      titles,
      text: chosen === undefined ? "" : applyEdits(text, chosen.edits),
      other: chosen?.other,
    };
  }

  describe("of requirements", () => {
    const mixed = `module m

go 1.21

// What we need.
require (
	b v1.0.0 // indirect

	// for logs
	a v1.0.0 // why
	c v1.0.0 // indirect; for a test
|	d v1.0.0
) // end
`;

    it("part direct and indirect ones, comments with their lines", () => {
      const { titles, text } = at(mixed, "Part");
      assert.deepEqual(titles, ["Mark d as indirect", "Part direct and indirect requirements", "Sort the lines of blocks"]);
      assert.equal(
        text,
        `module m

go 1.21

// What we need.
require (
	// for logs
	a v1.0.0 // why
	d v1.0.0
) // end

require (
	b v1.0.0 // indirect
	c v1.0.0 // indirect; for a test
)
`,
      );
    });

    it("merge blocks and lines into one, but no block that has comments of its own", () => {
      const { text } = at(
        `module m

|require d v1.0.0 // why

// of c
require c v1.0.0

exclude x v1.0.0

require (
	b v1.0.0 // indirect
	a v1.0.0
)

// mine
require (
	e v1.0.0
)
`,
        "Merge",
      );
      assert.equal(
        text,
        `module m

require (
	a v1.0.0
	b v1.0.0 // indirect
	// of c
	c v1.0.0
	d v1.0.0 // why
)

exclude x v1.0.0

// mine
require (
	e v1.0.0
)
`,
      );
    });

    it("mark one as indirect, or as direct", () => {
      assert.match(at("module m\n\nrequire a v1.0.0 //| why\n", "Mark").text, /a v1\.0\.0 \/\/ indirect; why\n/);
      assert.match(at("module m\n\nrequire a v1.0.0 // indirect|\n", "Mark").text, /a v1\.0\.0\n/);
    });

    it("update to versions that are known: the highest, and the last patch; no prerelease, nothing that is excluded", () => {
      const versions = ["v1.0.0", "v1.0.1", "v1.0.2", "v1.4.0", "v1.5.0", "v1.6.0-rc.1", "v2.0.0+incompatible"];
      const { titles, text } = at("module m\n\nrequire |a v1.0.0\n\nexclude a v1.5.0\n", "Update a to v1.4.0", {
        ...nowhere,
        versions: () => versions,
      });
      assert.deepEqual(titles, [
        "Update a to v1.4.0",
        "Update a to v1.0.2, the last patch known",
        "Mark a as indirect",
        "Exclude a v1.0.0 and require v1.0.1",
      ]);
      assert.match(text, /require a v1\.4\.0\n/);
      const up = at("module m\n\nrequire |a v1.6.0\n", "", { ...nowhere, versions: () => versions });
      assert.deepEqual(up.titles, ["Mark a as indirect"]);
    });

    it("update all of a selection", () => {
      const file = mod("module m\n\nrequire (\n\ta v1.0.0\n\tb v1.5.0 // indirect\n\tc v1.5.1\n)\n");
      const span = { start: file.text.indexOf("\ta"), end: file.text.indexOf("\tc") + 3 };
      const port = { ...nowhere, versions: (path: string) => (path === "c" ? ["v1.5.1"] : ["v1.5.0", "v1.6.0"]) };
      const [update] = refactorings(snapshotOf(file), span, port, []);
      assert.equal(update?.title, "Update 2 requirements to the highest versions known");
      assert.equal(applyEdits(file.text, update?.edits ?? []), file.text.replace("v1.0.0", "v1.6.0").replace("v1.5.0", "v1.6.0"));
    });

    it("follow commits where nothing is released", () => {
      const commits = ["v0.0.0-20240101000000-aaaaaaaaaaaa", "v0.0.0-20250101000000-bbbbbbbbbbbb"];
      const { text } = at(`module m\n\nrequire |a ${commits[0]}\n`, "Update", { ...nowhere, versions: () => commits });
      assert.match(text, new RegExp(`require a ${commits[1]}\n`));
    });

    it("exclude a version and require the next one, or the version that others ask for", () => {
      const { text } = at("module m\n\nrequire |a v1.0.0\n", "Exclude", { ...nowhere, versions: () => ["v1.0.1", "v1.1.0"] });
      assert.equal(text, "module m\n\nrequire a v1.0.1\n\nexclude a v1.0.0\n");
      const other = inWorld(
        `-- go.mod --
module example.com/app

go 1.21

require (
	example.com/a v1.0.0
	example.com/b v|1.0.0
)
-- example.com/a@v1.0.0 --
module example.com/a

go 1.21

require example.com/b v1.2.0
-- example.com/b@v1.0.0 --
module example.com/b
-- example.com/b@v1.2.0 --
module example.com/b
`,
        "Exclude",
      );
      assert.ok(other.titles.includes("Exclude example.com/b v1.2.0, which is selected"), other.titles.join());
      assert.match(other.text, /\n\nexclude example\.com\/b v1\.2\.0\n$/);
    });
  });

  describe("of replacements", () => {
    it("require the version that the module is replaced by", () => {
      assert.equal(
        at("module m\n\nrequire a v1.5.0 // why\n\nreplace a |=> a v1.2.0 // bug\n", "Require").text,
        "module m\n\nrequire a v1.2.0 // why\n\n// bug\n",
      );
      for (const marked of [
        "replace a |=> b v1.2.0",
        "replace a |=> ./a",
        "replace a |=> a v1.2.0\n\nreplace a v1.0.0 => a v1.1.0",
      ]) {
        const { titles } = at(`module m\n\nrequire a v1.5.0\n\n${marked}\n`);
        assert.ok(!titles.some((title) => title.startsWith("Require")), titles.join());
      }
    });

    it("require it as indirect where only others require it", () => {
      const { text } = inWorld(
        `-- go.mod --
module example.com/app

go 1.21

require example.com/a v1.0.0

replace |example.com/b => example.com/b v1.2.0
-- example.com/a@v1.0.0 --
module example.com/a

go 1.21

require example.com/b v1.0.0
-- example.com/b@v1.2.0 --
module example.com/b
`,
        "Require",
      );
      assert.match(text, /require example\.com\/a v1\.0\.0\n\nrequire example\.com\/b v1\.2\.0 \/\/ indirect\n$/);
    });

    it("remove those that have no effect, where the whole graph is known", () => {
      const archive = `-- go.mod --
module example.com/app

go 1.21

require example.com/a v1.0.0

replace (
	example.com/a v1.0.0 => example.com/a v1.1.0
	example.com/a v0.9.0 => ./a
	example.com/|dead => ./dead
)
-- example.com/a@v1.1.0 --
module example.com/a
`;
      const { titles, text } = inWorld(archive, "Remove");
      assert.ok(titles.includes("Remove 2 replacements that have no effect"), titles.join());
      assert.match(text, /\n\nreplace example\.com\/a v1\.0\.0 => example\.com\/a v1\.1\.0\n$/);
      assert.equal(
        inWorld(`${archive}-- missing --\nexample.com/a@v1.1.0\n`.replace(/-- example.com\/a@v1.1.0 --[^-]*/, ""), "Remove").text,
        "",
      );
    });

    const local = `-- go.mod --
module example.com/app

go 1.20

require (
	example.com/a v1.0.0
	example.com/b v1.0.0
)

// while we work on it
replace |example.com/a => ./lib/a

replace example.com/b => "../b c"

replace example.com/renamed => ./lib/other
-- lib/a/go.mod --
module example.com/a

go 1.23.1
-- ../b c/go.mod --
module example.com/b
-- lib/other/go.mod --
module example.com/other
`;

    it("move those by directories to a go.work that is made", () => {
      const { titles, text, other } = inWorld(local, "Move", anywhere);
      assert.ok(titles.includes("Move 2 local replacements to go.work"), titles.join());
      assert.deepEqual(other, { path: "/work/go.work", create: 'go 1.23.1\n\nuse (\n\t.\n\t./lib/a\n\t"../b c"\n)\n' });
      assert.doesNotMatch(text, /replace example\.com\/[ab] /);
      assert.match(text, /\/\/ while we work on it\n[\s\S]*replace example\.com\/renamed => \.\/lib\/other\n$/);
      assert.deepEqual(work(other !== undefined && "create" in other ? other.create : "").errors, []);
    });

    it("move them to the go.work that is there, whatever it uses already", () => {
      const file = work("go 1.22\n\nuse (\n\t./app // mine\n\t./other\n)\n");
      const { other } = inWorld(local, "Move", {
        ...nowhere,
        work: () => ({ path: "/work/go.work", file, use: (directory) => (directory === "." ? "./app" : `./app/${directory}`) }),
      });
      assert.ok(other !== undefined && "edits" in other);
      assert.equal(
        applyEdits(file.text, other.edits),
        'go 1.23.1\n\nuse (\n\t"./app/../b c"\n\t./app // mine\n\t./app/./lib/a\n\t./other\n)\n',
      );
    });

    it("move nothing where workspaces are off, and nothing whose directory has another name", () => {
      const off = inWorld(local, "Move", nowhere);
      assert.equal(off.text, "");
      assert.equal(inWorld(local.replace("|", "").replace("/renamed", "/ren|amed"), "Move", anywhere).text, "");
    });
  });

  describe("of other lines", () => {
    const here = (file: string, title: string) =>
      inWorld(`-- go.mod --\n${file}-- go --\ngo1.26.8\n-- env --\nGOTOOLCHAIN=local\n`, title);

    it("set the go line to the Go that is here, and a toolchain line that asks for no more goes", () => {
      assert.equal(here("module m\n\ngo |1.21\n\ntoolchain go1.22.0\n", "Set go").text, "module m\n\ngo 1.26.8\n");
      assert.equal(here("module m\n\ngo |1.26.8\n", "Set go").text, "");
    });

    it("set the go line to what dependencies need, where all of them are known", () => {
      const archive = `-- go.mod --
module example.com/app

go |1.21

require example.com/a v1.0.0
-- example.com/a@v1.0.0 --
module example.com/a

go 1.23.4
`;
      const { titles, text } = inWorld(archive, "Set");
      assert.deepEqual(titles, ["Set go 1.23.4, which dependencies need"]);
      assert.match(text, /\ngo 1\.23\.4\n/);
      assert.deepEqual(inWorld(archive.replace("require ", "require example.com/gone v1.0.0\n\nrequire "), "Set").titles, []);
      assert.deepEqual(inWorld(archive.replace("go |1.21", "go |1.24"), "Set").titles, []);
    });

    it("set the toolchain, or remove it", () => {
      assert.equal(here("module m\n\ngo |1.21\n", "Set toolchain").text, "module m\n\ngo 1.21\n\ntoolchain go1.26.8\n");
      const both = here("module m\n\ngo 1.21\n\n// why\ntoolchain go1.2|2.0\n", "Remove");
      assert.deepEqual(both.titles, ["Set toolchain go1.26.8, the Go that is here", "Remove the toolchain line"]);
      assert.equal(both.text, "module m\n\ngo 1.21\n\n// why\n");
    });

    it("give a retraction a comment for its reason", () => {
      assert.equal(
        at("module m\n\nretract (\n\tv1.0.0 // bug\n\t[v1.1.0,| v1.2.0]\n)\n", "Say why").text,
        "module m\n\nretract (\n\tv1.0.0 // bug\n\t// TODO: say why\n\t[v1.1.0, v1.2.0]\n)\n",
      );
      assert.deepEqual(at("module m\n\nretract v1.|0.0 // bug\n").titles, []);
    });
  });

  it("are none in a file with errors, and none that a fix does already", () => {
    assert.deepEqual(at("modul m\n\nrequire |a v1.0.0\n").titles, []);
  });

  it("sort blocks as the go command does, but for what is said twice", () => {
    const sorted = at(
      "module m\n\nreplace (\n\t// of b\n\tb => ./b\n\ta => ./a // of a\n)\n\nretract (\n\tv1.0.0\n\tv1.1.0\n)\n|",
      "Sort",
    );
    assert.equal(
      sorted.text,
      "module m\n\nreplace (\n\ta => ./a // of a\n\t// of b\n\tb => ./b\n)\n\nretract (\n\tv1.1.0\n\tv1.0.0\n)\n",
    );
    assert.equal(at("module m\n\nreplace (\n\tb => ./b\n\ta => ./a\n\tb => ./c\n)\n|", "Sort").text, "");
  });

  it("keep what they promise at every line of random files", () => {
    const seen = new Set<string>();
    // Random files do not bring about each of them in every run.
    const everything =
      "module m\n\ngo 1.21\n\ntoolchain go1.22.0\n\nrequire (\n\tb.c/d v1.0.0 // indirect\n\tb.c/a v1.0.0\n)\n\nrequire b.c/e v1.2.0\n\nreplace b.c/a => b.c/a v1.1.0\n\nretract v1.0.1\n";
    fc.assert(
      fc.property(randomModFile, (text) => {
        const file = mod(text);
        for (let line = 1; line <= file.lines.count; line++) {
          for (const title of holdRefactorings(snapshotOf(file), file.lines.lineStart(line))) seen.add(title.split(" ")[0] ?? "");
        }
      }),
      { numRuns: 150, examples: [[everything]] },
    );
    assert.deepEqual([...seen].sort(), ["Exclude", "Mark", "Merge", "Part", "Remove", "Require", "Say", "Sort", "Update"]);
  });
});
