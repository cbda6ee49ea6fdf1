import type { Check } from "../doctor/check.ts";
import { examine } from "../doctor/examine.ts";
import { doctorExit } from "./doctor-report.ts";
import { subjectOf } from "./doctor-subject.ts";
import type { Io } from "./io.ts";
import { complain } from "./messages.ts";
import { withWorkspace } from "./open-workspace.ts";

export interface DoctorOptions {
  /** as if there were no network */
  readonly networkOff: boolean;
  /** `always`: proxies are asked; `needed`: where something is to be downloaded */
  readonly online: "always" | "needed" | "never";
  /** how long the size of each cache is counted, in milliseconds */
  readonly counting: number;
  /** of each request, in milliseconds */
  readonly timeout: number;
}

/** All checks of a directory, once. Everything is read anew. */
export async function diagnose(io: Pick<Io, "host">, directory: string, options: DoctorOptions): Promise<readonly Check[]> {
  const { networkOff, online, counting, timeout } = options;
  return withWorkspace(io, { offline: true }, async (workspace) => {
    const subject = await subjectOf(io, workspace, directory);
    const checks = examine(subject, { networkOff, counting });
    if (networkOff || online === "never" || (online === "needed" && !checks.some(downloads))) return checks;
    const [{ observeReach }, { checkReach }] = await Promise.all([
      import("../doctor/observe/reach.ts"),
      import("../doctor/checks/reach.ts"),
    ]);
    return [...checks, ...checkReach(await observeReach(subject, timeout))];
  });
}

/** Whether a check says that modules or Go itself are to be downloaded. */
function downloads({ pending }: Check): boolean {
  return pending === true;
}

/** Between two examinations, in milliseconds. */
const pause = 1000;

/**
 * The same again and again until nothing fails, or the time is over. What is waited for is said on standard error whenever it is
 * something else.
 * @param wait milliseconds
 */
export async function waitFor(io: Io, directory: string, options: DoctorOptions, wait: number): Promise<readonly Check[]> {
  const end = io.host.now() + wait;
  let said = "";
  for (;;) {
    const left = Math.max(100, end - io.host.now());
    const checks = await diagnose(io, directory, { ...options, timeout: Math.min(options.timeout, left) });
    if (doctorExit(checks, false) === 0) return checks;
    const rest = end - io.host.now();
    if (rest <= 0) return checks;
    const bad = checks.find(({ status }) => status === "failed") ?? checks.find(({ status }) => status === "skipped");
    const reason = `${bad?.subject}: ${bad?.reason ?? bad?.observed}`;
    if (reason !== said) complain(io, `waiting: ${reason}`);
    said = reason;
    await io.pause(Math.min(pause, rest));
  }
}
