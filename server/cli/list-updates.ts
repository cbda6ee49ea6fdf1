import type { Requirements } from "../graph/requirements.ts";
import type { ModFile } from "../modfile/mod-file.ts";
import { compareGoVersions, defaultGoModVersion, goStrictVersion, toolchainGoVersion } from "../version/go-version.ts";

/** A line of go.mod that the go command would change, add or take out before it answers. */
export interface Update {
  /** 1-based; absent for a line that is added */
  readonly line?: number;
  readonly path: string;
  /** absent for a line that is added */
  readonly from?: string;
  /** absent for a line that goes */
  readonly to?: string;
}

/**
 * What of a go.mod the go command would write anew, for the roots that it works with (modload.UpdateGoModFromReqs, and which of it
 * modFileIsDirty counts): where there is anything, commands with -mod=readonly stop. In the order of the lines, added ones last.
 *
 * @param requirements those of the graph after its update
 */
export function neededUpdates(file: ModFile, { roots }: Requirements): readonly Update[] {
  const wanted = new Map(roots.map((root) => [root.path, root.version]));
  const updates: Update[] = [];
  const lineOf = ({ span }: { readonly span: { readonly start: number } }): number => file.lines.position(span.start).line;
  const change = (path: string, entry: (ModFile["go"] & object) | undefined, to: string | undefined): void => {
    const from = entry?.version.value;
    if (from === to) return;
    updates.push({
      path,
      ...(entry === undefined ? {} : { line: lineOf(entry), from: entry.version.value }),
      ...(to === undefined ? {} : { to }),
    });
  };

  const go = wanted.get("go") ?? defaultGoModVersion;
  // A file without go line keeps none as long as the version that this stands for will do.
  if (file.go !== undefined || go !== defaultGoModVersion) change("go", file.go, go);
  const toolchain = wanted.get("toolchain") ?? `go${go}`;
  const implied = toolchain === `go${go}` || compareGoVersions(toolchainGoVersion(toolchain), goStrictVersion) < 0;
  change("toolchain", file.toolchain, implied ? undefined : toolchain);

  const seen = new Set<string>();
  const met = new Set(file.require.filter((r) => wanted.get(r.path.value) === r.version.value).map((r) => r.path.value));
  for (const requirement of file.require) {
    const path = requirement.path.value;
    const from = requirement.version.value;
    const to = wanted.get(path);
    if (to === from || seen.has(`${path}@${from}`)) continue; // what stands there twice is no reason to write
    seen.add(`${path}@${from}`);
    const raised = to !== undefined && !met.has(path);
    if (raised) met.add(path);
    updates.push({ line: lineOf(requirement), path, from, ...(raised ? { to } : {}) });
  }
  const named = new Set(["go", "toolchain", ...file.require.map((r) => r.path.value)]);
  const added = roots.filter((root) => !named.has(root.path)).map(({ path, version }) => ({ path, to: version }));
  return [...updates.sort((a, b) => (a.line ?? Number.POSITIVE_INFINITY) - (b.line ?? Number.POSITIVE_INFINITY)), ...added];
}

/** How many updates are named; the rest is counted. */
const namedUpdates = 3;

/** The first few updates in one clause. */
export function describeUpdates(updates: readonly Update[]): string {
  const words = updates.slice(0, namedUpdates).map(({ line, path, from, to }) => {
    const change =
      from === undefined ? `add ${path} ${to}` : to === undefined ? `drop ${path} ${from}` : `${path} ${from} → ${to}`;
    return line === undefined ? change : `line ${line}: ${change}`;
  });
  const more = updates.length - words.length;
  return more > 0 ? `${words.join(", ")}, and ${more} more` : words.join(", ");
}
