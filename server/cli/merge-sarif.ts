import { gravest, sarifLimits } from "./reporters/sarif.ts";

/** What of a run of SARIF is joined; everything else is the same in all of gomod-lint's. */
export interface SarifRun {
  readonly tool: { readonly driver: { readonly name: string; readonly rules: readonly { readonly id: string }[] } };
  readonly automationDetails: { readonly id: string };
  readonly invocations: readonly {
    readonly executionSuccessful: boolean;
    readonly toolExecutionNotifications: readonly object[];
  }[];
  readonly results: readonly { readonly ruleId: string; readonly level: string; readonly ruleIndex?: number }[];
}

/** A report as it was written. */
export interface SarifLog {
  readonly runs: readonly SarifRun[];
}

/** The analysis of more modules than GitHub takes runs, or of a part of them (`--shard`). */
const several = /^gomod-lint\/(\d+-of-\d+\/)?$/;

/**
 * The runs of all reports: one for each module as far as GitHub takes so many, else a single one, as a check of everything would have
 * made. A module that stands in several reports has one run.
 */
export function mergeSarif(logs: readonly SarifLog[]): SarifLog {
  const all = logs.flatMap(({ runs }) => runs);
  const said = all.filter((run) => !(several.test(run.automationDetails.id) && isEmpty(run)));
  const byId = new Map<string, SarifRun[]>();
  for (const run of said.length === 0 ? all.slice(0, 1) : said) {
    const { id } = run.automationDetails;
    byId.set(id, [...(byId.get(id) ?? []), run]);
  }
  const asOne = byId.size > sarifLimits.runs || [...byId.keys()].some((id) => several.test(id));
  const groups = asOne ? [[...byId.values()].flat()] : [...byId.values()];
  return {
    ...logs[0],
    runs: groups.flatMap((group) => {
      const [first] = group;
      if (first === undefined) return [];
      return [join(first, group, asOne ? "gomod-lint/" : first.automationDetails.id)];
    }),
  };
}

function isEmpty({ results, invocations }: SarifRun): boolean {
  return results.length === 0 && invocations.every(({ toolExecutionNotifications }) => toolExecutionNotifications.length === 0);
}

function join(first: SarifRun, group: readonly SarifRun[], id: string): SarifRun {
  const all = group.flatMap(({ results }) => results);
  const results = all.length <= sarifLimits.results ? all : gravest(all);
  const used = new Set(results.map(({ ruleId }) => ruleId));
  const described = new Map(group.flatMap(({ tool }) => tool.driver.rules.map((rule) => [rule.id, rule])));
  const rules = [...described.values()].filter((rule) => used.has(rule.id)).sort((a, b) => (a.id < b.id ? -1 : 1));
  const indices = new Map(rules.map((rule, index) => [rule.id, index]));
  const invocations = group.flatMap((run) => run.invocations);
  return {
    ...first,
    tool: { ...first.tool, driver: { ...first.tool.driver, rules } },
    automationDetails: { id },
    invocations: [
      {
        executionSuccessful: invocations.every(({ executionSuccessful }) => executionSuccessful),
        toolExecutionNotifications: [
          ...invocations.flatMap(({ toolExecutionNotifications }) => toolExecutionNotifications),
          ...(results === all
            ? []
            : [
                {
                  level: "note",
                  message: {
                    text: `${all.length - results.length} of ${all.length} findings were left out: more than GitHub takes`,
                  },
                },
              ]),
        ],
      },
    ],
    results: results.map((result) => {
      const ruleIndex = indices.get(result.ruleId);
      return { ...result, ...(ruleIndex === undefined ? {} : { ruleIndex }) };
    }),
  };
}
