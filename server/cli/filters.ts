import type { Severity } from "../analysis/finding.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { CheckOptions } from "./check-options.ts";
import type { ExitCode, Io } from "./io.ts";
import type { LintFilter } from "./lint-file.ts";
import { complain, usage } from "./messages.ts";
import type { Note } from "./reporters/report.ts";

/** Which findings of a run count, besides rules and levels. */
export interface FindingFilters {
  readonly filter?: LintFilter;
  /** what is to be said at the end */
  notes?(): readonly Note[];
  /** writes what was collected, at the end */
  write?(): ExitCode;
}

/**
 * Reads what --baseline, --write-baseline and --new-from-rev are about, before anything is checked.
 * @param paths absolute, of all files that will be checked
 * @param levelOf the mildest findings that are shown of a file
 * @returns the exit code where that fails, which was said
 */
export async function prepareFilters(
  io: Io,
  options: CheckOptions,
  paths: readonly string[],
  levelOf: (path: string) => Severity,
): Promise<((workspace: Workspace) => FindingFilters) | ExitCode> {
  const { baseline, since, mode } = options;
  if (baseline === undefined && since === undefined) return () => ({});
  const { baselineWriter, readBaseline } = await import("./baseline.ts");
  const known = baseline === undefined || mode === "baseline" ? undefined : readBaseline(io, baseline);
  if (known !== undefined && "usage" in known) return usage(io, known, "check");
  const writer = baseline !== undefined && mode === "baseline" ? baselineWriter(io, baseline, levelOf) : undefined;
  if (writer !== undefined && "usage" in writer) return usage(io, writer, "check");
  if (since === undefined)
    return () => ({ ...known, ...(writer === undefined ? {} : { filter: writer.filter, write: () => writer.write(paths) }) });

  const { newSince, textsAtRevision } = await import("./new-since.ts");
  const texts = await textsAtRevision(io, since, paths);
  if ("problem" in texts) {
    complain(io, texts.problem, texts.hint);
    return texts.exit;
  }
  return (workspace) => {
    const fresh = newSince(texts, workspace);
    const then = writer?.filter ?? known?.filter;
    return {
      filter: (document, result) => {
        const left = fresh(document, result);
        return then === undefined ? left : then(document, { ...result, diagnostics: left });
      },
      // What is old may well be in the baseline: nothing is said of entries that matched nothing.
      ...(writer === undefined ? {} : { write: () => writer.write(paths) }),
    };
  };
}
