import assert from "node:assert/strict";
import { filePlace } from "../../server/workspace/file-place.ts";
import { navigate } from "../support/navigation.ts";
import { suiteReader } from "../support/reader.ts";

describe("file places", () => {
  it("count lines as editors do, and keep text only where columns depend on it", () => {
    const text = "a\nbc\r\nd é 𝕏 e\rf\n";
    const at = (what: string, length = what.length): object => {
      const start = text.indexOf(what);
      return filePlace("/f", text, { start, end: start + length });
    };
    assert.deepEqual(at("a"), { path: "/f", line: 0, span: { start: 0, end: 1 } });
    assert.deepEqual(at("c"), { path: "/f", line: 1, span: { start: 1, end: 2 } });
    assert.deepEqual(at("d"), { path: "/f", line: 2, span: { start: 0, end: 1 } });
    assert.deepEqual(at("e"), { path: "/f", line: 2, span: { start: 7, end: 8 }, text: "d é 𝕏 e" });
    assert.deepEqual(at("f"), { path: "/f", line: 3, span: { start: 0, end: 1 } });
    assert.deepEqual(at("bc", 4), { path: "/f", line: 1, span: { start: 0, end: 2 } }, "clipped to its line");
    assert.deepEqual(filePlace("/f", "", { start: 0, end: 0 }), { path: "/f", line: 0, span: { start: 0, end: 0 } });
    assert.deepEqual(filePlace("/f", "x\ny", { start: 2, end: 3 }), { path: "/f", line: 1, span: { start: 0, end: 1 } });
  });
});

describe("module places", () => {
  const reader = suiteReader();

  it("are the lines that say it, and not such as look like them", () => {
    const world = navigate(
      `-- go.mod --
module example.com/app
-- example.com/a@v1.0.0 --
// module example.com/not
module	"example.com/a"

exclude example.com/b v1.0.0

exclude (
	example.com/b v1.0.0
	example.com/c v1.0.0
)

require example.com/bb v1.0.0
require (
	example.com/b/v2 v2.0.0
	example.com/b v1.0.01
	example.com/b v1.0.0-pre
	sub.example.com/b v1.0.0
	// example.com/b v1.0.0
	example.com/b v1.0.0 // indirect
	"example.com/c"  \`v1.0.0\`
)

go 1.21 // old
`,
      reader,
    );
    const { places } = world.surroundings;
    const from = { path: "example.com/a", version: "v1.0.0" };
    const shown = (path: string, version: string): string | undefined => {
      const place = places.requirement(from, { path, version });
      return place && world.show(place);
    };
    assert.equal(shown("example.com/b", "v1.0.0"), "example.com/a@v1.0.0:18 example.com/b v1.0.0");
    assert.equal(shown("example.com/c", "v1.0.0"), 'example.com/a@v1.0.0:19 "example.com/c"  `v1.0.0`');
    assert.equal(shown("example.com/b", "v1.0.1"), undefined);
    assert.equal(shown("go", "1.21"), "example.com/a@v1.0.0:22 go 1.21");
    assert.equal(places.requirement({ path: "example.com/gone", version: "v1.0.0" }, from), undefined);
    const module = places.declaration(from);
    assert.equal(module && world.show(module), 'example.com/a@v1.0.0:2 "example.com/a"');
  });

  it("of the module cache are looked for once; those of directories are as they are now", () => {
    const world = navigate(
      `-- go.mod --
module example.com/app
-- example.com/a@v1.0.0 --
module example.com/a

require example.com/b v1.0.0
-- a/go.mod --
module example.com/a
`,
      reader,
    );
    const { places } = world.surroundings;
    const from = { path: "example.com/a", version: "v1.0.0" };
    const place = places.requirement(from, { path: "example.com/b", version: "v1.0.0" });
    world.host.io.reads.length = 0;
    assert.equal(places.requirement(from, { path: "example.com/b", version: "v1.0.0" }), place);
    assert.deepEqual(world.host.io.reads, []);
    assert.equal(places.directory("/work/app/go.mod", "./a")?.line, 0);
    world.host.set("/work/app/a/go.mod", "// New.\nmodule example.com/a\n");
    assert.equal(places.directory("/work/app/go.mod", "./a")?.line, 1);
    assert.equal(places.directory("untitled:go.mod", "./a"), undefined);
  });
});
