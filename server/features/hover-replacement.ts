import { isUnavailable } from "../graph/lookup.ts";
import type { ModuleGraph, ModuleNode } from "../graph/module-graph.ts";
import type { Replacement } from "../modfile/mod-file.ts";
import type { Snapshot } from "../workspace/workspace.ts";
import { type Block, code, type Inline, list, paragraph, title } from "./markup.ts";
import { modulesText } from "./module-text.ts";
import { builtGraph } from "./surroundings.ts";

/** A replacement: what it acts on in this graph, and what it brings in. */
export function hoverReplacement(replacement: Replacement, snapshot: Snapshot): readonly Block[] {
  const path = replacement.oldPath.value;
  const version = replacement.oldVersion?.value;
  const of: readonly Inline[] = version === undefined ? ["every version of ", code(path)] : [code(`${path}@${version}`)];
  const target = replacement.newVersion;
  const by = target === undefined ? replacement.newPath.value : `${replacement.newPath.value}@${target.value}`;
  const blocks: Block[] = [
    title("replaces ", ...of, " by ", code(by)),
    paragraph("acts only while this module is the main module: whoever requires it does not get the replacement"),
  ];
  const built = builtGraph(snapshot);
  if (built !== undefined) blocks.push(...effect(built, replacement));
  blocks.push(...directoryBlocks(replacement, snapshot));
  return blocks;
}

function effect(graph: ModuleGraph, replacement: Replacement): readonly Block[] {
  const path = replacement.oldPath.value;
  const selected = graph.selectedNode(path);
  const partly = graph.complete ? "" : " that could be read";
  if (selected === undefined) return [paragraph(`without effect: nothing in the module graph${partly} requires `, code(path))];
  if (selected.version === "") return [paragraph("without effect: it is the main module itself")];
  const requirers = graph.requirers(selected).filter((from) => from.version !== "");
  const asked: readonly Inline[] = requirers.length === 0 ? [] : [", required by ", ...modulesText(requirers, 3)];
  if (!acts(graph, selected, replacement)) {
    return [paragraph("does not act on the selected version ", code(selected.version), ...asked)];
  }
  return [paragraph("acts on the selected version ", code(selected.version), ...asked)];
}

/** Whether it is this line that decides what is read for the selected version: one for exactly that version goes before one for all. */
function acts(graph: ModuleGraph, selected: ModuleNode, { oldVersion }: Replacement): boolean {
  if (oldVersion !== undefined) return oldVersion.value === selected.version;
  return graph.set.mains.every((main) => main.replace.get(selected.path)?.has(selected.version) !== true);
}

function directoryBlocks(replacement: Replacement, { facts }: Snapshot): readonly Block[] {
  const { directories } = facts;
  if (directories === undefined || "unavailable" in directories) return [];
  const summary = directories.ready.get(replacement);
  if (summary === undefined) return [];
  if (isUnavailable(summary)) return [paragraph("the directory cannot be used: ", summary.detail)];
  return [
    list([
      ["the directory's go.mod declares ", summary.path === undefined ? "no module" : code(summary.path)],
      ["its go line: ", summary.go === undefined ? "none, which means go 1.16" : code(`go ${summary.go}`)],
      [`it requires ${summary.require.length} modules`],
    ]),
  ];
}
