import type { ModuleGraph } from "../graph/module-graph.ts";
import { formatModule, isToolchain, type ModuleVersion } from "../graph/module-version.ts";
import type { LoadedGraph } from "../graph/update-roots.ts";
import type { ModuleFiles } from "../sources/module-cache.ts";
import { type Extension, type Sums, verify } from "./verify.ts";

/**
 * What a mirror is for: `build`: building, testing, `go mod download` and `go mod graph`; `tidy`: `go mod tidy` too; `all`: whatever reads
 * every module of the build list.
 */
export type Purpose = "build" | "tidy" | "all";

export const purposes: readonly Purpose[] = ["build", "tidy", "all"];

/** A main module or workspace that a mirror is for. */
export interface Wanted {
  readonly graph: LoadedGraph;
  readonly sums: Sums;
}

/** A file that belongs into a mirror. */
export interface MirrorFile {
  readonly module: ModuleVersion;
  readonly extension: Extension;
  /** relative, with `/`, escaped: `PATH/@v/VERSION.mod` */
  readonly name: string;
  /** whether what the mirror is for stops without it: `go list -m -json all` only leaves out what it does not find */
  readonly needed: boolean;
  /** the hashes that it must have */
  readonly sums: readonly Sums[];
}

/** A module that cannot be mirrored at all, with the reason as a clause. */
export interface Unplanned {
  readonly module: ModuleVersion;
  readonly problem: string;
}

export interface Plan {
  /** by name */
  readonly files: readonly MirrorFile[];
  readonly unplanned: readonly Unplanned[];
}

/**
 * The files that the go command asks a proxy for when it works with these modules and an empty module cache:
 *
 * - `.mod` of all that the module graph loads, superseded versions included, and of the build list, of which `go list -m -json all` reads
 *   also what pruning leaves out of the graph;
 * - `.info` of the build list: builds ask for it beside every zip, `go list -m all` for each;
 * - `.zip` of the modules that packages come from. With graph pruning those are the requirements of go.mod, which is what `go mod download`
 *   fetches; otherwise those whose zips go.sum has hashes of, since without one no build takes a package from them. `go mod tidy` takes
 *   packages from the latter in either case.
 */
export function planMirror(wanted: readonly Wanted[], purpose: Purpose, names: ModuleFiles): Plan {
  const files = new Map<string, Omit<MirrorFile, "sums"> & { sums: Sums[] }>();
  const unplanned = new Map<string, Unplanned>();
  const add = ({ path, version }: ModuleVersion, extension: Extension, needed: boolean, sums: Sums): void => {
    if (version === "") return; // a directory
    const module = { path, version };
    const name = names.file(module, extension);
    if (typeof name !== "string") {
      unplanned.set(formatModule(module), { module, problem: name.detail });
      return;
    }
    const known = files.get(name);
    if (known === undefined) files.set(name, { module, extension, name, needed, sums: [sums] });
    else {
      if (!known.sums.includes(sums)) known.sums.push(sums);
      if (needed && !known.needed) files.set(name, { ...known, needed });
    }
  };
  for (const { graph, sums } of wanted) {
    for (const loaded of new Set([graph.declared, graph.effective])) {
      for (const node of loaded.walk()) {
        if (isToolchain(node.path) || node.version === "") continue;
        if (node.target.version === "" && node.problem !== undefined) {
          unplanned.set(formatModule(node), { module: { path: node.path, version: node.version }, problem: node.problem.detail });
        } else if (node.read || node.problem !== undefined) add(node.target, "mod", true, sums);
      }
    }
    const packages = packageModules(graph.effective, sums, purpose);
    for (const node of graph.effective.dependencies()) {
      const needed = purpose === "all" || packages.has(node.path);
      const { target } = node;
      add(target, "mod", needed, sums);
      add(target, "info", needed, sums);
      if (needed) add(target, "zip", true, sums);
    }
  }
  return {
    files: [...files.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
    unplanned: [...unplanned.values()],
  };
}

/** The paths of modules that packages come from. */
function packageModules(graph: ModuleGraph, sums: Sums, purpose: Purpose): ReadonlySet<string> {
  const paths = new Set<string>();
  const { pruning, roots } = graph.requirements;
  if (pruning === "pruned") for (const { path } of roots) paths.add(path);
  if (pruning === "pruned" && purpose === "build") return paths;
  for (const node of graph.dependencies()) {
    const { path, version } = node.target;
    if ((sums.zip(path, version) ?? []).length > 0) paths.add(node.path);
  }
  return paths;
}

/** Checks a file's content against all that is known of it. */
export function verifyFile({ module, extension, sums }: MirrorFile, bytes: Uint8Array): ReturnType<typeof verify> {
  return verify(module, extension, bytes, sums);
}
