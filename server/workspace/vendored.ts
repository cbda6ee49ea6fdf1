import type { BuildMod } from "../environment/build-mod.ts";
import { pathsOf } from "../environment/file-paths.ts";
import type { ModuleGraph } from "../graph/module-graph.ts";
import { formatModule } from "../graph/module-version.ts";
import { vendoredGraph, vendorProblems } from "../graph/vendor.ts";
import type { Host } from "../host/host.ts";
import { parseVendorManifest } from "../modfile/vendor-manifest.ts";
import type { FoundSet } from "./module-set.ts";

/** What a vendor directory knows of the modules. */
export interface Vendored {
  readonly graph: ModuleGraph;
  /** absolute path of modules.txt */
  readonly file: string;
}

/**
 * The modules as vendor/modules.txt has them, where the go command would build from the vendor directory.
 *
 * @param mod how -mod is set for commands that build
 * @returns undefined where it would not, or there is no such file; the problem where it would stop at the file
 */
export function vendoredModules(
  host: Host,
  { set, facts }: FoundSet,
  mod: BuildMod,
): Vendored | { readonly problem: string } | undefined {
  const paths = pathsOf(host);
  const root = facts.workFile === undefined ? facts.moduleDirectory : paths.dirname(facts.workFile);
  if (mod.mode !== "vendor" || root === undefined) return undefined;
  const file = paths.join(root, "vendor", "modules.txt");
  const text = host.readText(file);
  if (typeof text !== "string") return text.failed === "missing" ? undefined : { problem: `cannot read ${file}: ${text.detail}` };
  const manifest = parseVendorManifest(text);
  const [first, ...more] = vendorProblems(set, manifest, facts.goVersion, paths);
  if (first === undefined) return { graph: vendoredGraph(set, manifest), file };
  const rest = more.length === 0 ? "" : `, and ${more.length} more`;
  return { problem: `${file} cannot be used: ${formatModule(first.module)} ${first.problem}${rest}` };
}
