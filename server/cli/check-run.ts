import type { Diagnostic, OtherPlace, Severity } from "../analysis/finding.ts";
import type { Stopwatch } from "../analysis/stopwatch.ts";
import { pathsOf } from "../environment/file-paths.ts";
import type { ModuleVersion } from "../graph/module-version.ts";
import type { Output } from "../host/output.ts";
import type { Document } from "../workspace/documents.ts";
import { ModulePlaces } from "../workspace/module-places.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { CheckOptions } from "./check-options.ts";
import type { FindingFilters } from "./filters.ts";
import { displayName, type Input } from "./inputs.ts";
import type { ExitCode, Io } from "./io.ts";
import { type Linted, type LintOptions, lintFile } from "./lint-file.ts";
import { complain, describeFailure, type FileFailure } from "./messages.ts";
import { withProgress } from "./progress.ts";
import { type FileReport, type Note, type Pieces, piecesOf, type Reporter, type RequirementPlace } from "./reporters/report.ts";
import { linkedOutside } from "./repository.ts";
import { addToTally, exitCodeOf, type Tally } from "./tally.ts";
import { timingsText } from "./timings.ts";

/** One run of `check`: what it works with, and what it has counted. */
export interface CheckRun {
  readonly io: Io;
  readonly options: CheckOptions;
  /** the mildest findings that are shown and mended of the file at an absolute path */
  levelOf(path: string): Severity;
  readonly filters: FindingFilters;
  readonly workspace: Workspace;
  readonly reporter: Reporter;
  readonly tally: Tally;
  readonly stopwatch?: Stopwatch | undefined;
  /** where waiting is shown, if not on standard error */
  readonly progress?: Output;
}

/** What it takes to say something. */
export type Telling = Pick<CheckRun, "io" | "options" | "reporter">;

/** Checks a file of the disk, and writes its fixes. */
export async function checkFile(run: CheckRun, { path, name }: Input): Promise<ExitCode> {
  const { workspace, io, options } = run;
  const outside = linkedOutside(io.host, path);
  if (outside !== undefined) return tellFailure(run, name, { failed: "outside", detail: outside }, "read");
  const document = timed(run, "read", () => workspace.documents.get(path));
  if ("failed" in document) return tellFailure(run, name, document, "read");
  await fetchMissing(run, document, name);
  let linted = lintFile(workspace, document, name, lintOptions(run, document));
  let exit: ExitCode = linted.refused === undefined ? 0 : tell(run, { kind: "error", file: name, message: linted.refused });
  if (writes(options) && linted.document !== document) {
    const failure = io.host.write(path, linted.document.file.text);
    if (failure !== undefined) {
      exit = tellFailure(run, name, failure, "write");
      // What could not be written is still to be mended.
      linted = lintFile(workspace, document, name, { ...lintOptions(run, document), fix: false, ignore: false });
    }
  }
  report(run, document, linted, name);
  workspace.release(path);
  return exit;
}

/** Checks standard input; with --fix the mended text goes to standard output, and the report to standard error. */
export async function checkStandardInput(run: CheckRun, name: string): Promise<ExitCode> {
  const { workspace, io, options } = run;
  const text = await io.stdin();
  if (typeof text !== "string") return tellFailure(run, "standard input", text, "read");
  const document = workspace.documents.parse(pathsOf(io.host).resolve(io.host.cwd, name), text);
  await fetchMissing(run, document, name);
  const linted = lintFile(workspace, document, name, lintOptions(run, document));
  const exit: ExitCode = linted.refused === undefined ? 0 : tell(run, { kind: "error", file: name, message: linted.refused });
  if (writes(options)) io.stdout.write(linted.document.file.text);
  report(run, document, linted, name);
  return exit;
}

function lintOptions({ options: { mode, unsafe }, levelOf, filters: { filter } }: CheckRun, { path }: Document): LintOptions {
  const fix = mode === "fix" || mode === "diff";
  return { level: levelOf(path), fix, ignore: mode === "ignore", unsafe, ...(filter === undefined ? {} : { filter }) };
}

/** Whether files are changed. */
function writes({ mode, dry }: CheckOptions): boolean {
  if (dry) return false;
  return mode === "fix" || mode === "ignore";
}

/** Brings what the rules need to know from the network, where it may be asked. */
async function fetchMissing(run: CheckRun, document: Document, name: string): Promise<void> {
  const { workspace, io, options } = run;
  if (options.offline) return;
  const { host } = io;
  const stderr = run.progress ?? io.stderr;
  const ask = () => withProgress({ stderr, host }, (onProgress) => workspace.fetch(document, { onProgress }));
  const report = await (run.stopwatch?.timeAsync("network", ask) ?? ask());
  for (const message of report?.notes ?? []) tell(run, { kind: "note", file: name, message });
}

/** Ends the report; the exit code that the findings give. */
export function finish(run: Telling & Pick<CheckRun, "filters" | "tally" | "stopwatch">): ExitCode {
  const { reporter, tally, options, filters } = run;
  for (const note of filters.notes?.() ?? []) tell(run, note);
  const timings = run.stopwatch?.timings();
  put(run, reporter.end?.({ ...tally, timings }) ?? "");
  if (timings !== undefined && (options.format !== "json" || options.mode === "diff" || options.statistics))
    run.io.stderr.write(timingsText(timings));
  if (options.mode === "diff") return tally.changed > 0 ? 1 : 0;
  return exitCodeOf(tally, options.maxWarnings);
}

function timed<T>({ stopwatch }: CheckRun, phase: string, use: () => T): T {
  return stopwatch === undefined ? use() : stopwatch.time(phase, use);
}

function report(run: CheckRun, before: Document, linted: Linted, name: string): void {
  timed(run, "report", () => reportOf(run, before, linted, name));
}

function reportOf(run: CheckRun, before: Document, linted: Linted, name: string): void {
  addToTally(run.tally, linted);
  const { file } = linted.document;
  const places = new ModulePlaces(run.io.host, run.workspace.sources, () => undefined);
  const requirementPlace: FileReport["requirementPlace"] = (chain) => placeOfRequirement(run, linted.document, places, chain);
  const { fixed } = linted;
  const findings = linted.findings.filter(({ place }) => place === undefined);
  put(
    run,
    run.reporter.file({ name, text: file.text, lines: file.lines, findings, fixed, before: before.file.text, requirementPlace }),
  );
  for (const [path, others] of findingsElsewhere(linted.findings)) {
    const [{ text, lines }] = others;
    const reported = others.map(({ finding, span }) => ({ ...finding, span }));
    const other = reportedName(run.io, path);
    put(
      run,
      run.reporter.file({ name: other, of: name, text, lines, findings: reported, fixed: [], before: text, requirementPlace }),
    );
  }
  for (const note of linted.notes) tell(run, note);
}

/** Reports once more what a check has said of a file. */
export function reportAgain(run: Telling, file: FileReport): void {
  put(run, run.reporter.file(file));
}

type Elsewhere = OtherPlace & { readonly finding: Diagnostic };

/** Findings that stand in other files than the one that was checked, by the paths of those. */
function findingsElsewhere(findings: readonly Diagnostic[]): ReadonlyMap<string, readonly [Elsewhere, ...Elsewhere[]]> {
  const byPath = new Map<string, [Elsewhere, ...Elsewhere[]]>();
  for (const finding of findings) {
    if (finding.place === undefined) continue;
    const entry = { ...finding.place, finding };
    const list = byPath.get(entry.path);
    if (list === undefined) byPath.set(entry.path, [entry]);
    else list.push(entry);
  }
  for (const list of byPath.values()) list.sort((a, b) => a.span.start - b.span.start);
  return byPath;
}

function put(run: Telling, text: Pieces): void {
  const to = output(run);
  for (const piece of piecesOf(text)) to.write(piece);
}

/** The report makes way for the file where standard input is mended. */
function output({ io, options }: Telling): Io["stdout"] {
  return writes(options) && options.stdin !== undefined ? io.stderr : io.stdout;
}

/** Says what is no finding, in the report where it has a place for it; errors always on standard error. */
export function tell(run: Telling, note: Note): ExitCode {
  const { reporter, io, options } = run;
  const error = note.kind === "error";
  const said = reporter.note?.(note);
  if (error || (said === undefined && !options.quiet)) {
    const place = note.file === undefined ? "" : `${note.file}: `;
    complain(io, `${place}${note.message}`, note.hint);
  }
  if (said !== undefined && !(error && options.format === "text")) output(run).write(said);
  return error ? 3 : 0;
}

function tellFailure(run: CheckRun, name: string, failure: FileFailure, action: "read" | "write"): ExitCode {
  return tell(run, { kind: "error", file: name, ...describeFailure(failure, action) });
}

/** Where the last requirement of a chain stands in a dependency's go.mod, which is named absolutely unless it lies below the working directory. */
function placeOfRequirement(
  { workspace, io }: CheckRun,
  document: Document,
  places: ModulePlaces,
  chain: readonly ModuleVersion[],
): RequirementPlace | undefined {
  const [requirer, required] = chain.slice(-2);
  const graph = workspace.graph(document)?.graph;
  if (graph === undefined || requirer === undefined || required === undefined) return undefined;
  const node = graph.effective.node(requirer.path, requirer.version) ?? graph.declared.node(requirer.path, requirer.version);
  if (node === undefined || node.problem !== undefined) return undefined;
  if (graph.effective.mains.includes(node)) return { file: reportedName(io, document.path) };
  const path = workspace.sources.file(node.target);
  if (path === undefined) return undefined;
  const place = places.requirement(node.target, required);
  return { file: reportedName(io, path), ...(place && { line: place.line + 1, column: place.span.start + 1 }) };
}

/** What a file is called besides those that were asked for: absolute unless it lies below the working directory. */
function reportedName({ host }: Io, path: string): string {
  const name = displayName(host, path);
  return name.startsWith("../") ? path : name;
}
