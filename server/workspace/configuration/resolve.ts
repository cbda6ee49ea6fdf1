import type { Severity } from "../../analysis/finding.ts";
import { type AnyOptions, mergeOptions } from "../../analysis/options.ts";
import type { AnyRule } from "../../analysis/rule.ts";
import type { ActiveRule } from "../../analysis/settings.ts";
import type { Layer } from "./read.ts";
import type { Choice } from "./schema.ts";

/**
 * What layers come to for one file: the rules that run, with their severities and options.
 *
 * Each layer takes the rules as the one before left them. `select` leaves the rules it names and no others; a rule that is off by default
 * must be named by its own id, or be on already. A severity by id turns a rule on again that an earlier layer ignored, as options do with
 * one that is off by default; `off` and `ignore` turn it off. Within a layer a rule's own severity goes before its group's, and `ignore`
 * before everything.
 *
 * @param path absolute, of the file that is checked
 */
export function resolveLayers(layers: readonly Layer[], rules: readonly AnyRule[], path: string): readonly ActiveRule[] {
  const on = new Set(rules.filter((rule) => rule.off !== true).map(({ id }) => id));
  const severities = new Map<string, Severity>();
  const told = new Map<string, AnyOptions>();
  let floor: Severity | undefined;
  for (const layer of layers) {
    if (layer.holds?.(path) === false) continue;
    floor = layer.floor ?? floor;
    for (const rule of rules) {
      const runs = runsUnder(layer, rule, on.has(rule.id));
      if (runs) on.add(rule.id);
      else on.delete(rule.id);
      const level = layer.severity?.[rule.id] ?? layer.severity?.[rule.group];
      if (level !== undefined && level !== "off") severities.set(rule.id, level);
      const own = layer.options?.[rule.id];
      if (own === undefined || rule.options === undefined) continue;
      const before = told.get(rule.id);
      told.set(rule.id, before === undefined ? own : mergeOptions(rule.options, before, own));
    }
  }
  return rules.flatMap((rule) => {
    if (!on.has(rule.id)) return [];
    const severity = severities.get(rule.id);
    // What gomod-lint says of its own work is no mistake of the file's.
    const least = rule.group === "meta" ? undefined : floor;
    const options = told.get(rule.id);
    return [
      {
        rule,
        ...(severity === undefined ? {} : { severity }),
        ...(least === undefined ? {} : { floor: least }),
        ...(options === undefined ? {} : { options }),
      },
    ];
  });
}

/** Whether a rule runs after a layer. */
function runsUnder({ select, ignore, severity, options }: Choice, rule: AnyRule, before: boolean): boolean {
  const names = (list: readonly string[] | undefined): boolean =>
    list?.includes(rule.id) === true || list?.includes(rule.group) === true;
  if (names(ignore)) return false;
  const own = severity?.[rule.id];
  if ((own ?? severity?.[rule.group]) === "off") return false;
  const named = own !== undefined || (rule.off === true && options?.[rule.id] !== undefined);
  if (select !== undefined) {
    if (select.includes(rule.id)) return true;
    return select.includes(rule.group) && (rule.off !== true || named || before);
  }
  return before || named;
}
