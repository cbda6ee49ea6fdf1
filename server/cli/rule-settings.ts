import { type Severity, severities } from "../analysis/finding.ts";
import type { AnyRule } from "../analysis/rule.ts";
import { isSeverity, nearest, type Settings, unknownName } from "../analysis/settings.ts";
import type { UsageError } from "./arguments.ts";

/** The options that choose rules, as they were given. */
export interface RuleOptions {
  readonly select?: readonly string[] | undefined;
  readonly ignore?: readonly string[] | undefined;
  readonly severity?: readonly string[] | undefined;
}

/** Settings from --select, --ignore and --severity; names are separated by commas, or the option is repeated. */
export function ruleSettings(options: RuleOptions, rules: readonly AnyRule[]): Settings | UsageError {
  const names = (lists: readonly string[]): readonly string[] =>
    lists.flatMap((list) => list.split(",")).filter((name) => name !== "");
  const select = options.select === undefined ? undefined : names(options.select);
  const ignore = names(options.ignore ?? []);
  const severity: Record<string, Severity | "off"> = {};
  for (const pair of names(options.severity ?? [])) {
    const [name = "", level, ...more] = pair.split("=");
    if (level === undefined || more.length > 0) return { usage: `--severity ${pair} is not of the form RULE=LEVEL` };
    if (!isSeverity(level)) return unknownLevel(`--severity ${pair}`, level, [...severities, "off"]);
    severity[name] = level;
  }
  for (const name of [...(select ?? []), ...ignore, ...Object.keys(severity)]) {
    const problem = unknownName(name, rules);
    if (problem !== undefined) return { usage: problem, hint: "gomod-lint rules lists them all" };
  }
  return { ...(select === undefined ? {} : { select }), ignore, severity };
}

/** What is wrong with a level, with the right ones. */
export function unknownLevel(where: string, level: string, known: readonly string[]): UsageError {
  const near = nearest(level, known);
  return {
    usage: `${where}: ${JSON.stringify(level)} is not a level`,
    hint: `${near === undefined ? "" : `did you mean ${near}? `}levels are ${known.join(", ")}`,
  };
}
