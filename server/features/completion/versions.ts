import { formatNames } from "../../analysis/describe.ts";
import { isUnavailable } from "../../graph/lookup.ts";
import { formatModule, type ModuleVersion } from "../../graph/module-version.ts";
import type { SummaryRetraction } from "../../modfile/mod-summary.ts";
import { matchPathMajor, splitPathVersion } from "../../version/module-path.ts";
import { isPseudoVersion } from "../../version/pseudo-version.ts";
import { canonicalVersion, compareSemver, semverPrerelease } from "../../version/semver.ts";
import type { Listings } from "../../workspace/listings/listings.ts";
import { builtGraph } from "../surroundings.ts";
import { type CompletionContext, usedModules } from "./context.ts";
import { type Item, type Items, nothing, ranked } from "./item.ts";

/** How many of the newest versions are looked at for a go.mod that this machine has. */
const newestLimit = 5;

/** Versions of a module: releases, then prereleases, then pseudo-versions, each newest first. */
export function versionItems(context: CompletionContext, path: string, typed: string): Items {
  const split = splitPathVersion(path);
  if (split === undefined) return nothing;
  const { snapshot, listings } = context;
  const { file } = snapshot;
  const required = requirementsOn(context, path);
  const fits = (version: string): boolean => canonicalVersion(version) === version && matchPathMajor(version, split.pathMajor);
  const versions = newestFirst([...new Set([...listings.versions(path), ...required.keys()])].filter(fits));
  const retractions = knownRetractions(listings, path, versions);
  const exclusions = file.kind === "work" ? [] : file.exclude.filter((exclusion) => exclusion.path.value === path);
  const selected = builtGraph(snapshot)?.selected(path);
  const items = versions.flatMap((version): Item[] => {
    const filter = versionFilter(typed, version);
    if (filter === undefined) return [];
    const details: string[] = [];
    if (version === selected) details.push("selected");
    const by = required.get(version) ?? [];
    if (by.length > 0) details.push(`required by ${formatNames(by, 1)}`);
    if (exclusions.some((exclusion) => exclusion.version.value === version)) details.push("excluded");
    const retraction = retractions.find((interval) => isIn(version, interval));
    if (retraction !== undefined) details.push(["retracted", firstLine(retraction.rationale)].filter(Boolean).join(": "));
    return [
      {
        label: version,
        kind: "version",
        ...(filter === version ? {} : { filter }),
        ...(details.length === 0 ? {} : { detail: details.join("; ") }),
        ...(retraction === undefined ? {} : { deprecated: true }),
        about: { about: "version", path, version },
      },
    ];
  });
  return ranked(
    items.map((item) => ({ item, rank: 0 })),
    listings.awaitVersions(path),
  );
}

/**
 * The versions of a module that the graph has, with the modules that require each, the document's own left out. A go.work has no graph
 * here: what its modules require stands in for it.
 */
function requirementsOn(context: CompletionContext, path: string): ReadonlyMap<string, readonly string[]> {
  const { snapshot } = context;
  const found = new Map<string, string[]>();
  const graph = builtGraph(snapshot);
  for (const node of graph?.versions(path) ?? []) {
    const by = (graph?.requirers(node) ?? []).filter((from) => from.version !== "");
    found.set(node.version, by.map(formatModule));
  }
  if (snapshot.file.kind === "mod") return found;
  for (const { spelled, summary } of usedModules(context, snapshot.file)) {
    for (const { version } of summary.require.filter((requirement) => requirement.path === path)) {
      found.set(version, [...(found.get(version) ?? []), spelled]);
    }
  }
  return found;
}

/** Releases, then prereleases, then pseudo-versions, each newest first. */
export function newestFirst(versions: readonly string[]): readonly string[] {
  const kind = (version: string): number => (isPseudoVersion(version) ? 2 : semverPrerelease(version) === "" ? 0 : 1);
  return versions
    .map((version) => ({ version, kind: kind(version) }))
    .sort((a, b) => a.kind - b.kind || compareSemver(b.version, a.version))
    .map(({ version }) => version);
}

/** What a client is to compare with what is typed, where a version goes with it: the `v` may be left out. */
export function versionFilter(typed: string, version: string): string | undefined {
  if (version.startsWith(typed)) return version;
  return version.startsWith(`v${typed}`) ? version.slice(1) : undefined;
}

/**
 * What the newest version says of retracted ones, where this machine has its go.mod (modload.CheckRetractions reads the newest there is,
 * which may say otherwise).
 * @param versions newest first
 */
export function knownRetractions(listings: Listings, path: string, versions: readonly string[]): readonly SummaryRetraction[] {
  for (const version of versions.slice(0, newestLimit)) {
    const summary = listings.lookup({ path, version } satisfies ModuleVersion);
    if (!isUnavailable(summary)) return summary.retract;
  }
  return [];
}

/** Whether a version lies in an interval, its ends included. */
export function isIn(version: string, { low, high }: SummaryRetraction): boolean {
  return compareSemver(low, version) <= 0 && compareSemver(version, high) <= 0;
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0] ?? "";
}
