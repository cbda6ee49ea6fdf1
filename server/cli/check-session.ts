import type { AnyRule } from "../analysis/rule.ts";
import { stopwatch } from "../analysis/stopwatch.ts";
import { pathsOf } from "../environment/file-paths.ts";
import type { Host } from "../host/host.ts";
import type { CheckOptions } from "./check-options.ts";
import { type CheckRun, checkFile, checkStandardInput, finish, type Telling, tell } from "./check-run.ts";
import { commandNames } from "./command-names.ts";
import { fileSettings } from "./configuration.ts";
import { prepareFilters } from "./filters.ts";
import { findInputs, type Input, type InputProblem } from "./inputs.ts";
import { type ExitCode, graver, type Io } from "./io.ts";
import { complain } from "./messages.ts";
import { withWorkspace } from "./open-workspace.ts";
import type { Reports } from "./reporters/open.ts";
import { newTally } from "./tally.ts";

/**
 * Checks what the operands name, from the search for files to the last report.
 * @param open makes the reports, once it is clear that there will be any
 */
export async function runCheck(
  io: Io,
  options: CheckOptions,
  rules: readonly AnyRule[],
  operands: readonly string[],
  open: () => Promise<Reports>,
): Promise<ExitCode> {
  const watch = options.timings ? stopwatch(io.uptime, "start") : undefined;
  const search = (): ReturnType<typeof inputsOf> => inputsOf(io.host, options, operands);
  const { inputs, problems } = watch?.time("search", search) ?? search();
  // A part of the files may be empty; its reports are written all the same.
  if (inputs.length === 0 && problems.length > 0) return tellProblems(io, problems);
  const paths = inputs.map(({ path }) => path);
  const read = (): ReturnType<typeof fileSettings> => fileSettings(io, options, rules, paths);
  const settings = await (watch?.timeAsync("configuration", read) ?? read());
  if (settings === undefined) return 2;
  const prepared = await prepareFilters(io, options, paths, settings.levelOf);
  if (typeof prepared === "number") return prepared;
  return withWorkspace(io, { ...options, settings: settings.rulesOf, rules, stopwatch: watch }, async (workspace) => {
    const reports = await open();
    const filters = prepared(workspace);
    const { levelOf } = settings;
    const { reporter } = reports;
    const run: CheckRun = { io, options, levelOf, filters, workspace, reporter, tally: newTally(), stopwatch: watch };
    const exit = tellProblems(io, problems, run);
    return graver(exit, await checkAll(run, inputs, () => graver(filters.write?.() ?? 0, reports.write())));
  });
}

/** The files that are asked for, or standard input in their place, and what is wrong with the operands. */
export function inputsOf(
  host: Host,
  { stdin, shard }: CheckOptions,
  operands: readonly string[],
): { readonly inputs: readonly Input[]; readonly problems: readonly InputProblem[] } {
  if (stdin !== undefined) return { inputs: [{ path: pathsOf(host).resolve(host.cwd, stdin), name: stdin }], problems: [] };
  const { files, problems } = findInputs(host, operands.length === 0 ? ["."] : operands, commandNames);
  // Neighbours are alike in size: dealt in turn, the parts are too.
  return { inputs: shard === undefined ? files : files.filter((_, i) => i % shard.count === shard.index - 1), problems };
}

/**
 * Says what is wrong with operands, and gives the exit code.
 * @param run where there is one, its reports hold what could not be read
 */
export function tellProblems(io: Io, problems: readonly InputProblem[], run?: Telling): ExitCode {
  let exit: ExitCode = 0;
  for (const { usage: message, hint, unreadable } of problems) {
    exit = graver(exit, unreadable === true ? 3 : 2);
    if (run !== undefined && unreadable === true) tell(run, { kind: "error", message, ...(hint === undefined ? {} : { hint }) });
    else complain(io, message, hint);
  }
  return exit;
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
