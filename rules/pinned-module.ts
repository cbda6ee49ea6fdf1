import {
  type BuiltModule,
  builtModules,
  formatReferrers,
  placeOfBuilt,
  referrerChains,
  referrersOf,
} from "../server/analysis/built-modules.ts";
import type { Finding } from "../server/analysis/finding.ts";
import { because, isOver, type ReadyEntry, readyEntries } from "../server/analysis/module-policy.ts";
import { modulePatternOption, reasonOption, untilOption, versionsOption } from "../server/analysis/option-forms.ts";
import type { ListOption, OptionValue } from "../server/analysis/options.ts";
import { defineRule } from "../server/analysis/rule.ts";
import { substituteFix } from "../server/analysis/substitute.ts";
import type { ModuleGraph } from "../server/graph/module-graph.ts";
import type { ModFile } from "../server/modfile/mod-file.ts";
import { onlyVersion } from "../server/version/version-range.ts";

const modules = {
  kind: "list",
  description: "modules and the versions that they must have where they are built in",
  of: {
    kind: "record",
    description: "a module with its versions",
    about: "module",
    keys: {
      module: modulePatternOption("a path, path/... for all below it too, or a pattern with *"),
      versions: { ...versionsOption("v1.2.3, v1.4 for all of v1.4, or >=v1.2.0 <v2"), required: true },
      reason: reasonOption,
      until: untilOption("the last day on which they must"),
    },
  },
} as const satisfies ListOption;

type Pin = OptionValue<typeof modules>[number];

/**
 * Modules that are built in at other versions than the configuration holds them at, replacements applied. Silent on a partial graph, where
 * the selected version may be too low.
 */
export const pinnedModule = defineRule({
  id: "pinned-module",
  group: "policy",
  summary: "a module is not at the version that the configuration holds it at",
  severity: "error",
  off: true,
  options: { modules },
  demands: ["modules"],
  on: ["mod"],
  needs: ["graph", "today"],
  fix: "unsafe",
  *check({ file, graph: { effective: graph }, options, today }) {
    if (!graph.complete) return;
    const pins = readyEntries(options.modules);
    for (const module of builtModules(file, graph)) {
      if (module.near === "graph") continue;
      const broken = pins.naming(module.node.path).find((pin) => !isOver(pin.entry.until, today) && !isHeld(pin, module));
      if (broken !== undefined) yield describe(file, graph, module, broken.entry);
    }
  },
});

/** What another module or a directory replaces is at no version of its own. */
function isHeld({ range }: ReadyEntry<Pin>, { node, path, version }: BuiltModule): boolean {
  return path === node.path && range?.has(version) === true;
}

function describe(file: ModFile, graph: ModuleGraph, module: BuiltModule, { versions, reason }: Pin): Finding {
  const { node, path, version, replacement } = module;
  const target = version === "" ? (replacement?.newPath.value ?? "a directory") : `${path} ${version}`;
  const is = replacement === undefined ? `${path} ${version} is built in` : `${node.path} is replaced by ${target}`;
  const pinned = onlyVersion(versions);
  const all = referrersOf(file, graph, node.path);
  const forced = all.filter((from) => from.requires.includes(node));
  const referrers = forced.length === 0 ? all : forced;
  return {
    span: placeOfBuilt(file, graph, module),
    message: `${is}, but held at ${versions}${because(reason)}`,
    why: [
      ...(replacement === undefined ? [`${node.version} is required by ${formatReferrers(graph, referrers)}`] : []),
      "the policy of the configuration holds it there (options.pinned-module.modules)",
    ].join("; "),
    related: referrerChains(graph, referrers, node.path),
    ...(pinned === undefined ? {} : substituteFix(file, graph, module, `${node.path}@${pinned}`, () => false)),
  };
}
