import type { VendoredModule, VendorManifest } from "../modfile/vendor-manifest.ts";
import { compareGoVersions } from "../version/go-version.ts";
import { resolveReplacement } from "./load.ts";
import { ModuleGraph, type ModuleNode, type MutableNode } from "./module-graph.ts";
import { formatModule, type ModuleVersion } from "./module-version.ts";
import { namedReplacement, type PathFunctions } from "./replacement.ts";
import { type ModuleSet, requirementsOf, rootsOf } from "./requirements.ts";

/** Since this go line modules.txt holds enough to check it against go.mod. */
const checkedSince = "1.14";

/**
 * Whether a node stands for vendor/modules.txt, which in the graph of a vendor directory is a module that the main module requires, and
 * that requires all that is vendored: who of them required whom is not known.
 */
export function isVendorManifest({ path, version }: ModuleVersion): boolean {
  return path === manifestPath && version === "";
}

const manifestPath = "vendor/modules.txt";

/**
 * The module graph as far as a vendor directory tells it (modload.Requirements.initVendor): the roots, and in front of go 1.17 and in a
 * workspace also the modules that packages come from. A module that gives no package and is no root is not in it.
 */
export function vendoredGraph(set: ModuleSet, manifest: VendorManifest): ModuleGraph {
  const requirements = requirementsOf(set);
  const graph = new ModuleGraph(set, requirements);
  const intern = ({ path, version }: ModuleVersion): MutableNode => graph.intern(path, version);
  const roots = requirements.roots.map(intern);
  if (requirements.pruning === "pruned") {
    for (const main of graph.mains) require(main, roots);
  } else {
    const vendored = graph.intern(manifestPath, "");
    require(vendored, manifest.providing.map(intern));
    for (const main of set.mains) {
      const own =
        set.work === undefined
          ? roots
          : rootsOf(main)
              .roots.filter((root) => root.path !== "toolchain")
              .map(intern);
      require(graph.intern(main.path, ""), [...own, vendored]);
    }
  }
  for (const { path, version, go } of manifest.modules) {
    const node = graph.node(path, version) as MutableNode | undefined;
    if (node === undefined) continue;
    node.summary = { path, ...(go === undefined ? {} : { go }), require: [], retract: [] };
    const target = resolveReplacement(set, node);
    if (target !== undefined && !("unavailable" in target)) node.target = target;
  }
  return graph;
}

function require(node: ModuleNode, requires: MutableNode[]): void {
  const mutable = node as MutableNode;
  mutable.requires = requires;
  mutable.required = true;
}

/** Where vendor/modules.txt is not what the main modules ask for. */
export interface VendorProblem {
  readonly module: ModuleVersion;
  /** whether a requirement, a replacement, or what modules.txt says is to be looked at */
  readonly of: "require" | "replace" | "manifest";
  /** a clause whose subject is the module */
  readonly problem: string;
}

/**
 * All that keeps the go command from building from a vendor directory (modload.checkVendorConsistency, and the check of a pruned module's
 * roots in initVendor).
 *
 * @param goVersion the go line of the only main module; undefined where it has none, or in a workspace
 */
export function vendorProblems(
  set: ModuleSet,
  manifest: VendorManifest,
  goVersion: string | undefined,
  paths: PathFunctions,
): readonly VendorProblem[] {
  const problems = new Map<string, VendorProblem>();
  const say = (of: VendorProblem["of"], { path, version }: ModuleVersion, problem: string): void => {
    const key = `${formatModule({ path, version })} ${problem}`;
    if (!problems.has(key)) problems.set(key, { module: { path, version }, of, problem });
  };
  const listed = new Map<string, VendoredModule>(manifest.modules.map((module) => [formatModule(module), module]));
  const old = set.work === undefined && compareGoVersions(goVersion ?? "", checkedSince) < 0;

  for (const main of set.mains) {
    for (const { path, version } of main.require) {
      if (listed.get(formatModule({ path, version }))?.explicit === true) continue;
      const vendored = manifest.selected.get(path);
      if (!old) say("require", { path, version }, "is required in go.mod, but not marked as explicit in vendor/modules.txt");
      else if (vendored !== undefined && vendored !== version) {
        say("require", { path, version }, `is required in go.mod, but vendor/modules.txt has ${vendored}`);
      }
    }
  }

  const seen = new Set<string>();
  for (const replace of [...set.mains.map((main) => main.replace), ...(set.work === undefined ? [] : [set.work.replace])]) {
    for (const [path, versions] of replace) {
      for (const version of versions.keys()) {
        const module = { path, version };
        const name = formatModule(module);
        if (seen.has(name)) continue;
        seen.add(name);
        const resolved = resolveReplacement(set, module);
        if (resolved !== undefined && "unavailable" in resolved) {
          say("replace", module, `cannot be resolved: ${resolved.detail}`);
          continue;
        }
        const now = namedReplacement(set, module, paths);
        const then = listed.get(name)?.replacement;
        if (then === undefined) {
          const omitted = old && (version === "" || manifest.selected.get(path) !== version);
          if (now !== undefined && !omitted)
            say("replace", module, "is replaced, but not marked as replaced in vendor/modules.txt");
        } else if (now === undefined || then.path !== now.path || then.version !== now.version) {
          const by = now === undefined ? "not replaced" : `replaced by ${formatModule(now)}`;
          say("replace", module, `is ${by}, but marked as replaced by ${formatModule(then)} in vendor/modules.txt`);
        }
      }
    }
  }

  const required = new Set(set.mains.flatMap((main) => main.require.map(formatModule)));
  for (const module of manifest.providing) {
    if (module.explicit && !required.has(formatModule(module))) {
      say("manifest", module, "is marked as explicit in vendor/modules.txt, but not required in go.mod");
    }
  }
  for (const module of manifest.modules) {
    if (module.replacement !== undefined && namedReplacement(set, module, paths) === undefined) {
      say("manifest", module, "is marked as replaced in vendor/modules.txt, but not replaced");
    }
  }
  const { pruning, roots } = requirementsOf(set);
  if (pruning === "pruned") {
    for (const module of manifest.providing) {
      const root = roots.findLast(({ path }) => path === module.path);
      if (root?.version !== module.version) say("manifest", module, "is vendored, but not required in go.mod");
    }
  }
  return [...problems.values()];
}
