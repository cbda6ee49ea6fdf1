import { isSelected, type PictureGraph, type PictureModule, type PictureVersion } from "./model.ts";

/** How versions hang together, worked out once for all pictures of a graph. */
export interface Reach {
  /** for each version the one from which the chain that explains it best comes; −1 for a main module, and what is not reached */
  readonly before: Int32Array;
  /** how many requirements from a main module that chain has; −1 where there is none */
  readonly depth: Int32Array;
  /** for each version who requires it, nearest to the main modules first */
  readonly requirers: readonly (readonly number[])[];
}

/**
 * Finds for each version a chain from a main module that says most: by modules of the build rather than by superseded versions, and by what
 * brings a module into the build rather than by the main module's own `// indirect` line; among these the shortest.
 */
export function reachOf(graph: PictureGraph): Reach {
  const { versions } = graph;
  const before = new Int32Array(versions.length).fill(-1);
  const depth = new Int32Array(versions.length).fill(-1);
  const queue: number[] = [];
  for (const module of graph.modules) {
    if (module.main !== true) continue;
    depth[module.selected] = 0;
    queue.push(module.selected);
  }
  const main = (from: number): boolean => graph.modules[(versions[from] as PictureVersion).module]?.main === true;
  const indirect = versions.map((version) => new Set(version.indirect ?? []));
  // Each round admits more edges, and starts from all that the rounds before have reached.
  const admitted: readonly ((from: number, to: number) => boolean)[] = [
    (from, to) => isSelected(graph, from) && isSelected(graph, to) && indirect[from]?.has(to) !== true,
    (from, to) => isSelected(graph, from) && (main(from) || indirect[from]?.has(to) !== true),
    () => true,
  ];
  for (const admits of admitted) {
    const waiting = [...queue].sort((a, b) => (depth[a] as number) - (depth[b] as number));
    for (let i = 0; i < waiting.length; i++) {
      const from = waiting[i] as number;
      for (const to of (versions[from] as PictureVersion).requires) {
        if (depth[to] !== -1 || !admits(from, to)) continue;
        depth[to] = (depth[from] as number) + 1;
        before[to] = from;
        waiting.push(to);
        queue.push(to);
      }
    }
  }
  const requirers = versions.map((): number[] => []);
  versions.forEach(({ requires }, from) => {
    for (const to of requires) requirers[to]?.push(from);
  });
  for (const list of requirers) list.sort((a, b) => (depth[a] as number) - (depth[b] as number) || a - b);
  return { before, depth, requirers };
}

/** The chain to a version, from a main module on. */
export function chainTo(reach: Reach, version: number): readonly number[] {
  const chain: number[] = [];
  for (let at = version; at !== -1; at = reach.before[at] as number) chain.push(at);
  return chain.reverse();
}

/** Who requires a version and is part of the build itself: at its selected version, and not the module itself. */
export function activeRequirers(graph: PictureGraph, reach: Reach, version: number): readonly number[] {
  const { module } = graph.versions[version] as PictureVersion;
  return (reach.requirers[version] ?? []).filter(
    (from) => isSelected(graph, from) && (graph.versions[from] as PictureVersion).module !== module,
  );
}

/** Versions of a module that someone requires, the selected one first, then the highest. */
export function versionsBySelection({ selected, versions }: PictureModule): readonly number[] {
  return [selected, ...versions.filter((version) => version !== selected)];
}
