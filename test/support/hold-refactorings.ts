import assert from "node:assert/strict";
import type { Refactoring, RefactoringPort } from "../../server/features/refactoring.ts";
import { refactorings, sortAction } from "../../server/features/refactorings.ts";
import { readModFile, readWorkFile } from "../../server/modfile/meaning.ts";
import type { ModFile, WorkFile } from "../../server/modfile/mod-file.ts";
import { readSyntax } from "../../server/modfile/read-syntax.ts";
import { applyEdits, conflicts } from "../../server/text/edits.ts";
import type { Snapshot } from "../../server/workspace/workspace.ts";

/** A machine that knows a few versions of every module, and no go.work. */
export const anywhere: RefactoringPort = {
  versions: () => ["v0.9.1", "v1.2.4", "v1.3.0-rc.1", "v1.11.0", "v2.0.0+incompatible"],
  work: () => ({ path: "/work/go.work", use: (directory) => directory }),
};

/** A file with what a test knows of its port. */
export function snapshotOf(file: ModFile | WorkFile, facts: Snapshot["facts"] = {}): Snapshot {
  return { path: "/work/go.mod", file, facts, result: { diagnostics: [], skipped: [] } };
}

/** Everything that is offered at a place of a file, sorting included. */
export function offered(snapshot: Snapshot, at: number, port = anywhere): readonly Refactoring[] {
  const sort = sortAction(snapshot);
  return [...refactorings(snapshot, { start: at, end: at }, port, []), ...(sort === undefined ? [] : [sort])];
}

/**
 * Holds everything that is offered at a place to what is promised: it changes something, the result is a file without errors, has all
 * comments, and there the same is not offered again; what moves lines says the same as before.
 * @returns the titles
 */
export function holdRefactorings(snapshot: Snapshot, at: number, port = anywhere): readonly string[] {
  const { file } = snapshot;
  const found = offered(snapshot, at, port);
  for (const { title, edits } of found) {
    const where = `${title}\n${file.text}`;
    assert.equal(conflicts(edits), false, where);
    const text = applyEdits(file.text, edits);
    assert.notEqual(text, file.text, where);
    const after = reread(text, file.kind);
    assert.deepEqual(after.errors, [], `${where}\n${text}`);
    for (const [comment, count] of comments(file.text)) {
      assert.ok((comments(text).get(comment) ?? 0) >= count, `lost ${comment}: ${where}\n${text}`);
    }
    if (file.text.includes("\r\n")) assert.doesNotMatch(text, /[^\r]\n/, where);
    if (/^(Part|Merge|Sort)/.test(title)) {
      assert.deepEqual(said(after), said(file), where);
      assert.ok(settles(after, title, file.lines.position(at).line, port), `offered again and again: ${where}\n${text}`);
    }
  }
  assert.equal(new Set(found.map(({ title }) => title)).size, found.length, "two of one title");
  return found.map(({ title }) => title);
}

/** Whether what is done again and again comes to an end: another block may have come to stand at the line. */
function settles(file: ModFile | WorkFile, title: string, line: number, port: RefactoringPort): boolean {
  let current = file;
  for (let round = 0; round < 10; round++) {
    const at = current.lines.lineStart(Math.min(line, current.lines.count));
    const again = offered(snapshotOf(current), at, port).find((other) => other.title === title);
    if (again === undefined) return true;
    current = reread(applyEdits(current.text, again.edits), file.kind);
  }
  return false;
}

function reread(text: string, kind: "mod" | "work"): ModFile | WorkFile {
  return kind === "mod" ? readModFile(readSyntax(text)) : readWorkFile(readSyntax(text));
}

/** How often each comment is there, without the mark of indirect requirements. */
function comments(text: string): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const [, words = ""] of text.matchAll(/\/\/([^\n]*)/g)) {
    const comment = words.trim().replace(/^indirect(?:;\s*|$)/, "");
    if (comment !== "") found.set(comment, (found.get(comment) ?? 0) + 1);
  }
  return found;
}

/** All that a file says, without its order. */
function said(file: ModFile | WorkFile): readonly string[] {
  const lists: readonly (readonly string[])[] = [
    file.replace.map((r) => `replace ${r.oldPath.value} ${r.oldVersion?.value} ${r.newPath.value} ${r.newVersion?.value}`),
    file.kind === "work" ? file.use.map((use) => `use ${use.path.value}`) : [],
    file.kind === "work" ? [] : file.require.map((r) => `require ${r.path.value} ${r.version.value} ${r.indirect}`),
    file.kind === "work" ? [] : file.exclude.map((x) => `exclude ${x.path.value} ${x.version.value}`),
    file.kind === "work" ? [] : file.retract.map((r) => `retract ${r.low.value} ${r.high.value}`),
  ];
  return [file.go?.version.value ?? "", file.toolchain?.version.value ?? "", ...lists.flat().sort()];
}
