import type { ModuleNode } from "../graph/module-graph.ts";
import { pathsTo } from "../graph/paths.ts";
import type { LoadedGraph } from "../graph/update-roots.ts";
import { setRequirementVersion } from "../modfile/edit.ts";
import type { ModFile, Requirement } from "../modfile/mod-file.ts";
import { compareModVersions } from "../version/go-version.ts";
import { requirementSpan } from "./describe.ts";
import type { Finding, Fix, Related } from "./finding.ts";
import { requirementLines } from "./requirement-lines.ts";

/**
 * Requirements below the version that the graph selects: the go command stops with “updates to go.mod needed” on such a file. That
 * holds on a partial graph too, since what is missing can only raise a version; the fix then is left out, as it could be too low.
 * A path that is required at two versions is another rule's; of two equal lines the first is reported.
 */
export function* belowSelected(
  file: ModFile,
  loaded: LoadedGraph,
  wanted: (requirement: Requirement) => boolean,
): Iterable<Finding> {
  const { declared, effective } = loaded;
  const { first, repeated } = requirementLines(file);
  const excluded = new Set(file.exclude.map((e) => `${e.path.value}@${e.version.value}`));
  for (const requirement of file.require) {
    if (!wanted(requirement)) continue;
    const path = requirement.path.value;
    const version = requirement.version.value;
    const forced = declared.selectedNode(path);
    if (forced === undefined || forced.version === "" || forced.version === version) continue;
    if (compareModVersions(path, forced.version, version) <= 0 || excluded.has(`${path}@${version}`)) continue;
    if (first.get(path) !== requirement || repeated.get(path)?.some((other) => other.version.value !== version) === true)
      continue;
    const least = declared.complete ? "" : "at least ";
    yield {
      span: requirementSpan(requirement),
      message: `${path} ${version} is below ${forced.version}, which the module graph selects`,
      why: `${least}${forced.version} is what every build gets; the go command stops with “updates to go.mod needed” until this line says so`,
      related: chains(declared, forced),
      ...fixes(file, requirement, declared.complete ? effective.selected(path) : undefined),
    };
  }
}

/** The shortest requirement chains to a node, as related places: at most three and a count. */
export function chains(graph: LoadedGraph["declared"], node: ModuleNode): readonly Related[] {
  const { paths, shortestCount, more } = pathsTo(graph, node, 3);
  return paths.map((chain, i) => {
    const last = i === paths.length - 1 && more;
    const rest = shortestCount > paths.length ? `, ${shortestCount - paths.length} more as short` : ", and longer ones";
    return { chain, message: `requires ${node.version === "" ? node.path : node.version}${last ? rest : ""}` };
  });
}

function fixes(file: ModFile, requirement: Requirement, version: string | undefined): { fixes?: readonly Fix[] } {
  if (version === undefined || version === "") return {};
  const title = `Require ${requirement.path.value} ${version}`;
  return { fixes: [{ title, safety: "safe", edits: setRequirementVersion(file, requirement, version) }] };
}
