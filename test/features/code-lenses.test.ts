import assert from "node:assert/strict";
import { codeLenses, type LensCommand, type LensOptions } from "../../server/features/code-lenses.ts";
import { suiteReader } from "../support/reader.ts";
import { parseTxtar } from "../support/txtar.ts";
import { worldOf } from "../support/world.ts";
import { mainSnapshot, worldWorkspace } from "../support/world-workspace.ts";

const all = new Set<LensCommand>(["graph", "tidy", "vendor", "updates", "why"]);

const archive = `-- go.mod --
// The app.
module example.com/app

go 1.21

require example.com/b v1.2.0 // indirect

// what we need
require (
	example.com/b v1.2.0 // indirect
	example.com/a v1.0.0
)
-- example.com/a@v1.0.0 --
module example.com/a

go 1.21

require example.com/b v1.2.0
-- example.com/b@v1.2.0 --
module example.com/b
`;

describe("code lenses", () => {
  const reader = suiteReader();

  /** Each lens as `LINE COMMAND: TITLE`. */
  function lensesOf(text: string, options: Partial<LensOptions> = {}): string[] {
    const world = worldOf(parseTxtar(text).files);
    const snapshot = mainSnapshot(worldWorkspace(world, reader), world);
    return codeLenses(snapshot, { commands: all, requirements: false, ...options }).map(
      (lens) =>
        `${snapshot.file.lines.position(lens.span.start).line} ${lens.command}${lens.module ? ` ${lens.module}` : ""}: ${lens.title()}`,
    );
  }

  it("stand at the module line and the first direct requirements, with what is known", () => {
    assert.deepEqual(lensesOf(archive), ["2 graph: graph of 2 modules", "2 tidy: tidy", "9 updates: check for updates"]);
  });

  it("stand at each requirement where that is wanted", () => {
    assert.deepEqual(lensesOf(archive, { commands: new Set(["why"]), requirements: true }), [
      "6 why example.com/b: required by 1 other module",
      "10 why example.com/b: required by 1 other module",
      "11 why example.com/a: required by no other module",
    ]);
  });

  it("offer to vendor where modules are vendored", () => {
    const vendored = `${archive}-- vendor/modules.txt --\n# example.com/a v1.0.0\n## explicit; go 1.21\n`;
    assert.ok(lensesOf(vendored).includes("2 vendor: vendor"), lensesOf(vendored).join());
  });

  it("are those that there are commands for, and none in go.work or without a module line", () => {
    assert.deepEqual(lensesOf(archive, { commands: new Set(["tidy"]) }), ["2 tidy: tidy"]);
    assert.deepEqual(lensesOf("-- go.work --\ngo 1.21\n\nuse .\n"), []);
    assert.deepEqual(lensesOf("-- go.mod --\nrequire example.com/a v1.0.0\n"), []);
  });
});
