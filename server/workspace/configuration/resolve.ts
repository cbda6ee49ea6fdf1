import type { Severity } from "../../analysis/finding.ts";
import type { AnyRule } from "../../analysis/rule.ts";
import type { ActiveRule } from "../../analysis/settings.ts";
import type { Layer } from "./read.ts";
import type { Choice } from "./schema.ts";

/**
 * What layers come to for one file: the rules that run, with their severities.
 *
 * Each layer takes the rules as the one before left them. `select` leaves the rules it names and no others; a rule that is off by default
 * must be named by its own id. A severity by id turns a rule on again that an earlier layer ignored; `off` and `ignore` turn it off. Within
 * a layer a rule's own severity goes before its group's, and `ignore` before everything.
 *
 * @param path absolute, of the file that is checked
 */
export function resolveLayers(layers: readonly Layer[], rules: readonly AnyRule[], path: string): readonly ActiveRule[] {
  const on = new Set(rules.filter((rule) => rule.off !== true).map(({ id }) => id));
  const severities = new Map<string, Severity>();
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
    }
  }
  return rules.flatMap((rule) => {
    if (!on.has(rule.id)) return [];
    const severity = severities.get(rule.id);
    // What gomod-lint says of its own work is no mistake of the file's.
    const least = rule.group === "meta" ? undefined : floor;
    return [{ rule, ...(severity === undefined ? {} : { severity }), ...(least === undefined ? {} : { floor: least }) }];
  });
}

/** Whether a rule runs after a layer. */
function runsUnder({ select, ignore, severity }: Choice, rule: AnyRule, before: boolean): boolean {
  const names = (list: readonly string[] | undefined): boolean =>
    list?.includes(rule.id) === true || list?.includes(rule.group) === true;
  if (names(ignore)) return false;
  const own = severity?.[rule.id];
  if ((own ?? severity?.[rule.group]) === "off") return false;
  if (select !== undefined) {
    if (select.includes(rule.id)) return true;
    return select.includes(rule.group) && (rule.off !== true || own !== undefined);
  }
  return before || own !== undefined;
}
