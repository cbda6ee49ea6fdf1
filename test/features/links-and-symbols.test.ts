import assert from "node:assert/strict";
import { documentLinks } from "../../server/features/document-links.ts";
import { moduleAddress } from "../../server/features/links.ts";
import { highlights } from "../../server/features/occurrences.ts";
import { workspaceSymbols } from "../../server/features/workspace-symbols.ts";
import { navigate, shortName } from "../support/navigation.ts";
import { suiteReader } from "../support/reader.ts";

const links = {
  rule: (id: string) => `https://docs/${id}`,
  module: (module: { path: string; version: string }) =>
    module.path.startsWith("private.") ? undefined : moduleAddress("https://pkg.go.dev", module),
};
const modules = `-- example.com/a@v1.0.0 --
module example.com/a

require example.com/logging v1.0.0
-- example.com/logging@v1.0.0 --
module example.com/logging
-- local/go.mod --
module example.com/a
`;

describe("links, highlights and search", () => {
  const reader = suiteReader();

  it("lead modules to their documentation, but private ones, and directories to their go.mod", () => {
    const world = navigate(
      `-- go.mod --
// See https://example.com/docs/(a). And <https://example.com/b>!
module example.com/app

require (
	example.com/a v1.0.0 // was https://go.dev/issue/1, fixed
	private.example.com/b v1.0.0
)

exclude example.com/a v1.1.0

replace (
	example.com/a v1.0.0 => ./local
	example.com/x => ./gone
	private.example.com/b => example.com/b v1.2.0
)

tool example.com/a/cmd/run
${modules}`,
      reader,
    );
    const { text } = world.known.file;
    const found = documentLinks(world.known, links, world.surroundings).map(({ span, target }) => [
      text.slice(span.start, span.end),
      "path" in target ? shortName(target.path) : target.address,
    ]);
    assert.deepEqual(found, [
      ["https://example.com/docs/(a)", "https://example.com/docs/(a)"],
      ["https://example.com/b", "https://example.com/b"],
      ["example.com/app", "https://pkg.go.dev/example.com/app"],
      ["example.com/a v1.0.0", "https://pkg.go.dev/example.com/a@v1.0.0"],
      ["https://go.dev/issue/1", "https://go.dev/issue/1"],
      ["example.com/a v1.1.0", "https://pkg.go.dev/example.com/a@v1.1.0"],
      ["example.com/a v1.0.0", "https://pkg.go.dev/example.com/a@v1.0.0"],
      ["./local", "local/go.mod"],
      ["example.com/x", "https://pkg.go.dev/example.com/x"],
      ["example.com/b v1.2.0", "https://pkg.go.dev/example.com/b@v1.2.0"],
      ["example.com/a/cmd/run", "https://pkg.go.dev/example.com/a/cmd/run"],
    ]);
  });

  it("lead the directories of go.work to their modules", () => {
    const world = navigate(`-- go.work --\ngo 1.21\n\nuse (\n\t./local\n\t./gone\n)\n${modules}`, reader);
    const found = documentLinks(world.known, links, world.surroundings);
    assert.deepEqual(
      found.map(({ target, tooltip }) => ["path" in target && shortName(target.path), tooltip]),
      [["local/go.mod", "go.mod of ./local"]],
    );
  });

  /** The file with what is highlighted in brackets, w for write, r for read, t for text. */
  function highlighted(main: string): string {
    const world = navigate(`-- go.mod --\n${main}${modules}`, reader);
    let { text } = world.known.file;
    for (const { span, kind } of highlights(world.known, world.offset, world.surroundings).toReversed()) {
      text = `${text.slice(0, span.start)}${kind[0]}[${text.slice(span.start, span.end)}]${text.slice(span.end)}`;
    }
    return text;
  }
  const app = (marked: string, plain: string): string =>
    `module example.com/app

require example.com/a v1.0.0
require example.com/b v1.0.0

exclude example.com/a v1.1.0

replace example.com/a v1.0.0 => example.com/b v1.0.0

tool example.com/a/cmd/run
`.replace(plain, marked);

  it("highlight a path on every line about the module", () => {
    const text = highlighted(app("require exam|ple.com/a", "require example.com/a"));
    assert.equal(
      text,
      `module example.com/app

require w[example.com/a] v1.0.0
require example.com/b v1.0.0

exclude w[example.com/a] v1.1.0

replace w[example.com/a] v1.0.0 => example.com/b v1.0.0

tool r[example.com/a/cmd/run]
`,
    );
    assert.match(highlighted(app("=> exam|ple", "=> example")), /w\[example\.com\/b\] v1(.|\n)*=> r\[example\.com\/b\] v1/);
    const tool = highlighted(app("tool exam|ple", "tool example"));
    assert.match(tool, /require w\[example\.com\/a\](.|\n)*tool r\[example\.com\/a\/cmd\/run\]/);
  });

  it("highlight a version where the same module has it, and a verb with its like", () => {
    const text = highlighted(app("a v1|.0.0", "a v1.0.0"));
    assert.match(text, /require example\.com\/a w\[v1\.0\.0\]\n/);
    assert.match(text, /replace example\.com\/a w\[v1\.0\.0\] => example\.com\/b v1\.0\.0/);
    assert.match(text, /exclude example\.com\/a v1\.1\.0/);
    assert.match(highlighted(app("req|uire", "require")), /t\[require\] example\.com\/a v1\.0\.0\nt\[require\]/);
    assert.match(highlighted(app("module exam|ple", "module example")), /w\[example\.com\/app\]/);
  });

  const search = (query: string, archive: string): readonly string[] => {
    const world = navigate(archive, reader);
    return workspaceSymbols(query, [world.known], world.surroundings).map(
      ({ name, container, place }) => `${name} in ${container}: ${world.show(place)}`,
    );
  };
  const searched = `-- go.mod --
module example.com/app

go 1.16

require example.com/a v1.0.0
${modules}`;

  it("find modules of the build, also those that the file does not name", () => {
    assert.deepEqual(search("LOG", searched), [
      "example.com/logging@v1.0.0 in example.com/app: example.com/logging@v1.0.0:1 example.com/logging",
    ]);
    assert.deepEqual(search("ea1", searched), []);
    assert.deepEqual(search("exca", searched), [
      "example.com/a@v1.0.0 in example.com/app: go.mod:5 example.com/a v1.0.0",
      "example.com/app in undefined: go.mod:1 example.com/app",
    ]);
    assert.deepEqual(search("", searched), [
      "example.com/a@v1.0.0 in example.com/app: go.mod:5 example.com/a v1.0.0",
      "example.com/app in undefined: go.mod:1 example.com/app",
    ]);
  });

  it("find the modules of go.work", () => {
    const work = `-- go.work --\ngo 1.21\n\nuse ./local\n${modules}`;
    assert.deepEqual(search("a", work), ["example.com/a in undefined: local/go.mod:1 example.com/a"]);
  });
});
