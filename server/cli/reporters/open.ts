import { Buffer } from "node:buffer";
import type { AnyRule } from "../../analysis/rule.ts";
import { pathsOf } from "../../environment/file-paths.ts";
import { encodeUtf8 } from "../../text/utf8.ts";
import type { CheckOptions } from "../check-options.ts";
import { packageVersion, ruleFile, ruleUrl } from "../documentation.ts";
import { type ExitCode, graver, type Io } from "../io.ts";
import { complain, describeFailure } from "../messages.ts";
import type { Format } from "../report-formats.ts";
import { namesInRepository } from "../repository.ts";
import { type Note, type Pieces, piecesOf, type Reporter } from "./report.ts";
import type { Style } from "./style.ts";

/** What reporters are made of. */
export interface ReporterNeeds {
  readonly style: Style;
  readonly rules: readonly AnyRule[];
}

/** The reports of a run. */
export interface Reports {
  /** feeds all of them, and gives the text of the one on standard output */
  readonly reporter: Reporter;
  /** Writes those that go into files, at the end; says what could not be written, and gives the exit code. */
  write(): ExitCode;
}

/** Makes the reporters that the options ask for. */
export async function openReports(io: Io, options: CheckOptions, needs: ReporterNeeds): Promise<Reports> {
  const first = await openFirst(io, options, needs);
  if (options.outputs.length === 0) return { reporter: first, write: () => 0 };
  const { styleOf } = await import("./style.ts");
  const files: CollectedReport[] = [];
  for (const { format, file } of options.outputs) {
    // Colours are for terminals.
    files.push({ file, reporter: await openReporter(io, format, options, { ...needs, style: styleOf(false) }), parts: [] });
  }
  return { reporter: feedAll(first, files), write: () => writeReports(io, files) };
}

/** The report on standard output. */
async function openFirst(io: Io, options: CheckOptions, needs: ReporterNeeds): Promise<Reporter> {
  if (options.mode === "diff") return (await import("./diff.ts")).diffReporter();
  if (options.mode === "baseline") return { file: () => "" };
  if (options.statistics) return (await import("./statistics.ts")).statisticsReporter(options.format === "json", needs.style);
  return openReporter(io, options.format, options, needs);
}

/** A report for a file, as far as it is known. */
interface CollectedReport {
  readonly file: string;
  readonly reporter: Reporter;
  /** in pieces: all of it may be longer than a string can be */
  readonly parts: Uint8Array[];
}

function feedAll(first: Reporter, files: readonly CollectedReport[]): Reporter {
  return {
    file(report) {
      for (const file of files) collect(file, file.reporter.file(report));
      return first.file(report);
    },
    note(note: Note) {
      for (const file of files) collect(file, file.reporter.note?.(note) ?? "");
      return first.note?.(note);
    },
    end(summary) {
      for (const file of files) collect(file, file.reporter.end?.(summary) ?? "");
      return first.end?.(summary) ?? "";
    },
  };
}

function collect({ parts }: CollectedReport, text: Pieces): void {
  for (const piece of piecesOf(text)) if (piece !== "") parts.push(encodeUtf8(piece));
}

function writeReports(io: Io, reports: readonly CollectedReport[]): ExitCode {
  let exit: ExitCode = 0;
  for (const { file, parts } of reports) {
    const failure = io.host.write(pathsOf(io.host).resolve(io.host.cwd, file), Buffer.concat(parts), { parents: true });
    if (failure === undefined) continue;
    const { message } = describeFailure(failure, "write");
    complain(io, `${file}: ${message}`, "the report was not written; --format prints one on standard output");
    exit = graver(exit, 3);
  }
  return exit;
}

/** Only what a format needs is loaded. */
async function openReporter(
  io: Io,
  format: Format,
  { quiet, dry, shard }: CheckOptions,
  { style, rules }: ReporterNeeds,
): Promise<Reporter> {
  switch (format) {
    case "text":
      return (await import("./text.ts")).textReporter(style, { quiet, dry });
    case "concise":
      return (await import("./concise.ts")).conciseReporter();
    case "json":
      return (await import("./json.ts")).jsonReporter((rule) => ruleUrl(io, rule));
    case "jsonl":
      return (await import("./json.ts")).jsonLinesReporter((rule) => ruleUrl(io, rule));
    case "sarif":
      return (await import("./sarif.ts")).sarifReporter({
        version: packageVersion(io),
        rules,
        documentation(rule) {
          const text = io.host.readText(ruleFile(io, rule));
          return typeof text === "string" ? text : undefined;
        },
        inRepository: namesInRepository(io.host),
        shard,
      });
    case "github":
      return (await import("./github.ts")).githubReporter(namesInRepository(io.host));
    case "gitlab":
      return (await import("./gitlab.ts")).gitlabReporter(namesInRepository(io.host));
    case "junit":
      return (await import("./junit.ts")).junitReporter();
    case "checkstyle":
      return (await import("./checkstyle.ts")).checkstyleReporter();
  }
}
