import { type Severity, severities } from "../analysis/finding.ts";
import type { AnyRule } from "../analysis/rule.ts";
import type { Settings } from "../analysis/settings.ts";
import type { UsageError } from "./arguments.ts";
import { baselineName } from "./baseline-name.ts";
import { conflictOf, nothingSelected } from "./check-conflicts.ts";
import { isModuleFile } from "./inputs.ts";
import { type FileOutput, type Format, fileOutputs, isFormat, unknownFormat } from "./report-formats.ts";
import { ruleSettings, unknownLevel } from "./rule-settings.ts";

/** The options of `check` as the command line gives them. */
export interface CheckValues {
  readonly fix?: boolean | undefined;
  readonly "fix-dry-run"?: boolean | undefined;
  readonly "unsafe-fixes"?: boolean | undefined;
  readonly diff?: boolean | undefined;
  readonly "add-ignores"?: boolean | undefined;
  readonly format?: string | undefined;
  readonly output?: readonly string[] | undefined;
  readonly statistics?: boolean | undefined;
  readonly timings?: boolean | undefined;
  readonly watch?: boolean | undefined;
  readonly select?: readonly string[] | undefined;
  readonly ignore?: readonly string[] | undefined;
  readonly severity?: readonly string[] | undefined;
  readonly level?: string | undefined;
  readonly config?: string | undefined;
  readonly "no-config"?: boolean | undefined;
  readonly "print-config"?: boolean | undefined;
  readonly baseline?: string | undefined;
  readonly "write-baseline"?: boolean | undefined;
  readonly "new-from-rev"?: string | undefined;
  readonly shard?: string | undefined;
  readonly "max-warnings"?: string | undefined;
  readonly offline?: boolean | undefined;
  readonly quiet?: boolean | undefined;
  readonly "stdin-filename"?: string | undefined;
}

/** What is done with findings: said, mended, shown as a patch of what mending would do, switched off by comments, written down as known. */
export type CheckMode = "report" | "fix" | "diff" | "ignore" | "baseline";

/** What the options mean. */
export interface CheckOptions {
  readonly settings: Settings;
  /** absent: the configuration's, else warning */
  readonly level?: Severity;
  /** the configuration of all files; absent: each file's nearest; none: not even that */
  readonly configuration?: string | "none";
  readonly maxWarnings: number;
  readonly format: Format;
  /** counts instead of findings on standard output */
  readonly statistics: boolean;
  /** how long everything took is said too */
  readonly timings: boolean;
  /** again and again, whenever something changes */
  readonly watch: boolean;
  /** reports that go into files, beside the one on standard output */
  readonly outputs: readonly FileOutput[];
  readonly mode: CheckMode;
  /** nothing is written that fixing changes */
  readonly dry: boolean;
  readonly unsafe: boolean;
  readonly offline: boolean;
  readonly quiet: boolean;
  /** a file of known findings, as it was given */
  readonly baseline?: string;
  /** the revision of git since which findings count */
  readonly since?: string;
  /** the part of the files that is checked, of how many; from 1 */
  readonly shard?: { readonly index: number; readonly count: number };
  /** what standard input is called; absent when files are read */
  readonly stdin?: string;
}

/** Checks the options of `check` against each other and against the rules. */
export function checkOptions(
  values: CheckValues,
  operands: readonly string[],
  rules: readonly AnyRule[],
): CheckOptions | UsageError {
  const settings = ruleSettings(values, rules);
  if ("usage" in settings) return settings;
  const { format = "text", level, "max-warnings": most = "0", "new-from-rev": since } = values;
  if (!isFormat(format)) return unknownFormat(format);
  const outputs = fileOutputs(values.output ?? []);
  if ("usage" in outputs) return outputs;
  if (level !== undefined && !isLevel(level)) return unknownLevel(`--level ${level}`, level, severities);
  if (!/^\d{1,9}$/.test(most))
    return { usage: `--max-warnings ${most}: not a number`, hint: "give how many warnings are let pass" };
  const shard = values.shard === undefined ? undefined : shardOf(values.shard);
  if (shard !== undefined && "usage" in shard) return shard;
  const mode = modeOf(values, outputs);
  if (typeof mode === "object") return mode;
  if (since?.startsWith("-") === true || since === "") return { usage: `--new-from-rev ${since} is no revision` };
  if (values.statistics === true && !["text", "json"].includes(format))
    return { usage: `--statistics has no format ${format}`, hint: "text and json it has; --output writes a report too" };
  const configuration = values["no-config"] === true ? "none" : values.config;
  const baseline = values.baseline ?? (mode === "baseline" ? baselineName : undefined);
  const stdin = standardInput(values, operands);
  if (typeof stdin === "object") return stdin;
  const conflict = conflictOf(values, mode, stdin) ?? nothingSelected(settings, rules);
  if (conflict !== undefined) return conflict;
  return {
    settings,
    ...(level === undefined ? {} : { level }),
    ...(configuration === undefined ? {} : { configuration }),
    maxWarnings: Number(most),
    format,
    statistics: values.statistics === true,
    timings: values.timings === true,
    watch: values.watch === true,
    outputs,
    mode,
    dry: values["fix-dry-run"] === true,
    unsafe: values["unsafe-fixes"] === true,
    offline: values.offline === true,
    quiet: values.quiet === true,
    ...(baseline === undefined ? {} : { baseline }),
    ...(since === undefined ? {} : { since }),
    ...(shard === undefined ? {} : { shard }),
    ...(stdin === undefined ? {} : { stdin }),
  };
}

function modeOf(values: CheckValues, outputs: readonly FileOutput[]): CheckMode | UsageError {
  const modes = (
    [
      ["fix", "fix"],
      ["fix-dry-run", "fix"],
      ["diff", "diff"],
      ["add-ignores", "ignore"],
      ["write-baseline", "baseline"],
    ] as const
  ).filter(([name]) => values[name] === true);
  const [first, second] = modes;
  if (first !== undefined && second !== undefined) {
    const hint = first[0] === "fix" && second[0] === "diff" ? { hint: "--diff shows what --fix would write" } : {};
    return { usage: `--${first[0]} and --${second[0]} exclude each other`, ...hint };
  }
  const mode = first?.[1] ?? "report";
  if ((mode === "diff" || mode === "baseline") && outputs.length > 0)
    return { usage: `--output and --${first?.[0]} exclude each other`, hint: "there is no report of findings" };
  if (values["unsafe-fixes"] === true && mode !== "fix" && mode !== "diff")
    return { usage: "--unsafe-fixes does nothing alone", hint: "add --fix, or --diff to see what would change" };
  if (values.statistics === true && mode !== "report" && mode !== "fix")
    return { usage: `--statistics and --${first?.[0]} exclude each other` };
  return mode;
}

function shardOf(text: string): { readonly index: number; readonly count: number } | UsageError {
  const [, index = "", count = ""] = /^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? [];
  const shard = { index: Number(index), count: Number(count) };
  return shard.index >= 1 && shard.index <= shard.count
    ? shard
    : { usage: `--shard ${text} is not a part of a whole`, hint: "--shard 1/3, 2/3 and 3/3 check everything together" };
}

function standardInput(values: CheckValues, operands: readonly string[]): string | undefined | UsageError {
  const name = values["stdin-filename"];
  if (!operands.includes("-")) {
    return name === undefined
      ? undefined
      : { usage: "--stdin-filename needs the operand -", hint: "gomod-lint check --stdin-filename go.mod - < go.mod" };
  }
  if (operands.length > 1) return { usage: "- stands alone: standard input is one file" };
  if (name !== undefined && !isModuleFile(name)) {
    return {
      usage: `--stdin-filename ${name} is not named like a module file`,
      hint: "name it go.mod, go.work, *.mod or *.work",
    };
  }
  return name ?? "go.mod";
}

function isLevel(word: string): word is Severity {
  return (severities as readonly string[]).includes(word);
}
