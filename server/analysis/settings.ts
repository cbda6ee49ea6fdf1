import { atLeast, type Finding, type Severity, severities } from "./finding.ts";
import type { AnyOptions } from "./options.ts";
import { type AnyRule, groups } from "./rule.ts";

/** Which rules run and how grave their findings are. Names are rule ids or groups. */
export interface Settings {
  /** only these; absent: all that are on by default. A rule that is off by default is turned on by its id, not by its group */
  readonly select?: readonly string[];
  readonly ignore: readonly string[];
  /** by rule id or group; a rule's own entry goes before its group's */
  readonly severity: Readonly<Record<string, Severity | "off">>;
}

export const defaultSettings: Settings = { ignore: [], severity: {} };

/** A rule that runs, with the severity that its findings get. */
export interface ActiveRule {
  readonly rule: AnyRule;
  /** absent: each finding's own, else the rule's */
  readonly severity?: Severity;
  /** the mildest that its findings get; absent: what they have */
  readonly floor?: Severity;
  /** what the configuration says to it; absent: nothing */
  readonly options?: AnyOptions;
}

/** The rules that run on the file at an absolute path. */
export type RulesOf = (path: string) => readonly ActiveRule[];

/** The severity of a finding of a rule that runs. */
export function severityOf({ rule, severity, floor }: ActiveRule, finding: Pick<Finding, "severity">): Severity {
  const own = severity ?? finding.severity ?? rule.severity;
  return floor === undefined || atLeast(own, floor) ? own : floor;
}

/** The rules that run under `settings`. */
export function activeRules(rules: readonly AnyRule[], settings: Settings): readonly ActiveRule[] {
  const named = (names: readonly string[], rule: AnyRule): boolean => names.includes(rule.id) || names.includes(rule.group);
  const active: ActiveRule[] = [];
  for (const rule of rules) {
    if (settings.select !== undefined && !named(settings.select, rule)) continue;
    if (named(settings.ignore, rule)) continue;
    const severity = settings.severity[rule.id] ?? settings.severity[rule.group];
    if (severity === "off") continue;
    if (rule.off === true && settings.severity[rule.id] === undefined && settings.select?.includes(rule.id) !== true) continue;
    active.push(severity === undefined ? { rule } : { rule, severity });
  }
  return active;
}

/** What is wrong with a rule or group name, with the nearest right one; undefined when it is known. */
export function unknownName(name: string, rules: readonly AnyRule[]): string | undefined {
  const known = [...rules.map((rule) => rule.id), ...groups];
  if (known.includes(name)) return undefined;
  const near = nearest(name, known);
  return `unknown rule or group ${JSON.stringify(name)}${near === undefined ? "" : `, did you mean ${near}?`}`;
}

/** Whether a word is a severity or `off`. */
export function isSeverity(word: string): word is Severity | "off" {
  return word === "off" || (severities as readonly string[]).includes(word);
}

/** The known word with the least edit distance, if it is near enough to be what was meant. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  let best: string | undefined;
  let least = Math.max(2, Math.floor(word.length / 3)) + 1;
  for (const candidate of known) {
    const distance = editDistance(word, candidate, least);
    if (distance < least) {
      least = distance;
      best = candidate;
    }
  }
  return best;
}

function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? limit;
}
