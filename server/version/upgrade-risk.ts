import { pathMajorPrefix, splitPathVersion } from "./module-path.ts";
import { isSemver, semverMajor, semverMajorMinor } from "./semver.ts";

/**
 * What a module that was written against one version of another may meet when a different one is selected:
 * - `breaking`: another major version, which a path without major version has only as `+incompatible`;
 * - `unstable`: v0, whose minor versions promise nothing, and the step from v0 to v1;
 * - `compatible`: nothing, by the rules of semantic versions.
 */
export type UpgradeRisk = "breaking" | "unstable" | "compatible";

/**
 * The risk of one version of a module in place of another; the direction does not count. The golang.org/x/ modules stay at v0 but
 * keep to compatible changes. Of versions that are not semantic (of `go` and `toolchain`, a directory's) no risk is known: compatible.
 */
export function upgradeRisk(path: string, from: string, to: string): UpgradeRisk {
  if (path.startsWith("golang.org/x/") || !isSemver(from) || !isSemver(to)) return "compatible";
  const majors = new Set([semverMajor(from), semverMajor(to)]);
  if (majors.size === 1) return majors.has("v0") && semverMajorMinor(from) !== semverMajorMinor(to) ? "unstable" : "compatible";
  if (!majors.has("v0") || !majors.has("v1")) return "breaking";
  // gopkg.in's .v1 has v0.0.0- for commits without a tag: v1 all the same (module.CheckPathMajor).
  return pathMajorPrefix(splitPathVersion(path)?.pathMajor ?? "") === "v1" ? "compatible" : "unstable";
}
