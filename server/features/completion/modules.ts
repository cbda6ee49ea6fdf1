import type { ModuleGraph } from "../../graph/module-graph.ts";
import { isToolchain } from "../../graph/module-version.ts";
import { builtGraph } from "../surroundings.ts";
import { type CompletionContext, ownRequirements } from "./context.ts";
import { type Item, type Items, itemLimit, ranked } from "./item.ts";
import { matchPath } from "./match.ts";

/** What a module path is wanted for. */
export type ModulePurpose = "require" | "exclude" | "replace" | "target";

/** Where a module is known from, best first. */
const rank = { direct: 0, indirect: 1, graph: 2, near: 3, cache: 4 } as const;
/** Within one of those, how well it goes with what is typed. */
const matches = 3;

/**
 * Module paths: those of the graph, direct requirements first, then modules beside this one on disk and of the workspace, then those in
 * the module cache. For a new requirement, what the file requires already comes behind the rest of the graph.
 */
export function moduleItems(context: CompletionContext, typed: string, purpose: ModulePurpose): Items {
  const { snapshot, listings } = context;
  const seen = new Set<string>();
  const found: Candidate[] = [];
  const { file } = snapshot;
  const own = file.kind === "mod" ? file.module?.path.value : undefined;
  const add = (path: string, from: number, detail: () => string): void => {
    if (path === own || seen.has(path)) return;
    seen.add(path);
    const match = matchPath(typed, path);
    if (match !== undefined) found.push({ path, rank: from * matches + match.rank, filter: match.filter, detail });
  };

  const graph = builtGraph(snapshot);
  const behind = purpose === "require" ? rank.graph + 0.3 : 0;
  for (const { path, version, indirect } of ownRequirements(context)) {
    const from = behind + (indirect ? rank.indirect : rank.direct) / 4;
    add(path, from, () => (indirect ? `required, indirect: ${version}` : `required: ${version}`));
  }
  for (const path of graph?.paths() ?? []) {
    const version = isToolchain(path) ? undefined : graph?.selected(path);
    if (version !== undefined && version !== "") add(path, rank.graph, () => `in the graph: ${version}`);
  }
  const { directory: base } = context;
  if (base !== undefined) {
    for (const { directory, module } of [...listings.members(base), ...listings.around(base)]) {
      if (module !== undefined) add(module, rank.near, () => listings.spell(base, directory));
    }
  }
  const cached = listings.modules(typed);
  for (const path of cached.paths) add(path, rank.cache, () => "in the module cache");
  return {
    items: best(found).map((candidate) => moduleItem(candidate, graph)),
    incomplete: found.length > itemLimit || !cached.complete,
  };
}

/**
 * As many as an answer has, by rank, within a rank by path: the document's own order says nothing to whoever looks for one. Of thousands
 * only those are put in order that come into question.
 */
function best(candidates: readonly Candidate[]): readonly Candidate[] {
  const byRank = new Map<number, Candidate[]>();
  for (const candidate of candidates) {
    const same = byRank.get(candidate.rank);
    if (same === undefined) byRank.set(candidate.rank, [candidate]);
    else same.push(candidate);
  }
  const chosen: Candidate[] = [];
  for (const [, same] of [...byRank].sort(([a], [b]) => a - b)) {
    if (chosen.length >= itemLimit) break;
    chosen.push(...same.sort((a, b) => (a.path < b.path ? -1 : 1)));
  }
  return chosen.slice(0, itemLimit);
}

/** A path that goes with what is typed. An item is made of the first of them alone. */
interface Candidate {
  readonly path: string;
  readonly rank: number;
  readonly filter: string | undefined;
  detail(): string;
}

function moduleItem({ path, filter, detail }: Candidate, graph: ModuleGraph | undefined): Item {
  return {
    label: path,
    kind: "module",
    detail: detail(),
    ...(filter === undefined ? {} : { filter }),
    ...(graph?.selectedNode(path)?.summary?.deprecated === undefined ? {} : { deprecated: true }),
    about: { about: "module", path },
  };
}

/** The path that a module is to have by where it lies. */
export function ownPathItems({ directory, listings }: CompletionContext): Items {
  const path = directory === undefined ? undefined : listings.pathByPlace(directory);
  return ranked(
    path === undefined ? [] : [{ item: { label: path, kind: "module", detail: "by its place in the module above" }, rank: 0 }],
  );
}
