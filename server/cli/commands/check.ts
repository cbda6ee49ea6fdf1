import { severities } from "../../analysis/finding.ts";
import type { AnyRule } from "../../analysis/rule.ts";
import { baselineName } from "../baseline-name.ts";
import { type CheckOptions, checkOptions } from "../check-options.ts";
import { inputsOf, runCheck, tellProblems } from "../check-session.ts";
import { defineCommand } from "../command.ts";
import { fileSettings, printConfiguration } from "../configuration.ts";
import type { ExitCode, Io } from "../io.ts";
import { usage } from "../messages.ts";
import { formats } from "../report-formats.ts";
import { openReports, type Reports } from "../reporters/open.ts";
import { styleOf, wantsColor } from "../reporters/style.ts";

export const check = defineCommand({
  name: "check",
  usage: ["[check] [OPTIONS] [PATH…]", "check [OPTIONS] --stdin-filename NAME - < FILE"],
  description: [
    "Checks go.mod and go.work files: PATHs, and those in and below PATHs that are directories (DIR/... is the same; default: the working directory). Folders named vendor, testdata or node_modules and those that begin with . or _ are not searched.",
    "Neither the go command nor a network is needed: dependencies are read from the module cache and from replacement directories. What is not there is asked of GOPROXY, as the go command would do.",
    "Lines and columns count from 1, columns in UTF-16 units, in all formats.",
  ],
  options: {
    fix: { type: "boolean", help: "write the safe fixes into the files, until none is left" },
    "fix-dry-run": { type: "boolean", help: "report as --fix would, and write nothing" },
    "unsafe-fixes": { type: "boolean", help: "with these and --diff: also fixes that may change the build" },
    diff: { type: "boolean", help: "print what --fix would change, as a patch; writes nothing" },
    "add-ignores": { type: "boolean", help: "switch off what is found by comments, which wait for a reason" },
    format: { type: "string", placeholder: "FORMAT", values: formats, help: `text (default), ${formats.slice(1).join(", ")}` },
    output: {
      type: "string",
      multiple: true,
      placeholder: "FORMAT=FILE",
      values: formats.map((format) => `${format}=`),
      help: "write a report into a file too; may be given several times",
    },
    statistics: { type: "boolean", help: "how often each rule found something, instead of what (text and json)" },
    timings: { type: "boolean", help: "how long each part and each rule took, on standard error (json: in the report)" },
    watch: { type: "boolean", help: "check again what a change concerns, until Ctrl-C" },
    select: { type: "string", multiple: true, placeholder: "RULE,…", help: "only these rules or groups" },
    ignore: { type: "string", multiple: true, placeholder: "RULE,…", help: "all but these rules or groups" },
    severity: {
      type: "string",
      multiple: true,
      placeholder: "RULE=LEVEL",
      help: "error, warning, info or off for a rule or group",
    },
    config: {
      type: "string",
      placeholder: "FILE",
      help: "the configuration (default: the nearest .gomod-lint.yaml of each file)",
    },
    "no-config": { type: "boolean", help: "look for no configuration" },
    "print-config": { type: "boolean", help: "print what holds for the files, as JSON; checks nothing" },
    level: {
      type: "string",
      placeholder: "LEVEL",
      values: severities,
      help: "mildest findings to show and to mend: error, warning (default), info",
    },
    baseline: { type: "string", placeholder: "FILE", help: "let the findings pass that the file knows" },
    "write-baseline": {
      type: "boolean",
      help: `write all findings into the baseline (default ${baselineName}): they are known from now on`,
    },
    "new-from-rev": {
      type: "string",
      placeholder: "REV",
      help: "only what is new since a revision of git: on changed lines, or not found there",
    },
    shard: { type: "string", placeholder: "I/N", help: "check the Ith of N parts of the files" },
    "max-warnings": { type: "string", placeholder: "N", help: "let N warnings pass (default 0)" },
    offline: { type: "boolean", help: "never ask the network" },
    quiet: { type: "boolean", short: "q", help: "findings alone: no notes, hints, summary" },
    "stdin-filename": { type: "string", placeholder: "NAME", help: "what standard input (-) is called (default go.mod)" },
  },
  exits: {
    0: "nothing found, or remarks (info) alone",
    1: "errors, or more warnings than --max-warnings; with --diff: something would change",
    2: "the command line or a configuration makes no sense, or no module file is there",
    3: "a file could not be read or written (all others were checked), or git not be run",
  },
  examples: {
    "gomod-lint": "the modules in and below the working directory",
    "gomod-lint check --fix ./...": "mend what can be mended",
    "gomod-lint check --diff | git apply": "the same, through a patch",
    "gomod-lint check --output sarif=gomod-lint.sarif": "a report for people and one for a machine",
    "gomod-lint check --write-baseline": "then --baseline .gomod-lint-baseline.json fails on new findings only",
    "gomod-lint check --new-from-rev origin/main": "what a branch adds",
    "gomod-lint check --watch": "what is wrong now, while you work",
    "gomod-lint check --format jsonl --level info go.mod": "everything, for a program",
  },
  async run(values, operands, io) {
    const rules = await io.rules();
    const options = checkOptions(values, operands, rules);
    if ("usage" in options) return usage(io, options, "check");
    const style = styleOf(wantsColor(values, io.stdout, io.host.env));
    if (values["print-config"] === true) return printSettings(io, options, rules, operands);
    const open = (): Promise<Reports> => openReports(io, options, { style, rules });
    if (options.watch) return (await import("../watch.ts")).watch(io, options, rules, operands, open);
    return runCheck(io, options, rules, operands, open);
  },
});

/** What holds for the files, instead of what is wrong with them. */
async function printSettings(
  io: Io,
  options: CheckOptions,
  rules: readonly AnyRule[],
  operands: readonly string[],
): Promise<ExitCode> {
  const { inputs, problems } = inputsOf(io.host, options, operands);
  const exit = tellProblems(io, problems);
  if (inputs.length === 0 && exit !== 0) return exit;
  const paths = inputs.map(({ path }) => path);
  const settings = await fileSettings(io, options, rules, paths);
  if (settings === undefined) return 2;
  printConfiguration(io, settings, rules, inputs);
  return exit;
}
