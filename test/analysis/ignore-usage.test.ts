import assert from "node:assert/strict";
import { removeFromIgnore } from "../../server/analysis/ignore-usage.ts";
import { suppressions } from "../../server/analysis/suppression.ts";
import { plainReader } from "../../server/cli/plain-reader.ts";
import { applyEdits } from "../../server/text/edits.ts";

/** A text after names have been taken out of its only suppression; all of them where none are given. */
function without(text: string, ...names: string[]): string {
  const file = plainReader().parse(text, "mod");
  const [suppression, ...others] = suppressions(file);
  assert.ok(suppression !== undefined && others.length === 0);
  return applyEdits(text, removeFromIgnore(file, suppression, names.length === 0 ? suppression.rules : names));
}

describe("a comment that ignores rules", () => {
  it("goes with its line, whatever ends that", () => {
    assert.equal(without("module m\r\n\r\n// gomod-lint:ignore a -- b\r\ngo 1.21\r\n"), "module m\r\n\r\ngo 1.21\r\n");
    assert.equal(without("module m\n\n// gomod-lint:ignore-file a"), "module m\n\n");
    assert.equal(without("// gomod-lint:ignore-file a\n\nmodule m\n"), "module m\n");
  });

  it("takes one blank line along, not two and none that parts others", () => {
    assert.equal(without("module m\n\n// gomod-lint:ignore-file a\n\ngo 1.21\n"), "module m\n\ngo 1.21\n");
    assert.equal(without("module m\n// gomod-lint:ignore-file a\n\ngo 1.21\n"), "module m\n\ngo 1.21\n");
    assert.equal(
      without("require (\n\t// why\n\t// gomod-lint:ignore a\n\ta v1.0.0\n)\n"),
      "require (\n\t// why\n\ta v1.0.0\n)\n",
    );
  });

  it("leaves the code before it and other words in it", () => {
    assert.equal(without("module m  // gomod-lint:ignore a -- why\r\n"), "module m\r\n");
    assert.equal(without("require a v1.0.0 // indirect; gomod-lint:ignore a\n"), "require a v1.0.0 // indirect\n");
    assert.equal(without("module m // ours, gomod-lint:ignore a -- why\n"), "module m // ours\n");
  });

  it("keeps the other names, the reason and the day", () => {
    const text = (names: string): string => `module m // gomod-lint:ignore ${names} -- why until=2030-01-01\n`;
    assert.equal(without(text("a, b  c"), "b"), text("a,c"));
    assert.equal(
      without("module m // gomod-lint:ignore a,b until=2030-01-01 -- why\n", "a"),
      "module m // gomod-lint:ignore b until=2030-01-01 -- why\n",
    );
    assert.equal(without("module m // gomod-lint:ignore-file a,b\n", "a"), "module m // gomod-lint:ignore-file b\n");
  });
});

describe("suppressions", () => {
  const of = (text: string) =>
    suppressions(plainReader().parse(text, "mod")).map(({ rules, reason, loose }) => [rules, reason, loose === true]);

  it("have names and a reason, of which either may be missing", () => {
    assert.deepEqual(of("module m // gomod-lint:ignore a,b-c d -- since -- x until=2030-01-01\n"), [
      [["a", "b-c", "d"], "since -- x", false],
    ]);
    assert.deepEqual(of("module m // gomod-lint:ignore -- since\n"), [[[], "since", false]]);
    assert.deepEqual(of("module m // gomod-lint:ignore\n"), [[[], "", false]]);
    assert.deepEqual(of("module m // gomod-lint:ignored by all\n"), []);
  });

  it("have a day before the reason or in it, and say what is wrong with one", () => {
    const days = (comment: string) => {
      const [found] = suppressions(plainReader().parse(`module m // gomod-lint:ignore ${comment}\n`, "mod"));
      return [found?.rules, found?.reason, found?.until ?? found?.problem];
    };
    assert.deepEqual(days("a until=2030-01-31"), [["a"], "", "2030-01-31"]);
    assert.deepEqual(days("a until=2030-01-31 -- why"), [["a"], "why", "2030-01-31"]);
    assert.deepEqual(days("a -- why until=2030-01-31, or so"), [["a"], "why, or so", "2030-01-31"]);
    assert.deepEqual(days("a -- until=2030-01-31 why"), [["a"], "why", "2030-01-31"]);
    assert.deepEqual(days("a -- why until=2030-02-30"), [["a"], "why", "until= is 2030-02-30, which is not in the calendar"]);
    assert.deepEqual(days("a -- valid_until=now"), [["a"], "valid_until=now", undefined]);
    assert.deepEqual(days("a (why)"), [[], "", "cannot be read"]);
  });

  it("are loose where they stand at no line, but for those of the whole file", () => {
    assert.deepEqual(of("module m\n\n// gomod-lint:ignore a\n\ngo 1.21\n"), [[["a"], "", true]]);
    assert.deepEqual(of("module m\n\n// gomod-lint:ignore-file a\n\ngo 1.21\n"), [[["a"], "", false]]);
  });
});
