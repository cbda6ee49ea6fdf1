import {
  type BuiltModule,
  builtModules,
  formatReferrers,
  isNear,
  type Nearness,
  nearness,
  placeOfBuilt,
  referrerChains,
  referrersOf,
} from "../server/analysis/built-modules.ts";
import type { Finding } from "../server/analysis/finding.ts";
import { because, isOver, type ReadyEntries, type ReadyEntry, readyEntries } from "../server/analysis/module-policy.ts";
import {
  modulePatternOption,
  modulePatternsOption,
  reasonOption,
  untilOption,
  versionsOption,
} from "../server/analysis/option-forms.ts";
import type { ListOption, OptionValue } from "../server/analysis/options.ts";
import { goneReferrers, unknownReferrers } from "../server/analysis/referrer-list.ts";
import { defineRule } from "../server/analysis/rule.ts";
import { substituteFix } from "../server/analysis/substitute.ts";
import type { ModuleGraph, ModuleNode } from "../server/graph/module-graph.ts";
import type { ModFile } from "../server/modfile/mod-file.ts";

const scope = (description: string) => ({ kind: "choice", of: nearness, description }) as const;

const referrers = modulePatternsOption(
  "modules that may require it; others that do are found, and so are listed ones that no longer do",
);

const block = {
  kind: "list",
  description: "modules that are not allowed",
  of: {
    kind: "record",
    description: "a module, path/... or pattern, perhaps with more to say of it",
    about: "module",
    short: true,
    keys: {
      module: modulePatternOption("what is banned: a path, path/... for all below it too, or a pattern with *"),
      versions: versionsOption("only these versions are: <v1.2.3, v0, >=v1.2.0 <v2"),
      except: modulePatternsOption("modules that the pattern means to leave out"),
      scope: scope(
        "direct: where go.mod requires it directly; build (default): indirectly, too; graph: whatever the module graph selects",
      ),
      instead: { kind: "text", description: "what to use; PATH@VERSION is offered as a replacement" },
      reason: reasonOption,
      referrers,
      until: untilOption("the last day on which it is let be: for its referrers where there are any, else for all"),
    },
  },
} as const satisfies ListOption;

const allow = {
  kind: "list",
  description: "with it, modules that no entry names are not allowed either",
  of: {
    kind: "record",
    description: "a module, path/... or pattern, perhaps with more to say of it",
    about: "module",
    short: true,
    keys: {
      module: modulePatternOption("what is allowed: a path, path/... for all below it too, or a pattern with *"),
      versions: versionsOption("only these versions are"),
      reason: reasonOption,
      referrers,
      until: untilOption("the last day on which it is allowed"),
    },
  },
} as const satisfies ListOption;

type Ban = OptionValue<typeof block>[number];
type Permit = OptionValue<typeof allow>[number];

/** What one check works with. */
interface Check {
  readonly file: ModFile;
  readonly graph: ModuleGraph;
  readonly today: string;
  readonly bans: ReadyEntries<Ban>;
  readonly permits: ReadyEntries<Permit> | undefined;
  readonly scope: Nearness;
}

/**
 * Modules that the configuration does not allow, by what is built in: a replacement is judged, not what it replaces, and a directory is code
 * of one's own. On a partial graph a selected version may be too low, so that entries with versions say nothing.
 */
export const bannedModule = defineRule({
  id: "banned-module",
  group: "policy",
  summary: "a module is built in that the configuration does not allow",
  severity: "error",
  off: true,
  options: {
    block,
    allow,
    scope: scope("how near modules must be that are held against allow: direct, build (default) or graph"),
  },
  demands: ["block", "allow"],
  on: ["mod"],
  needs: ["graph", "today"],
  fix: "unsafe",
  *check({ file, graph: { effective: graph }, options, today }) {
    const check: Check = {
      file,
      graph,
      today,
      bans: readyEntries(options.block),
      permits: options.allow === undefined ? undefined : readyEntries(options.allow),
      scope: options.scope ?? "build",
    };
    const modules = builtModules(file, graph).filter(({ version }) => version !== "");
    const scopes = [
      ...(options.block ?? []).map(({ scope = "build" }) => scope),
      ...(options.allow === undefined ? [] : [check.scope]),
    ];
    const farthest = nearness.findLast((scope) => scopes.includes(scope)) ?? "direct";
    for (const module of modules) {
      if (!isNear(module, farthest)) continue;
      const finding = banned(check, module) ?? notAllowed(check, module);
      if (finding !== undefined) yield finding;
    }
    if (!graph.complete) return;
    for (const { entry, names } of [...check.bans.all, ...(check.permits?.all ?? [])]) {
      if (entry.referrers === undefined || isOver(entry.until, today)) continue;
      yield* goneReferrers(
        file,
        graph,
        { ...entry, referrers: entry.referrers },
        modules.filter(({ path }) => names(path)),
      );
    }
  },
});

function banned(check: Check, module: BuiltModule): Finding | undefined {
  const { file, graph, today } = check;
  for (const { entry, range } of check.bans.naming(module.path)) {
    if (!isNear(module, entry.scope ?? "build")) continue;
    if (range !== undefined && (!graph.complete || !range.has(module.version))) continue;
    const over = isOver(entry.until, today);
    const all = referrersOf(file, graph, module.node.path);
    const found =
      over || (entry.referrers === undefined && entry.until === undefined) ? all : unknownReferrers(entry.referrers, all);
    if (found === undefined) continue;
    const only =
      over || entry.referrers === undefined ? "" : `, ${found.length === 1 ? "no known referrer" : "no known referrers"}`;
    const more = [...(entry.versions === undefined ? [] : [entry.versions]), ...(over ? [`let be until ${entry.until}`] : [])];
    const details = more.length === 0 ? "" : ` (${more.join(", ")})`;
    return {
      ...described(check, module, `is banned${details}${because(entry.reason)}`, found, only),
      why: [
        ...(entry.instead === undefined ? [] : [`use ${entry.instead} instead`]),
        "the policy of the configuration says so (options.banned-module.block)",
      ].join("; "),
      ...substituteFix(file, graph, module, entry.instead, (path, version) => isBanned(check, path, version)),
    };
  }
  return undefined;
}

/** Whether a module may not be put in another's place. */
function isBanned({ bans, permits }: Check, path: string, version: string): boolean {
  const isMeant = ({ range }: Pick<ReadyEntry<Ban>, "range">): boolean => range?.has(version) !== false;
  return bans.naming(path).some(isMeant) || permits?.naming(path).some(isMeant) === false;
}

function notAllowed(check: Check, module: BuiltModule): Finding | undefined {
  const { file, graph, today, permits, scope } = check;
  if (permits === undefined || !isNear(module, scope)) return undefined;
  const all = referrersOf(file, graph, module.node.path);
  let why: string | undefined;
  let ended: string | undefined;
  let found = all;
  for (const { entry, range } of permits.naming(module.path)) {
    if (isOver(entry.until, today)) {
      ended ??= entry.until;
      continue;
    }
    if (range !== undefined && !graph.complete) return undefined;
    if (range?.has(module.version) === false) {
      why ??= `allowed are its versions ${entry.versions}${because(entry.reason)}`;
      continue;
    }
    const unknown = entry.referrers === undefined ? undefined : unknownReferrers(entry.referrers, all);
    if (unknown === undefined) return undefined;
    why ??= `it is allowed for ${entry.referrers?.join(", ")} only`;
    found = unknown;
  }
  return {
    ...described(check, module, `is not allowed${ended === undefined ? "" : ` (allowed until ${ended})`}`, found, ""),
    why: `${why ?? (ended === undefined ? "no entry names it" : "the time of its entry is over")}; the policy of the configuration says so (options.banned-module.allow)`,
  };
}

function described(check: Check, module: BuiltModule, what: string, found: readonly ModuleNode[], only: string): Finding {
  const { file, graph } = check;
  const by = found.length === 0 ? "" : `; required by ${formatReferrers(graph, found)}${only}`;
  return {
    span: placeOfBuilt(file, graph, module),
    message: `${module.path} ${module.version} ${what}${by}`,
    related: referrerChains(graph, found, module.node.path),
  };
}
