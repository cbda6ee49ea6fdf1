import assert from "node:assert/strict";
import { suiteReader } from "../../support/reader.ts";
import { type Offered, offeredAt } from "./at-cursor.ts";

const modules = `-- example.com/web@v1.0.0 --
module example.com/web

go 1.20

require (
	example.com/log v1.1.0
	github.com/BurntSushi/toml v1.2.0
)
-- example.com/web@v1.1.0-rc.1 --
module example.com/web
-- example.com/log@v1.0.0 --
module example.com/log

go 1.18
-- example.com/log@v1.1.0 --
module example.com/log
-- example.com/log@v1.2.0 --
module example.com/log

go 1.22

retract v1.0.0 // loses lines
-- example.com/log@v1.3.0-beta --
module example.com/log
-- example.com/log@v0.0.0-20200101000000-0123456789ab --
module example.com/log
-- github.com/BurntSushi/toml@v1.2.0 --
// Deprecated: use example.com/toml
module github.com/BurntSushi/toml
-- github.com/stretchr/testify@v1.8.0 --
module github.com/stretchr/testify
-- github.com/google/go-cmp@v0.6.0 --
module github.com/google/go-cmp
-- example.com/log/v2@v2.0.0 --
module example.com/log/v2
`;

describe("completion", () => {
  const reader = suiteReader();

  const at = (file: string, options: Parameters<typeof offeredAt>[2] = {}): Offered =>
    offeredAt(`${file.startsWith("--") ? "" : "-- go.mod --\n"}${file}${modules}`, reader, options);
  const head = "module example.com/app\n\ngo 1.21\n\n";

  describe("of directives", () => {
    it("names all of a go.mod, as lines and as blocks, but not what may stand once and does", () => {
      const offered = at(`${head}|\n`);
      const words = ["toolchain", "require", "require (…)", "replace", "replace (…)", "exclude", "exclude (…)", "retract"];
      assert.deepEqual(offered.labels.slice(0, 8), words);
      assert.deepEqual(offered.labels.slice(8), [
        "retract (…)",
        "tool",
        "tool (…)",
        "ignore",
        "ignore (…)",
        "godebug",
        "godebug (…)",
      ]);
      assert.equal(offered.taken("require"), `${head}require \n`);
      assert.equal(offered.taken("require (…)"), `${head}require (\n\t\n)\n`);
      assert.equal(offered.item("require (…)").snippet, "require (\n\t$0\n)");
    });

    it("names those of a go.work", () => {
      const { labels } = at("-- go.work --\ngo 1.21\n\n|\n");
      assert.deepEqual(labels, ["toolchain", "use", "use (…)", "replace", "replace (…)", "godebug", "godebug (…)"]);
    });

    it("begins an empty file with the module line", () => {
      assert.deepEqual(at("|\n").labels.slice(0, 2), ["module", "go"]);
    });

    it("goes on with what is typed, and leaves arguments that are there", () => {
      assert.deepEqual(at(`${head}re|\n`).labels, ["require", "require (…)", "replace", "replace (…)", "retract", "retract (…)"]);
      const offered = at(`${head}requ| example.com/web v1.0.0\n`);
      assert.deepEqual(offered.labels, ["require"]);
      assert.equal(offered.taken("require"), `${head}require example.com/web v1.0.0\n`);
    });

    it("ends lines as the file does", () => {
      const offered = at(`${head}exc|\n`, { crlf: true });
      assert.ok(offered.taken("exclude (…)").endsWith("exclude (\r\n\t\r\n)\r\n"));
      for (const piece of offered.taken("exclude (…)").split("\r\n")) assert.ok(!piece.includes("\n"));
    });
  });

  describe("of module paths", () => {
    const file = `${head}require (
	example.com/web v1.0.0
	github.com/BurntSushi/toml v1.2.0 // indirect
)
`;

    it("takes the graph first, direct requirements before indirect ones, then the module cache", () => {
      const { labels, item } = at(`${file}\nreplace |\n`);
      assert.deepEqual(labels.slice(0, 3), ["example.com/web", "github.com/BurntSushi/toml", "example.com/log"]);
      assert.deepEqual(labels.slice(3), ["example.com/log/v2", "github.com/google/go-cmp", "github.com/stretchr/testify"]);
      assert.equal(item("example.com/web").detail, "required: v1.0.0");
      assert.equal(item("github.com/BurntSushi/toml").detail, "required, indirect: v1.2.0");
      assert.equal(item("github.com/BurntSushi/toml").deprecated, true);
      assert.equal(item("example.com/log").detail, "in the graph: v1.1.0");
      assert.equal(item("github.com/google/go-cmp").detail, "in the module cache");
    });

    it("offers for a new requirement what is not required yet before what is", () => {
      const { labels } = at(file.replace("\n)", "\n\t|\n)"));
      assert.deepEqual(labels.slice(0, 3), ["example.com/log", "example.com/web", "github.com/BurntSushi/toml"]);
    });

    it("finds paths by their start, an element, elements left out, or a word, in any case", () => {
      const first = (typed: string): readonly string[] => at(`${head}require ${typed}|\n`).labels;
      assert.deepEqual(first("github.com/st"), ["github.com/stretchr/testify"]);
      assert.deepEqual(first("testify"), ["github.com/stretchr/testify"]);
      assert.deepEqual(first("stretchr/te"), ["github.com/stretchr/testify"]);
      assert.deepEqual(first("github.com/testify"), ["github.com/stretchr/testify"]);
      assert.deepEqual(first("cmp"), ["github.com/google/go-cmp"]);
      assert.deepEqual(first("burnt"), ["github.com/BurntSushi/toml"]);
      assert.deepEqual(first("ithub"), []);
      const offered = at(`${head}require testify| v1.8.0\n`);
      assert.equal(offered.taken("github.com/stretchr/testify"), `${head}require github.com/stretchr/testify v1.8.0\n`);
    });

    it("works in a block that nobody has closed, and offers to close it", () => {
      const offered = at(`${head}require (\n\texample.com/web v1.0.0\n\t|\n`);
      assert.ok(offered.labels.includes("example.com/log"));
      assert.equal(offered.labels.at(-1), ")");
      const typed = at(`${head}require (\n\texa|\n\nreplace example.com/web => ../web\n`);
      assert.ok(typed.labels.includes("example.com/log"));
    });

    it("works between quotes, closed or not, and in damaged lines", () => {
      const closed = at(`${head}require "test|" v1.8.0\n`);
      assert.equal(closed.taken("github.com/stretchr/testify"), `${head}require "github.com/stretchr/testify" v1.8.0\n`);
      const open = at(`${head}require "test|\n`);
      assert.equal(open.taken("github.com/stretchr/testify"), `${head}require "github.com/stretchr/testify"\n`);
      const broken = at(`${head}require [ ) {\nrequire (\n\ttest|\n`);
      assert.deepEqual(broken.labels, ["github.com/stretchr/testify"]);
    });

    it("names modules beside the file and of the workspace with their directories", () => {
      const lib = { "/work/lib/go.mod": "module example.org/lib\n", "/work/app/tools/go.mod": "module example.com/app/tools\n" };
      const more = {
        ...lib,
        "/far/x/go.mod": "module example.org/far\n",
        "/work/go.work": "go 1.21\n\nuse ./app\nuse ../far/x\n",
      };
      const { labels, item } = at(`${head}require example.|\n`, { more });
      assert.ok(labels.includes("example.org/lib"));
      assert.equal(item("example.org/lib").detail, "../lib");
      assert.equal(item("example.com/app/tools").detail, "./tools");
      assert.equal(item("example.org/far").detail, "../../far/x");
      assert.ok(!labels.includes("example.com/app"));
    });

    it("gives a module line the path that its place has", () => {
      const more = { "/work/go.mod": "module example.com/work\n" };
      assert.deepEqual(at("module |\n", { more }).labels, ["example.com/work/app"]);
      assert.deepEqual(at("module |\n").labels, []);
    });
  });

  describe("of versions", () => {
    const file = `${head}require example.com/web v1.0.0\n\n`;

    it("puts releases before prereleases before pseudo-versions, newest first, and says what each is", () => {
      const { labels, item } = at(`${file}exclude example.com/log |\n`);
      const newest = ["v1.2.0", "v1.1.0", "v1.0.0", "v1.3.0-beta", "v0.0.0-20200101000000-0123456789ab"];
      assert.deepEqual(labels, newest);
      assert.equal(item("v1.1.0").detail, "selected; required by example.com/web@v1.0.0");
      assert.equal(item("v1.0.0").detail, "retracted: loses lines");
      assert.equal(item("v1.0.0").deprecated, true);
      assert.equal(item("v1.2.0").deprecated, undefined);
    });

    it("knows what the file excludes", () => {
      const { item } = at(`${file}exclude example.com/log v1.2.0\nrequire example.com/log |\n`);
      assert.equal(item("v1.2.0").detail, "excluded");
    });

    it("keeps to the major version of the path", () => {
      assert.deepEqual(at(`${file}require example.com/log/v2 |\n`).labels, ["v2.0.0"]);
    });

    it("replaces the whole version, and takes digits without v", () => {
      const offered = at(`${head}require example.com/log v1.|1.0 // indirect\n`);
      assert.equal(offered.taken("v1.2.0"), `${head}require example.com/log v1.2.0 // indirect\n`);
      assert.ok(at(`${head}require example.com/log 1.2|\n`).labels.includes("v1.2.0"));
    });

    it("knows the versions of both sides of a replacement", () => {
      const left = at(`${file}replace example.com/log |\n`);
      assert.deepEqual(left.labels.slice(0, 3), ["=>", "v1.2.0", "v1.1.0"]);
      assert.equal(left.taken("=>"), `${file}replace example.com/log => \n`);
      assert.deepEqual(at(`${file}replace example.com/log | => ./log\n`).labels.slice(0, 1), ["v1.2.0"]);
      assert.deepEqual(at(`${file}replace example.com/log v1.1.0 |\n`).labels, ["=>"]);
      assert.deepEqual(at(`${file}replace example.com/log => github.com/google/go-cmp |\n`).labels, ["v0.6.0"]);
    });
  });

  it("knows in a go.work what its modules require", () => {
    const more = {
      "/work/app/a/go.mod": "module example.com/a\n\ngo 1.22\n\nrequire example.com/log v1.1.0\n",
      "/work/app/b/go.mod": "module example.com/b\n\ngo 1.21.3\n\nrequire example.com/log v1.4.0\n",
    };
    const work = "-- go.work --\ngo 1.22\n\nuse (\n\t./a\n\t./b\n)\n\n";
    assert.deepEqual(at(`${work}replace |\n`, { more }).labels.slice(0, 1), ["example.com/log"]);
    const { labels, item } = at(`${work}replace example.com/log v1|\n`, { more });
    assert.deepEqual(labels.slice(0, 3), ["v1.4.0", "v1.2.0", "v1.1.0"]);
    assert.equal(item("v1.4.0").detail, "required by ./b");
    const go = at(work.replace("go 1.22", "go |"), { more });
    assert.equal(go.labels[0], "1.22");
    assert.match(go.item("1.22").detail ?? "", /the least that .\/a allows/);
  });

  describe("of directories", () => {
    const more = {
      "/work/log/go.mod": "module example.com/log\n",
      "/work/web/go.mod": "module example.com/web\n",
      "/work/app/third party/go.mod": "module example.com/third\n",
      "/work/app/internal/x.go": "package internal\n",
      "/work/app/node_modules/a/index.js": "",
      "/work/app/.git/HEAD": "",
    };

    it("offers a replacement the directory that declares its module, then others, then modules", () => {
      const offered = at(`${head}replace example.com/web => |\n`, { more });
      assert.deepEqual(offered.labels.slice(0, 3), ["../web", "../log", "./third party"]);
      assert.equal(offered.item("../web").detail, "example.com/web");
      assert.ok(offered.labels.includes("github.com/google/go-cmp"));
      assert.ok(offered.labels.includes("./internal/"));
      assert.ok(!offered.labels.includes("./.git/"));
      assert.equal(offered.taken("./third party"), `${head}replace example.com/web => "./third party"\n`);
    });

    it("follows what is typed", () => {
      assert.deepEqual(at(`${head}replace example.com/web => ../|\n`, { more }).labels, ["../web", "../log"]);
      assert.deepEqual(at(`${head}replace example.com/web => ../l|\n`, { more }).labels, ["../log"]);
      assert.deepEqual(at(`${head}replace example.com/web => ./int|\n`, { more }).labels, ["./internal/"]);
      assert.deepEqual(at(`${head}replace example.com/web => /work/w|\n`, { more }).labels, ["/work/web"]);
      assert.deepEqual(at(`${head}replace example.com/web => lo|\n`, { more }).labels.slice(0, 1), ["../log"]);
      const glued = at(`${head}replace example.com/web =>|\n`, { more });
      assert.equal(glued.taken("../web"), `${head}replace example.com/web => ../web\n`);
    });

    it("offers go.work the modules that it does not use yet", () => {
      const offered = at("-- go.work --\ngo 1.21\n\nuse ./app\n\nuse |\n", {
        more: { ...more, "/work/app/app/go.mod": "module example.com/a\n" },
      });
      assert.deepEqual(offered.labels.slice(0, 3), ["../log", "../web", "./third party"]);
      assert.equal(offered.labels.at(-1), "./app");
    });

    it("offers directories to ignore, also by name alone", () => {
      assert.deepEqual(at(`${head}ignore ./|\n`, { more }).labels, ["./internal", "./node_modules", "./third party"]);
      assert.deepEqual(at(`${head}ignore node|\n`, { more }).labels, ["node_modules"]);
      assert.deepEqual(at(`${head}ignore (\n\t./internal\n\t./|\n)\n`, { more }).labels.at(-1), "./internal");
    });
  });

  describe("of Go's versions", () => {
    const world = (text: string): string => `-- go.mod --\n${text}-- go --\ngo1.24.3\n-- env --\nGOTOOLCHAIN=go1.25.1+auto\n`;
    const toolchain = "/cache/mod/cache/download/golang.org/toolchain/@v/v0.0.1-go1.23.4.linux-amd64.zip";

    it("knows the Go that is here, what dependencies ask for, and every language version", () => {
      const file = "module example.com/app\n\ngo |\n\nrequire example.com/web v1.0.0\n";
      const { labels, item } = at(world(file), { more: { [toolchain]: "" } });
      assert.equal(labels[0], "1.24.3");
      assert.equal(item("1.24.3").detail, "the Go on this machine");
      assert.equal(labels[1], "1.20");
      assert.match(item("1.20").detail ?? "", /the least that example.com\/web@v1.0.0 allows/);
      assert.ok(labels.includes("1.23.4") && labels.includes("1.25.1"));
      assert.ok(labels.includes("1.24.0") && labels.includes("1.24") && labels.includes("1.16"));
      assert.ok(labels.indexOf("1.25.1") < labels.indexOf("1.23.4"));
      assert.ok(!labels.includes("1.26"));
    });

    it("offers toolchains above the go line", () => {
      const { labels } = at(world(`${head}toolchain |\n`), { more: { [toolchain]: "" } });
      assert.deepEqual(labels, ["go1.24.3", "go1.25.1", "go1.23.4", "default"]);
      const above = at(world(`module example.com/app\n\ngo 1.24.0\n\ntoolchain go|\n`), { more: { [toolchain]: "" } });
      assert.deepEqual(above.labels, ["go1.24.3", "go1.25.1"]);
    });
  });

  describe("of godebug settings", () => {
    it("names keys, then the values of one", () => {
      const keys = at(`${head}godebug panic|\n`);
      assert.deepEqual(keys.labels, ["panicnil"]);
      assert.equal(keys.taken("panicnil"), `${head}godebug panicnil=\n`);
      const values = at(`${head}godebug panicnil=|\n`);
      assert.deepEqual(values.labels, ["panicnil=1", "panicnil=0"]);
      assert.equal(values.item("panicnil=1").detail, "as before Go 1.21");
      assert.equal(values.taken("panicnil=1"), `${head}godebug panicnil=1\n`);
      assert.ok(!at(`${head}godebug (\n\tpanicnil=1\n\t|\n)\n`).labels.includes("panicnil"));
      assert.ok(at(`${head}godebug default=go1.2|\n`).labels.includes("default=go1.21"));
    });
  });

  describe("of retractions", () => {
    const hash = "0123456789012345678901234567890123456789";
    const more = {
      "/work/.git/HEAD": "ref: refs/heads/main\n",
      "/work/.git/refs/tags/app/v1.1.0": `${hash}\n`,
      "/work/.git/refs/tags/v9.0.0": `${hash}\n`,
      "/work/.git/packed-refs": `# pack-refs with: peeled\n${hash} refs/tags/app/v1.0.0\n^${hash}\n${hash} refs/tags/app/v2.0.0\n`,
    };

    it("offers the module's own tags, alone and as an interval", () => {
      const offered = at(`${head}retract |\n`, { more });
      assert.deepEqual(offered.labels, ["v1.1.0", "v1.0.0", "[low, high]"]);
      assert.equal(offered.taken("[low, high]"), `${head}retract [v1.0.0, v1.1.0]\n`);
      assert.deepEqual(at(`${head}retract [|\n`, { more }).labels, ["v1.1.0", "v1.0.0"]);
      assert.deepEqual(at(`${head}retract [v1.1.0, |\n`, { more }).labels, ["v1.1.0"]);
      assert.deepEqual(at(`${head}retract [v1.0.0 |\n`, { more }).labels, [","]);
      assert.equal(at(`${head}retract [v1.0.0, v1.1.0 |\n`, { more }).taken("]").trimEnd().slice(-1), "]");
    });

    it("puts what is retracted already last", () => {
      const { labels, item } = at(`${head}retract v1.1.0 // broken\nretract |\n`, { more });
      assert.deepEqual(labels, ["v1.0.0", "[low, high]", "v1.1.0"]);
      assert.equal(item("v1.1.0").detail, "retracted already");
    });
  });

  describe("of tools", () => {
    const more = {
      "/work/app/cmd/gen/main.go": "package main\n",
      "/work/app/lib/lib.go": "package lib\n",
      "/cache/mod/example.com/web@v1.0.0/go.mod": "module example.com/web\n",
      "/cache/mod/example.com/web@v1.0.0/cmd/serve/main.go": "// The server.\npackage main\n",
    };

    it("offers programs of the module and of what the module cache has the files of", () => {
      const file = `${head}require (\n\texample.com/web v1.0.0\n\texample.com/log v1.1.0\n)\n\n`;
      const { labels } = at(`${file}tool |\n`, { more });
      assert.deepEqual(labels, ["example.com/app/cmd/gen", "example.com/web/cmd/serve", "example.com/log"]);
      assert.deepEqual(at(`${file}tool example.com/web/c|\n`, { more }).labels, ["example.com/web/cmd/serve"]);
      const toml = { "/cache/mod/github.com/!burnt!sushi/toml@v1.2.0/cmd/tomlv/main.go": "package main\n" };
      const inGraph = at(`${file}tool github.com/BurntSushi/toml/|\n`, { more: toml });
      assert.deepEqual(inGraph.labels, ["github.com/BurntSushi/toml/cmd/tomlv"]);
      assert.deepEqual(at(`${file}tool gen|\n`, { more }).labels, ["example.com/app/cmd/gen"]);
    });
  });

  describe("of comments", () => {
    it("marks a requirement as indirect", () => {
      const offered = at(`${head}require example.com/web v1.0.0 |\n`);
      assert.equal(offered.labels[0], "// indirect");
      assert.equal(
        at(`${head}require example.com/web v1.0.0 /|\n`).taken("// indirect"),
        `${head}require example.com/web v1.0.0 // indirect\n`,
      );
      assert.equal(
        at(`${head}require example.com/web v1.0.0 //ind|\n`).taken("// indirect"),
        `${head}require example.com/web v1.0.0 // indirect\n`,
      );
      assert.deepEqual(at(`${head}require example.com/web v1.0.0 |\n`, { unasked: true }).labels, []);
    });

    it("ignores the findings that there are, with a reason", () => {
      const file = `${head}require example.com/log v1.0.0 |\n\nrequire example.com/web v1.0.0\n`;
      const offered = at(file);
      assert.ok(offered.labels.includes("// gomod-lint:ignore require-below-selected -- reason"), offered.labels.join());
      const above = at(file.replace(" |", "").replace("require example.com/log", "// gomod|\nrequire example.com/log"));
      assert.ok(above.labels.includes("// gomod-lint:ignore require-below-selected -- reason"), above.labels.join());
      assert.ok(above.labels.includes("// gomod-lint:ignore-file RULE -- reason"));
    });

    it("names rules and groups behind the marker, those with a finding first", () => {
      const file = `${head}require example.com/log v1.0.0 // gomod-lint:ignore |\n\nrequire example.com/web v1.0.0\n`;
      const { labels } = at(file);
      assert.equal(labels[0], "require-below-selected");
      assert.ok(labels.includes("conflict") && labels.includes("duplicate-require"));
      assert.equal(at(file.replace("ignore |", "ignore duplicate-require |")).labels[0], "-- reason");
      const second = at(file.replace("ignore |", "ignore duplicate-require,requ|"));
      assert.ok(second.labels.every((label) => label.startsWith("requ")));
      assert.equal(at(file.replace("ignore |", "ignore sum-missing -- |")).completion?.items.length ?? 0, 0);
    });

    it("deprecates a module", () => {
      assert.ok(at(`// Dep|\n${head}`).labels.includes("// Deprecated: "));
      assert.ok(!at(`${head}require example.com/web v1.0.0 // Dep|\n`).labels.includes("// Deprecated: "));
    });
  });

  it("looks at the disk once, and at the next keystroke no more than for a module's versions", () => {
    const more = {
      "/work/lib/go.mod": "module example.org/lib\n",
      "/work/app/cmd/gen/main.go": "package main\n",
      "/work/.git/HEAD": "",
      "/work/.git/packed-refs": "0123456789012345678901234567890123456789 refs/tags/app/v1.0.0\n",
      "/cache/mod/example.com/web@v1.0.0/cmd/serve/main.go": "package main\n",
    };
    const file = `${head}require example.com/web v1.0.0\n\n`;
    for (const line of [
      "|",
      "require |",
      "require ex|",
      "replace example.com/web => |",
      "replace example.com/web => ../|",
      "go 1|",
    ])
      assert.deepEqual(at(`${file}${line}\n`, { more }).again, { reads: 0, lists: 0 }, line);
    for (const line of ["toolchain |", "tool |", "tool example.com/web/|", "ignore ./|", "godebug |", "// |"])
      assert.deepEqual(at(`${file}${line}\n`, { more }).again, { reads: 0, lists: 0 }, line);
    for (const line of ["require example.com/log |", "retract |"]) {
      const { reads, lists } = at(`${file}${line}\n`, { more }).again;
      assert.ok(reads <= 1 && lists <= 1, `${line}: ${reads} reads, ${lists} lists`);
    }
  });

  it("offers nothing where nothing can stand", () => {
    for (const line of ["require example.com/web v1.0.0 x |", "go 1.21 1.22 v|", "nonsense |", "require (|", "/|/ x", "use |"])
      assert.deepEqual(at(`${head}${line}\n`).labels, [], line);
  });
});
