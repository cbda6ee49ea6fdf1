import assert from "node:assert/strict";
import fc from "fast-check";
import { type SemanticToken, semanticTokens } from "../../server/features/semantic-tokens.ts";
import type { Snapshot } from "../../server/workspace/workspace.ts";
import { mutate } from "../modfile/mutate.ts";
import { randomModFile } from "../modfile/random-file.ts";
import { mod, work } from "../modfile/read.ts";
import { snapshotOf } from "../support/hold-refactorings.ts";
import { random as seeded } from "../support/random.ts";
import { suiteReader } from "../support/reader.ts";
import { parseTxtar } from "../support/txtar.ts";
import { worldOf } from "../support/world.ts";
import { mainSnapshot, worldWorkspace } from "../support/world-workspace.ts";

/** Each token as `text:type.modifier`, a line of the file a string. */
function shown({ file }: Pick<Snapshot, "file">, tokens: readonly SemanticToken[]): string[] {
  const lines: string[][] = [];
  for (const { span, type, modifiers } of tokens) {
    const { line } = file.lines.position(span.start);
    const text = file.text.slice(span.start, span.end);
    lines[line] ??= [];
    lines[line].push([`${text}:${type}`, ...modifiers].join("."));
  }
  return lines.filter((line) => line !== undefined).map((line) => line.join(" "));
}

function all(snapshot: Snapshot): readonly SemanticToken[] {
  return semanticTokens(snapshot, { start: 0, end: snapshot.file.text.length });
}

describe("semantic tokens", () => {
  const reader = suiteReader();

  it("say what each word is, and which words of comments are read by tools", () => {
    const snapshot = snapshotOf(
      mod(`// Deprecated: use example.com/new.
module example.com/app // gomod-lint:ignore module -- why

go 1.21

toolchain go1.22.1
godebug default=go1.21

require (
	"example.com/a" v1.0.0 // indirect; gomod-lint:ignore require-below-selected -- later
	example.com/b v1.0.0 // not indirect
) // gomod-lint:ignore-file replace
replace example.com/a v1.0.0 => ./a
replace example.com/b => example.com/c v1.2.0
exclude example.com/b v1.1.0
retract [v1.0.0, v1.2.0] // bad
tool example.com/b/cmd/b
ignore ./node_modules
`),
    );
    assert.deepEqual(shown(snapshot, all(snapshot)), [
      "// :comment Deprecated::macro  use example.com/new.:comment",
      "module:keyword example.com/app:namespace.declaration.deprecated // :comment gomod-lint:ignore:macro  module -- why:comment",
      "go:keyword 1.21:number",
      "toolchain:keyword go1.22.1:number",
      "godebug:keyword default:property go1.21:string",
      "require:keyword",
      '"example.com/a":namespace.indirect v1.0.0:number.indirect // :comment indirect:macro ; :comment gomod-lint:ignore:macro  require-below-selected -- later:comment',
      "example.com/b:namespace v1.0.0:number // not indirect:comment",
      "// :comment gomod-lint:ignore-file:macro  replace:comment",
      "replace:keyword example.com/a:namespace v1.0.0:number =>:operator ./a:string",
      "replace:keyword example.com/b:namespace =>:operator example.com/c:namespace v1.2.0:number",
      "exclude:keyword example.com/b:namespace v1.1.0:number",
      "retract:keyword [:operator v1.0.0:number ,:operator v1.2.0:number ]:operator // bad:comment",
      "tool:keyword example.com/b/cmd/b:namespace",
      "ignore:keyword ./node_modules:string",
    ]);
  });

  it("say what the module graph makes of a requirement", () => {
    const world = worldOf(
      parseTxtar(`-- go.mod --
module example.com/app

go 1.21

require (
	example.com/a v1.0.0
	example.com/b v1.0.0 // indirect
	example.com/old v1.0.0
)

replace example.com/a => ../a
-- ../a/go.mod --
module example.com/a

go 1.21

require example.com/b v1.2.0
-- example.com/b@v1.0.0 --
module example.com/b
-- example.com/b@v1.2.0 --
module example.com/b
-- example.com/old@v1.0.0 --
// Deprecated: gone.
module example.com/old
`).files,
    );
    const snapshot = mainSnapshot(worldWorkspace(world, reader), world);
    assert.deepEqual(shown(snapshot, all(snapshot)).slice(3, 6), [
      "example.com/a:namespace.replaced v1.0.0:number.replaced",
      "example.com/b:namespace.indirect v1.0.0:number.indirect.superseded // :comment indirect:macro",
      "example.com/old:namespace.deprecated v1.0.0:number.deprecated",
    ]);
  });

  it("know go.work, and leave what has no meaning to the grammar", () => {
    const file = work("go 1.21\nuse ./a // why\nuse (\n\t./b\n)\nnonsense x\nreplace a =>\n");
    const snapshot = snapshotOf(file);
    assert.deepEqual(shown(snapshot, all(snapshot)), [
      "go:keyword 1.21:number",
      "use:keyword ./a:string // why:comment",
      "use:keyword",
      "./b:string",
      "replace:keyword =>:operator",
    ]);
  });

  it("of a range are those of its lines at least, and no others than the whole file has", () => {
    fc.assert(
      fc.property(randomModFile, fc.nat(800), fc.nat(200), (text, start, length) => {
        const snapshot = snapshotOf(mod(text));
        const whole = all(snapshot).map((token) => JSON.stringify(token));
        const part = semanticTokens(snapshot, { start, end: start + length });
        for (const token of part) assert.ok(whole.includes(JSON.stringify(token)));
        const inside = all(snapshot).filter(({ span }) => span.start >= start && span.end <= start + length);
        for (const token of inside) assert.ok(part.some((other) => other.span.start === token.span.start));
      }),
    );
  });

  it("never lie over each other, nor over a line's end, whatever the text is", () => {
    const random = seeded(7).next;
    const [first = "", ...others] = fc.sample(randomModFile, { numRuns: 40, seed: 7 });
    for (let i = 0; i < 2000; i++) {
      const text = mutate(others[i % others.length] ?? first, others, random);
      let end = 0;
      for (const { span } of all(snapshotOf(mod(text)))) {
        assert.ok(span.start >= end && span.end > span.start && span.end <= text.length, JSON.stringify(text));
        assert.doesNotMatch(text.slice(span.start, span.end), /\n/);
        end = span.end;
      }
    }
  });
});
