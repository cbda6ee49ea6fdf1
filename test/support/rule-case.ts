import assert from "node:assert/strict";
import { fixAll } from "../../server/analysis/apply-fixes.ts";
import type { Diagnostic } from "../../server/analysis/finding.ts";
import type { ModFileReader } from "../../server/modfile/reader.ts";
import type { Document } from "../../server/workspace/documents.ts";
import type { Workspace } from "../../server/workspace/workspace.ts";
import { draw, meets, parseDrawn } from "./drawn.ts";
import { parseTxtar } from "./txtar.ts";
import { type World, worldOf } from "./world.ts";
import { worldFolder, worldWorkspace } from "./world-workspace.ts";

/** A fixture: a world whose go.mod carries its expected findings. */
export interface RuleCase {
  readonly world: World;
  readonly expectations: ReturnType<typeof parseDrawn>["expectations"];
  /** go.mod after all safe fixes; absent where nothing is fixed */
  readonly fixed: string | undefined;
}

export function parseCase(text: string): RuleCase {
  const { files } = parseTxtar(text);
  const world = worldOf(files);
  const { text: main, expectations } = parseDrawn(world.main);
  return { world: { ...world, main }, expectations, fixed: files.get("fixed") };
}

/**
 * All findings of a world's main file.
 * @param on a rule that runs although it is off by default
 */
export function lintWorld(
  world: World,
  reader: ModFileReader,
  on?: string,
): { document: Document; diagnostics: readonly Diagnostic[]; workspace: Workspace } {
  const workspace = worldWorkspace(world, reader, on);
  const path = `${worldFolder}/${world.mainName}`;
  const document = workspace.documents.get(path);
  assert.ok(!("failed" in document), "the main file can be read");
  return { document, diagnostics: workspace.lint(document).result.diagnostics, workspace };
}

/**
 * Holds a case to everything that is promised of every rule: the drawn findings and no others, places inside the text, fixes that give
 * the drawn file, add no syntax error, are complete after one call and change nothing at the second, and two runs that are equal.
 */
export function checkCase(rule: string, fixture: RuleCase, reader: ModFileReader): void {
  const { world } = fixture;
  const { document, diagnostics, workspace } = lintWorld(world, reader, rule);
  const shown = `found:\n${draw(world.main, diagnostics)}`;
  for (const diagnostic of diagnostics) {
    const { start, end } = diagnostic.span;
    assert.ok(
      0 <= start && start <= end && end <= world.main.length,
      `place outside the text: ${start}–${end} of ${diagnostic.rule}`,
    );
    assert.ok(
      !/[.\n]$/.test(diagnostic.message) && !/^[A-Z][a-z]/.test(diagnostic.message),
      `message style: ${diagnostic.message}`,
    );
  }
  for (const expected of fixture.expectations) {
    assert.equal(
      diagnostics.filter((d) => meets(d, expected)).length,
      1,
      `not found once: ${expected.rule}: ${expected.message}\n${shown}`,
    );
  }
  const own = diagnostics.filter((d) => d.rule === rule || fixture.expectations.some((e) => e.rule === d.rule));
  assert.equal(own.length, fixture.expectations.length, `findings that are not expected; ${shown}`);
  const again = worldWorkspace(world, reader, rule).lint(document).result.diagnostics;
  assert.deepEqual(again, diagnostics, "two runs differ");

  const lint = (text: string): readonly Diagnostic[] =>
    workspace
      .lint(workspace.documents.parse(document.path, text))
      .result.diagnostics.filter((d) => own.some((o) => o.rule === d.rule));
  for (const unsafe of [false, true]) {
    const fixed = fixAll(world.main, lint, unsafe);
    assert.ok(fixed.settled, "fixing does not come to an end");
    const after = workspace.documents.parse(document.path, fixed.text).file;
    assert.ok(after.errors.length <= document.file.errors.length, `a fix broke the file:\n${fixed.text}`);
    assert.equal(fixAll(fixed.text, lint, unsafe).text, fixed.text, "a second run changes something");
    for (const comment of comments(world.main)) {
      if (unsafe || !comment.includes("keep")) continue;
      assert.ok(fixed.text.includes(comment), `a comment is lost: ${comment}`);
    }
    if (!unsafe) assert.equal(fixed.text, fixture.fixed ?? world.main, "safe fixes give another file");
  }
  // Each fix on its own, too: an editor applies one.
  for (const diagnostic of own) {
    for (const fix of diagnostic.fixes ?? []) {
      assert.match(fix.title, /^[A-Z]/, `a fix title is an imperative: ${fix.title}`);
      const { text } = fixAll(world.main, (t) => (t === world.main ? [{ ...diagnostic, fixes: [fix] }] : []), true);
      assert.notEqual(text, world.main, `a fix that does nothing: ${fix.title}`);
      const parsed = workspace.documents.parse(document.path, text).file;
      assert.ok(parsed.errors.length <= document.file.errors.length, `a fix broke the file: ${fix.title}\n${text}`);
    }
  }
}

function comments(text: string): readonly string[] {
  return [...text.matchAll(/\/\/[^\n]*/g)].map((match) => match[0].trimEnd());
}
