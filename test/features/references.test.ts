import assert from "node:assert/strict";
import { references } from "../../server/features/references.ts";
import { type Navigated, navigate } from "../support/navigation.ts";
import { suiteReader } from "../support/reader.ts";

const modules = `-- example.com/a@v1.0.0 --
module example.com/a

go 1.21

exclude (
	example.com/d v1.5.0
)

require (
	example.com/b v1.0.0
	example.com/d   v1.5.0 // indirect
)
-- example.com/b@v1.0.0 --
module example.com/b

go 1.20

require "example.com/d" v1.4.0
-- example.com/d@v1.4.0 --
module example.com/d

go 1.19
-- example.com/d@v1.5.0 --
module example.com/d

go 1.19
-- example.com/fork@v1.5.1 --
module example.com/d

go 1.19
`;

describe("references", () => {
  const reader = suiteReader();

  function at(
    archive: string,
    declaration = false,
  ): { readonly world: Navigated; readonly found: ReturnType<typeof references> } {
    const world = navigate(archive, reader);
    return { world, found: references(world.known, world.offset, declaration, world.surroundings) };
  }
  const shown = (archive: string, declaration = false): readonly string[] | undefined => {
    const { world, found } = at(archive, declaration);
    return found?.places.map((place) => world.show(place));
  };

  const app = `-- go.mod --
module example.com/app

go 1.21

require (
	example.com/a v1.0.0
	example.com/b v1.0.0 // indirect
	exam|ple.com/d v1.5.0 // indirect
)

exclude example.com/d v1.6.0

replace example.com/d => example.com/fork v1.5.1
`;

  it("of a requirement are the file's own lines and everyone who requires it, at whatever version", () => {
    assert.deepEqual(shown(app + modules), [
      "go.mod:8 example.com/d v1.5.0",
      "go.mod:11 example.com/d v1.6.0",
      "go.mod:13 example.com/d",
      "example.com/a@v1.0.0:11 example.com/d   v1.5.0",
      'example.com/b@v1.0.0:5 "example.com/d" v1.4.0',
    ]);
  });

  it("of a module with tools are their lines, too", () => {
    assert.deepEqual(shown(`${app}\ntool example.com/d/cmd/x\n\ntool example.com/dd/cmd/y\n${modules}`)?.slice(0, 4), [
      "go.mod:8 example.com/d v1.5.0",
      "go.mod:11 example.com/d v1.6.0",
      "go.mod:13 example.com/d",
      "go.mod:15 example.com/d/cmd/x",
    ]);
  });

  it("with the declaration have the module line of what is read", () => {
    assert.ok(shown(app + modules, true)?.includes("example.com/fork@v1.5.1:1 example.com/d"));
  });

  it("of the other side of a replacement are that module's", () => {
    const fork = app.replace("|", "").replace("example.com/fork v1.5.1", "example.com/f|ork v1.5.1");
    assert.deepEqual(shown(fork + modules), ["go.mod:13 example.com/fork v1.5.1"]);
  });

  it("of the go line are those who require that version", () => {
    const go = app.replace("|", "").replace("go 1.21", "go 1.2|1");
    assert.deepEqual(shown(go + modules), ["go.mod:3 go 1.21", "example.com/a@v1.0.0:3 go 1.21"]);
    assert.deepEqual(at(go + modules).found?.imports, []);
  });

  it("in go.work are those of all modules in use", () => {
    const work = `-- go.work --
go 1.21

use (
	./one|
	./two
	./gone
)
-- one/go.mod --
module example.com/one

go 1.21
-- two/go.mod --
module example.com/two

go 1.21

require example.com/one v0.1.0

replace example.com/one => ../one
`;
    assert.deepEqual(shown(work), ["two/go.mod:5 example.com/one v0.1.0", "two/go.mod:7 example.com/one"]);
    assert.ok(shown(work, true)?.includes("one/go.mod:1 example.com/one"));
    const { found } = at(work);
    assert.deepEqual(
      found?.imports.map(({ goMod }) => goMod),
      ["/work/app/one/go.mod", "/work/app/two/go.mod"],
    );
  });

  it("look for imports by the longest path of the graph", () => {
    const { found } = at(`-- go.mod --
module example.com/app

go 1.21

require (
	example.com/cloud| v1.0.0
	example.com/cloud/storage v1.0.0
)

ignore ./static
-- example.com/cloud@v1.0.0 --
module example.com/cloud
-- example.com/cloud/storage@v1.0.0 --
module example.com/cloud/storage
`);
    const [search] = found?.imports ?? [];
    assert.ok(search !== undefined);
    assert.equal(search.goMod, "/work/app/go.mod");
    assert.deepEqual(search.ignore, ["./static"]);
    const wanted = (path: string): boolean => search.wanted(path);
    assert.deepEqual(
      ["example.com/cloud", "example.com/cloud/compute", "example.com/cloudy", "example.com/cloud/storage/v2", "example.com"].map(
        wanted,
      ),
      [true, true, false, false, false],
    );
  });

  it("of what is no module are none", () => {
    assert.equal(shown(`-- go.mod --\nmodule example.com/app\n\nignore ./sta|tic\n`), undefined);
    assert.equal(shown(`-- go.mod --\nmodule example.com/app\n\nrequ|ire example.com/a v1.0.0\n${modules}`), undefined);
  });
});
