import { formatModule, isToolchain, type ModuleVersion } from "../graph/module-version.ts";
import type { ModFile } from "../modfile/mod-file.ts";
import type { FilePlace } from "../workspace/file-place.ts";
import { occurrences } from "./occurrences.ts";
import { builtGraph, declarationPlace, type Known, ownPlace, roots, type Surroundings } from "./surroundings.ts";

/** A module that a search has found. */
export interface ModuleSymbol {
  readonly name: string;
  /** the main module whose build has it; undefined for that one itself */
  readonly container: string | undefined;
  /** the line that requires it, else its own go.mod */
  readonly place: FilePlace;
}

/** Bound on what one search gives. */
const limit = 100;

/**
 * Searches the modules of all builds: main modules and what their build lists hold; of documents without a graph what they name.
 * @param query letters that a path has in this order; the empty one finds main modules and what they require
 */
export function workspaceSymbols(
  query: string,
  documents: readonly Known[],
  surroundings: Surroundings,
): readonly ModuleSymbol[] {
  const mains = new Map(documents.flatMap((known) => roots(known, surroundings)).map((root) => [root.path, root]));
  const found: { readonly root: Known; readonly module: ModuleVersion; readonly rank: number }[] = [];
  for (const root of mains.values()) {
    for (const module of modulesOf(root, query === "")) {
      const rank = rankOf(module.path, query);
      if (rank !== undefined) found.push({ root, module, rank });
    }
  }
  found.sort(
    (a, b) => a.rank - b.rank || a.module.path.length - b.module.path.length || (a.module.path < b.module.path ? -1 : 1),
  );
  return found.slice(0, limit).flatMap(({ root, module }) => symbolOf(root, module, surroundings));
}

function modulesOf(root: Known, few: boolean): readonly ModuleVersion[] {
  const graph = builtGraph(root);
  const { file } = root;
  if (graph === undefined) return file.kind === "work" ? [] : namedModules(file);
  if (!few || file.kind === "work") return graph.buildList().filter(({ path }) => !isToolchain(path));
  return [
    ...graph.mains,
    ...file.require.flatMap(({ path, indirect }) => (indirect ? [] : (graph.selectedNode(path.value) ?? []))),
  ];
}

/** What a file of which no graph is known names: its module, and what it requires. */
function namedModules({ module, require }: ModFile): readonly ModuleVersion[] {
  const own = module === undefined ? [] : [{ path: module.path.value, version: "" }];
  return [...own, ...require.map(({ path, version }) => ({ path: path.value, version: version.value }))];
}

function symbolOf(root: Known, module: ModuleVersion, { places }: Surroundings): readonly ModuleSymbol[] {
  const line = occurrences(root, module.path).find(({ decides }) => decides);
  const place = line === undefined ? declarationPlace(root, places, module) : ownPlace(root, line.span);
  if (place === undefined) return [];
  const container = root.file.kind === "mod" && module.version !== "" ? root.file.module?.path.value : undefined;
  return [{ name: formatModule(module), container, place }];
}

/** How well a path answers a query, 0 the best; undefined for not at all. Case does not count. */
function rankOf(path: string, query: string): number | undefined {
  const text = path.toLowerCase();
  const wanted = query.toLowerCase();
  const at = text.lastIndexOf(wanted);
  if (at !== -1) {
    const starts = at === 0 || /[/.\-_]/.test(text[at - 1] ?? "");
    return starts ? (at > text.lastIndexOf("/") ? 0 : 1) : 2;
  }
  let from = 0;
  for (const letter of wanted) {
    from = text.indexOf(letter, from) + 1;
    if (from === 0) return undefined;
  }
  return 3;
}
