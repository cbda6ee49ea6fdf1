import { pathsOf } from "../../environment/file-paths.ts";
import { checkOptions, formats } from "../check-options.ts";
import { type CheckRun, checkFile, checkStandardInput, finish } from "../check-run.ts";
import { defineCommand } from "../command.ts";
import { commandNames } from "../command-names.ts";
import { fileSettings, printConfiguration } from "../configuration.ts";
import { findInputs } from "../inputs.ts";
import { type ExitCode, graver } from "../io.ts";
import { complain, usage } from "../messages.ts";
import { withWorkspace } from "../open-workspace.ts";
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
    format: { type: "string", placeholder: "FORMAT", help: `text (default), ${formats.slice(1).join(", ")}` },
    output: {
      type: "string",
      multiple: true,
      placeholder: "FORMAT=FILE",
      help: "write a report into a file too; may be given several times",
    },
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
    "max-warnings": { type: "string", placeholder: "N", help: "let N warnings pass (default 0)" },
    offline: { type: "boolean", help: "never ask the network" },
    quiet: { type: "boolean", short: "q", help: "findings alone: no notes, hints, summary" },
    "stdin-filename": { type: "string", placeholder: "NAME", help: "what standard input (-) is called (default go.mod)" },
  },
  exits: {
    0: "nothing found, or remarks (info) alone",
    1: "errors, or more warnings than --max-warnings; with --diff: something would change",
    2: "the command line makes no sense, or no module file is there",
    3: "a file could not be read or written; all others were checked",
  },
  examples: {
    "gomod-lint": "the modules in and below the working directory",
    "gomod-lint check --fix ./...": "mend what can be mended",
    "gomod-lint check --diff | git apply": "the same, through a patch",
    "gomod-lint check --format jsonl --level info go.mod": "everything, for a program",
  },
  async run(values, operands, io) {
    const rules = await io.rules();
    const options = checkOptions(values, operands, rules);
    if ("usage" in options) return usage(io, options, "check");
    const found =
      options.stdin === undefined ? findInputs(io.host, operands.length === 0 ? ["."] : operands, commandNames) : undefined;
    let exit: ExitCode = 0;
    for (const problem of found?.problems ?? []) {
      complain(io, problem.usage, problem.hint);
      exit = graver(exit, problem.unreadable === true ? 3 : 2);
    }
    if (found?.files.length === 0) return exit;
    const { stdin = "go.mod" } = options;
    const inputs = found?.files ?? [{ path: pathsOf(io.host).resolve(io.host.cwd, stdin), name: stdin }];
    const settings = await fileSettings(
      io,
      options,
      rules,
      inputs.map(({ path }) => path),
    );
    if (settings === undefined) return 2;
    if (values["print-config"] === true) {
      printConfiguration(io, settings, rules, inputs);
      return exit;
    }
    return withWorkspace(io, { ...options, settings: settings.rulesOf, rules }, async (workspace) => {
      const style = styleOf(wantsColor(values, io.stdout, io.host.env));
      const reports = await openReports(io, options, { style, rules });
      const run: CheckRun = { io, options, levelOf: settings.levelOf, workspace, reporter: reports.reporter, tally: newTally() };
      if (found === undefined) exit = await checkStandardInput(run, stdin);
      else {
        for (const input of inputs) {
          exit = graver(exit, await checkFile(run, input));
          if (inputs.length !== 1) await io.breathe();
        }
      }
      exit = graver(exit, finish(run));
      return graver(exit, reports.write());
    });
  },
});
