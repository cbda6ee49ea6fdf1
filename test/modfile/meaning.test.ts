import assert from "node:assert/strict";
import { readModFile } from "../../server/modfile/meaning.ts";
import { readSyntax } from "../../server/modfile/read-syntax.ts";
import { errorsOf, mod, work } from "./read.ts";

/** The only error of a line of go.mod, without its place. */
function messageOf(line: string): string | undefined {
  const { errors } = mod(line);
  assert.equal(errors.length, 1, line);
  return errors[0]?.message;
}

describe("meaning of go.mod", () => {
  it("reads every directive", () => {
    const text = `// Deprecated: use example.com/n
module example.com/m

go 1.24.1

toolchain go1.24.2-custom

godebug (
	default=go1.21
	panicnil=1
)

require (
	example.com/a v1.2.3
	"example.com/b" v0.0.0-20200102030405-abcdefabcdef // indirect
	gopkg.in/yaml.v3 v3.0.1 //indirect; for tests
)

exclude example.com/a v1.2.2

replace (
	example.com/a v1.2.3 => ../a
	example.com/b => example.com/c/v2 v2.0.0
)

// all of them
retract (
	v1.0.0 // broken
	[v1.1.0, v1.2.0]
)

tool example.com/m/cmd/x
ignore ./node_modules
`;
    const file = mod(text);
    assert.deepEqual(file.errors, []);
    assert.deepEqual(file.unresolved, []);
    assert.equal(file.module?.path.value, "example.com/m");
    assert.equal(file.module?.deprecated, "use example.com/n");
    assert.equal(file.go?.version.value, "1.24.1");
    assert.equal(file.toolchain?.version.value, "go1.24.2-custom");
    assert.deepEqual(
      file.godebug.map((g) => [g.key.value, g.value.value]),
      [
        ["default", "go1.21"],
        ["panicnil", "1"],
      ],
    );
    assert.deepEqual(
      file.require.map((r) => [r.path.value, r.version.value, r.indirect]),
      [
        ["example.com/a", "v1.2.3", false],
        ["example.com/b", "v0.0.0-20200102030405-abcdefabcdef", true],
        ["gopkg.in/yaml.v3", "v3.0.1", true],
      ],
    );
    assert.deepEqual(
      file.replace.map((r) => [r.oldPath.value, r.oldVersion?.value, r.newPath.value, r.newVersion?.value]),
      [
        ["example.com/a", "v1.2.3", "../a", undefined],
        ["example.com/b", undefined, "example.com/c/v2", "v2.0.0"],
      ],
    );
    assert.deepEqual(
      file.retract.map((r) => [r.low.value, r.high.value, r.rationale]),
      [
        ["v1.0.0", "v1.0.0", "broken"],
        ["v1.1.0", "v1.2.0", "all of them"],
      ],
    );
    assert.deepEqual(
      [file.exclude.length, file.tool[0]?.path.value, file.ignore[0]?.path.value],
      [1, "example.com/m/cmd/x", "./node_modules"],
    );
    // Spans cover what the file says, quotes included.
    const quoted = file.require[1]?.path.span;
    assert.equal(text.slice(quoted?.start, quoted?.end), '"example.com/b"');
    const key = file.godebug[0]?.key.span;
    assert.equal(text.slice(key?.start, key?.end), "default");
  });

  it("reads indirect, deprecation and rationale from comments exactly as Go does", () => {
    const indirect = (comment: string) => mod(`require a v1.0.0 ${comment}`).require[0]?.indirect;
    for (const yes of ["// indirect", "//indirect", "//  indirect ", "// indirect; why", "//\u00a0indirect"]) {
      assert.equal(indirect(yes), true, yes);
    }
    for (const no of [
      "",
      "// indirectly",
      "// indirect;",
      "// indirect because",
      "// Indirect",
      "// not indirect",
      "//// indirect",
    ]) {
      assert.equal(indirect(no), false, no);
    }
    const deprecated = (comments: string) => mod(`${comments}`).module?.deprecated;
    assert.equal(deprecated("// Deprecated: a\n// b\n//\n// c\nmodule m"), "a\nb");
    assert.equal(deprecated("// x\n//\n// Deprecated:y\nmodule m // z"), "y\nz");
    assert.equal(deprecated("module m // Deprecated: suffix"), "suffix");
    assert.equal(deprecated("// x\n// Deprecated: no paragraph of its own\nmodule m"), undefined);
    assert.equal(deprecated("// Deprecated: apart\n\nmodule m"), undefined);
    assert.equal(deprecated("// deprecated: small\nmodule m"), undefined);
    assert.equal(deprecated("// Deprecated: block\nmodule (\n\tm\n)"), "block");
    assert.equal(deprecated("// Deprecated: block\nmodule (\n\tm // own\n)"), undefined);
    const rationale = (text: string) => mod(text).retract.map((r) => r.rationale);
    assert.deepEqual(rationale("// block\nretract (\n\tv1.0.0\n\n\tv1.1.0\n\t//own\n\tv1.2.0 // too\n)"), [
      "block",
      "",
      "own\ntoo",
    ]);
  });

  it("has canonical versions, and says which of them the go command looks up", () => {
    const file = mod("require a v1\nrequire b v1.2\nrequire c v1.2.3+meta\nrequire d v2.0.0+incompatible\nreplace e v1 => ./e\n");
    assert.deepEqual(file.errors, []);
    assert.deepEqual(
      [...file.require.map((r) => r.version.value), file.replace[0]?.oldVersion?.value],
      ["v1.0.0", "v1.2.0", "v1.2.3", "v2.0.0+incompatible", "v1.0.0"],
    );
    assert.equal(file.unresolved.length, 4);
    assert.ok(file.unresolved.every((problem) => problem.unresolved === true));
  });

  it("marks as unresolved what a version fixer could resolve, and nothing else", () => {
    for (const version of ["master", "abcdef123456", "latest", "feature/x", "1.2.3", "v1.x", "<v1.2.3", ">=v1", '"v1.2.3.4"']) {
      const { errors, unresolved } = mod(`require a ${version}`);
      assert.equal(errors.length, 1, version);
      assert.equal(errors[0]?.unresolved, true, version);
      assert.deepEqual(unresolved, errors);
    }
    for (const version of ["@v1.0.0", '"a b"', "`v1.0.0`", '""', "v1:2"]) {
      const { errors, unresolved } = mod(`require a ${version}`);
      assert.equal(errors.length, 1, version);
      assert.equal(errors[0]?.unresolved, undefined, version);
      assert.deepEqual(unresolved, []);
    }
    assert.match(messageOf("exclude a 1.2.3") ?? "", /did you mean v1\.2\.3\?/);
  });

  it("says what is wrong, on the narrowest range", () => {
    const text = `modul m
module m
module n
go v1.21
go 1.21
go 1.22 // again
toolchain 1.21
godebug a
require (
	a
	a@v1.0.0
	a v1.0.0 x y
	require a v1.0.0
	a/v2 v1.0.0
	a v2.0.0
	a/v1 v1.0.0
	'a' v1.0.0
	exclude (
)
replace a b
replace a =>
replace a b c => d
replace a => b
replace a => b@v1.0.0
replace a => ./b v1.0.0
replace a => .\\b
replace a => b v1.0.0 c
retract
retract [v1
retract v1 v2
tool a b
ignore
use ./x
foo bar
go (
	1.21
)
require a (
	b v1.0.0
)
`;
    assert.deepEqual(errorsOf(mod(text)), [
      "1:1 “modul” modul is not a directive of go.mod: did you mean module?",
      "3:1 “module n” module is already set on line 2: only one module line is allowed",
      "4:4 “v1.21” v1.21 is not a Go version: did you mean 1.21?",
      "6:1 “go 1.22” go is already set on line 5: only one go line is allowed",
      "7:11 “1.21” 1.21 is not a toolchain: did you mean go1.21?",
      "8:9 “a” a godebug setting is one word of the form key=value, without quotes, commas and spaces",
      "10:2 “a” the version of a is missing: a v1.2.3",
      "11:2 “a@v1.0.0” the version stands apart from the path: a v1.0.0",
      "12:11 “x y” only a comment may follow the version of a",
      "13:2 “require” the block says require already: leave the word out here",
      "14:7 “v1.0.0” v1.0.0 does not fit a/v2: should be v2, not v1",
      "15:4 “v2.0.0” v2.0.0 does not fit a: should be v0 or v1, not v2",
      "16:2 “a/v1” a/v1 is not a module path: /v1, /v0 and /v2.3 cannot end a path",
      "17:2 “'a'” 'a' has a quote inside: leave it out, or quote the whole word",
      "18:2 “exclude (” a block cannot begin inside of a block: is the ) above it missing?",
      "20:9 “a b” => is missing: example.com/old => example.com/new v1.2.3, or example.com/old => ../new",
      "21:11 “=>” nothing follows =>: example.com/old => example.com/new v1.2.3, or example.com/old => ../new",
      "22:9 “a b c => d” before => stand a module path and perhaps a version: example.com/old => example.com/new v1.2.3, or example.com/old => ../new",
      "23:14 “b” b needs a version behind it; a directory begins with ./ or ../ or /",
      "24:14 “b@v1.0.0” the version stands apart from the path: b v1.0.0",
      "25:18 “v1.0.0” the directory ./b cannot have a version: leave it out",
      "26:14 “.\\b” .\\b is written as on Windows: use / between directories",
      "27:23 “c” behind => stand a module path and a version, or a directory alone: example.com/old => example.com/new v1.2.3, or example.com/old => ../new",
      "28:1 “retract” retract takes a version, or an interval: [v1.0.0, v1.2.3]",
      "29:1 “retract [v1” the comma is missing: an interval is written [v1.0.0, v1.2.3]",
      "30:12 “v2” nothing may follow the version but a comment",
      "31:8 “b” tool takes one argument, the path of a package",
      "32:1 “ignore” ignore takes one argument, a directory",
      "33:1 “use” use belongs in go.work, not in go.mod",
      "34:1 “foo” foo is not a directive of go.mod",
      "35:1 “go” go takes no block: write it on one line",
      "38:1 “require a” a block is opened by require and ( alone: what stands between them belongs inside",
    ]);
  });

  it("leaves out what is wrong and keeps the rest", () => {
    const file = mod("module m\nrequire (\n\ta\n\tb v1.0.0\n\tc master\n)\nreplace x\nreplace y => ./y\n\u0000\ngo 1.21\n");
    assert.deepEqual(
      file.require.map((r) => r.path.value),
      ["b"],
    );
    assert.deepEqual(
      file.replace.map((r) => r.oldPath.value),
      ["y"],
    );
    assert.equal(file.go?.version.value, "1.21");
    const places = file.errors.map((e) => e.span.start);
    assert.deepEqual(
      places,
      [...places].sort((a, b) => a - b),
    );
    assert.equal(places.length, 4);
  });

  it("counts a wrong module line as the module line", () => {
    assert.deepEqual(
      errorsOf(mod("module\nmodule m\n")).map((error) => error.split(" ")[0]),
      ["1:1", "2:1"],
    );
    assert.equal(mod("module\nmodule m\n").module, undefined);
    // A wrong go line is none.
    assert.equal(mod("go x\ngo 1.21\n").go?.version.value, "1.21");
  });

  it("takes any string as a retracted version, as modfile does without a fixer", () => {
    assert.deepEqual(
      mod('retract foo\nretract "a b"\nretract [v1, ]]\n').retract.map((r) => [r.low.value, r.high.value]),
      [
        ["foo", "foo"],
        ["a b", "a b"],
        ["v1", "]"],
      ],
    );
  });

  it("takes backslashes in directories on Windows only", () => {
    const syntax = readSyntax("replace a => ..\\b\n");
    assert.equal(readModFile(syntax).errors.length, 1);
    assert.equal(readModFile(syntax, { windows: true }).errors.length, 0);
  });

  it("reads go.work", () => {
    const file = work(
      "go 1.24\ntoolchain go1.24.1\ngodebug default=go1.21\nuse ./a\nuse (\n\t.\n\t../b // c\n)\nreplace x => ./x\n",
    );
    assert.deepEqual(file.errors, []);
    assert.deepEqual(
      file.use.map((u) => u.path.value),
      ["./a", ".", "../b"],
    );
    assert.deepEqual(
      [file.go?.version.value, file.toolchain?.version.value, file.godebug.length, file.replace.length],
      ["1.24", "go1.24.1", 1, 1],
    );
    assert.deepEqual(errorsOf(work("require a v1.0.0\nmodule (\n)\nuse\nues ./a\n")), [
      "1:1 “require” require belongs in go.mod, not in go.work",
      "2:1 “module” module belongs in go.mod, not in go.work",
      "4:1 “use” use takes one argument, the directory of a module",
      "5:1 “ues” ues is not a directive of go.work",
    ]);
  });

  it("is frozen in depth", () => {
    const loose: string[] = [];
    const visit = (value: unknown, path: string): void => {
      if (typeof value !== "object" || value === null) return;
      if (!Object.isFrozen(value)) loose.push(path);
      for (const [key, part] of Object.entries(value)) visit(part, `${path}.${key}`);
    };
    const lines =
      "module m\ngo 1.21\ntoolchain go1.21.0\ngodebug a=b\nrequire a v1\nrequire a x\nexclude a v1.0.0\nreplace a => b v1.0.0\n";
    visit(mod(`${lines}retract v1.0.0\ntool a\nignore b\nfoo\n`), "mod");
    visit(work("go 1.21\nuse a\nreplace a => ./b\nfoo\n"), "work");
    assert.deepEqual(loose, []);
  });
});
