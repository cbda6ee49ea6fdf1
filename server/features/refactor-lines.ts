import { removeEntry, setGo, setToolchain } from "../modfile/edit.ts";
import { editsInTurn } from "../modfile/edit-in-turn.ts";
import { indentation, lineBreak, startOfLine } from "../modfile/layout.ts";
import type { ModFile, Retraction, WorkFile } from "../modfile/mod-file.ts";
import type { Span } from "../text/span.ts";
import { compareGoVersions, compareToolchains, toolchainGoVersion } from "../version/go-version.ts";
import type { Snapshot } from "../workspace/workspace.ts";
import { isSelected, type Refactoring, selectedEntry } from "./refactoring.ts";

/** What can be done with the go line, the toolchain line or the retraction that a selection is on. */
export function* refactorLines(file: ModFile | WorkFile, { facts }: Snapshot, span: Span): Iterable<Refactoring> {
  const { go, toolchain } = file;
  if (go !== undefined && isSelected(file, span, go)) yield* raiseToNeeded(file, go.version.value, facts);
  const found = facts.toolchain !== undefined && "ready" in facts.toolchain ? facts.toolchain.ready : undefined;
  const here = found === undefined || toolchainGoVersion(found.name) === "" ? undefined : found.name;
  if (go !== undefined && isSelected(file, span, go) && here !== undefined) yield* raiseGo(file, here);
  const onEither = [go, toolchain].some((line) => line !== undefined && isSelected(file, span, line));
  if (onEither && go !== undefined && here !== undefined && here !== toolchain?.version.value) {
    if (compareGoVersions(toolchainGoVersion(here), go.version.value) > 0)
      yield { title: `Set toolchain ${here}, the Go that is here`, edits: setToolchain(file, here) };
  }
  if (toolchain !== undefined && isSelected(file, span, toolchain)) {
    yield { title: "Remove the toolchain line", edits: removeEntry(file, toolchain) };
  }
  if (file.kind === "work") return;
  const retraction = selectedEntry(file, span, file.retract);
  if (retraction !== undefined && retraction.rationale === "") yield giveReason(file, retraction);
}

/** What dependencies need, where the whole graph is known. */
function* raiseToNeeded(file: ModFile | WorkFile, go: string, { graph }: Snapshot["facts"]): Iterable<Refactoring> {
  if (graph === undefined || "unavailable" in graph || !graph.ready.effective.complete) return;
  const needed = graph.ready.effective.selected("go");
  if (needed === undefined || compareGoVersions(needed, go) <= 0) return;
  yield { title: `Set go ${needed}, which dependencies need`, edits: setGo(file, needed) };
}

/** Demands the Go that is here; a toolchain line that asks for no more goes. */
function* raiseGo(file: ModFile | WorkFile, here: string): Iterable<Refactoring> {
  const version = toolchainGoVersion(here);
  if (compareGoVersions(version, file.go?.version.value ?? "") <= 0) return;
  const edits = editsInTurn(
    file,
    (f) => setGo(f, version),
    (f) => {
      const { toolchain } = f;
      const idle = toolchain !== undefined && compareToolchains(toolchain.version.value, `go${version}`) <= 0;
      return idle && toolchain.version.value !== "default" ? removeEntry(f, toolchain) : [];
    },
  );
  yield { title: `Set go ${version}, the Go that is here`, edits };
}

/** A comment above the line, where `go get` and `go list -m -u` look for it. */
function giveReason(file: ModFile, { span, low, high }: Retraction): Refactoring {
  const { text } = file;
  const start = startOfLine(text, span.start);
  const versions = low.value === high.value ? low.value : `${low.value} to ${high.value}`;
  const comment = `${indentation(text, span.start)}// TODO: say why${lineBreak(text)}`;
  return { title: `Say why ${versions} is retracted`, edits: [{ span: { start, end: start }, text: comment }] };
}
