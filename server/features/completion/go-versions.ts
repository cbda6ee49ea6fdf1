import type { ModuleGraph, ModuleNode } from "../../graph/module-graph.ts";
import { formatModule } from "../../graph/module-version.ts";
import {
  compareGoVersions,
  compareToolchains,
  defaultGoModVersion,
  goLanguageVersion,
  goStrictVersion,
  isGoLineVersion,
  isGoPrerelease,
  toolchainGoVersion,
} from "../../version/go-version.ts";
import { newestGodebugRelease } from "../../version/godebug.ts";
import { builtGraph } from "../surroundings.ts";
import { type CompletionContext, usedModules } from "./context.ts";
import { type Item, type Items, ranked } from "./item.ts";

/** Versions for a go line: the one that is here, what the modules that are used ask for, every language version, newest first. */
export function goLineItems(context: CompletionContext, typed: string): Items {
  const { local, others } = context.listings.goReleases(context.directory);
  const details = new Map<string, string[]>();
  const add = (version: string, detail?: string): void => {
    if (!isGoLineVersion(version)) return;
    const known = details.get(version);
    if (known === undefined) details.set(version, detail === undefined ? [] : [detail]);
    else if (detail !== undefined && !known.includes(detail)) known.push(detail);
  };
  const localVersion = local === undefined ? "" : toolchainGoVersion(local);
  add(localVersion, "the Go on this machine");
  for (const name of others) add(toolchainGoVersion(name), "a toolchain of this machine");
  const lines = goLines(context);
  const [highest] = lines;
  for (const { version, by } of lines) add(version, version === highest?.version ? `the least that ${by} allows` : `as ${by}`);
  const newest = languageMinor(localVersion) ?? newestGodebugRelease;
  for (let minor = newest; minor >= Number(defaultGoModVersion.slice(2)); minor--) {
    const strict = minor >= Number(goStrictVersion.slice(2));
    // Go's first release of a version is called .0 since 1.21: before it there are prereleases, which the language version admits.
    if (strict) add(`1.${minor}.0`, minor === newest ? undefined : "first release");
    add(`1.${minor}`, strict ? "language version, prereleases included" : "language version");
  }
  const versions = [...details.keys()].sort((a, b) => compareGoVersions(b, a));
  return ranked(
    versions
      .filter((version) => version.startsWith(typed))
      .map((version) => ({
        item: versionItem(version, details.get(version) ?? [], version),
        rank: version === localVersion ? 0 : version === highest?.version ? 1 : isGoPrerelease(version) ? 3 : 2,
      })),
  );
}

/** Names for a toolchain line: those newer than the go line, which another would not be looked at for, and `default`. */
export function toolchainItems(context: CompletionContext, typed: string): Items {
  const { local, others } = context.listings.goReleases(context.directory);
  const go = context.snapshot.file.go?.version.value ?? "";
  const names = new Map<string, string>();
  if (local !== undefined && toolchainGoVersion(local) !== "") names.set(local, "the Go on this machine");
  for (const name of others) if (!names.has(name)) names.set(name, "a toolchain of this machine");
  for (const [name, node] of builtGraph(context.snapshot)?.derived(toolchainLinesOf) ?? []) {
    if (!names.has(name)) names.set(name, `as ${formatModule(node)}`);
  }
  const found = [...names].filter(([name]) => name.startsWith(typed) && compareGoVersions(toolchainGoVersion(name), go) > 0);
  found.sort(([a], [b]) => compareToolchains(b, a));
  const items = found.map(([name, detail]) => ({
    item: versionItem(name, [detail], toolchainGoVersion(name)),
    rank: name === local ? 0 : 1,
  }));
  if ("default".startsWith(typed)) {
    const item: Item = { label: "default", kind: "value", detail: "no toolchain is suggested, as without this line" };
    items.push({ item, rank: 2 });
  }
  return ranked(items);
}

function versionItem(label: string, details: readonly string[], version: string): Item {
  return {
    label,
    kind: "version",
    ...(details.length === 0 ? {} : { detail: details.join("; ") }),
    about: { about: "go", version },
  };
}

/** The go lines of the modules that are built from, highest first, each with one that has it. */
function goLines(context: CompletionContext): readonly { readonly version: string; readonly by: string }[] {
  const found = new Map<string, string>();
  const { snapshot } = context;
  const { file } = snapshot;
  if (file.kind === "work") {
    // A go.work's go line must be as high as those of its modules.
    for (const { spelled, summary } of usedModules(context, file)) {
      if (summary.go !== undefined && !found.has(summary.go)) found.set(summary.go, spelled);
    }
  }
  for (const [go, node] of builtGraph(snapshot)?.derived(goLinesOf) ?? []) if (!found.has(go)) found.set(go, formatModule(node));
  return [...found].map(([version, by]) => ({ version, by })).sort((a, b) => compareGoVersions(b.version, a.version));
}

/** The go lines of the modules of a build list, each with the first that has it. */
function goLinesOf(graph: ModuleGraph): ReadonlyMap<string, ModuleNode> {
  const found = new Map<string, ModuleNode>();
  for (const node of graph.dependencies()) {
    const go = node.summary?.go;
    if (go !== undefined && !found.has(go)) found.set(go, node);
  }
  return found;
}

/** The toolchain lines of the same. */
function toolchainLinesOf(graph: ModuleGraph): ReadonlyMap<string, ModuleNode> {
  const found = new Map<string, ModuleNode>();
  for (const node of graph.dependencies()) {
    const name = node.summary?.toolchain;
    if (name !== undefined && toolchainGoVersion(name) !== "" && !found.has(name)) found.set(name, node);
  }
  return found;
}

/** 26 of 1.26.8. */
function languageMinor(version: string): number | undefined {
  const minor = /^1\.(\d+)$/.exec(goLanguageVersion(version))?.[1];
  return minor === undefined ? undefined : Number(minor);
}
