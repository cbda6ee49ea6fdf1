import { requirementSpan } from "../analysis/describe.ts";
import { resolveReplacement } from "../graph/load.ts";
import type { ModuleGraph } from "../graph/module-graph.ts";
import { isToolchain, type ModuleVersion } from "../graph/module-version.ts";
import type { ReplacementTarget } from "../graph/requirements.ts";
import type { Span } from "../text/span.ts";
import { type FilePlace, filePlace } from "../workspace/file-place.ts";
import type { ModulePlaces } from "../workspace/module-places.ts";
import type { Snapshot } from "../workspace/workspace.ts";

/** A document with what is known of its modules; no finding is needed. */
export type Known = Pick<Snapshot, "path" | "file" | "facts">;

/** What features that lead to other files ask besides the document. */
export interface Surroundings {
  readonly places: ModulePlaces;
  /** What is known of the go.mod at an absolute path; undefined where none can be read. */
  known(path: string): Known | undefined;
}

/** The graph that builds take their modules from; undefined for go.work and files without a module line. */
export function builtGraph({ facts: { graph } }: Pick<Known, "facts">): ModuleGraph | undefined {
  return graph !== undefined && "ready" in graph ? graph.ready.effective : undefined;
}

/** The graph of the requirements as the file has them, needing an update or not: what its lines say is true in this one. */
export function declaredGraph({ facts: { graph } }: Pick<Known, "facts">): ModuleGraph | undefined {
  return graph !== undefined && "ready" in graph ? graph.ready.declared : undefined;
}

/** A place in the document itself. */
export function ownPlace({ path, file }: Known, span: Span): FilePlace {
  return filePlace(path, file.text, span);
}

/**
 * Where a module of the document's graph requires another: in the document, or in that module's go.mod in the module cache or in the
 * directory that replaces it. Where builds have another version than the document names, it is the line that names the path.
 * @returns undefined when no file of this machine says it
 */
export function requirementPlace(
  known: Known,
  places: ModulePlaces,
  from: ModuleVersion,
  to: ModuleVersion,
): FilePlace | undefined {
  if (from.version !== "") return places.requirement(readInstead(known, from), to);
  const { file } = known;
  if (isToolchain(to.path)) {
    const line = to.path === "go" ? file.go : file.toolchain;
    return line === undefined ? undefined : ownPlace(known, line.span);
  }
  const lines = file.kind === "mod" ? file.require.filter(({ path }) => path.value === to.path) : [];
  const line = lines.find(({ version }) => version.value === to.version) ?? lines[0];
  return line === undefined ? undefined : ownPlace(known, requirementSpan(line));
}

/**
 * The module line of what builds take for a module of the graph: of the document for the main module, else in the module cache or in the
 * directory that replaces it.
 * @returns undefined when no file of this machine has it
 */
export function declarationPlace(known: Known, places: ModulePlaces, module: ModuleVersion): FilePlace | undefined {
  if (module.version !== "") {
    return places.declaration(readInstead(known, module));
  }
  const { file } = known;
  return file.kind === "mod" && file.module !== undefined ? ownPlace(known, file.module.path.span) : undefined;
}

/** What is read for a module version, in the graph or not: what replaces it, where something does. */
function readInstead(known: Known, module: ModuleVersion): ModuleVersion {
  return replacementFor(known, module) ?? module;
}

/** What replaces a module version in the graph of a document; undefined where nothing does. */
export function replacementFor(known: Known, module: ModuleVersion): ReplacementTarget | undefined {
  const graph = declaredGraph(known);
  // A main module is never replaced.
  const target = graph === undefined || module.version === "" ? undefined : resolveReplacement(graph.set, module);
  return target === undefined || "unavailable" in target ? undefined : target;
}

/**
 * Modules of the build list that a package may be in, by its import path: the go command takes the longest that has it.
 * @returns longest path first
 */
export function providers(graph: ModuleGraph, importPath: string): readonly ModuleVersion[] {
  const found: ModuleVersion[] = [];
  for (let end = importPath.length; end > 0; end = importPath.lastIndexOf("/", end - 1)) {
    const node = graph.selectedNode(importPath.slice(0, end));
    if (node !== undefined && !isToolchain(node.path)) found.push(node);
  }
  return found;
}

/** The go.mod files whose graphs count for a document: its own, or those of the modules that go.work uses. */
export function roots(known: Known, { places, known: find }: Surroundings): readonly Known[] {
  const { file } = known;
  if (file.kind === "mod") return [known];
  return file.use.flatMap((use) => {
    const used = places.directory(known.path, use.path.value);
    return used === undefined ? [] : (find(used.path) ?? []);
  });
}
