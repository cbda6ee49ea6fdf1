import { matchPathMajor, splitPathVersion } from "../../version/module-path.ts";
import { isPseudoVersion } from "../../version/pseudo-version.ts";
import { canonicalVersion, compareSemver } from "../../version/semver.ts";
import type { CompletionContext } from "./context.ts";
import { type Item, type Items, nothing, ranked } from "./item.ts";
import type { CodeSite } from "./site.ts";
import { isIn, newestFirst, versionFilter } from "./versions.ts";

/** Versions of the module itself to retract, alone or as an interval, newest first: its tags, and what the module cache has of it. */
export function retractionItems(context: CompletionContext, { before, word, after }: CodeSite): Items {
  const { file } = context.snapshot;
  const path = file.kind === "mod" ? file.module?.path.value : undefined;
  if (path === undefined) return nothing;
  const [open, low, comma, high] = before;
  if (open !== undefined && open !== "[") return nothing;
  if (low !== undefined && comma === undefined) return punctuation(",", after);
  if (high !== undefined) return before.length === 4 ? punctuation("]", after) : nothing;
  const retracted = file.kind === "mod" ? file.retract.map((r) => ({ low: r.low.value, high: r.high.value })) : [];
  const versions = ownVersions(context, path).filter((version) => low === undefined || compareSemver(version, low) >= 0);
  const items = versions.flatMap((version): { readonly item: Item; readonly rank: number }[] => {
    const filter = versionFilter(word.text, version);
    if (filter === undefined) return [];
    const gone = retracted.some((interval) => isIn(version, { ...interval, rationale: "" }));
    const item: Item = {
      label: version,
      kind: "version",
      ...(filter === version ? {} : { filter }),
      ...(gone ? { detail: "retracted already" } : {}),
      about: { about: "version", path, version },
    };
    return [{ item, rank: gone && open === undefined ? 2 : 0 }];
  });
  if (open === undefined && word.text === "" && after.length === 0) items.push({ item: interval(versions), rank: 1 });
  return ranked(items);
}

/** `[low, high]` from the lowest to the highest version that there is, to be changed. */
function interval(versions: readonly string[]): Item {
  const sorted = [...versions].sort(compareSemver);
  const low = sorted[0] ?? "v1.0.0";
  const high = sorted.at(-1) ?? low;
  return {
    label: "[low, high]",
    kind: "value",
    text: `[${low}, ${high}]`,
    snippet: `[\${1:${low}}, \${2:${high}}]$0`,
    filter: "[",
    detail: "all versions from one to another",
  };
}

function punctuation(mark: "," | "]", after: readonly string[]): Items {
  if (after[0] === mark) return nothing;
  return ranked([{ item: { label: mark, kind: "value", text: mark === "," ? ", " : mark }, rank: 0 }]);
}

function ownVersions({ listings, directory }: CompletionContext, path: string): readonly string[] {
  const split = splitPathVersion(path);
  const tags = directory === undefined ? [] : listings.tags(directory);
  const all = new Set([...tags, ...listings.versions(path)]);
  const fits = (version: string): boolean =>
    canonicalVersion(version) === version && (split === undefined || matchPathMajor(version, split.pathMajor));
  const found = newestFirst([...all].filter(fits));
  const tagged = found.filter((version) => !isPseudoVersion(version));
  return tagged.length > 0 ? tagged : found;
}
