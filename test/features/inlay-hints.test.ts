import assert from "node:assert/strict";
import { inlayHints } from "../../server/features/inlay-hints.ts";
import { toPlainText } from "../../server/features/markup.ts";
import type { ModFileReader } from "../../server/modfile/reader.ts";
import { applyEdits } from "../../server/text/edits.ts";
import { ModulePlaces } from "../../server/workspace/module-places.ts";
import { suiteReader } from "../support/reader.ts";
import { parseTxtar } from "../support/txtar.ts";
import { worldOf } from "../support/world.ts";
import { mainSnapshot, worldHost, worldWorkspace } from "../support/world-workspace.ts";

/** The hints of a world's main file, each drawn into its line, with what they say and lead to. */
function hintsOf(archive: string, reader: ModFileReader) {
  const world = worldOf(parseTxtar(archive).files);
  const workspace = worldWorkspace(world, reader);
  const snapshot = mainSnapshot(workspace, world);
  const { file } = snapshot;
  const places = new ModulePlaces(worldHost(world), workspace.sources, () => undefined);
  return inlayHints(snapshot, { start: 0, end: file.text.length }).map((hint) => {
    const { line } = file.lines.position(hint.offset);
    const place = hint.place(places);
    return {
      line: `${file.text.slice(file.lines.lineStart(line), hint.offset).trim()} ${hint.label}`,
      says: toPlainText(hint.explain()),
      leads: place === undefined ? undefined : `${place.path.replace(/^.*\/download\//, "")}:${place.line + 1}`,
      edited: hint.edits === undefined ? undefined : applyEdits(file.text, hint.edits),
    };
  });
}

const modules = `-- example.com/a@v1.0.0 --
module example.com/a

go 1.22

require (
	example.com/b v1.3.0
	example.com/c v1.1.0
)
-- example.com/b@v1.0.0 --
module example.com/b
-- example.com/b@v1.3.0 --
module example.com/b
-- example.com/c@v1.1.0 --
module example.com/c
`;

const goMod = `-- go.mod --
module example.com/app

go 1.21

require (
	example.com/a v1.0.0
	example.com/b v1.0.0 // indirect
	example.com/c v1.1.0 // indirect
)
`;

describe("inlay hints", () => {
  const reader = suiteReader();

  it("show the version that is selected where it is another, who forces it, and where", () => {
    const [go, b, ...rest] = hintsOf(`${goMod}${modules}`, reader);
    assert.deepEqual(rest, []);
    assert.equal(go?.line, "go 1.21 → 1.22");
    assert.equal(go?.leads, "example.com/a/@v/v1.0.0.mod:3");
    assert.match(go?.edited ?? "", /\ngo 1\.22\n/);
    assert.equal(b?.line, "example.com/b v1.0.0 → v1.3.0");
    assert.equal(
      b?.says,
      "selected: v1.3.0, forced by example.com/a@v1.0.0\n- example.com/app → example.com/a@v1.0.0 → example.com/b@v1.3.0",
    );
    assert.equal(b?.leads, "example.com/a/@v/v1.0.0.mod:6");
    assert.match(b?.edited ?? "", /\texample\.com\/b v1\.3\.0 \/\/ indirect\n/);
  });

  it("show the replacement that acts on a requirement", () => {
    const found = hintsOf(
      `${goMod}
replace (
	example.com/a => ../a
	example.com/b => example.com/b v1.0.0
	example.com/b v1.0.0 => example.com/fork v1.0.0
	example.com/c v1.0.0 => ../c
)
${modules}-- ../a/go.mod --
module example.com/a
-- example.com/fork@v1.0.0 --
module example.com/b
`,
      reader,
    );
    assert.deepEqual(
      found.map(({ line, leads }) => [line, leads]),
      [
        ["example.com/a v1.0.0 => ../a", "/work/app/go.mod:12"],
        ["example.com/b v1.0.0 => example.com/fork v1.0.0", "/work/app/go.mod:14"],
      ],
    );
    assert.match(found[0]?.says ?? "", /what is built is \.\.\/a/);
    assert.equal(found[0]?.edited, undefined);
  });

  it("name the other version alone where a module is replaced by itself", () => {
    const [a] = hintsOf(
      `${goMod}\nreplace example.com/a => example.com/a v1.1.0\n${modules}-- example.com/a@v1.1.0 --\nmodule example.com/a\n`,
      reader,
    );
    assert.equal(a?.line, "example.com/a v1.0.0 => v1.1.0");
  });

  it("say that a version may be higher yet while something is missing, and then change nothing", () => {
    const found = hintsOf(`${goMod}${modules.slice(0, modules.indexOf("-- example.com/c@"))}`, reader);
    const b = found.find(({ line }) => line.startsWith("example.com/b"));
    assert.equal(b?.line, "example.com/b v1.0.0 → v1.3.0 or higher");
    assert.equal(b?.edited, undefined);
  });

  it("name the modules that go.work uses", () => {
    const found = hintsOf(
      "-- go.work --\ngo 1.21\n\nuse (\n\t.\n\t./sub\n\t./gone\n)\n-- ./go.mod --\nmodule example.com/app\n\ngo 1.21\n-- sub/go.mod --\n// The sub module.\nmodule example.com/sub\n\ngo 1.21\n",
      reader,
    );
    assert.deepEqual(
      found.map(({ line, leads }) => [line, leads]),
      [
        [". example.com/app", "/work/app/go.mod:1"],
        ["./sub example.com/sub", "/work/app/sub/go.mod:2"],
      ],
    );
  });

  it("are none where there is no graph, and only those of the lines that are asked for", () => {
    assert.deepEqual(hintsOf("-- go.mod --\nrequire example.com/a v1.0.0\n", reader), []);
    const world = worldOf(parseTxtar(`${goMod}${modules}`).files);
    const snapshot = mainSnapshot(worldWorkspace(world, reader), world);
    const at = snapshot.file.text.indexOf("example.com/b");
    assert.equal(inlayHints(snapshot, { start: at, end: at + 1 }).length, 1);
    assert.equal(inlayHints(snapshot, { start: 0, end: 5 }).length, 0);
  });
});
