import type { ModuleGraph } from "../graph/module-graph.ts";
import { isToolchain, type ModuleVersion } from "../graph/module-version.ts";
import { requirersOf } from "../graph/requirers.ts";
import type { FilePlace } from "../workspace/file-place.ts";
import { occurrences } from "./occurrences.ts";
import { placeAt } from "./place.ts";
import { subjectOf } from "./subject.ts";
import {
  builtGraph,
  declarationPlace,
  declaredGraph,
  type Known,
  ownPlace,
  requirementPlace,
  roots,
  type Surroundings,
} from "./surroundings.ts";

/** Who speaks of a module. */
export interface References {
  /** in go.mod files: the document's own lines, then the requirements of the graph, highest version first */
  readonly places: readonly FilePlace[];
  /** where imports of it may stand; none for Go itself */
  readonly imports: readonly ImportSearch[];
}

/** The Go files of one main module, and what to look for in them. */
export interface ImportSearch {
  /** absolute path of the module's go.mod */
  readonly goMod: string;
  /** the module's `ignore` directives */
  readonly ignore: readonly string[];
  /** Whether an import path is of a package of the module that is asked about. */
  readonly wanted: (importPath: string) => boolean;
}

/**
 * Everyone in the graph who requires the module at an offset, at whatever version, and the document's own lines about it; of the go line
 * those who require that version of Go. In go.work the graphs of all modules in use count.
 * @param declaration whether the module's own module line is wanted
 * @param others more go.mod files of which the lines about the module are wanted, not the graphs
 */
export function references(
  known: Known,
  offset: number,
  declaration: boolean,
  surroundings: Surroundings,
  others: readonly Known[] = [],
): References | undefined {
  const place = placeAt(known.file, offset);
  const subject = place === undefined ? undefined : subjectOf(place, known, surroundings);
  if (subject === undefined) return undefined;
  const { places } = surroundings;
  const mains = roots(known, surroundings);
  const found = new Map<string, FilePlace>();
  const add = (place: FilePlace | undefined): void => {
    if (place !== undefined) found.set(`${place.path}\n${place.line}\n${place.span.start}`, place);
  };
  for (const own of new Map([known, ...mains, ...others].map((file) => [file.path, file])).values()) {
    for (const { span, declares } of occurrences(own, subject.path)) if (declaration || !declares) add(ownPlace(own, span));
  }
  for (const main of mains) {
    const selected = builtGraph(main)?.selectedNode(subject.path);
    if (declaration && selected !== undefined) add(declarationPlace(main, places, selected));
    if (isToolchain(subject.path)) add(requirementPlace(main, places, { path: "", version: "" }, subject));
    const graph = declaredGraph(main);
    for (const { from, to } of graph === undefined ? [] : requirements(graph, subject)) {
      // The main modules' own lines are there already.
      if (from.version !== "") add(requirementPlace(main, places, from, to));
    }
  }
  return {
    places: [...found.values()],
    imports: isToolchain(subject.path) ? [] : mains.flatMap((main) => importSearch(main, subject.path)),
  };
}

/** Whether an offset is on a main module of its own: who else requires that is for the other go.mod files of a repository to say. */
export function namesMainModule({ file }: Known, offset: number): boolean {
  const kind = placeAt(file, offset)?.kind;
  return kind === "module" || kind === "use";
}

/** Of Go itself, which everyone requires, only those at the version that is selected: they are who decides. */
function requirements(graph: ModuleGraph, { path }: ModuleVersion): ReturnType<typeof requirersOf> {
  const all = requirersOf(graph, path);
  return isToolchain(path) ? all.filter(({ to }) => graph.isSelected(to)) : all;
}

/** The go command takes a package from the module with the longest path that has it; here the longest path decides. */
function importSearch(main: Known, modulePath: string): readonly ImportSearch[] {
  const { file, path } = main;
  if (file.kind !== "mod") return [];
  const longer: string[] = [];
  for (const other of builtGraph(main)?.paths() ?? []) if (isIn(other, modulePath) && other !== modulePath) longer.push(other);
  return [
    {
      goMod: path,
      ignore: file.ignore.map((ignored) => ignored.path.value),
      wanted: (importPath) => isIn(importPath, modulePath) && !longer.some((other) => isIn(importPath, other)),
    },
  ];
}

function isIn(importPath: string, modulePath: string): boolean {
  return importPath.startsWith(modulePath) && (importPath.length === modulePath.length || importPath[modulePath.length] === "/");
}
