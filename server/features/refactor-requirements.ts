import { addExclusion, setIndirect, setRequirementVersion } from "../modfile/edit.ts";
import { mergeableRequirements, mergeRequirements, splitRequirements } from "../modfile/edit-arrange.ts";
import { editsInTurn } from "../modfile/edit-in-turn.ts";
import type { ModFile, Requirement } from "../modfile/mod-file.ts";
import { counted } from "../text/counted.ts";
import type { Span } from "../text/span.ts";
import { compareSemver, semverMajorMinor } from "../version/semver.ts";
import type { Snapshot } from "../workspace/workspace.ts";
import { isSelected, type Refactoring, type RefactoringPort, selectedEntry } from "./refactoring.ts";
import { declaredGraph } from "./surroundings.ts";
import { updateRequirements, updatesOf } from "./updates.ts";

/** What can be done with the requirement, or the require block, that a selection is on. */
export function* refactorRequirements(
  file: ModFile,
  snapshot: Snapshot,
  span: Span,
  { versions }: RefactoringPort,
): Iterable<Refactoring> {
  const requirement = selectedEntry(file, span, file.require);
  if (requirement !== undefined) {
    const known = updatesOf(file, requirement, versions(requirement.path.value));
    yield* updates(file, requirement, known);
    yield mark(file, requirement);
    yield* exclusions(file, requirement, snapshot, known);
  }
  const several = file.require.filter((candidate) => isSelected(file, span, candidate));
  if (several.length > 1) yield* updateSeveral(file, several, versions);
  yield* arrangements(file, span);
}

/** The requirements of a selection, each to the highest version that is known. */
function* updateSeveral(
  file: ModFile,
  requirements: readonly Requirement[],
  versions: RefactoringPort["versions"],
): Iterable<Refactoring> {
  const updates = updateRequirements(file, requirements, versions);
  if (updates.length === 0) return;
  const title = `Update ${counted(updates.length, "requirement")} to the highest versions known`;
  yield { title, edits: updates.flatMap(({ edits }) => edits) };
}

/** To the highest version that is known, and to the highest of the same minor version. */
function* updates(file: ModFile, requirement: Requirement, known: readonly string[]): Iterable<Refactoring> {
  const { value: current } = requirement.version;
  const path = requirement.path.value;
  const highest = known.at(-1);
  if (highest === undefined) return;
  yield { title: `Update ${path} to ${highest}`, edits: setRequirementVersion(file, requirement, highest) };
  const patch = known.findLast((version) => semverMajorMinor(version) === semverMajorMinor(current));
  if (patch !== undefined && patch !== highest) {
    yield { title: `Update ${path} to ${patch}, the last patch known`, edits: setRequirementVersion(file, requirement, patch) };
  }
}

function mark(file: ModFile, requirement: Requirement): Refactoring {
  const { indirect, path } = requirement;
  const title = `Mark ${path.value} as ${indirect ? "direct" : "indirect"}`;
  return { title, edits: setIndirect(file, requirement, !indirect) };
}

/**
 * The required version is excluded where another one can be required instead, the selected one where it is another module that asks for
 * it: who excludes what the file itself requires has no requirement left.
 */
function* exclusions(
  file: ModFile,
  requirement: Requirement,
  snapshot: Snapshot,
  known: readonly string[],
): Iterable<Refactoring> {
  const path = requirement.path.value;
  const version = requirement.version.value;
  const isExcluded = (v: string): boolean => file.exclude.some((x) => x.path.value === path && x.version.value === v);
  const [next] = known;
  if (next !== undefined && !isExcluded(version)) {
    const edits = editsInTurn(
      file,
      (f) => addExclusion(f, path, version),
      (f) => f.require.filter((r) => r.path.value === path).flatMap((r) => setRequirementVersion(f, r, next)),
    );
    yield { title: `Exclude ${path} ${version} and require ${next}`, edits };
  }
  const selected = declaredGraph(snapshot)?.selected(path);
  if (selected !== undefined && selected !== "" && compareSemver(selected, version) > 0 && !isExcluded(selected)) {
    yield { title: `Exclude ${path} ${selected}, which is selected`, edits: addExclusion(file, path, selected) };
  }
}

function* arrangements(file: ModFile, span: Span): Iterable<Refactoring> {
  const statement = file.syntax.statements.find(
    (s) => s.kind !== "comment" && s.tokens[0]?.text === "require" && isSelected(file, span, s),
  );
  if (statement === undefined || statement.kind === "comment") return;
  if (statement.kind === "block") {
    const edits = splitRequirements(file, statement);
    if (edits.length > 0) yield { title: "Part direct and indirect requirements", edits };
  }
  const mergeable = mergeableRequirements(file);
  if (mergeable.length > 1 && mergeable.includes(statement)) {
    yield { title: "Merge the require blocks into one", edits: mergeRequirements(file, mergeable) };
  }
}
