import { requirementSpan } from "../server/analysis/describe.ts";
import type { VendorFile } from "../server/analysis/facts.ts";
import type { Finding } from "../server/analysis/finding.ts";
import { fileSpan } from "../server/analysis/place-of.ts";
import { replacedModule, replacementSpan } from "../server/analysis/replacements.ts";
import { defineRule } from "../server/analysis/rule.ts";
import { formatModule, type ModuleVersion } from "../server/graph/module-version.ts";
import type { VendorProblem } from "../server/graph/vendor.ts";
import type { ModFile, WorkFile } from "../server/modfile/mod-file.ts";

/**
 * A vendor directory that was not made of the file as it is (modload.checkVendorConsistency). One finding for each module: a requirement that
 * was raised is both missing from modules.txt and left over there.
 */
export const inconsistentVendoring = defineRule({
  id: "inconsistent-vendoring",
  group: "vendor",
  summary: "vendor/modules.txt is not what the file asks for",
  severity: "error",
  local: true,
  on: ["mod", "work"],
  needs: ["vendor"],
  fix: "none",
  *check({ file, vendor }) {
    if (vendor === undefined) return;
    const command = file.kind === "work" ? "go work vendor" : "go mod vendor";
    const why = `the go command stops with “inconsistent vendoring”; \`${command}\` makes the vendor directory anew`;
    if (vendor.manifest.text === "" && vendor.problems.length > 1) {
      yield { span: fileSpan(file), message: "the vendor directory has no modules.txt that lists its modules", why };
      return;
    }
    const told = new Set<string>();
    for (const problem of vendor.problems) {
      if (told.has(problem.module.path)) continue;
      told.add(problem.module.path);
      yield { ...placeOf(file, vendor, problem), message: `${formatModule(problem.module)} ${problem.problem}`, why };
    }
  },
});

/** The line that the vendor directory contradicts, or the line of modules.txt that contradicts the file. */
function placeOf(
  file: ModFile | WorkFile,
  { path, manifest }: VendorFile,
  { module, of }: VendorProblem,
): Pick<Finding, "span" | "place"> {
  const same = (other: ModuleVersion): boolean => other.path === module.path && other.version === module.version;
  const requirement =
    file.kind === "mod" ? file.require.find((r) => same({ path: r.path.value, version: r.version.value })) : undefined;
  const replacement = file.replace.find((r) => same(replacedModule(r)));
  if (of === "require" && requirement !== undefined) return { span: requirementSpan(requirement) };
  if (of === "replace" && replacement !== undefined) return { span: replacementSpan(replacement) };
  const listed = manifest.modules.find(same);
  if (listed === undefined) return { span: fileSpan(file) };
  return { span: fileSpan(file), place: { path, text: manifest.text, lines: manifest.lines, span: listed.span } };
}
