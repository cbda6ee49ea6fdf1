import type { ModuleGraph, ModuleNode } from "../graph/module-graph.ts";
import { pathsTo } from "../graph/paths.ts";
import { requirersOf } from "../graph/requirers.ts";
import { askingGraph } from "../graph/update-roots.ts";
import type { ModFile, Requirement } from "../modfile/mod-file.ts";
import { pseudoVersionRevision, pseudoVersionTime } from "../version/pseudo-version.ts";
import type { Snapshot } from "../workspace/workspace.ts";
import type { Links } from "./links.ts";
import { type Block, code, type Inline, list, paragraph, title } from "./markup.ts";
import { chainText, modulesText, moduleText } from "./module-text.ts";
import { builtGraph } from "./surroundings.ts";

/** How many requirement chains are shown. */
const pathLimit = 3;
/** How many modules that require a module are shown. */
const requirerLimit = 10;

/** A requirement: what is selected and who forces it, by which chains it comes in, who requires it, what acts on it. */
export function hoverRequirement(requirement: Requirement, snapshot: Snapshot, links: Links): readonly Block[] {
  const module = { path: requirement.path.value, version: requirement.version.value };
  const kind = requirement.indirect ? "indirect requirement" : "direct requirement";
  const blocks: Block[] = [title(moduleText(module)), paragraph(kind, ...pseudoVersionText(module.version))];
  const { graph } = snapshot.facts;
  const built = builtGraph(snapshot);
  const node = built?.selectedNode(module.path);
  if (graph !== undefined && "ready" in graph && node !== undefined && node.version !== "") {
    blocks.push(paragraph(...selectedText(graph.ready.effective, node, module.version)));
    blocks.push(...nodeFacts(node));
    const told = askingGraph(graph.ready, node.path);
    blocks.push(...pathBlocks(told, told.selectedNode(node.path) ?? node));
    blocks.push(...requirerBlocks(told, module.path));
  } else if (graph !== undefined && "unavailable" in graph) {
    blocks.push(paragraph(`there is no module graph: ${graph.unavailable}`));
  }
  if (snapshot.file.kind === "mod") blocks.push(...exclusionBlocks(snapshot.file, module.path));
  const shown = node === undefined || node.version === "" ? module : node;
  const target = node !== undefined && node.target !== node && node.target.version !== "" ? node.target : shown;
  const address = links.module(target);
  if (address !== undefined) blocks.push(paragraph({ link: address, text: address.replace(/^https?:\/\//, "") }));
  return blocks;
}

function selectedText(graph: ModuleGraph, node: ModuleNode, required: string): readonly Inline[] {
  const atLeast = graph.complete ? "" : "at least ";
  const forcing = graph.requirers(node).filter((from) => from.version !== "");
  const by: readonly Inline[] =
    forcing.length === 0 ? ["; no other module asks for it"] : ["; also required by ", ...modulesText(forcing, 3)];
  if (node.version === required) return [`selected: ${atLeast}`, code(node.version), ...by];
  const because: readonly Inline[] = forcing.length === 0 ? [] : [", forced by ", ...modulesText(forcing, 3)];
  return [`selected: ${atLeast}`, code(node.version), ", above this line's ", code(required), ...because];
}

/** The replacement that acts, the go line of what is built, and what its go.mod says of itself. */
function nodeFacts(node: ModuleNode): readonly Block[] {
  const facts: (readonly Inline[])[] = [];
  if (node.target !== node) facts.push(["replaced by ", moduleText(node.target)]);
  if (node.problem !== undefined) facts.push(["its go.mod could not be read: ", node.problem.detail]);
  if (node.summary?.go !== undefined) facts.push(["its go line: ", code(`go ${node.summary.go}`)]);
  else if (node.summary !== undefined) facts.push(["it has no go line, which means ", code("go 1.16")]);
  if (node.summary?.deprecated !== undefined) facts.push(["deprecated: ", node.summary.deprecated]);
  return facts.length === 0 ? [] : [list(facts)];
}

function pathBlocks(graph: ModuleGraph, node: ModuleNode): readonly Block[] {
  const { paths, shortestCount, more } = pathsTo(graph, node, pathLimit);
  if (paths.length === 0) return [];
  const rest =
    shortestCount > paths.length ? `${shortestCount - paths.length} more of the least length` : "longer ones not shown";
  return [paragraph(more ? `required through (${rest}):` : "required through:"), list(paths.map(chainText))];
}

function requirerBlocks(graph: ModuleGraph, path: string): readonly Block[] {
  const edges = requirersOf(graph, path);
  if (edges.length === 0) return [];
  const shown = edges.length > requirerLimit + 1 ? edges.slice(0, requirerLimit) : edges;
  const items = shown.map(({ from, to }): readonly Inline[] => [
    code(to.version),
    " by ",
    moduleText(from),
    graph.isSelected(from) ? "" : " (not selected)",
  ]);
  const rest = edges.length - shown.length;
  return [
    paragraph(`all requirements in the graph (${edges.length}):`),
    list(rest === 0 ? items : [...items, [`and ${rest} more`]]),
  ];
}

function exclusionBlocks(file: ModFile, path: string): readonly Block[] {
  const versions = file.exclude.filter((exclusion) => exclusion.path.value === path).map((e) => e.version.value);
  if (versions.length === 0) return [];
  const list = versions.flatMap((version, i): Inline[] => (i === 0 ? [code(version)] : [", ", code(version)]));
  return [paragraph("excluded by this file: ", ...list)];
}

function pseudoVersionText(version: string): readonly Inline[] {
  const revision = pseudoVersionRevision(version);
  const day = pseudoVersionTime(version)?.toISOString().slice(0, 10);
  if (revision === undefined) return [];
  return [", commit ", code(revision), day === undefined ? "" : ` of ${day}`];
}
