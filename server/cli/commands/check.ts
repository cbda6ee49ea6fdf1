import { pathsOf } from "../../environment/file-paths.ts";
import { baselineName } from "../baseline-name.ts";
import { type CheckOptions, checkOptions } from "../check-options.ts";
import { type CheckRun, checkFile, checkStandardInput, finish } from "../check-run.ts";
import { defineCommand } from "../command.ts";
import { commandNames } from "../command-names.ts";
import { fileSettings, printConfiguration } from "../configuration.ts";
import { prepareFilters } from "../filters.ts";
import { findInputs, type Input } from "../inputs.ts";
import { type ExitCode, graver, type Io } from "../io.ts";
import { complain, usage } from "../messages.ts";
import { withWorkspace } from "../open-workspace.ts";
import { formats } from "../report-formats.ts";
import { openReports } from "../reporters/open.ts";
import { styleOf, wantsColor } from "../reporters/style.ts";
import { newTally } from "../tally.ts";

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
    "unsafe-fixes": { type: "boolean", help: "with --fix or --diff: also those that may change the build" },
    diff: { type: "boolean", help: "print what --fix would change, as a patch; writes nothing" },
    "add-ignores": { type: "boolean", help: "switch off what is found by comments, which wait for a reason" },
    format: { type: "string", placeholder: "FORMAT", help: `text (default), ${formats.slice(1).join(", ")}` },
    output: {
      type: "string",
      multiple: true,
      placeholder: "FORMAT=FILE",
      help: "write a report into a file too; may be given several times",
    },
    statistics: { type: "boolean", help: "how often each rule found something, instead of what (text and json)" },
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
    level: { type: "string", placeholder: "LEVEL", help: "mildest findings to show and to mend: error, warning (default), info" },
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
    "gomod-lint check --format jsonl --level info go.mod": "everything, for a program",
  },
  async run(values, operands, io) {
    const rules = await io.rules();
    const options = checkOptions(values, operands, rules);
    if ("usage" in options) return usage(io, options, "check");
    const { inputs, exit } = inputsOf(io, options, operands);
    // A part of the files may be empty; its reports are written all the same.
    if (inputs.length === 0 && exit !== 0) return exit;
    const paths = inputs.map(({ path }) => path);
    const settings = await fileSettings(io, options, rules, paths);
    if (settings === undefined) return 2;
    if (values["print-config"] === true) {
      printConfiguration(io, settings, rules, inputs);
      return exit;
    }
    const prepared = await prepareFilters(io, options, paths, settings.levelOf);
    if (typeof prepared === "number") return prepared;
    return withWorkspace(io, { ...options, settings: settings.rulesOf, rules }, async (workspace) => {
      const style = styleOf(wantsColor(values, io.stdout, io.host.env));
      const reports = await openReports(io, options, { style, rules });
      const filters = prepared(workspace);
      const { levelOf } = settings;
      const run: CheckRun = { io, options, levelOf, filters, workspace, reporter: reports.reporter, tally: newTally() };
      return graver(exit, await checkAll(run, inputs, () => graver(filters.write?.() ?? 0, reports.write())));
    });
  },
});

/** The files that are asked for, or standard input in their place; what is wrong with the operands is said. */
function inputsOf(
  io: Io,
  { stdin, shard }: CheckOptions,
  operands: readonly string[],
): { readonly inputs: readonly Input[]; readonly exit: ExitCode } {
  if (stdin !== undefined) return { inputs: [{ path: pathsOf(io.host).resolve(io.host.cwd, stdin), name: stdin }], exit: 0 };
  const { files, problems } = findInputs(io.host, operands.length === 0 ? ["."] : operands, commandNames);
  let exit: ExitCode = 0;
  for (const problem of problems) {
    complain(io, problem.usage, problem.hint);
    exit = graver(exit, problem.unreadable === true ? 3 : 2);
  }
  // Neighbours are alike in size: dealt in turn, the parts are too.
  const inputs = shard === undefined ? files : files.filter((_, i) => i % shard.count === shard.index - 1);
  return { inputs, exit };
}

/** Checks everything, ends the report, and writes what is to be written. */
async function checkAll(run: CheckRun, inputs: readonly Input[], write: () => ExitCode): Promise<ExitCode> {
  const { stdin } = run.options;
  if (stdin !== undefined) return graver(await checkStandardInput(run, stdin), graver(finish(run), write()));
  let exit: ExitCode = 0;
  for (const input of inputs) {
    exit = graver(exit, await checkFile(run, input));
    if (inputs.length !== 1) await run.io.breathe();
  }
  return graver(exit, graver(finish(run), write()));
}
