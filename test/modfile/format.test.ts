import assert from "node:assert/strict";
import { format } from "../../server/modfile/format.ts";
import { mod, work } from "./read.ts";

function formatted(text: string): string {
  const file = mod(text);
  assert.deepEqual(file.errors, []);
  const result = format(file);
  assert.equal(format(mod(result)), result, "a second time changes nothing");
  return result;
}

describe("formatting as go mod edit -fmt", () => {
  it("spaces tokens, lines and statements", () => {
    assert.equal(
      formatted("module   m\ngo 1.21\nrequire(\n  a.b/c   v1.0.0//indirect\n\n\n\n  b.c/d v1.0.0\n\n)\n\n\n"),
      "module m\n\ngo 1.21\n\nrequire (\n\ta.b/c v1.0.0 //indirect\n\n\tb.c/d v1.0.0\n)\n",
    );
    assert.equal(formatted("retract[v1.0.0,v1.1.0]\n"), "retract [v1.0.0, v1.1.0]\n");
  });

  it("moves a blank line with the line below it, as modfile does", () => {
    const text = "require (\n\tb v1.0.0\n\n\ta v1.0.0\n)\n";
    assert.equal(format(mod(text)), "require (\n\n\ta v1.0.0\n\tb v1.0.0\n)\n");
  });

  it("keeps comments where they are", () => {
    const text =
      "// top\n\n// above\nmodule m // behind\n\nrequire ( // open\n\t// a\n\ta.b/c v1.0.0 // x\n\n\t// b\n\tb.c/d v1.0.0\n// end\n) // close\n\n// last\n";
    assert.equal(formatted(text), text);
  });

  it("spells values as modfile does", () => {
    assert.equal(
      formatted('module "a.b/c"\nrequire x v1\nrequire y v1.2.3+meta\nreplace "z" => "./a b"\n'),
      'module a.b/c\n\nrequire x v1.0.0\n\nrequire y v1.2.3\n\nreplace z => "./a b"\n',
    );
  });

  it("drops duplicates, empty blocks, and the brackets of a single line", () => {
    assert.equal(
      formatted(
        "tool a\ntool a\nexclude ()\n// e\nexclude (\n\t// f\n\tx v1.0.0 // g\n\tx v1.0.0\n)\nreplace x => ./a\nreplace x => ./b\nrequire (\n// lost\n)\n",
      ),
      "tool a\n\n// e\n// f\nexclude x v1.0.0 // g\n\nreplace x => ./b\n",
    );
  });

  it("sorts blocks", () => {
    const exclude = "exclude (\n\ta v1.10.0\n\ta v1.9.0\n)\n";
    assert.equal(formatted(`go 1.21\n${exclude}`), "go 1.21\n\nexclude (\n\ta v1.9.0\n\ta v1.10.0\n)\n");
    assert.equal(formatted(`go 1.20\n${exclude}`), `go 1.20\n\n${exclude}`);
    assert.equal(formatted(`go 1.21rc1\n${exclude}`), `go 1.21rc1\n\n${exclude}`);
    assert.equal(
      formatted("retract (\n\tv1.0.0\n\tv1.10.0\n\t[v1.9.0, v1.9.5]\n\t[v1.9.0, v1.9.9]\n)\n"),
      "retract (\n\tv1.10.0\n\t[v1.9.0, v1.9.9]\n\t[v1.9.0, v1.9.5]\n\tv1.0.0\n)\n",
    );
    // By UTF-8 bytes, not by UTF-16 units.
    assert.equal(formatted("ignore (\n\t\u{1f600}\n\t\uffee\n\tz\n)\n"), "ignore (\n\tz\n\t\uffee\n\t\u{1f600}\n)\n");
  });

  it("makes CRLF LF and ends the last line", () => {
    assert.equal(formatted("module m\r\n\r\n// c\r\ngo 1.21"), "module m\n\n// c\ngo 1.21\n");
    assert.equal(formatted(""), "");
    assert.equal(formatted("\n\n"), "");
  });

  it("formats go.work", () => {
    const file = work("use(\n./b\n./a\n)\ngo 1.21\nreplace x => ./y\nreplace x => ./z\nuse (\n./c\n)\n");
    assert.equal(format(file), "use (\n\t./a\n\t./b\n)\n\ngo 1.21\n\nreplace x => ./z\n\nuse ./c\n");
  });
});
