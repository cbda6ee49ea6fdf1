import { formatChain } from "../analysis/describe.ts";
import type { AnyRule } from "../analysis/rule.ts";
import { pathsOf } from "../environment/file-paths.ts";
import type { Output } from "../host/output.ts";
import { hasChanged, recordingHost, type Trace } from "../host/recording-host.ts";
import { counted } from "../text/counted.ts";
import type { CheckOptions } from "./check-options.ts";
import { type CheckRun, checkFile, finish, reportAgain, tell } from "./check-run.ts";
import { inputsOf, tellProblems } from "./check-session.ts";
import { type FileSettings, fileSettings } from "./configuration.ts";
import { type FindingFilters, prepareFilters } from "./filters.ts";
import type { Input, InputProblem } from "./inputs.ts";
import { type ExitCode, graver, type Io } from "./io.ts";
import { complain } from "./messages.ts";
import { withWorkspace } from "./open-workspace.ts";
import type { Reports } from "./reporters/open.ts";
import type { FileReport, Note, Reporter, RequirementPlace } from "./reporters/report.ts";
import { addTally, newTally, type Tally } from "./tally.ts";

/** Milliseconds between two looks at the disk, at least: looking takes a fiftieth of the time at most. */
const pace = 250;
const share = 50;
/** Milliseconds in which what belongs together changes, such as a checkout of git. */
const settling = 60;

/** What a check of one file said, as long as nothing changes that it has looked at. */
interface Kept {
  readonly trace: Trace;
  readonly exit: ExitCode;
  readonly tally: Tally;
  /** in their order */
  readonly said: readonly Said[];
  readonly filters: FindingFilters;
}

type Said = { readonly file: FileReport } | { readonly note: Note };

/** What holds for all files. */
interface Plan {
  readonly inputs: readonly Input[];
  readonly problems: readonly InputProblem[];
  /** absent: a configuration or baseline is wrong, which was said */
  readonly settings: FileSettings | undefined;
  readonly filters: Exclude<Awaited<ReturnType<typeof prepareFilters>>, ExitCode> | undefined;
  readonly exit: ExitCode;
  /** whether what was kept until then says nothing any more */
  readonly anew: boolean;
  /** of the search for files */
  readonly searched: Trace;
  /** of configurations, baselines */
  readonly configured: Trace;
}

/**
 * Checks, and checks again whatever a change on the disk concerns: the files that a check has read or looked for are what it depends on.
 * They are looked at again and again, which works on every file system, in containers too.
 * @param open makes the reports of a round
 * @returns when the reader of the report is gone; else it goes on until an interrupt
 */
export async function watch(
  io: Io,
  options: CheckOptions,
  rules: readonly AnyRule[],
  operands: readonly string[],
  open: () => Promise<Reports>,
): Promise<ExitCode> {
  const kept = new Map<string, Kept>();
  let plan: Plan | undefined;
  for (;;) {
    // Where there is nothing to check and never was, the command line is wrong.
    const next: Plan = await planOf(io, options, rules, operands, plan);
    if (plan === undefined && next.inputs.length === 0 && next.problems.length > 0) return tellProblems(io, next.problems);
    if (next.anew) kept.clear();
    const another = plan === undefined || hasNews(plan, next, kept);
    plan = next;
    if (another) {
      const exit = await round(io, options, rules, plan, kept, open);
      if (io.stdout.gone()) return exit;
    }
    const traces = [plan.searched, plan.configured, ...[...kept.values()].map(({ trace }) => trace)];
    await change(io, traces);
    for (const [path, { trace }] of kept) if (hasChanged(io.host, trace)) kept.delete(path);
  }
}

/** Whether there is anything else to say: in a folder that is searched files come and go that mean nothing. */
function hasNews(before: Plan, now: Plan, kept: ReadonlyMap<string, Kept>): boolean {
  if (now.anew || !sameInputs(before.inputs, now.inputs)) return true;
  if (JSON.stringify(before.problems) !== JSON.stringify(now.problems)) return true;
  return now.settings !== undefined && now.inputs.some(({ path }) => !kept.has(path));
}

/** Waits until something of the traces is another. */
async function change(io: Io, traces: readonly Trace[]): Promise<void> {
  for (let wait = pace; ; ) {
    await io.pause(wait);
    const start = io.uptime();
    if (traces.some((trace) => hasChanged(io.host, trace))) break;
    wait = Math.max(pace, (io.uptime() - start) * share);
  }
  await io.pause(settling);
}

async function planOf(
  io: Io,
  options: CheckOptions,
  rules: readonly AnyRule[],
  operands: readonly string[],
  before: Plan | undefined,
): Promise<Plan> {
  const searchAgain = before === undefined || hasChanged(io.host, before.searched);
  const searched: Trace = searchAgain ? new Map() : before.searched;
  const { inputs, problems } = searchAgain ? inputsOf(recorded(io, searched).host, options, operands) : before;
  const same = before !== undefined && sameInputs(before.inputs, inputs);
  const configuredAlike = before !== undefined && !hasChanged(io.host, before.configured);
  if (same && configuredAlike) return { ...before, problems, searched, anew: false };
  const configured: Trace = new Map();
  const recording = recorded(io, configured);
  const paths = inputs.map(({ path }) => path);
  const settings = await fileSettings(recording, options, rules, paths);
  const filters = settings === undefined ? 2 : await prepareFilters(recording, options, paths, settings.levelOf);
  const failed = typeof filters === "number";
  return {
    inputs,
    problems,
    settings: failed ? undefined : settings,
    filters: failed ? undefined : filters,
    exit: failed ? filters : 0,
    // A baseline and git are asked for all files together.
    anew: !configuredAlike || options.baseline !== undefined || options.since !== undefined,
    searched,
    configured,
  };
}

function sameInputs(a: readonly Input[], b: readonly Input[]): boolean {
  return a.length === b.length && a.every(({ path }, i) => path === b[i]?.path);
}

function recorded(io: Io, trace: Trace): Io {
  const { resolve } = pathsOf(io.host);
  return { ...io, host: recordingHost(io.host, (path) => resolve(io.host.cwd, path), trace) };
}

/** Checks what is not kept, and reports everything. */
async function round(
  io: Io,
  options: CheckOptions,
  rules: readonly AnyRule[],
  { inputs, problems, settings, filters, exit: planned }: Plan,
  kept: Map<string, Kept>,
  open: () => Promise<Reports>,
): Promise<ExitCode> {
  for (const path of kept.keys()) if (!inputs.some((input) => input.path === path)) kept.delete(path);
  let exit = planned;
  if (settings !== undefined && filters !== undefined) {
    for (const input of inputs) {
      if (kept.has(input.path)) continue;
      const trace: Trace = new Map();
      const needs = { ...options, settings: settings.rulesOf, rules };
      const recording = recorded(io, trace);
      const one = await withWorkspace(recording, needs, async (workspace) => {
        const own = filters(workspace);
        const said: Said[] = [];
        const reporter = keeper(said);
        const quiet: Io = { ...recording, stdout: nowhere, stderr: nowhere };
        const { levelOf } = settings;
        const tally = newTally();
        const run: CheckRun = { io: quiet, options, levelOf, filters: own, workspace, reporter, tally, progress: io.stderr };
        return { trace, exit: await checkFile(run, input), tally, said, filters: own };
      });
      kept.set(input.path, one);
      await io.breathe();
    }
    clear(io, options);
    const reports = await open();
    const tally = newTally();
    for (const { path } of inputs) addTally(tally, kept.get(path)?.tally ?? newTally());
    const [any] = kept.values();
    const run = { io, options, filters: any?.filters ?? {}, reporter: reports.reporter, tally };
    exit = graver(exit, tellProblems(io, problems, run));
    for (const { path } of inputs) {
      const one = kept.get(path);
      exit = graver(exit, one?.exit ?? 0);
      for (const part of one?.said ?? []) {
        if ("file" in part) reportAgain(run, part.file);
        else tell(run, part.note);
      }
    }
    exit = graver(exit, graver(finish(run), reports.write()));
  }
  await io.stdout.flush();
  if (!options.quiet) complain(io, `watching ${counted(inputs.length, "file")}; Ctrl-C ends it`);
  await io.stderr.flush();
  return exit;
}

/** Keeps what is said of a file until its next check. */
function keeper(said: Said[]): Reporter {
  return {
    file(file) {
      // Asked for now: later there is no graph to tell it from.
      const places = new Map<string, RequirementPlace | undefined>();
      for (const { related = [] } of file.findings) {
        for (const one of related) {
          if ("chain" in one) places.set(formatChain(one.chain), file.requirementPlace(one.chain));
        }
      }
      said.push({ file: { ...file, requirementPlace: (chain) => places.get(formatChain(chain)) } });
      return "";
    },
    note(note) {
      said.push({ note });
      return "";
    },
  };
}

/** A terminal shows the last report alone. */
function clear(io: Io, { format }: CheckOptions): void {
  if ((format === "text" || format === "concise") && io.stdout.terminal()) io.stdout.write("\u001B[2J\u001B[3J\u001B[H");
}

const nowhere: Output = { write() {}, terminal: () => false, gone: () => false, flush: async () => undefined };
