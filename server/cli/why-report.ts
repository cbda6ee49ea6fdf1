import { formatChain } from "../analysis/describe.ts";
import type { ModuleGraph, ModuleNode } from "../graph/module-graph.ts";
import { formatModule } from "../graph/module-version.ts";
import { type PathsTo, pathsTo } from "../graph/paths.ts";
import { type RequirementEdge, requirersOf } from "../graph/requirers.ts";
import type { ModFile, Requirement, VersionDirective } from "../modfile/mod-file.ts";
import { counted } from "../text/counted.ts";
import { replacement } from "./graph-json.ts";
import { toJson } from "./output-format.ts";
import type { Style } from "./reporters/style.ts";

/** All that is known of why a module version is in the graph. */
export interface Explanation {
  readonly node: ModuleNode;
  readonly selected: ModuleNode | undefined;
  /** the lines of the main modules that name the module */
  readonly own: readonly OwnLine[];
  readonly paths: PathsTo;
  /** all requirements on the module at any version, or at the one that was asked for */
  readonly requirements: readonly (RequirementEdge & { readonly active: boolean })[];
  /** versions of the module that go.mod excludes */
  readonly excluded: readonly string[];
}

export interface OwnLine {
  readonly file: string;
  /** 1-based */
  readonly line: number;
  readonly version: string;
  readonly indirect: boolean;
}

/**
 * Gathers it.
 * @param files the main modules' go.mod files, with their names
 */
export function explainModule(
  graph: ModuleGraph,
  files: readonly { readonly name: string; readonly file: ModFile }[],
  node: ModuleNode,
  limit: number,
): Explanation {
  const selected = graph.selectedNode(node.path);
  return {
    node,
    selected,
    own: files.flatMap(({ name, file }) => ownLine(name, file, node.path) ?? []),
    paths: pathsTo(graph, node, limit),
    requirements: requirersOf(graph, node.path)
      .filter((edge) => node === selected || edge.to === node)
      .map((edge) => ({ ...edge, active: graph.isSelected(edge.from) })),
    excluded: files.flatMap(({ file }) => file.exclude.filter((e) => e.path.value === node.path).map((e) => e.version.value)),
  };
}

/** Where a go.mod names a module; for go and toolchain, their lines. */
function ownLine(name: string, file: ModFile, path: string): OwnLine | undefined {
  const place = ({ span, version }: VersionDirective | Requirement, indirect: boolean): OwnLine => ({
    file: name,
    line: file.lines.position(span.start).line,
    version: version.value,
    indirect,
  });
  if (path === "go") return file.go && place(file.go, false);
  if (path === "toolchain") return file.toolchain && place(file.toolchain, false);
  const requirement = file.require.find((r) => r.path.value === path);
  return requirement && place(requirement, requirement.indirect);
}

/** For people. */
export function whyText(explanation: Explanation, all: boolean, style: Style): string {
  const { node, selected, own, paths, requirements, excluded } = explanation;
  const name = style.bold(formatModule(node));
  const lines: string[] = [];
  if (node.version === "") lines.push(`${name} is the main module`);
  else if (node === selected) lines.push(`${name} is selected`);
  else lines.push(`${name} is not selected: ${selected?.version} is`);
  const { replacement: instead } = replacement(node);
  if (instead !== undefined) lines.push(`  replaced by ${instead}`);
  if (excluded.length > 0) lines.push(`  excluded: ${excluded.join(", ")}`);
  for (const { file, line, version, indirect } of own)
    lines.push(`  ${file}:${line} names ${version}${indirect ? " (indirect)" : ""}`);
  if (own.length === 0 && node.version !== "") lines.push("  the main module's go.mod does not name it");
  if (paths.paths.length > 0 && node.version !== "") {
    const rest =
      paths.shortestCount > paths.paths.length
        ? ` (${paths.shortestCount} are as short)`
        : paths.more
          ? " (there are longer ones)"
          : "";
    lines.push("", style.bold(`shortest paths${rest}`));
    for (const chain of paths.paths) lines.push(`  ${formatChain(chain)}`);
  }
  const forcing = requirements.filter((edge) => edge.to === node && edge.active);
  const others = requirements.filter((edge) => edge.to !== node && edge.active);
  const inactive = requirements.filter((edge) => !edge.active);
  if (node === selected && forcing.length > 0) list(lines, style.bold(`${node.version} is forced by`), forcing, false);
  else if (forcing.length > 0) list(lines, style.bold("required by"), forcing, false);
  if (others.length > 0) list(lines, style.bold("required at lower versions by"), others, true);
  if (inactive.length > 0 && all) list(lines, style.bold("required by versions that are not selected"), inactive, true);
  else if (inactive.length > 0)
    lines.push("", style.dim(`${counted(inactive.length, "more requirement")} of versions that are not selected (--all)`));
  return `${lines.join("\n")}\n`;
}

function list(lines: string[], title: string, edges: readonly RequirementEdge[], versions: boolean): void {
  lines.push("", title);
  const width = Math.max(...edges.map((edge) => edge.to.version.length));
  for (const { from, to } of edges) lines.push(`  ${versions ? `${to.version.padEnd(width)}  ` : ""}${formatModule(from)}`);
}

/** For programs: every requirement with whether its module is selected itself. */
export function whyJson({ node, selected, own, paths, requirements, excluded }: Explanation): string {
  return toJson({
    module: node.path,
    version: node.version,
    selected: selected?.version,
    ...replacement(node),
    excluded,
    own,
    paths: paths.paths.map((chain) => chain.map(formatModule)),
    shortestPaths: paths.shortestCount,
    morePaths: paths.more,
    requirements: requirements.map(({ from, to, active }) => ({
      module: formatModule(from),
      requires: to.version,
      selected: active,
    })),
  });
}
