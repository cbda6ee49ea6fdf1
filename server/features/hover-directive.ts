import type { ModuleGraph, ModuleNode } from "../graph/module-graph.ts";
import { pruningOf } from "../graph/requirements.ts";
import type { Exclusion, ModuleDirective, Retraction } from "../modfile/mod-file.ts";
import {
  compareGoVersions,
  defaultGoModVersion,
  goLanguageVersion,
  goStrictVersion,
  toolchainGoVersion,
} from "../version/go-version.ts";
import type { Snapshot } from "../workspace/workspace.ts";
import { type Block, code, type Inline, list, paragraph, title } from "./markup.ts";
import { modulesText } from "./module-text.ts";
import type { Place } from "./place.ts";
import { builtGraph } from "./surroundings.ts";

/** What a directive decides, for all but `require` and `replace`. */
export function hoverDirective(place: Exclude<Place, { kind: "require" | "replace" }>, snapshot: Snapshot): readonly Block[] {
  switch (place.kind) {
    case "module":
      return hoverModule(place.entry, snapshot);
    case "go":
      return hoverGo(place.entry.version.value, snapshot);
    case "toolchain":
      return hoverToolchain(place.entry.version.value, snapshot);
    case "exclude":
      return hoverExclusion(place.entry, snapshot);
    case "retract":
      return hoverRetraction(place.entry);
    case "godebug":
      return [
        title("godebug ", code(`${place.entry.key.value}=${place.entry.value.value}`)),
        paragraph("the default of this GODEBUG setting in programs and tests whose main package is in this module"),
      ];
    case "tool":
      return [title("tool ", code(place.entry.path.value)), ...verbText("tool")];
    case "ignore":
      return [title("ignore ", code(place.entry.path.value)), ...verbText("ignore")];
    case "use":
      return [title("use ", code(place.entry.path.value)), ...verbText("use")];
    case "verb":
      return verbBlocks(place.verb, snapshot);
  }
}

/** What each directive is for, in a sentence. */
const purposes: Readonly<Record<string, string>> = {
  module: "the path by which other modules require this one, and the prefix of its packages' import paths",
  go: "the language version of this module's packages, and the least Go release that builds it",
  toolchain: "the Go toolchain suggested for work in this module, where it is newer than the go command",
  godebug: "defaults of GODEBUG settings for programs whose main package is in this module",
  require:
    "the least version of a module that the build may use; what is selected is the highest that any module of the graph requires",
  exclude: "a version that is passed over, wherever the module graph requires it; acts only in the main module",
  replace: "another module or directory to use in a module's place; acts only in the main module",
  retract: "versions of this module that nobody should use any more; read from its highest version",
  tool: "a package that go tool can run by name, and that the build list provides for",
  ignore: "a directory that package patterns such as ./... pass over",
  use: "a module on disk that is a main module of this workspace",
};

/** What a directive is for; empty for what is none. */
export function verbText(verb: string): readonly Block[] {
  // A file may hold any word, `constructor` among them.
  const purpose = Object.hasOwn(purposes, verb) ? purposes[verb] : undefined;
  return purpose === undefined ? [] : [paragraph(purpose)];
}

function verbBlocks(verb: string, snapshot: Snapshot): readonly Block[] {
  const { file } = snapshot;
  // The one-line directives say more under their verb, too.
  if (verb === "go" && file.go !== undefined) return hoverGo(file.go.version.value, snapshot);
  if (verb === "toolchain" && file.toolchain !== undefined) return hoverToolchain(file.toolchain.version.value, snapshot);
  if (verb === "module" && file.kind === "mod" && file.module !== undefined) return hoverModule(file.module, snapshot);
  const text = verbText(verb);
  return text.length === 0 ? [] : [title(code(verb)), ...text];
}

function hoverModule({ path, deprecated }: ModuleDirective, snapshot: Snapshot): readonly Block[] {
  const blocks: Block[] = [title("module ", code(path.value))];
  if (deprecated !== undefined) blocks.push(paragraph("deprecated: ", deprecated));
  const graph = builtGraph(snapshot);
  const { file } = snapshot;
  if (graph === undefined || file.kind === "work") return blocks;
  const direct = file.require.filter((requirement) => !requirement.indirect).length;
  const facts: (readonly Inline[])[] = [
    [`${file.require.length} requirements here, ${direct} of them direct`],
    [`${graph.dependencies().length} modules in the build list, ${graph.size} module versions in the graph`],
  ];
  if (graph.unavailable.length > 0) facts.push(["could not be read: ", ...modulesText(graph.unavailable, 3)]);
  blocks.push(list(facts));
  return blocks;
}

function hoverGo(version: string, snapshot: Snapshot): readonly Block[] {
  const facts: (readonly Inline[])[] = [[`the language version of this module's packages is ${goLanguageVersion(version)}`]];
  if (compareGoVersions(version, goStrictVersion) >= 0) {
    facts.push(["no Go release below ", code(version), " builds it, nor a module that requires it"]);
  } else {
    facts.push(["an older Go release may try to build it: go lines bind from ", code(`go ${goStrictVersion}`), " on"]);
  }
  if (snapshot.file.kind === "mod") {
    facts.push([
      pruningOf(version) === "pruned"
        ? "the module graph is pruned: this file names every module that its packages need, and of dependencies only their own requirements count"
        : "the module graph is not pruned: requirements of dependencies are followed to the end",
    ]);
  }
  const highest = highestGoLines(builtGraph(snapshot));
  const first = highest[0]?.summary?.go;
  if (first !== undefined)
    facts.push(["the highest go line of the build list is ", code(first), ": ", ...modulesText(highest, 3)]);
  return [title(code(`go ${version}`)), list(facts)];
}

/** The modules of the build list with the highest go line. */
function highestGoLines(graph: ModuleGraph | undefined): readonly ModuleNode[] {
  let highest: ModuleNode[] = [];
  for (const node of graph?.dependencies() ?? []) {
    const go = node.summary?.go;
    if (go === undefined) continue;
    const order = compareGoVersions(go, highest[0]?.summary?.go ?? "");
    if (order > 0) highest = [node];
    else if (order === 0) highest.push(node);
  }
  return highest;
}

function hoverToolchain(name: string, snapshot: Snapshot): readonly Block[] {
  const blocks: Block[] = [title(code(`toolchain ${name}`))];
  if (name === "default") {
    blocks.push(paragraph("no toolchain is suggested, which is what a file without this line means"));
    return blocks;
  }
  const go = snapshot.file.go?.version.value ?? defaultGoModVersion;
  blocks.push(
    paragraph("a go command older than this switches to it in this module or workspace, unless GOTOOLCHAIN forbids"),
    paragraph("in a dependency the line counts for nothing: there the go line speaks"),
  );
  const version = toolchainGoVersion(name);
  if (version !== "" && compareGoVersions(version, go) <= 0) {
    blocks.push(paragraph("without effect: ", code(`go ${go}`), " demands as much already"));
  }
  return blocks;
}

function hoverExclusion({ path, version }: Exclusion, snapshot: Snapshot): readonly Block[] {
  const blocks: Block[] = [title("excludes ", code(`${path.value}@${version.value}`)), ...verbText("exclude")];
  const graph = builtGraph(snapshot);
  if (graph === undefined) return blocks;
  const selected = graph.selectedNode(path.value);
  blocks.push(
    selected === undefined
      ? paragraph("nothing in the module graph requires another version of it")
      : paragraph("selected: ", selected.version === "" ? "the main module itself" : code(selected.version)),
  );
  return blocks;
}

function hoverRetraction({ low, high, rationale }: Retraction): readonly Block[] {
  const what: readonly Inline[] = low.value === high.value ? [code(low.value)] : [code(low.value), " to ", code(high.value)];
  return [title("retracts ", ...what), ...verbText("retract"), ...(rationale === "" ? [] : [paragraph("because: ", rationale)])];
}
