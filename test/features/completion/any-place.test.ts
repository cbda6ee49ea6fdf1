import assert from "node:assert/strict";
import fc from "fast-check";
import { rules } from "../../../rules/index.ts";
import { defaultSettings } from "../../../server/analysis/settings.ts";
import { complete } from "../../../server/features/completion/complete.ts";
import type { CompletionContext } from "../../../server/features/completion/context.ts";
import { describeItem } from "../../../server/features/completion/resolve.ts";
import { createModFileReader, type ModFileReader } from "../../../server/modfile/reader.ts";
import { createListings } from "../../../server/workspace/listings/listings.ts";
import { Workspace } from "../../../server/workspace/workspace.ts";
import { scraps } from "../../grammar/scraps.ts";
import { adversarial, adversarialNames } from "../../modfile/adversarial.ts";
import { mutate } from "../../modfile/mutate.ts";
import { random as seeded } from "../../support/random.ts";
import { parseTxtar } from "../../support/txtar.ts";
import { worldOf } from "../../support/world.ts";
import { worldFolder, worldHost } from "../../support/world-workspace.ts";
import { assertUsable } from "./at-cursor.ts";

const archive = `-- go.mod --
// Deprecated: no more
module example.com/app

go 1.21

toolchain go1.22.0

godebug panicnil=1

require (
	"example.com/a" v1.0.0
	example.com/b v1.2.0 // indirect
)

replace example.com/b v1.2.0 => ./b

replace (
	example.com/c => "../c d"
)

exclude example.com/a v1.1.0 // gomod-lint:ignore ineffective-exclude -- for later

retract [v1.0.0, v1.1.0] // broken

tool example.com/a/cmd/x

ignore ./node_modules
-- b/go.mod --
module example.com/b
-- example.com/a@v1.0.0 --
module example.com/a

require example.com/b v1.1.0
-- example.com/a@v1.1.0 --
module example.com/a
-- example.com/b@v1.2.0 --
module example.com/b
`;
const work = `go 1.21\n\nuse (\n\t./b\n\t"./c d"\n)\n\nreplace example.com/b => ./b\n`;
const links = { rule: (id: string) => `https://docs/${id}`, module: () => "https://pkg" };

describe("completion at any place of any text", () => {
  let reader: ModFileReader;
  let workspace: Workspace;
  let context: Omit<CompletionContext, "snapshot">;
  before(async () => {
    reader = await createModFileReader();
    const host = worldHost(worldOf(parseTxtar(archive).files));
    workspace = new Workspace({ host, rules, settings: defaultSettings, reader, offline: true, rethrow: true });
    context = { directory: worldFolder, listings: createListings(host, workspace.sources), rules };
  });
  after(() => {
    workspace.dispose();
    reader.dispose();
  });

  /** Asks at some offsets of a text, and about some of what is offered. */
  function ask(text: string, name: "go.mod" | "go.work", offsets: Iterable<number>, graph = false): number {
    const document = workspace.documents.parse(`${worldFolder}/${name}`, text);
    const snapshot = graph ? workspace.lint(document) : { ...document, facts: {}, result: workspace.lintOwn(document) };
    let offered = 0;
    for (const offset of offsets) {
      const completion = complete({ ...context, snapshot }, offset, offset % 7 === 0);
      if (completion === undefined) continue;
      assertUsable(completion, text, offset);
      offered += completion.items.length;
      const { about } = completion.items[offset % Math.max(1, completion.items.length)] ?? {};
      if (about !== undefined) describeItem({ ...context, snapshot }, about, links);
    }
    return offered;
  }
  const everywhere = (text: string): readonly number[] => Array.from({ length: text.length + 1 }, (_, i) => i);

  it("of a whole file, as it is and with its lines ending otherwise", () => {
    const main = parseTxtar(archive).files.get("go.mod") ?? "";
    assert.ok(ask(main, "go.mod", everywhere(main), true) > 500);
    const crlf = main.replaceAll("\n", "\r\n");
    assert.ok(ask(crlf, "go.mod", everywhere(crlf), true) > 500);
    assert.ok(ask(work, "go.work", everywhere(work)) > 100);
  });

  it("of a whole file leaves it whole when a version, a directory or a setting is taken", () => {
    const main = parseTxtar(archive).files.get("go.mod") ?? "";
    let taken = 0;
    for (const offset of everywhere(main)) {
      const snapshot = workspace.lint(workspace.documents.parse(`${worldFolder}/go.mod`, main));
      const { items = [], replace = { start: 0, end: 0 } } = complete({ ...context, snapshot }, offset) ?? {};
      // Between words something more would come of it.
      if (replace.start === replace.end) continue;
      for (const { label, kind, text = label } of items) {
        if (!["version", "directory", "value"].includes(kind) || /[=/]$/.test(text) || text === "=> ") continue;
        const changed = main.slice(0, replace.start) + text + main.slice(replace.end);
        const { errors } = workspace.documents.parse(`${worldFolder}/go.mod`, changed).file;
        assert.deepEqual(errors, [], `${text} at ${offset}: ${errors[0]?.message}`);
        taken++;
      }
    }
    assert.ok(taken > 100, `${taken}`);
  });

  it("of a file that breaks off anywhere", () => {
    const main = parseTxtar(archive).files.get("go.mod") ?? "";
    for (let end = 0; end <= main.length; end++)
      ask(
        main.slice(0, end),
        "go.mod",
        [end, end - 1].filter((at) => at >= 0),
      );
  });

  it("of a damaged file", function () {
    this.timeout(20_000);
    const main = parseTxtar(archive).files.get("go.mod") ?? "";
    const next = seeded(20_261_124).next;
    for (let i = 0; i < 150; i++) {
      const text = mutate(main, [work], next);
      ask(
        text,
        i % 2 === 0 ? "go.mod" : "go.work",
        everywhere(text).filter((at) => at % 11 === i % 11),
      );
    }
  });

  it("of scraps", function () {
    this.timeout(20_000);
    fc.assert(
      fc.property(scraps(), (text) => {
        ask(text, "go.mod", everywhere(text).slice(0, 60));
        ask(text, "go.work", everywhere(text).slice(-20));
      }),
      { numRuns: 150 },
    );
  });

  it("of what makes careless readers look at the same characters over and over", () => {
    for (const name of adversarialNames) {
      const text = adversarial(name, 20_000);
      ask(text, "go.mod", [0, text.length >> 1, text.length]);
    }
  });
});
