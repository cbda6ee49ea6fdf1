import type { ModuleGraph, ModuleNode } from "./module-graph.ts";

/** Requirement chains from a main module to a node. */
export interface PathsTo {
  /** at most as many as were asked for, shortest first, each from a main module to the node */
  readonly paths: readonly (readonly ModuleNode[])[];
  /** how many chains of the least length there are; beyond 2^53 it is only known to be huge */
  readonly shortestCount: number;
  /** whether longer chains, or more of the same length, exist than `paths` holds */
  readonly more: boolean;
}

/** Bound on how many partial chains one query may look at: a dense graph has more chains than atoms. */
const searchLimit = 20_000;

/**
 * The shortest requirement chains from the main modules to `target`, without listing all: breadth-first distances give the least
 * length and its count, then a best-first search over simple chains, guided by the exact distance that is left, yields the first `limit`.
 * Chains of the same length come in the order of the files they stand in.
 */
export function pathsTo(graph: ModuleGraph, target: ModuleNode, limit: number): PathsTo {
  const left = distancesTo(graph, target);
  const starts = graph.mains.filter((main) => left.has(main));
  if (starts.length === 0) return { paths: [], shortestCount: 0, more: false };
  const least = Math.min(...starts.map((main) => left.get(main) ?? Number.POSITIVE_INFINITY));
  const paths: (readonly ModuleNode[])[] = [];
  // Buckets by final length: what is popped first is the shortest, and its final length is exact but for cycles.
  const buckets: Chain[][] = [];
  const push = (chain: Chain): void => {
    const length = chain.length + (left.get(chain.node) ?? 0);
    const bucket = buckets[length];
    if (bucket === undefined) buckets[length] = [chain];
    else bucket.push(chain);
  };
  for (const main of [...starts].reverse()) push({ node: main, length: 0, before: undefined });
  let steps = 0;
  let more = false;
  search: for (let length = least; length < buckets.length; length++) {
    for (;;) {
      const chain = buckets[length]?.pop();
      if (chain === undefined) break;
      if (chain.node === target) {
        if (paths.length === limit) {
          more = true;
          break search;
        }
        paths.push(unroll(chain));
        continue;
      }
      if (++steps > searchLimit) {
        more = true;
        break search;
      }
      const requires = chain.node.requires;
      for (let i = requires.length - 1; i >= 0; i--) {
        const next = requires[i] as ModuleNode;
        if (left.has(next) && !contains(chain, next)) push({ node: next, length: chain.length + 1, before: chain });
      }
    }
  }
  return { paths, shortestCount: countShortest(starts, left, least), more };
}

/** The one shortest chain to a node (mvs.Graph.FindPath); empty when it cannot be reached. */
export function shortestPath(graph: ModuleGraph, target: ModuleNode): readonly ModuleNode[] {
  return graph.shortestChain(target);
}

interface Chain {
  readonly node: ModuleNode;
  readonly length: number;
  readonly before: Chain | undefined;
}

function unroll(chain: Chain): readonly ModuleNode[] {
  const path: ModuleNode[] = [];
  for (let at: Chain | undefined = chain; at !== undefined; at = at.before) path.push(at.node);
  return path.reverse();
}

function contains(chain: Chain, node: ModuleNode): boolean {
  for (let at: Chain | undefined = chain; at !== undefined; at = at.before) if (at.node === node) return true;
  return false;
}

/** Least number of requirements from each node to the target; nodes that do not lead there are absent. */
function distancesTo(graph: ModuleGraph, target: ModuleNode): ReadonlyMap<ModuleNode, number> {
  const left = new Map<ModuleNode, number>([[target, 0]]);
  const queue = [target];
  for (let i = 0; i < queue.length; i++) {
    const node = queue[i] as ModuleNode;
    const distance = (left.get(node) ?? 0) + 1;
    for (const from of graph.requirers(node)) {
      if (left.has(from)) continue;
      left.set(from, distance);
      queue.push(from);
    }
  }
  return left;
}

function countShortest(starts: readonly ModuleNode[], left: ReadonlyMap<ModuleNode, number>, least: number): number {
  let layer = new Map<ModuleNode, number>(starts.filter((main) => left.get(main) === least).map((main) => [main, 1]));
  for (let distance = least; distance > 0; distance--) {
    const next = new Map<ModuleNode, number>();
    for (const [node, count] of layer) {
      for (const to of new Set(node.requires)) if (left.get(to) === distance - 1) next.set(to, (next.get(to) ?? 0) + count);
    }
    layer = next;
  }
  let total = 0;
  for (const count of layer.values()) total += count;
  return total;
}
