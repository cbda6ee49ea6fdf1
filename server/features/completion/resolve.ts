import { isUnavailable } from "../../graph/lookup.ts";
import type { ModuleGraph } from "../../graph/module-graph.ts";
import { requirersOf } from "../../graph/requirers.ts";
import { whatIf } from "../../graph/what-if.ts";
import { counted } from "../../text/counted.ts";
import { goLanguageVersion } from "../../version/go-version.ts";
import { godebugChange, godebugSetting } from "../../version/godebug.ts";
import { pseudoVersionTime } from "../../version/pseudo-version.ts";
import { verbText } from "../hover-directive.ts";
import type { Links } from "../links.ts";
import { type Block, code, type Inline, list, paragraph, title } from "../markup.ts";
import { modulesText, moduleText } from "../module-text.ts";
import { builtGraph } from "../surroundings.ts";
import type { CompletionContext } from "./context.ts";
import type { About } from "./item.ts";
import { isIn, knownRetractions, newestFirst } from "./versions.ts";

/** Up to how many module versions of a graph it is worked out what would change by another version: it takes 2–20 µs for each. */
const whatIfLimit = 6000;
/** How many modules a line names. */
const namesLimit = 5;

/** What is told of an item when a person looks at it; empty where there is nothing to tell. */
export function describeItem(context: CompletionContext, about: About, links: Links): readonly Block[] {
  switch (about.about) {
    case "module":
      return describeModule(context, about.path, links);
    case "version":
      return describeVersion(context, about.path, about.version, links);
    case "directive":
      return verbText(about.verb);
    case "go":
      return describeGo(context, about.version);
    case "godebug":
      return describeGodebug(about.key);
    case "rule": {
      const rule = context.rules.find(({ id }) => id === about.id);
      const link = { link: links.rule(about.id), text: `About ${about.id}` };
      return rule === undefined ? [] : [paragraph(rule.summary), paragraph(link)];
    }
  }
}

function describeModule(context: CompletionContext, path: string, links: Links): readonly Block[] {
  const { listings, snapshot } = context;
  const graph = builtGraph(snapshot);
  const node = graph?.selectedNode(path);
  const known = newestFirst(listings.versions(path));
  const [newest] = known;
  const facts: (readonly Inline[])[] = [];
  if (node !== undefined && node.version !== "") facts.push(["selected: ", code(node.version)]);
  if (newest !== undefined)
    facts.push([`newest of ${counted(known.length, "known version")}: `, code(newest), released(context, path, newest)]);
  const version = node?.version || newest;
  const summary = version === undefined ? undefined : listings.lookup(node?.target ?? { path, version });
  if (summary !== undefined && !isUnavailable(summary)) {
    if (summary.go !== undefined) facts.push(["its go line: ", code(`go ${summary.go}`)]);
    if (summary.deprecated !== undefined) facts.push(["deprecated: ", summary.deprecated]);
  }
  if (graph !== undefined) facts.push(...requirers(graph, path));
  return [title(code(path)), ...(facts.length === 0 ? [] : [list(facts)]), ...link(links, path, "")];
}

function describeVersion(context: CompletionContext, path: string, version: string, links: Links): readonly Block[] {
  const { listings, snapshot } = context;
  const module = { path, version };
  const facts: (readonly Inline[])[] = [];
  const time = listings.released(module) ?? pseudoVersionTime(version);
  if (time !== undefined) facts.push([`of ${time.toISOString().slice(0, 10)}`]);
  const graph = builtGraph(snapshot);
  const node = graph?.node(path, version);
  if (node !== undefined && graph?.isSelected(node) === true) facts.push(["the version that is selected"]);
  const summary = listings.lookup(node?.target ?? module);
  if (!isUnavailable(summary)) {
    facts.push(
      summary.go === undefined
        ? ["it has no go line, which means ", code("go 1.16")]
        : ["its go line: ", code(`go ${summary.go}`)],
    );
  }
  const from = node === undefined ? [] : (graph?.requirers(node) ?? []).filter((m) => m.version !== "");
  if (from.length > 0) facts.push(["required by ", ...modulesText(from, namesLimit)]);
  const retraction = knownRetractions(listings, path, newestFirst(listings.versions(path))).find((r) => isIn(version, r));
  if (retraction !== undefined) facts.push(["retracted", retraction.rationale === "" ? "" : `: ${retraction.rationale}`]);
  const blocks: Block[] = [title(moduleText(module))];
  if (facts.length > 0) blocks.push(list(facts));
  if (!isUnavailable(summary)) blocks.push(...changes(context, path, version));
  return [...blocks, ...link(links, path, version)];
}

/** What else the build list would change by, if the file required that version. */
function changes({ snapshot, listings }: CompletionContext, path: string, version: string): readonly Block[] {
  const state = snapshot.facts.graph;
  if (snapshot.file.kind === "work" || state === undefined || !("ready" in state)) return [];
  const { ready: loaded } = state;
  const { effective } = loaded;
  // The line that is being typed counts for nothing in the graph, and leaves it as good as it was.
  if (effective.unavailable.length > 0 || effective.size > whatIfLimit) return [];
  // Of the module itself there is one version.
  if (effective.selected(path) === version || effective.selected(path) === "") return [];
  const result = whatIf(effective.set, loaded, [{ path, version }], listings.lookup);
  const others = result.changes.filter((change) => change.path !== path && change.path !== "toolchain");
  const partial = result.graph.effective.unavailable.length > 0 ? ", as far as is known" : "";
  const selected = result.graph.effective.selected(path);
  const own: readonly Inline[] =
    selected === undefined || selected === version ? [] : ["; ", code(selected), " would still be selected"];
  if (others.length === 0) return [paragraph(`taking it changes no other version${partial}`, ...own)];
  const shown = others
    .slice(0, namesLimit + 1)
    .map((change): readonly Inline[] => [
      code(change.path),
      " ",
      change.before === undefined ? "comes in at " : code(change.before),
      change.before === undefined ? "" : " → ",
      change.after === undefined ? "gone" : code(change.after),
    ]);
  const rest = others.length - shown.length;
  const count = counted(others.length, "other version");
  return [
    paragraph(`taking it changes ${count}${partial}`, ...own, ":"),
    list(rest > 0 ? [...shown, [`and ${rest} more`]] : shown),
  ];
}

function requirers(graph: ModuleGraph, path: string): readonly (readonly Inline[])[] {
  const edges = requirersOf(graph, path).filter(({ from }) => from.version !== "");
  const [first] = edges;
  if (first === undefined) return [];
  const highest = edges.filter(({ to }) => to === first.to).map(({ from }) => from);
  return [["required at ", code(first.to.version), " by ", ...modulesText(highest, namesLimit)]];
}

function describeGo(context: CompletionContext, version: string): readonly Block[] {
  const facts: (readonly Inline[])[] = [[`the language version is ${goLanguageVersion(version)}`]];
  const by = (builtGraph(context.snapshot)?.dependencies() ?? []).filter((node) => node.summary?.go === version);
  if (by.length > 0) facts.push([`go line of ${by.length === 1 ? "" : `${by.length} modules: `}`, ...modulesText(by, 3)]);
  return [title(code(`go ${version}`)), list(facts)];
}

function describeGodebug(key: string): readonly Block[] {
  if (key === "default") {
    return [
      title(code("default")),
      paragraph("the release of Go whose defaults all settings have that no line names; else the go line says it"),
    ];
  }
  const setting = godebugSetting(key);
  if (setting === undefined) return [];
  const change = godebugChange(key);
  const facts: (readonly Inline[])[] = [];
  if (setting.since > 23) facts.push([`Go knows it from 1.${setting.since} on`]);
  if (change !== undefined)
    facts.push([`Go 1.${change.release} changed its default; `, code(`${key}=${change.old}`), " brings back what was before"]);
  const address = "https://go.dev/doc/godebug";
  return [
    title(code(key)),
    ...(facts.length === 0 ? [] : [list(facts)]),
    paragraph({ link: address, text: "go.dev/doc/godebug" }),
  ];
}

function released(context: CompletionContext, path: string, version: string): string {
  const time = context.listings.released({ path, version }) ?? pseudoVersionTime(version);
  return time === undefined ? "" : `, of ${time.toISOString().slice(0, 10)}`;
}

function link(links: Links, path: string, version: string): readonly Block[] {
  const address = links.module({ path, version });
  return address === undefined ? [] : [paragraph({ link: address, text: address.replace(/^https?:\/\//, "") })];
}
