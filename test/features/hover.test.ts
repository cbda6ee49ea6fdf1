import assert from "node:assert/strict";
import { hover } from "../../server/features/hover.ts";
import { toMarkdown, toPlainText } from "../../server/features/markup.ts";
import { suiteReader } from "../support/reader.ts";
import { parseTxtar } from "../support/txtar.ts";
import { worldOf } from "../support/world.ts";
import { mainSnapshot, worldWorkspace } from "../support/world-workspace.ts";

const links = {
  rule: (id: string) => `https://docs/${id}`,
  module: ({ path, version }: { path: string; version: string }) => `https://pkg.go.dev/${path}@${version}`,
};

describe("hover", () => {
  const reader = suiteReader();

  /** What is shown at the `|` of a world's main file, as plain text, with the text that it is about. */
  function at(archive: string, show = toPlainText): { readonly shown: string; readonly about: string } | undefined {
    const world = worldOf(parseTxtar(archive).files);
    const offset = world.main.indexOf("|");
    assert.notEqual(offset, -1, "the world has no |");
    const main = world.main.replace("|", "");
    const workspace = worldWorkspace({ ...world, main }, reader);
    const snapshot = mainSnapshot(workspace, world);
    const answer = hover(snapshot, offset, links);
    workspace.dispose();
    return answer === undefined
      ? undefined
      : { shown: show(answer.blocks), about: main.slice(answer.span.start, answer.span.end) };
  }

  const modules = `-- example.com/a@v1.0.0 --
module example.com/a

go 1.20

require (
	example.com/b v1.0.0
	example.com/d v1.4.0
)
-- example.com/b@v1.0.0 --
module example.com/b

go 1.20

require example.com/d v1.5.0
-- example.com/d@v1.4.0 --
module example.com/d
-- example.com/d@v1.5.0 --
// Deprecated: use example.com/e
module example.com/d

go 1.19
`;

  it("on a requirement says what is selected, by whom, through whom, and who else requires it", () => {
    const answer = at(`-- go.mod --
module example.com/app

go 1.21

require (
	example.com/a v1.0.0
	example.com/b v1.0.0 // indirect
	exam|ple.com/d v1.5.0 // indirect
)
${modules}`);
    assert.equal(answer?.about, "example.com/d");
    assert.equal(
      answer?.shown,
      `example.com/d@v1.5.0
indirect requirement
selected: v1.5.0; also required by example.com/b@v1.0.0
- its go line: go 1.19
- deprecated: use example.com/e
required through:
- example.com/app → example.com/d@v1.5.0
- example.com/app → example.com/b@v1.0.0 → example.com/d@v1.5.0
- example.com/app → example.com/a@v1.0.0 → example.com/b@v1.0.0 → example.com/d@v1.5.0
all requirements in the graph (3):
- v1.5.0 by example.com/app
- v1.5.0 by example.com/b@v1.0.0
- v1.4.0 by example.com/a@v1.0.0
pkg.go.dev/example.com/d@v1.5.0: https://pkg.go.dev/example.com/d@v1.5.0`,
    );
  });

  it("on a version says what is selected above it, and explains the finding there", () => {
    const answer = at(`-- go.mod --
module example.com/app

go 1.21

require (
	example.com/a v1.0.0
	example.com/b v1.0.0 // indirect
	example.com/d v1.4|.0
)

exclude example.com/d v1.4.1
${modules}`);
    assert.equal(answer?.about, "v1.4.0");
    assert.match(answer?.shown ?? "", /^example\.com\/d@v1\.4\.0\ndirect requirement\n/);
    assert.match(answer?.shown ?? "", /selected: v1\.5\.0, above this line's v1\.4\.0, forced by example\.com\/b@v1\.0\.0/);
    assert.match(answer?.shown ?? "", /excluded by this file: v1\.4\.1/);
    // The line is yet to be changed: nothing says that this file asks for more.
    assert.match(answer?.shown ?? "", /^- v1\.4\.0 by example\.com\/app$/m);
    assert.doesNotMatch(answer?.shown ?? "", /example\.com\/app → example\.com\/d@v1\.5\.0/);
    assert.match(answer?.shown ?? "", /error: require-below-selected/);
    assert.match(answer?.shown ?? "", /About require-below-selected: https:\/\/docs\/require-below-selected/);
  });

  it("on a requirement counts what it does not show", () => {
    const names = Array.from({ length: 14 }, (_, i) => `example.com/m${String.fromCharCode(97 + i)}`);
    const answer = at(`-- go.mod --
module example.com/app

go 1.21

require (
${names.map((name) => `\t${name} v1.0.0\n`).join("")}	example.com/z| v1.0.0
)
-- example.com/z@v1.0.0 --
module example.com/z
${names.map((name) => `-- ${name}@v1.0.0 --\nmodule ${name}\n\ngo 1.20\n\nrequire example.com/z v1.0.0\n`).join("")}`);
    assert.match(
      answer?.shown ?? "",
      /also required by example\.com\/ma@v1\.0\.0, example\.com\/mb@v1\.0\.0, example\.com\/mc@v1\.0\.0 and 11 more/,
    );
    assert.match(answer?.shown ?? "", /all requirements in the graph \(15\):/);
    assert.match(answer?.shown ?? "", /- and 5 more/);
    assert.equal(answer?.shown.match(/→/g)?.length, 1 + 2 + 2);
  });

  it("on a requirement names the replacement that acts, and pseudo-versions' commits", () => {
    const answer = at(`-- go.mod --
module example.com/app

go 1.21

require example.com/a v0.0.0-20230102030405-abcdefabcdef|

replace example.com/a => example.com/fork v1.2.0
-- example.com/fork@v1.2.0 --
module example.com/fork

go 1.18
`);
    assert.match(answer?.shown ?? "", /direct requirement, commit abcdefabcdef of 2023-01-02/);
    assert.match(answer?.shown ?? "", /replaced by example\.com\/fork@v1\.2\.0/);
    assert.match(answer?.shown ?? "", /its go line: go 1\.18/);
    assert.match(answer?.shown ?? "", /pkg\.go\.dev\/example\.com\/fork@v1\.2\.0/);
  });

  it("on a requirement says that its go.mod is missing, and that versions are the least that can be", () => {
    const answer = at("-- go.mod --\nmodule m\n\ngo 1.21\n\nrequire example.com/gone| v1.0.0\n");
    assert.match(answer?.shown ?? "", /selected: at least v1\.0\.0; no other module asks for it/);
    assert.match(answer?.shown ?? "", /its go\.mod could not be read: not in the module cache/);
  });

  const replaceWorld = (line: string): string => `-- go.mod --
module example.com/app

go 1.21

require example.com/a v1.0.0

${line}
-- example.com/a@v1.0.0 --
module example.com/a

go 1.20

require example.com/b v1.3.0
-- example.com/b@v1.3.0 --
module example.com/b
-- lib/go.mod --
module example.com/lib

go 1.19
-- example.com/fork@v1.0.0 --
module example.com/fork
`;

  it("on a replacement says whether and on what it acts", () => {
    const acting = at(replaceWorld("replace example.com/b => ./l|ib"));
    assert.match(acting?.shown ?? "", /^replaces every version of example\.com\/b by \.\/lib/);
    assert.match(acting?.shown ?? "", /acts on the selected version v1\.3\.0, required by example\.com\/a@v1\.0\.0/);
    assert.match(acting?.shown ?? "", /declares example\.com\/lib/);
    assert.match(acting?.shown ?? "", /its go line: go 1\.19/);
    const other = at(replaceWorld("replace example.com/b v1.2.0 =>| example.com/fork v1.0.0"));
    assert.match(other?.shown ?? "", /replaces example\.com\/b@v1\.2\.0 by example\.com\/fork@v1\.0\.0/);
    assert.match(other?.shown ?? "", /does not act on the selected version v1\.3\.0/);
    const general = at(replaceWorld("replace example.com/b => ./l|ib\nreplace example.com/b v1.3.0 => example.com/fork v1.0.0"));
    assert.match(general?.shown ?? "", /does not act on the selected version v1\.3\.0/);
    const dead = at(replaceWorld("replace example.com/no|thing => ./nowhere"));
    assert.match(dead?.shown ?? "", /without effect: nothing in the module graph requires example\.com\/nothing/);
    assert.match(dead?.shown ?? "", /the directory cannot be used: .*nowhere does not exist/);
    assert.match(dead?.shown ?? "", /warning: replace-without-require/);
  });

  const directives: readonly (readonly [string, string, RegExp])[] = [
    [
      "module",
      "module exam|ple.com/app\n\ngo 1.21\n",
      /^module example\.com\/app[\s\S]*0 requirements here, 0 of them direct\n- 0 modules in the build list/,
    ],
    ["deprecated module", "// Deprecated: no more\nmodule exam|ple.com/app\n\ngo 1.21\n", /deprecated: no more/],
    [
      "go",
      "module m\n\ngo 1.2|1.3\n",
      /language version of this module's packages is 1\.21[\s\S]*no Go release below 1\.21\.3[\s\S]*pruned/,
    ],
    ["go of old", "module m\n\ngo 1.1|6\n", /older Go release may try[\s\S]*not pruned/],
    ["go, its verb", "module m\n\ng|o 1.21\n", /^go 1\.21\n/],
    ["toolchain", "module m\n\ngo 1.21\n\ntoolchain go1.2|2.1\n", /^toolchain go1\.22\.1\na go command older than this switches/],
    ["toolchain of no effect", "module m\n\ngo 1.23\n\ntoolchain go1.2|2.1\n", /without effect: go 1\.23/],
    [
      "exclude",
      "module m\n\ngo 1.21\n\nexclude example.com/a v1.|0.0\n",
      /^excludes example\.com\/a@v1\.0\.0[\s\S]*nothing in the module graph/,
    ],
    [
      "retract",
      "module m\n\ngo 1.21\n\nretract [v1.0.0, v1.|1.0] // broken\n",
      /^retracts v1\.0\.0 to v1\.1\.0[\s\S]*because: broken/,
    ],
    ["godebug", "module m\n\ngo 1.21\n\ngodebug panicnil|=1\n", /^godebug panicnil=1/],
    ["tool", "module m\n\ngo 1.24\n\ntool example.com/t|ool\n", /^tool example\.com\/tool/],
    ["ignore", "module m\n\ngo 1.25\n\nignore ./no|de_modules\n", /^ignore \.\/node_modules/],
    ["a block's verb", "module m\n\ngo 1.21\n\nreq|uire (\n\texample.com/a v1.0.0\n)\n", /^require\nthe least version/],
  ];
  for (const [what, main, expected] of directives) {
    it(`on ${what} says what it decides`, () => assert.match(at(`-- go.mod --\n${main}`)?.shown ?? "", expected));
  }

  it("on words that JavaScript's objects know says no more than of others", () => {
    for (const word of ["__proto__", "constructor", "toString"]) {
      assert.doesNotThrow(() => at(`-- go.mod --\nmodule m\n\n${word.slice(0, 2)}|${word.slice(2)} x\n`));
    }
  });

  it("names the modules with the highest go line", () => {
    const answer = at(`-- go.mod --
module m

go| 1.21

require example.com/a v1.0.0
-- example.com/a@v1.0.0 --
module example.com/a

go 1.20
`);
    assert.match(answer?.shown ?? "", /the highest go line of the build list is 1\.20: example\.com\/a@v1\.0\.0/);
  });

  it("reads go.work", () => {
    assert.match(at("-- go.work --\ngo 1.21\n\nuse ./|a\n")?.shown ?? "", /^use \.\/a\na module on disk/);
    assert.match(at("-- go.work --\ngo 1.2|1\n")?.shown ?? "", /^go 1\.21/);
  });

  it("explains a finding where nothing else stands", () => {
    const answer = at("-- go.mod --\nmodule m\n\ngo 1.21\n\nnon|sense x\n", toMarkdown);
    assert.equal(answer?.about, "nonsense");
    assert.match(answer?.shown ?? "", /^\*\*error: `syntax`\*\*/);
    assert.match(answer?.shown ?? "", /\[About syntax\]\(<https:\/\/docs\/syntax>\)/);
  });

  it("has nothing to say of comments, blank lines and brackets", () => {
    for (const main of ["module m\n|\ngo 1.21\n", "module m\n\ngo 1.21 // he|re\n", "// a| word\nmodule m\n\ngo 1.21\n", "|"]) {
      assert.equal(at(`-- go.mod --\n${main}`), undefined, main);
    }
  });
});
