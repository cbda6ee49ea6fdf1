import { pathsOf } from "../environment/file-paths.ts";
import { isUnavailable } from "../graph/lookup.ts";
import type { ModuleGraph, ModuleNode } from "../graph/module-graph.ts";
import { formatModule, type ModuleVersion } from "../graph/module-version.ts";
import { namedReplacement } from "../graph/replacement.ts";
import type { Host } from "../host/host.ts";
import { goJson } from "../modfile/json.ts";
import { readGoSums } from "../sources/known-sums.ts";
import { moduleFiles } from "../sources/module-cache.ts";
import { pseudoVersionTime } from "../version/pseudo-version.ts";
import { listedModules } from "./list-report.ts";
import type { OpenModule } from "./module-file.ts";

/** A module as `go list -m -json` describes it: modinfo.ModulePublic, the fields that need no network, in their order. */
interface ModuleJson {
  readonly Path: string;
  readonly Version?: string;
  readonly Replace?: ModuleJson;
  readonly Time?: string;
  readonly Main?: true;
  readonly Indirect?: true;
  readonly Dir?: string;
  readonly GoMod?: string;
  readonly GoVersion?: string;
  readonly Error?: { readonly Err: string };
  readonly Sum?: string;
  readonly GoModSum?: string;
}

/** What decides which fields there are. */
export interface ListMode {
  /**
   * what go.sum has no hash of is passed over, as with -mod=readonly (the closure checksumOk of modload.moduleInfo); not where go.sum lacks
   * what the graph itself needs, so that the go command would not get so far
   */
  readonly needSums: boolean;
  /** nothing is said of the module cache, as with -mod=vendor */
  readonly vendored: boolean;
}

/** What `go list -m -json all` prints: an object for each module (modload.moduleInfo). */
export function listJson(host: Host, module: OpenModule, graph: ModuleGraph, mode: ListMode): string {
  const paths = pathsOf(host);
  const { set, modFiles } = module.found;
  const sums = recordedSums(host, module.found.sums);
  const needSums = mode.needSums && hasAllSums(graph, sums);
  const facts = mode.vendored ? (): Facts => ({}) : moduleFacts(host, module, sums, needSums);
  const readAs = goVersionsRead(module);

  const main = (node: ModuleNode): ModuleJson => {
    const at = set.mains.findIndex((other) => other.path === node.path);
    const dir = set.mains[at]?.dir;
    // A workspace's module without go line has no version here, a single one that of its default.
    const go = set.work === undefined ? set.mains[at]?.go : goLine(module, at);
    return { Path: node.path, Main: true, ...given("Dir", dir), ...given("GoMod", modFiles[at]), ...given("GoVersion", go) };
  };

  const dependency = (node: ModuleNode): ModuleJson => {
    const head = { Path: node.path, ...given("Version", node.version) };
    const indirect = graph.requirements.direct.has(node.path) ? {} : { Indirect: true as const };
    const error = node.problem === undefined ? {} : { Error: { Err: node.problem.detail } };
    const replacement = namedReplacement(set, node, paths);
    if (replacement === undefined) {
      const { Time, GoVersion = node.summary?.go, Dir, GoMod, ...hashes } = facts(node);
      return {
        ...head,
        ...given("Time", Time),
        ...indirect,
        ...given("Dir", Dir),
        ...given("GoMod", GoMod),
        ...given("GoVersion", GoVersion),
        ...error,
        ...hashes,
      };
    }
    const { path, version, directory } = replacement;
    const known = facts({ path: directory ?? path, version });
    const read = readAs.get(formatModule(node));
    const go = mode.vendored ? node.summary?.go : (read ?? known.GoVersion);
    // Listing it has read what replaces it, which may be a module of the list, too, that comes later.
    if (read === undefined && version !== "" && known.GoVersion !== undefined) {
      const target = formatModule({ path, version });
      if (!readAs.has(target)) readAs.set(target, known.GoVersion);
    }
    let dir = known.Dir;
    let goMod = known.GoMod;
    if (directory !== undefined) {
      dir = paths.isAbsolute(path) ? path : directory;
      goMod = paths.join(dir, "go.mod");
    }
    const Replace = {
      Path: path,
      ...given("Version", version),
      ...given("Time", known.Time),
      ...given("Dir", dir),
      ...given("GoMod", goMod),
      ...given("GoVersion", go),
      ...given("Sum", known.Sum),
      ...given("GoModSum", known.GoModSum),
    };
    const places = mode.vendored ? {} : { ...given("Dir", dir), ...given("GoMod", goMod) };
    return { ...head, Replace, ...indirect, ...places, ...given("GoVersion", go), ...error };
  };

  return listedModules(graph)
    .map((node) => `${goJson(graph.mains.includes(node) ? main(node) : dependency(node), "\t")}\n`)
    .join("");
}

/**
 * The go lines of the modules that stand in another one's place, by module: where such a module is itself replaced, the go command gives
 * the version that its own go.mod has (it looks in modload.rawGoVersion, which is kept by what was read, for what was not). To be read
 * for the list itself counts as well; the go command lists with as many threads as there are, and here it is as with one.
 */
function goVersionsRead({ graph: { declared, effective } }: OpenModule): Map<string, string> {
  const { pruning, roots } = declared.requirements;
  // Roots that name a path twice are settled before a pruned graph is read.
  const unread = pruning === "pruned" && new Set(roots.map((root) => root.path)).size < roots.length;
  const read = new Map<string, string>();
  for (const loaded of unread ? [effective] : new Set([declared, effective])) {
    for (const { target, path, version, summary } of loaded.walk()) {
      if (target.path === path && target.version === version) continue;
      if (summary?.go !== undefined && target.version !== "") read.set(formatModule(target), summary.go);
    }
  }
  return read;
}

function goLine({ found }: OpenModule, main: number): string | undefined {
  return found.documents[main + 1]?.file.go?.version.value;
}

/** Whether go.sum has the hash of every go.mod that the graph was made of. */
function hasAllSums(graph: ModuleGraph, sums: RecordedSums): boolean {
  return graph.walk().every(({ summary, target: { path, version } }) => {
    return summary === undefined || version === "" || sums(path, `${version}/go.mod`) !== "none";
  });
}

type Facts = Pick<ModuleJson, "Time" | "Dir" | "GoMod" | "GoVersion" | "Sum" | "GoModSum">;

/** What the module cache and go.sum know of a module (the closure completeFromModCache of modload.moduleInfo). */
function moduleFacts(
  host: Host,
  { workspace }: OpenModule,
  sums: RecordedSums,
  needSums: boolean,
): (module: ModuleVersion) => Facts {
  const paths = pathsOf(host);
  const cache = workspace.env.get("GOMODCACHE").value;
  const files = moduleFiles();
  const inCache = (m: ModuleVersion, extension: "mod" | "info" | "zip"): string | undefined => {
    const name = files.file(m, extension);
    return typeof name === "string" && paths.isAbsolute(cache) ? paths.join(cache, "cache", "download", name) : undefined;
  };
  return (module) => {
    const { path, version } = module;
    const modSum = sums(path, `${version}/go.mod`);
    const sum = sums(path, version);
    const modKnown = version === "" || !needSums || modSum !== "none";
    const summary = modKnown ? workspace.sources.lookup(module) : undefined;
    const go = summary === undefined || isUnavailable(summary) ? undefined : summary.go;
    if (version === "") return { ...given("GoVersion", go) };
    const mod = inCache(module, "mod");
    const info = inCache(module, "info");
    return {
      ...given("Time", (info === undefined ? undefined : timeOf(host, info)) ?? timeWithin(version)),
      ...given("Dir", !needSums || sum !== "none" ? workspace.sources.extracted(module) : undefined),
      ...given("GoMod", modKnown && mod !== undefined && host.kind(mod) === "file" ? mod : undefined),
      ...given("GoVersion", go),
      ...given("Sum", hashOf(sum)),
      ...given("GoModSum", hashOf(modSum)),
    };
  };
}

/**
 * The hash that go.sum files have for a module or, with `/go.mod` behind the version, for its go.mod (modfetch.RecordedSum): `none` where
 * there is none, `conflict` where there are several.
 */
type RecordedSums = (path: string, version: string) => string;

function recordedSums(host: Host, sumFiles: readonly string[]): RecordedSums {
  const known = new Map<string, string>();
  for (const { entries } of readGoSums(host, sumFiles)) {
    for (const { path, version, goMod, hash } of entries) {
      if (!hash.value.startsWith("h1:")) continue;
      const key = `${path.value}@${version.value}${goMod ? "/go.mod" : ""}`;
      const before = known.get(key);
      known.set(key, before === undefined || before === hash.value ? hash.value : "conflict");
    }
  }
  return (path, version) => known.get(`${path}@${version}`) ?? "none";
}

function hashOf(sum: ReturnType<RecordedSums>): string | undefined {
  return sum === "none" || sum === "conflict" ? undefined : sum;
}

/** The time of a version in its .info file, as Go writes times; the zero time where the file has none. */
function timeOf(host: Host, file: string): string | undefined {
  const text = host.readText(file);
  if (typeof text !== "string") return undefined;
  let info: unknown;
  try {
    info = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof info !== "object" || info === null) return undefined;
  const time = "Time" in info ? info.Time : null;
  if (time === null) return "0001-01-01T00:00:00Z";
  const match =
    typeof time === "string" ? /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)$/.exec(time) : null;
  if (match === null) return undefined;
  const [, seconds, fraction = "", zone = ""] = match;
  const digits = fraction.replace(/0+$/, "");
  return `${seconds}${digits === "" ? "" : `.${digits}`}${/^[+-]00:00$/.test(zone) ? "Z" : zone}`;
}

/** The time that a pseudo-version carries: what its .info file would say. */
function timeWithin(version: string): string | undefined {
  return pseudoVersionTime(version)?.toISOString().replace(".000Z", "Z");
}

/** A field that is left out when it is empty. */
function given<Name extends string>(name: Name, value: string | undefined): { readonly [Key in Name]?: string } {
  return value === undefined || value === "" ? {} : ({ [name]: value } as { readonly [Key in Name]: string });
}
