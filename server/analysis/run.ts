import type { ModFile, WorkFile } from "../modfile/mod-file.ts";
import type { FactStates, Facts, LoadedFact } from "./facts.ts";
import type { Diagnostic, Finding } from "./finding.ts";
import { IgnoreUsage } from "./ignore-usage.ts";
import { noOptions } from "./options.ts";
import type { AnyRule } from "./rule.ts";
import { type ActiveRule, severityOf } from "./settings.ts";
import type { Stopwatch } from "./stopwatch.ts";
import { concernsFinding, holds, type Suppression, suppressions } from "./suppression.ts";

/** What the rules said of one file. */
export interface RunResult {
  /** in the order of their places */
  readonly diagnostics: readonly Diagnostic[];
  /** rules that could not run, because a fact is not to be had */
  readonly skipped: readonly { readonly rule: string; readonly reason: string }[];
}

export interface RunOptions {
  /** the day that `until` is compared with, as `YYYY-MM-DD` */
  readonly today: string;
  /** what to do with a rule that throws: a finding that names it (default), or throw, for tests */
  readonly rethrow?: boolean;
  /** all rules there are; absent: rules that look back at a whole run are not part of this one */
  readonly known?: readonly AnyRule[];
  /** measures each rule */
  readonly stopwatch?: Stopwatch | undefined;
  /** what rules that need nothing but the file found in it before; those that run now are added */
  readonly found?: OwnFindings;
}

/** What rules that need nothing but the file found in one file. A rule with other options is another active rule. */
export type OwnFindings = Map<ActiveRule, readonly Finding[]>;

/** Runs those of the rules that apply to the file and whose facts are given. Pure but for `found`; the input stays as it is. */
export function runRules(
  rules: readonly ActiveRule[],
  file: ModFile | WorkFile,
  facts: FactStates,
  options: RunOptions,
): RunResult {
  const diagnostics: Diagnostic[] = [];
  const skipped: { rule: string; reason: string }[] = [];
  const ignores = suppressions(file);
  const usage = new IgnoreUsage(ignores);
  const run = (active: ActiveRule, input: object): void => {
    const { found } = active.rule.needs.length === 0 ? options : {};
    const findings = found?.get(active) ?? checked(active, input, file, options);
    found?.set(active, findings);
    for (const finding of findings) {
      const named =
        ignores.length === 0 ? ignores : ignores.filter((ignore) => concernsFinding(ignore, active.rule, finding.span));
      usage.found(active.rule, named);
      // A comment does not hide what is said of itself.
      if (named.some((ignore) => holds(ignore, options.today) && ignore.span.start !== finding.span.start)) continue;
      const over = named.find((ignore) => !holds(ignore, options.today));
      const told = over === undefined ? finding : withEndedIgnore(finding, over);
      diagnostics.push({ ...told, rule: active.rule.id, severity: severityOf(active, finding) });
    }
  };
  for (const active of rules) {
    const { rule } = active;
    if (looksBack(rule)) continue;
    if (!concerns(rule, file)) {
      usage.ran(rule, facts);
      continue;
    }
    const input = inputFor(active, file, facts, options);
    if (input === undefined) continue;
    if ("unavailable" in input) {
      skipped.push({ rule: rule.id, reason: input.unavailable });
      continue;
    }
    run(active, input.ready);
    usage.ran(rule, facts);
  }
  if (options.known !== undefined && ignores.length > 0) {
    const checked = usage.result(rules, file, options.known);
    for (const active of rules) {
      if (looksBack(active.rule)) run(active, { file, options: active.options ?? noOptions, ignores: checked });
    }
  }
  diagnostics.sort(
    (a, b) => a.span.start - b.span.start || a.span.end - b.span.end || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0),
  );
  return { diagnostics, skipped };
}

/** The names of the facts that the rules need to check a file. */
export function neededFacts(rules: readonly ActiveRule[], file: ModFile | WorkFile): ReadonlySet<keyof Facts> {
  const needed = new Set<keyof Facts>();
  for (const { rule } of rules) if (concerns(rule, file)) for (const need of rule.needs) needed.add(need);
  return needed;
}

/** Whether a rule is about what all others did. */
function looksBack({ needs }: AnyRule): boolean {
  return needs.includes("ignores");
}

function concerns(rule: AnyRule, file: ModFile | WorkFile): boolean {
  return rule.on.includes(file.kind) && rule.concerns?.(file as never) !== false;
}

/** A finding that a comment has hidden until its day was over. */
function withEndedIgnore(finding: Finding, { until, span }: Suppression): Finding {
  const related =
    finding.place === undefined ? [...(finding.related ?? []), { span, message: `ignored until ${until}` }] : undefined;
  return { ...finding, message: `${finding.message} (ignored until ${until})`, ...(related === undefined ? {} : { related }) };
}

/** What a rule needs; undefined when a fact was not asked for, so that the rule is not part of this run. */
function inputFor(
  { rule: { needs, demands }, options = noOptions }: ActiveRule,
  file: ModFile | WorkFile,
  facts: FactStates,
  { today }: RunOptions,
): { ready: object } | { unavailable: string } | undefined {
  if (demands?.every((name) => options[name] === undefined) === true) {
    return { unavailable: `the configuration does not tell it what to check (options: ${demands.join(" or ")})` };
  }
  const input: Record<string, unknown> = { file, options };
  for (const need of needs as readonly (LoadedFact | "today")[]) {
    if (need === "today") {
      input[need] = today;
      continue;
    }
    const state = facts[need];
    if (state === undefined) return undefined;
    if ("unavailable" in state) return state;
    input[need] = state.ready;
  }
  return { ready: input };
}

function checked({ rule }: ActiveRule, input: object, file: ModFile | WorkFile, options: RunOptions): readonly Finding[] {
  try {
    const check = (): readonly Finding[] => [...rule.check(input as never)];
    return options.stopwatch === undefined ? check() : options.stopwatch.timeRule(rule.id, check);
  } catch (error) {
    if (options.rethrow === true) throw error;
    const message = error instanceof Error ? error.message : String(error);
    return [
      {
        span: { start: 0, end: file.lines.lineEnd(1) },
        message: `the rule ${rule.id} failed: ${message}`,
        why: "this is a bug of gomod-lint; all other findings stand",
        severity: "info",
      },
    ];
  }
}
