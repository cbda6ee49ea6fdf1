import assert from "node:assert/strict";
import { readLaxSummary } from "../../server/modfile/lax-summary.ts";
import { isMalformed, type ModSummary, scanModFile } from "../../server/modfile/scan.ts";
import { newScanMemo } from "../../server/modfile/scan-memo.ts";
import { recorded } from "./recorded.ts";

function scan(text: string): ModSummary {
  const summary = scanModFile(text);
  assert.ok(!isMalformed(summary), JSON.stringify(summary));
  return summary;
}

function lineOf(text: string): number | undefined {
  const summary = scanModFile(text);
  return isMalformed(summary) ? summary.line : undefined;
}

describe("scanning a dependency's go.mod", () => {
  it("takes what the go command takes from it", () => {
    const text = `// Deprecated: use n
module example.com/m // behind

go 1.21.0
toolchain go1.22.1

require example.com/a v1.0.0
require (
	example.com/b v2.0.0+incompatible // indirect
	"example.com/c" v0.0.0-20200102030405-abcdefabcdef // indirect; why
	example.com/d/v2	v2.1.0-rc.1   // not indirect
	gopkg.in/yaml.v3 v3.0.1
)

// broken
retract v1.0.0
retract [v1.1.0, v1.2.0] // too
`;
    assert.deepEqual(scan(text), {
      path: "example.com/m",
      deprecated: "use n\nbehind",
      go: "1.21.0",
      toolchain: "go1.22.1",
      require: [
        { path: "example.com/a", version: "v1.0.0", indirect: false },
        { path: "example.com/b", version: "v2.0.0+incompatible", indirect: true },
        { path: "example.com/c", version: "v0.0.0-20200102030405-abcdefabcdef", indirect: true },
        { path: "example.com/d/v2", version: "v2.1.0-rc.1", indirect: false },
        { path: "gopkg.in/yaml.v3", version: "v3.0.1", indirect: false },
      ],
      retract: [
        { low: "v1.0.0", high: "v1.0.0", rationale: "broken" },
        { low: "v1.1.0", high: "v1.2.0", rationale: "too" },
      ],
    });
  });

  it("passes over what only matters in a main module, and what a later Go may have", () => {
    const text = `module m
replace a b c
exclude (
	what ever (
)
tool a b
godebug nonsense
future "x" \`y\` [z] (
	whatever { }
)
retract [v1
retract v1 and more
toolchain nonsense
toolchain default
go (
	1.21
)
`;
    assert.deepEqual(scan(text), {
      path: "m",
      toolchain: "default",
      require: [],
      retract: [{ low: "v1", high: "v1", rationale: "" }],
    });
  });

  it("cuts go lines that are too long, as ParseLax does", () => {
    assert.equal(scan("go 1.20.x\n").go, "1.20");
    assert.equal(scan("go v1.20.1\n").go, "1.20");
    assert.equal(lineOf("\ngo 1\n"), 2);
  });

  it("has an error where ParseLax has its first one", () => {
    assert.equal(lineOf("module m\nmodule n\n"), 2);
    assert.equal(lineOf("module\n"), 1);
    assert.equal(lineOf("go 1.21\n\ngo 1.21\n"), 3);
    assert.equal(lineOf("require a master\n"), 1);
    assert.equal(lineOf("require (\n\ta v1.0.0\n\ta/v2 v1.0.0\n)\n"), 3);
    assert.equal(lineOf("require (\n\ta v1.0.0 b\n)\n"), 2);
    assert.equal(lineOf("ignore a b\n"), 1);
    assert.equal(lineOf('replace "a\n'), 1);
    assert.equal(lineOf("tool /* x */\n"), 1);
    assert.equal(lineOf("require (\n"), 2);
    assert.equal(lineOf("require (\n) x\n"), 2);
    // The syntax error alone counts, though it comes later.
    assert.equal(lineOf("require a\nfoo \u0000\n"), 2);
  });

  it("reads CRLF, tabs, and files without a last line end", () => {
    const expected = { path: "m", require: [{ path: "a", version: "v1.0.0", indirect: true }], retract: [] };
    for (const text of [
      "module m\r\nrequire (\r\n\ta v1.0.0 // indirect\r\n)\r\n",
      "module\tm\nrequire\ta\tv1.0.0\t//indirect",
      "\tmodule  m\n\n\nrequire a  v1.0.0 // indirect; x",
      'module "m"\nrequire(\n"a" v1.0.0 // indirect\n)',
    ]) {
      assert.deepEqual(scan(text), expected, JSON.stringify(text));
    }
  });

  it("has no path for an empty one", () => {
    assert.equal("path" in scan('module ""\n'), false);
  });

  it("reads a line of a require block once for all files, and takes it for nothing else", () => {
    const memo = newScanMemo();
    const requirements = (text: string): ModSummary["require"] => {
      const summary = scanModFile(text, memo);
      assert.ok(!isMalformed(summary), JSON.stringify(summary));
      return summary.require;
    };
    const [first] = requirements("require (\n\ta v1.0.0 // indirect\n)\n");
    const [again, other] = requirements("module m\nrequire (\n\ta v1.0.0 // indirect\n\ta v1.0.0\n)\n");
    assert.equal(again, first);
    assert.deepEqual(other, { path: "a", version: "v1.0.0", indirect: false });
    assert.deepEqual(requirements("exclude (\n\ta v1.0.0 // indirect\n)\n"), []);
    assert.equal("malformed" in scanModFile("\ta v1.0.0\nrequire (\n\ta v1.0.0\n", memo), true);
  });

  it("says the same by both of its ways, with a memo for all files and without", () => {
    const memo = newScanMemo();
    for (const { text } of recorded()) {
      const slow = readLaxSummary(text);
      assert.deepEqual(JSON.parse(JSON.stringify(scanModFile(text))), JSON.parse(JSON.stringify(slow)), text);
      assert.deepEqual(JSON.parse(JSON.stringify(scanModFile(text, memo))), JSON.parse(JSON.stringify(slow)), text);
    }
    assert.ok(memo.paths.size > 20);
    assert.ok([...memo.versions.keys()].every((version) => version.startsWith("v")));
  });
});
