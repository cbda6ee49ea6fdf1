import { type Check, gravest, type Status, type System, systems } from "../doctor/check.ts";
import type { ExitCode } from "./io.ts";
import { toJson } from "./output-format.ts";
import { printable } from "./reporters/printable.ts";
import type { Style } from "./reporters/style.ts";

/** The exit code of an examination. */
export function doctorExit(checks: readonly Check[], strict: boolean): ExitCode {
  const status = gravest(checks);
  if (status === "failed") return 1;
  if (strict && checks.some((check) => check.status === "warned")) return 1;
  return status === "skipped" ? 3 : 0;
}

const marks: Readonly<Record<Status, string>> = { passed: "ok", warned: "warn", failed: "FAIL", skipped: "skip" };

/**
 * One page for people: the checks by what they are about, each with its reason and what mends it.
 * @param all details of checks that passed, too
 */
export function doctorText(directory: string, checks: readonly Check[], all: boolean, style: Style): string {
  const lines: string[] = [];
  for (const system of Object.keys(systems) as System[]) {
    const own = checks.filter((check) => check.system === system);
    if (own.length === 0) continue;
    lines.push(style.bold(systems[system]));
    for (const check of own) lines.push(...checkLines(check, all, style));
  }
  lines.push("", printable(`${directory}: ${tally(checks)}`));
  return `${lines.join("\n")}\n`;
}

function checkLines(
  { status, subject, observed, origin, reason, remedy, note, steps = [], details = [] }: Check,
  all: boolean,
  style: Style,
): string[] {
  const word = marks[status].padEnd(4);
  const mark =
    status === "failed"
      ? style.severity("error", word)
      : status === "passed"
        ? style.added(word)
        : style.severity("warning", word);
  const from = origin === undefined ? "" : style.dim(` (${printable(origin)})`);
  const lines = [`  ${mark}  ${printable(subject)}: ${printable(observed)}${note === undefined ? "" : `, ${note}`}${from}`];
  if (reason !== undefined) lines.push(`        ${printable(reason)}`);
  if (remedy !== undefined) lines.push(`        to mend it: ${style.place(printable(remedy))}`);
  for (const step of steps) lines.push(style.dim(`        - ${printable(step)}`));
  if (status !== "passed" || all) for (const detail of details) lines.push(style.dim(`        · ${printable(detail)}`));
  return lines;
}

/** The one line of --ci where all is well; otherwise a line for each check that is not. */
export function doctorLines(directory: string, checks: readonly Check[], strict: boolean): string {
  // What could not be done because of a failure is not told beside it.
  const failed = checks.some(({ status }) => status === "failed");
  const bad = checks.filter(
    ({ status }) => status === "failed" || (status === "skipped" && !failed) || (strict && status === "warned"),
  );
  const lines = bad.map(({ status, subject, observed, reason, remedy }) => {
    const why = reason === undefined ? "" : `: ${reason}`;
    return printable(`${marks[status]} ${subject}: ${observed}${why}${remedy === undefined ? "" : ` (to mend it: ${remedy})`}`);
  });
  lines.push(printable(`${directory}: ${tally(checks)}`));
  return `${lines.join("\n")}\n`;
}

/** For programs: every check as it is. */
export function doctorJson(directory: string, checks: readonly Check[]): string {
  return toJson({ version: 1, directory, status: gravest(checks), ...counts(checks), checks });
}

function counts(checks: readonly Check[]): Readonly<Record<Status, number>> {
  const of = (status: Status): number => checks.filter((check) => check.status === status).length;
  return { passed: of("passed"), warned: of("warned"), failed: of("failed"), skipped: of("skipped") };
}

function tally(checks: readonly Check[]): string {
  const { passed, warned, failed, skipped } = counts(checks);
  const parts = [`${passed} passed`];
  if (warned > 0) parts.push(`${warned} warned`);
  if (failed > 0) parts.push(`${failed} failed`);
  if (skipped > 0) parts.push(`${skipped} could not be done`);
  return parts.join(", ");
}
