import type { GraphReport } from "../cli/graph-report.ts";
import type { FindingSeverity, Report } from "../cli/reporters/json-report.ts";
import type { NoAnswer } from "./embedded.ts";

export type { GraphModule, GraphReport, MissingModule } from "../cli/graph-report.ts";
export type {
  Finding,
  FindingEdit,
  FindingFix,
  FindingRange,
  FindingSeverity,
  FixedFinding,
  RelatedPlace,
  Report,
  ReportNote,
  ReportSummary,
  ReportTimings,
} from "../cli/reporters/json-report.ts";

/** Where and how to look. */
export interface Surroundings {
  /** the working directory: paths are relative to it, and so are the names in reports (default: that of the process) */
  readonly cwd?: string;
  /** environment variables, in the place of those of the process: GOMODCACHE, GOPROXY, GOFLAGS, GOWORK … */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** never ask the network (default: GOPROXY is asked for what is not in the module cache, as the go command would do) */
  readonly offline?: boolean;
}

/** What counts as a finding. Each goes before the configuration of a file, as on the command line. */
export interface LintOptions extends Surroundings {
  /** only these rules or groups */
  readonly select?: readonly string[];
  /** all but these rules or groups */
  readonly ignore?: readonly string[];
  /** rule or group → its severity, or `off` */
  readonly severity?: Readonly<Record<string, FindingSeverity | "off">>;
  /** the mildest findings to report, and to mend (default: the configuration's, else `warning`); `info` gives all */
  readonly level?: FindingSeverity;
  /** the configuration of all files; `false`: none (default: the nearest .gomod-lint.yaml of each file) */
  readonly config?: string | false;
}

/** The same for fixing. */
export interface FixOptions extends LintOptions {
  /** also fixes that may change the build */
  readonly unsafe?: boolean;
}

/** What a text is taken for. */
export interface TextOptions {
  /** its name; relative replacements, go.sum and the configuration are looked for from there (default `go.mod`) */
  readonly filename?: string;
}

/** A text after fixing, with what is left to say of it. */
export interface FixedText {
  readonly text: string;
  readonly report: Report;
}

/** What the promises of this module are rejected with. Findings and files that cannot be read are none: they are in the report. */
export class GomodLintError extends Error {
  override readonly name = "GomodLintError";
  /** `usage`: an option, a path or a configuration makes no sense; `failed`: it could not be done */
  readonly code: "usage" | "failed";

  constructor({ problem, code }: { readonly problem: string; readonly code: "usage" | "failed" }) {
    super(problem);
    this.code = code;
  }
}

/**
 * Checks go.mod and go.work files, as `gomod-lint check --format json` does.
 * @param paths files, and directories, in and below which go.mod and go.work are searched (default: the working directory)
 * @returns findings, notes and numbers; a file that could not be read is a note of kind `error`
 * @throws GomodLintError when a path, an option or a configuration makes no sense
 */
export async function lint(paths: string | readonly string[] = ".", options: LintOptions = {}): Promise<Report> {
  const { embeddedCheck, io } = await embedded(options);
  return answer(await embeddedCheck(io, valuesOf(options), [paths].flat())).report;
}

/**
 * Checks a text that need not be on the disk.
 * @throws GomodLintError when an option or a configuration makes no sense
 */
export async function lintText(text: string, options: LintOptions & TextOptions = {}): Promise<Report> {
  const { embeddedCheck, io } = await embedded(options);
  return answer(await embeddedCheck(io, valuesOf(options), [], String(text))).report;
}

/**
 * Writes fixes into files until none is left, as `gomod-lint check --fix` does: each file as a whole or not at all.
 * @param paths as for `lint`
 * @returns what is left, and under `fixed` what was mended
 * @throws GomodLintError when a path, an option or a configuration makes no sense
 */
export async function fix(paths: string | readonly string[] = ".", options: FixOptions = {}): Promise<Report> {
  const { embeddedCheck, io } = await embedded(options);
  return answer(await embeddedCheck(io, fixValuesOf(options), [paths].flat())).report;
}

/**
 * Mends a text. Nothing is written.
 * @throws GomodLintError when an option or a configuration makes no sense
 */
export async function fixText(text: string, options: FixOptions & TextOptions = {}): Promise<FixedText> {
  const { embeddedCheck, io } = await embedded(options);
  return answer(await embeddedCheck(io, fixValuesOf(options), [], String(text)));
}

/**
 * The module graph, as `gomod-lint graph --format json` prints it.
 * @param path a go.mod or go.work, or a directory in a module (default: the working directory)
 * @returns also what is missing from it, if anything is
 * @throws GomodLintError when there is no module, or its go.mod cannot be used
 */
export async function graph(path = ".", options: Surroundings = {}): Promise<GraphReport> {
  const { embeddedGraph, io } = await embedded(options);
  return answer(await embeddedGraph(io, path, options.offline === true));
}

async function embedded({ cwd, env }: Surroundings) {
  const { embed } = await import("../program.ts");
  return embed({ cwd, env });
}

function answer<T extends object>(given: T | NoAnswer): T {
  if ("problem" in given) throw new GomodLintError(given);
  return given;
}

function valuesOf({ select, ignore, severity, level, config, offline, filename }: LintOptions & TextOptions) {
  return {
    select,
    ignore,
    severity: Object.entries(severity ?? {}).map(([rule, to]) => `${rule}=${to}`),
    level,
    config: config === false ? undefined : config,
    "no-config": config === false,
    offline,
    "stdin-filename": filename,
  };
}

function fixValuesOf(options: FixOptions & TextOptions) {
  return { ...valuesOf(options), fix: true, "unsafe-fixes": options.unsafe === true };
}
