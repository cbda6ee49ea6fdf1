import type { LoadedGraph } from "../graph/update-roots.ts";
import { addPath, addRequirement, removeEntry, setGo, setRequirementVersion } from "../modfile/edit.ts";
import { editsInTurn } from "../modfile/edit-in-turn.ts";
import { removeEntries } from "../modfile/edit-remove.ts";
import type { ModFile, Replacement, WorkFile } from "../modfile/mod-file.ts";
import { autoQuote } from "../modfile/quote.ts";
import type { Span } from "../text/span.ts";
import { compareGoVersions, defaultGoModVersion, defaultGoWorkVersion, maxGoVersion } from "../version/go-version.ts";
import type { Snapshot } from "../workspace/workspace.ts";
import { type Refactoring, type RefactoringPort, selectedEntry } from "./refactoring.ts";

/** What can be done with the replacement that a selection is on. */
export function* refactorReplacements(
  file: ModFile,
  snapshot: Snapshot,
  span: Span,
  port: RefactoringPort,
): Iterable<Refactoring> {
  const replacement = selectedEntry(file, span, file.replace);
  if (replacement === undefined) return;
  const { graph } = snapshot.facts;
  const loaded = graph !== undefined && "ready" in graph ? graph.ready : undefined;
  yield* toRequirement(file, replacement, loaded);
  yield* dropIdle(file, replacement, loaded);
  yield* toWorkspace(file, replacement, snapshot, port);
}

/** A replacement by another version of the same module becomes a requirement of that version. */
function* toRequirement(file: ModFile, replacement: Replacement, loaded: LoadedGraph | undefined): Iterable<Refactoring> {
  const path = replacement.oldPath.value;
  const version = replacement.newVersion?.value;
  if (version === undefined || replacement.newPath.value !== path) return;
  if (file.replace.filter((other) => other.oldPath.value === path).length > 1) return;
  const lines = file.require.filter((requirement) => requirement.path.value === path);
  // What nothing requires needs no requirement, either.
  if (lines.length === 0 && loaded?.effective.selected(path) === undefined) return;
  const edits = editsInTurn(
    file,
    (f) => removeEntry(f, f.replace.find((r) => r.oldPath.value === path) as Replacement),
    (f) =>
      lines.length === 0
        ? addRequirement(f, path, version, true)
        : f.require.filter((r) => r.path.value === path).flatMap((r) => setRequirementVersion(f, r, version)),
  );
  yield { title: `Require ${path} ${version} instead of replacing it`, edits };
}

/** All replacements of modules, or versions of them, that are not in the graph. Nothing on a partial graph. */
function* dropIdle(file: ModFile, selected: Replacement, loaded: LoadedGraph | undefined): Iterable<Refactoring> {
  if (loaded === undefined) return;
  const graphs = [loaded.declared, loaded.effective];
  if (!graphs.every((graph) => graph.complete)) return;
  const idle = file.replace.filter(({ oldPath, oldVersion }) =>
    graphs.every((graph) =>
      oldVersion === undefined
        ? graph.selected(oldPath.value) === undefined
        : graph.node(oldPath.value, oldVersion.value) === undefined,
    ),
  );
  if (!idle.includes(selected)) return;
  const title =
    idle.length === 1 ? "Remove the replacement, which has no effect" : `Remove ${idle.length} replacements that have no effect`;
  yield { title, edits: removeEntries(file, idle) };
}

/**
 * Replacements by directories go to go.work, which need not be committed: each directory becomes a module of the workspace. Only those whose
 * go.mod declares the path that they replace, since a workspace knows a module by its own name.
 */
function* toWorkspace(
  file: ModFile,
  replacement: Replacement,
  { facts: { directories } }: Snapshot,
  { work }: RefactoringPort,
): Iterable<Refactoring> {
  if (replacement.newVersion !== undefined || directories === undefined || "unavailable" in directories) return;
  let go = maxGoVersion(file.go?.version.value ?? defaultGoModVersion, defaultGoWorkVersion);
  const moving = file.replace.filter((candidate) => {
    const summary = directories.ready.get(candidate);
    if (candidate.newVersion !== undefined || summary === undefined || "unavailable" in summary) return false;
    if (summary.path !== candidate.oldPath.value) return false;
    go = maxGoVersion(go, summary.go ?? defaultGoModVersion);
    return true;
  });
  if (!moving.includes(replacement)) return;
  const place = work();
  if (place === undefined || (place.file?.errors.length ?? 0) > 0) return;
  const used = [...new Set([".", ...moving.map((r) => r.newPath.value)].map((directory) => place.use(directory)))];
  const title =
    moving.length === 1 ? "Move the local replacement to go.work" : `Move ${moving.length} local replacements to go.work`;
  const edits = removeEntries(file, moving);
  if (place.file === undefined) {
    const lines = used.map((directory) => `\t${autoQuote(directory)}\n`).join("");
    yield { title, edits, other: { path: place.path, create: `go ${go}\n\nuse (\n${lines})\n` } };
    return;
  }
  const added = editsInTurn(
    place.file,
    (f) => (compareGoVersions(f.go?.version.value ?? defaultGoWorkVersion, go) < 0 ? setGo(f, go) : []),
    ...used.map((directory) => (f: WorkFile) => addPath(f, "use", directory)),
  );
  yield { title, edits, other: { path: place.path, text: place.file.text, edits: added } };
}
