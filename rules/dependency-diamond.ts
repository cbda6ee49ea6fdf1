import { formatNames, requirementSpan } from "../server/analysis/describe.ts";
import type { Finding, Related } from "../server/analysis/finding.ts";
import { matcherOfAny } from "../server/analysis/module-policy.ts";
import { modulePatternsOption } from "../server/analysis/option-forms.ts";
import { requirementLines } from "../server/analysis/requirement-lines.ts";
import { defineRule } from "../server/analysis/rule.ts";
import { type Diamond, diamonds, type Laggard } from "../server/graph/diamonds.ts";
import type { ModuleGraph } from "../server/graph/module-graph.ts";
import { formatModule } from "../server/graph/module-version.ts";
import { shortestPath } from "../server/graph/paths.ts";
import type { Requirement } from "../server/modfile/mod-file.ts";

/**
 * Modules of the build that were written against a version of a shared dependency that the selected one may break. Silent on a partial
 * graph, and where a replacement decides what is built whatever the versions say.
 */
export const dependencyDiamond = defineRule({
  id: "dependency-diamond",
  group: "diamond",
  summary: "modules of the build need versions of a module that may not be compatible",
  severity: "warning",
  on: ["mod"],
  options: {
    compatible: modulePatternsOption("modules whose versions go together whatever they are called, as those of golang.org/x do"),
  },
  needs: ["graph"],
  fix: "none",
  *check({ file, graph, options }) {
    const built = graph.effective;
    if (!built.complete) return;
    const isCompatible = matcherOfAny(options.compatible ?? []);
    const { first: lines } = requirementLines(file);
    const isDirect = (path: string): boolean => lines.get(path)?.indirect === false;
    const told = new Map<string, { finding: Finding; also: string[] }>();
    for (const diamond of built.derived(diamonds)) {
      if (diamond.risk === "compatible") continue;
      const requirement = lines.get(diamond.path);
      if (requirement === undefined || diamond.selected.target !== diamond.selected || isCompatible(diamond.path)) continue;
      const risky = riskyLaggards(diamond, isDirect);
      if (risky.length === 0) continue;
      // One driver that pulls a family of modules past the same laggards is one cause: it is told once.
      const cause = [...diamond.drivers.map((m) => m.path), "<", ...risky.map((l) => l.module.path)].join(" ");
      const known = told.get(cause);
      if (known === undefined) told.set(cause, { finding: describe(built, diamond, requirement, risky), also: [] });
      else known.also.push(diamond.path);
    }
    for (const { finding, also } of told.values()) {
      yield also.length === 0 ? finding : { ...finding, message: `${finding.message}; the same for ${formatNames(also)}` };
    }
  },
});

/** Laggards whose difference is worth a word: every breaking one, unstable ones between direct dependencies. */
function riskyLaggards(diamond: Diamond, isDirect: (path: string) => boolean): readonly Laggard[] {
  if (diamond.risk === "breaking") return diamond.laggards.filter((laggard) => laggard.risk === "breaking");
  if (!diamond.drivers.some((driver) => driver.version === "" || isDirect(driver.path))) return [];
  return diamond.laggards.filter((laggard) => laggard.risk === "unstable" && isDirect(laggard.module.path));
}

function describe(graph: ModuleGraph, diamond: Diamond, requirement: Requirement, risky: readonly Laggard[]): Finding {
  const { path, selected } = diamond;
  const needs = risky.map((laggard) => `${formatModule(laggard.module)} (requires ${laggard.requires.version})`);
  const breaking = risky[0]?.risk === "breaking";
  const drivers = diamond.drivers.filter((driver) => driver.version !== "").map(formatModule);
  return {
    span: requirementSpan(requirement),
    severity: breaking ? "warning" : "info",
    message: `${path} ${selected.version} is built into ${formatNames(needs)}`,
    why: breaking
      ? `${risky[0]?.requires.version} and ${selected.version} are different major versions on one path, so the laggard may not compile or behave: a newer ${risky[0]?.module.path} may go with ${selected.version}`
      : "v0 versions may change in any way between minors: the laggard has not been released against the version it gets",
    related: [
      ...(drivers.length === 0
        ? []
        : [{ span: requirementSpan(requirement), message: `${selected.version} is required by ${formatNames(drivers)}` }]),
      ...risky.slice(0, 3).map((laggard) => requirementOf(graph, laggard)),
    ],
  };
}

/** Those of a graph that were asked for: an edit of a comment asks again for what was said before. */
const chainsOf = (_: ModuleGraph): Map<Laggard, Related> => new Map();

/** The way from a main module to what a laggard requires. */
function requirementOf(graph: ModuleGraph, laggard: Laggard): Related {
  const chains = graph.derived(chainsOf);
  let related = chains.get(laggard);
  if (related === undefined) {
    const { module, requires } = laggard;
    related = { chain: [...shortestPath(graph, module), requires], message: `requires ${requires.version}` };
    chains.set(laggard, related);
  }
  return related;
}
