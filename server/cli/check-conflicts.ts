import type { AnyRule } from "../analysis/rule.ts";
import type { Settings } from "../analysis/settings.ts";
import type { UsageError } from "./arguments.ts";
import type { CheckMode, CheckValues } from "./check-options.ts";

/**
 * What is wrong with options that are right alone: none may be passed over in silence.
 * @param stdin what standard input is called, where it is checked
 */
export function conflictOf(values: CheckValues, mode: CheckMode, stdin: string | undefined): UsageError | undefined {
  const given = (...names: readonly (keyof CheckValues)[]): keyof CheckValues | undefined =>
    names.find((name) => values[name] !== undefined && values[name] !== false);
  if (values.config !== undefined && values["no-config"] === true)
    return { usage: "--config and --no-config exclude each other" };
  if (values["print-config"] === true) {
    const other = given("fix", "fix-dry-run", "diff", "add-ignores", "write-baseline", "statistics", "timings", "output");
    if (other !== undefined)
      return { usage: `--print-config and --${other} exclude each other`, hint: "it prints what holds, and checks nothing" };
  }
  if (mode === "diff" && values.format !== undefined)
    return {
      usage: "--diff and --format exclude each other",
      hint: "it prints a patch; --fix-dry-run reports what would be left",
    };
  if (values.watch === true) {
    const conflict = watchConflict(given, mode, stdin);
    if (conflict !== undefined) return conflict;
  }
  if (mode === "baseline") return baselineConflict(given("format", "shard", "new-from-rev", "max-warnings"), stdin);
  if (stdin !== undefined && values.shard !== undefined) return { usage: "--shard needs files: standard input is one" };
  return undefined;
}

/** A baseline holds all findings of all files that are named: half of one in its place would let the others fail. */
function baselineConflict(other: keyof CheckValues | undefined, stdin: string | undefined): UsageError | undefined {
  if (stdin !== undefined) return { usage: "--write-baseline needs files: standard input is not known by a later run" };
  if (other === undefined) return undefined;
  const hint = other === "format" ? "there is no report of findings" : "a baseline has all findings of all files";
  return { usage: `--write-baseline and --${other} exclude each other`, hint };
}

/** Watching only looks: what writes files would answer its own changes. */
function watchConflict(
  given: (...names: readonly (keyof CheckValues)[]) => keyof CheckValues | undefined,
  mode: CheckMode,
  stdin: string | undefined,
): UsageError | undefined {
  if (stdin !== undefined) return { usage: "--watch needs files: standard input is read once" };
  const other = given("fix", "fix-dry-run", "diff", "add-ignores", "write-baseline", "print-config", "timings");
  if (other === undefined) return undefined;
  const hint = mode === "fix" ? { hint: "gomod-lint check --fix mends once; editors mend with gomod-lint lsp" } : {};
  return { usage: `--watch and --${other} exclude each other`, ...hint };
}

/** Rules that are chosen and left out again: a check of nothing would call everything clean. */
export function nothingSelected({ select, ignore }: Settings, rules: readonly AnyRule[]): UsageError | undefined {
  if (select === undefined) return undefined;
  const named = (list: readonly string[], { id, group }: AnyRule): boolean => list.includes(id) || list.includes(group);
  const left = rules.some((rule) => named(select, rule) && !named(ignore, rule));
  return left ? undefined : { usage: "--select and --ignore leave no rule", hint: "gomod-lint rules lists them all" };
}
