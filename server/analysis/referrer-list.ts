import type { ModuleGraph, ModuleNode } from "../graph/module-graph.ts";
import type { ModFile } from "../modfile/mod-file.ts";
import { pathMatcher } from "../version/path-pattern.ts";
import { type BuiltModule, placeOfBuilt, referrersOf } from "./built-modules.ts";
import { formatNames } from "./describe.ts";
import type { Finding } from "./finding.ts";
import { matcherOfAny } from "./module-policy.ts";
import { fileSpan } from "./place-of.ts";

/** An entry of a policy with the modules that are known to require what it is about: a list that only ever gets shorter. */
interface WithReferrers {
  readonly module: string;
  readonly referrers: readonly string[];
}

/** Those who require a module and are not on the list; undefined where all are, or where there is no list. */
export function unknownReferrers(
  referrers: readonly string[] | undefined,
  all: readonly ModuleNode[],
): readonly ModuleNode[] | undefined {
  if (referrers === undefined) return undefined;
  const known = matcherOfAny(referrers);
  const unknown = all.filter((node) => !known(node.path));
  return unknown.length === 0 ? undefined : unknown;
}

/**
 * Listed modules that no longer require what the entry is about. A file whose graph has neither them nor that is not what the list was
 * written for. For graphs that are whole.
 * @param modules those of the graph that the entry is about, however far away
 */
export function* goneReferrers(
  file: ModFile,
  graph: ModuleGraph,
  { module, referrers }: WithReferrers,
  modules: readonly BuiltModule[],
): Iterable<Finding> {
  const present = modules.flatMap(({ node }) => referrersOf(file, graph, node.path).map((from) => from.path));
  const gone = referrers.filter((pattern) => {
    const matches = pathMatcher(pattern);
    if (present.some(matches)) return false;
    return modules.length > 0 || graph.buildList().some((node) => matches(node.path));
  });
  if (gone.length === 0) return;
  const [first] = modules;
  yield {
    span: first === undefined ? fileSpan(file) : placeOfBuilt(file, graph, first),
    message: `${formatNames(gone)} no longer ${gone.length === 1 ? "requires" : "require"} ${module}`,
    why: `take ${gone.length === 1 ? "it" : "them"} off the referrers in the configuration, so that nobody comes back to it unseen`,
  };
}
