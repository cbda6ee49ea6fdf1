import { formatModule } from "../graph/module-version.ts";
import type { Plan, Purpose } from "../mirror/plan.ts";
import type { Lack, MirrorReport } from "../mirror/run-mirror.ts";
import { counted } from "../text/counted.ts";
import type { ExitCode } from "./io.ts";
import { describeFailure } from "./messages.ts";
import { toJson } from "./output-format.ts";
import { printable } from "./reporters/printable.ts";

/** What a run of the command has to tell. */
export interface MirrorResult {
  /** absolute */
  readonly directory: string;
  /** its address, in which the signs that part GOPROXY's entries are escaped */
  readonly url: string;
  readonly mode: "write" | "check";
  readonly online: boolean;
  readonly purpose: Purpose;
  readonly plan: Plan;
  readonly report: MirrorReport;
}

/** Modules that one command names. */
const named = 8;
/** Files without a hash that are listed. */
const listed = 10;

export function mirrorExit({ mode, plan, report }: MirrorResult): ExitCode {
  const { lacks, lists, stopped } = report;
  if (stopped !== undefined || plan.unplanned.length > 0) return 3;
  if (lacks.some(fails) || lists.length > 0) return mode === "check" ? 1 : 3;
  return 0;
}

/** What nothing stops without is a failure, too, where a proxy should have said whether it has it. */
function fails({ file, because }: Lack): boolean {
  return file.needed || because === "proxy-failed";
}

export function mirrorText(result: MirrorResult): string {
  const { directory, url, mode, online, plan, report } = result;
  const { lacks, lists, unverified, made, stopped, total, written, bytes } = report;
  const lines: string[] = [];
  for (const { module, problem } of plan.unplanned) lines.push(`impossible ${formatModule(module)}: ${problem}`);
  const missing = lacks.filter(fails);
  for (const { file, state, detail } of missing) {
    lines.push(
      `${state} ${formatModule(file.module)} .${file.extension}${mode === "check" && state === "missing" ? "" : `: ${detail}`}`,
    );
  }
  for (const name of lists) lines.push(`missing or old ${name}`);
  if (stopped !== undefined) {
    const { message, hint } = describeFailure(stopped.failure, "write");
    lines.push(`${stopped.name}: ${message}; nothing further was tried`);
    const next = stopped.failure.failed === "no-space" ? "make room and run it again: it goes on where it was" : undefined;
    if (next !== undefined || stopped.failure.failed !== "read-only") lines.push(`  ${next ?? hint ?? ""}`);
  }
  for (const command of commands(result)) lines.push(`  ${command}`);
  if (unverified.length > 0) {
    lines.push(`go.sum has no hash of ${counted(unverified.length, "file")}, so nothing vouches for them:`);
    for (const { module, extension } of unverified.slice(0, listed)) lines.push(`  ${formatModule(module)} .${extension}`);
    if (unverified.length > listed) lines.push(`  and ${unverified.length - listed} more (--format json has all)`);
  }
  const besides = lacks.length - missing.length;
  if (besides > 0 && stopped === undefined) {
    const bring = mode === "check" || !online ? " (--online brings them)" : "";
    lines.push(
      `without ${counted(besides, "go.mod file")} that pruning leaves out: go list -m -json all cannot tell their go lines${bring}`,
    );
  }
  if (made > 0)
    lines.push(`${counted(made, ".info file")} made: no source on this machine has them${online ? "" : " (--online asks)"}`);
  const size = `${counted(total, "file")}, ${(bytes / 1e6).toFixed(1)} MB`;
  const lacking = missing.length + lists.length;
  if (mode === "check")
    lines.push(lacking === 0 ? `${directory} has everything: ${size}` : `${directory} lacks ${counted(lacking, "file")}`);
  else lines.push(`${directory}: ${size}, of which ${written} ${written === 1 ? "was" : "were"} written`);
  if (mirrorExit(result) === 0 && mode === "write") lines.push(`to use it: ${settings(url)}`);
  return lines.map((line) => `${printable(line)}\n`).join("");
}

/** What brings that which is missing, each a line. */
function commands({ mode, online, report }: MirrorResult): readonly string[] {
  const needed = report.lacks.filter(fails);
  if (needed.length === 0 || report.stopped !== undefined) return [];
  if (mode === "check") return ["to bring it up to date: the same command without --check"];
  const lines: string[] = [];
  const direct = needed.filter(({ because }) => because === "needs-direct");
  if (direct.length > 0) lines.push(`where their repositories can be reached: ${download(direct)}`);
  const others = needed.filter(({ because, state }) => because !== "needs-direct" && state === "missing");
  if (others.length > 0)
    lines.push(
      online
        ? `to bring them into the module cache: ${download(others)}`
        : `to ask GOPROXY: --online; or first: ${download(others)}`,
    );
  return lines;
}

function download(lacks: readonly Lack[]): string {
  const modules = [...new Set(lacks.map(({ file }) => formatModule(file.module)))];
  return modules.length > named ? "go mod download" : `go mod download ${modules.join(" ")}`;
}

/** The settings of a machine that works with a mirror alone: private modules, too, come from it, and nothing else is asked. */
function settings(url: string): string {
  return `GOPROXY=${url} GONOPROXY=none GOSUMDB=off GOFLAGS=-mod=readonly`;
}

export function mirrorJson(result: MirrorResult): string {
  const { directory, url, purpose, plan, report } = result;
  const { total, written, bytes, lacks, lists, unverified, made, stopped } = report;
  return toJson({
    directory,
    goproxy: url,
    for: purpose,
    complete: mirrorExit(result) === 0,
    files: total,
    written,
    bytes,
    lacking: lacks.map(({ file, state, detail, because }) => ({
      ...file.module,
      file: file.name,
      state,
      needed: file.needed,
      ...(because === undefined ? {} : { reason: because }),
      detail,
    })),
    lists,
    impossible: plan.unplanned.map(({ module, problem }) => ({ ...module, problem })),
    unverified: unverified.map(({ name }) => name),
    made,
    ...(stopped === undefined ? {} : { stopped: { file: stopped.name, ...stopped.failure } }),
  });
}
