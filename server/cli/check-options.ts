import { type Severity, severities } from "../analysis/finding.ts";
import type { AnyRule } from "../analysis/rule.ts";
import { nearest, type Settings } from "../analysis/settings.ts";
import type { UsageError } from "./arguments.ts";
import { isModuleFile } from "./inputs.ts";
import { ruleSettings, unknownLevel } from "./rule-settings.ts";

export const formats = ["text", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "checkstyle"] as const;
export type Format = (typeof formats)[number];

/** The options of `check` as the command line gives them. */
export interface CheckValues {
  readonly fix?: boolean | undefined;
  readonly "unsafe-fixes"?: boolean | undefined;
  readonly diff?: boolean | undefined;
  readonly format?: string | undefined;
  readonly output?: readonly string[] | undefined;
  readonly select?: readonly string[] | undefined;
  readonly ignore?: readonly string[] | undefined;
  readonly severity?: readonly string[] | undefined;
  readonly level?: string | undefined;
  readonly config?: string | undefined;
  readonly "no-config"?: boolean | undefined;
  readonly "print-config"?: boolean | undefined;
  readonly "max-warnings"?: string | undefined;
  readonly offline?: boolean | undefined;
  readonly quiet?: boolean | undefined;
  readonly "stdin-filename"?: string | undefined;
}

/** A report that goes into a file. */
export interface FileOutput {
  readonly format: Format;
  /** as it was given: relative to the working directory */
  readonly file: string;
}

/** What they mean. */
export interface CheckOptions {
  readonly settings: Settings;
  /** absent: the configuration's, else warning */
  readonly level?: Severity;
  /** the configuration of all files; absent: each file's nearest; none: not even that */
  readonly configuration?: string | "none";
  readonly maxWarnings: number;
  readonly format: Format;
  /** reports that go into files, beside the one on standard output */
  readonly outputs: readonly FileOutput[];
  readonly mode: "report" | "fix" | "diff";
  readonly unsafe: boolean;
  readonly offline: boolean;
  readonly quiet: boolean;
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
  const { format = "text", level, "max-warnings": most = "0" } = values;
  if (!isFormat(format)) return unknownFormat(format);
  const outputs = fileOutputs(values.output ?? []);
  if ("usage" in outputs) return outputs;
  if (level !== undefined && !isLevel(level)) return unknownLevel(`--level ${level}`, level, severities);
  if (!/^\d{1,9}$/.test(most))
    return { usage: `--max-warnings ${most}: not a number`, hint: "give how many warnings are let pass" };
  if (values.fix === true && values.diff === true)
    return { usage: "--fix and --diff exclude each other", hint: "--diff shows what --fix would write" };
  if (values.diff === true && outputs.length > 0)
    return { usage: "--output and --diff exclude each other", hint: "--diff prints a patch, and no report" };
  if (values["unsafe-fixes"] === true && values.fix !== true && values.diff !== true) {
    return { usage: "--unsafe-fixes does nothing alone", hint: "add --fix, or --diff to see what would change" };
  }
  if (values.config !== undefined && values["no-config"] === true)
    return { usage: "--config and --no-config exclude each other" };
  const configuration = values["no-config"] === true ? "none" : values.config;
  const stdin = standardInput(values, operands);
  if (typeof stdin === "object") return stdin;
  return {
    settings,
    ...(level === undefined ? {} : { level }),
    ...(configuration === undefined ? {} : { configuration }),
    maxWarnings: Number(most),
    format,
    outputs,
    mode: values.fix === true ? "fix" : values.diff === true ? "diff" : "report",
    unsafe: values["unsafe-fixes"] === true,
    offline: values.offline === true,
    quiet: values.quiet === true,
    ...(stdin === undefined ? {} : { stdin }),
  };
}

function unknownFormat(word: string): UsageError {
  const near = nearest(word, formats);
  return {
    usage: `unknown format ${JSON.stringify(word)}`,
    hint: near === undefined ? `formats are ${formats.join(", ")}` : `did you mean ${near}?`,
  };
}

/** `FORMAT=FILE` of each --output. */
function fileOutputs(pairs: readonly string[]): readonly FileOutput[] | UsageError {
  const outputs: FileOutput[] = [];
  for (const pair of pairs) {
    const at = pair.indexOf("=");
    const [format, file] = [pair.slice(0, Math.max(0, at)), pair.slice(at + 1)];
    if (at === -1 || file === "")
      return { usage: `--output ${pair} is not of the form FORMAT=FILE`, hint: "--output sarif=report.sarif" };
    if (!isFormat(format)) return unknownFormat(format);
    if (file === "-") return { usage: `--output ${pair}: standard output is --format's`, hint: `--format ${format}` };
    if (outputs.some((other) => other.file === file)) return { usage: `--output ${pair}: ${file} is given twice` };
    outputs.push({ format, file });
  }
  return outputs;
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

function isFormat(word: string): word is Format {
  return (formats as readonly string[]).includes(word);
}

function isLevel(word: string): word is Severity {
  return (severities as readonly string[]).includes(word);
}
