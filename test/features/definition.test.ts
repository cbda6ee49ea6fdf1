import assert from "node:assert/strict";
import { definition } from "../../server/features/definition.ts";
import { navigate } from "../support/navigation.ts";
import { suiteReader } from "../support/reader.ts";

const modules = `-- example.com/a@v1.0.0 --
// Package a.
module example.com/a // import "example.com/a"

go 1.21

require example.com/b v1.2.0
-- example.com/b@v1.0.0 --
module example.com/b
-- example.com/b@v1.2.0 --
module example.com/b
-- example.com/fork@v1.9.0 --
module "example.com/fork"
-- local/go.mod --
go 1.21

module (
	example.com/local
)
-- empty/go.mod --
-- nothing/readme.md --
no module
`;

describe("definition", () => {
  const reader = suiteReader();

  /** Where the `|` of a go.mod (or go.work) leads, and what it was asked of. */
  function at(main: string, name = "go.mod"): { readonly of: string; readonly to: readonly string[] } | undefined {
    const world = navigate(`-- ${name} --\n${main}${modules}`, reader);
    const found = definition(world.known, world.offset, world.surroundings);
    if (found === undefined) return undefined;
    const { start, end } = found.origin;
    return { of: world.known.file.text.slice(start, end), to: found.targets.map((place) => world.show(place)) };
  }
  const app = (line: string): string => `module example.com/app\n\ngo 1.21\n\nrequire example.com/a v1.0.0\n\n${line}\n`;

  it("of a requirement is the go.mod of the selected version, from its path and from its version", () => {
    const low = "module example.com/app\n\ngo 1.21\n\nrequire (\n\texample.com/a v1.0.0\n\texample.com/b v1.0.0\n)\n";
    assert.deepEqual(at(low.replace("com/b", "c|om/b")), { of: "example.com/b", to: ["example.com/b@v1.2.0:1 example.com/b"] });
    assert.deepEqual(at(low.replace("b v1.0.0", "b v1.0.0|")), { of: "v1.0.0", to: ["example.com/b@v1.2.0:1 example.com/b"] });
    assert.deepEqual(at(low.replace("com/a v", "com|/a v"))?.to, ["example.com/a@v1.0.0:2 example.com/a"]);
  });

  it("of a replaced requirement is what is read instead", () => {
    const replaced = app("replace example.com/a => example.com/fork v1.9.0").replace("require exam", "require exam|");
    assert.deepEqual(at(replaced)?.to, ['example.com/fork@v1.9.0:1 "example.com/fork"']);
    const local = app("replace example.com/a v1.0.0 => ./local").replace("require exam", "require exam|");
    assert.deepEqual(at(local)?.to, ["local/go.mod:4 example.com/local"]);
  });

  it("of a replacement is its directory's go.mod, or the cached one of its version", () => {
    assert.deepEqual(at(app("replace example.com/a => ./lo|cal")), { of: "./local", to: ["local/go.mod:4 example.com/local"] });
    assert.deepEqual(at(app("replace exam|ple.com/a => ./local"))?.to, ["local/go.mod:4 example.com/local"]);
    assert.deepEqual(at(app("replace example.com/x => example.com/fork v1|.9.0"))?.to, [
      'example.com/fork@v1.9.0:1 "example.com/fork"',
    ]);
    assert.deepEqual(at(app("replace example.com/a => ./emp|ty"))?.to, ["empty/go.mod:1 "], "a go.mod without module line");
    for (const gone of ["./not|hing", "./n|ot", "example.com/gone v|1.0.0"]) {
      assert.equal(at(app(`replace example.com/a => ${gone}`)), undefined, gone);
    }
  });

  it("of an excluded version is its own go.mod, of a retracted one of the module's", () => {
    assert.deepEqual(at(app("exclude example.com/b v1.2|.0"))?.to, ["example.com/b@v1.2.0:1 example.com/b"]);
    assert.equal(at(app("exclude example.com/b v1|.4.0")), undefined);
    const own = "module example.com/b\n\ngo 1.21\n\nretract [v1.0.0, v1.|2.0]\n";
    assert.deepEqual(at(own), { of: "v1.2.0", to: ["example.com/b@v1.2.0:1 example.com/b"] });
    assert.deepEqual(at(own.replace("|", "").replace("v1.0", "v1|.0"))?.to, ["example.com/b@v1.0.0:1 example.com/b"]);
  });

  it("of a tool is the go.mod of the module that has it", () => {
    assert.deepEqual(at(app("tool example.com/a/cmd/ru|n")), {
      of: "example.com/a/cmd/run",
      to: ["example.com/a@v1.0.0:2 example.com/a"],
    });
    assert.equal(at(app("tool example.com/app/cmd/ru|n")), undefined, "its own");
    assert.equal(at(app("tool example.com/elsewhere/cmd/ru|n")), undefined);
  });

  it("of a directory that go.work uses is its go.mod, of its replacements what they name", () => {
    const work = "go 1.21\n\nuse (\n\t./local\n\t./nothing\n)\n\nreplace example.com/x => ./local\n";
    assert.deepEqual(at(work.replace("./lo", "./lo|"), "go.work"), { of: "./local", to: ["local/go.mod:4 example.com/local"] });
    assert.deepEqual(at(work.replace("=> ./lo", "=> ./lo|"), "go.work")?.to, ["local/go.mod:4 example.com/local"]);
    assert.equal(at(work.replace("./not", "./not|"), "go.work"), undefined);
  });

  it("of the module line is that line; nothing elsewhere", () => {
    assert.deepEqual(at(app("").replace("com/app", "com/app|"))?.to, ["go.mod:1 example.com/app"]);
    for (const [what, marked] of [
      ["require exam", "requ|ire exam"],
      ["go 1.21", "go 1.|21"],
      ["\n\ngo", "\n|\ngo"],
    ] as const) {
      assert.equal(at(app("").replace(what, marked)), undefined, marked);
    }
    assert.equal(at("module example.com/app\n\nrequire example.com/gone v1|.0.0\n"), undefined, "not on this machine");
  });
});
