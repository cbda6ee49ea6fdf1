import type { ModuleGraph } from "../graph/module-graph.ts";
import { forcing } from "../graph/requirers.ts";
import { addReplacement, setReplacementTarget, setRequirementVersion } from "../modfile/edit.ts";
import type { ModFile } from "../modfile/mod-file.ts";
import { compareModVersions } from "../version/go-version.ts";
import { checkModule } from "../version/module-path.ts";
import { canonicalVersion } from "../version/semver.ts";
import type { BuiltModule } from "./built-modules.ts";
import type { Fix } from "./finding.ts";

/**
 * Puts what a policy names as `PATH@VERSION` in a module's place: another version of the module by its requirement, another module by a
 * replacement. None where that could not be, or would not be allowed either.
 * @param instead any text
 */
export function substituteFix(
  file: ModFile,
  graph: ModuleGraph,
  module: BuiltModule,
  instead: string | undefined,
  isBanned: (path: string, version: string) => boolean,
): { readonly fixes?: readonly Fix[] } {
  const [, path, version] = /^([^\s@]+)@(v[^\s@]+)$/.exec(instead ?? "") ?? [];
  if (path === undefined || version === undefined || isBanned(path, version)) return {};
  if (checkModule(path, version) !== undefined || canonicalVersion(version) !== version) return {};
  const { node, requirement, replacement } = module;
  if (path === node.path && replacement === undefined) {
    // What others force cannot be gone below.
    const free = forcing(graph, path).every(({ from }) => graph.mains.includes(from));
    if (requirement === undefined || (!free && compareModVersions(path, version, node.version) < 0)) return {};
    return {
      fixes: [
        { title: `Require ${path} ${version}`, safety: "unsafe", edits: setRequirementVersion(file, requirement, version) },
      ],
    };
  }
  const edits =
    replacement === undefined
      ? addReplacement(file, node.path, undefined, path, version)
      : setReplacementTarget(file, replacement, path, version);
  return { fixes: [{ title: `Replace ${node.path} by ${path} ${version}`, safety: "unsafe", edits }] };
}
