import type { EnvironmentSystem } from "../analysis/facts.ts";
import { redactAddresses } from "../environment/proxy-list.ts";

/** What the checks are about, one a row of the report. */
export const systems: Readonly<Record<EnvironmentSystem, string>> = {
  "module-mode": "module mode",
  go: "Go itself",
  goflags: "GOFLAGS and -mod",
  caches: "caches and folders",
  files: "module files",
  proxies: "proxies",
  private: "private modules",
  offline: "what the build needs",
  machine: "container and machine",
  "clean-up": "clean-up",
  reach: "network",
};

export type System = EnvironmentSystem;

/** failed: the go command stops, or will when it does what a first build does; skipped: it could not be found out. */
export type Status = "passed" | "warned" | "failed" | "skipped";

/** One thing that was looked at. Texts are for the reader, without credentials; lower case, no full stop. */
export interface Check {
  readonly system: System;
  readonly status: Status;
  /** what was looked at: `GOMODCACHE` */
  readonly subject: string;
  /** what was found: a value, a decision */
  readonly observed: string;
  /** what changes from run to run: room that is left */
  readonly note?: string;
  /** where the value comes from: `environment`, a file */
  readonly origin?: string;
  /** what is wrong with it, and what then fails; of a check that passed, nothing */
  readonly reason?: string;
  /** a command, or a step in words, that mends it */
  readonly remedy?: string;
  /** present: a first build downloads it */
  readonly pending?: true;
  /** how the value came about, step by step: always shown */
  readonly steps?: readonly string[];
  /** a list of modules, of mounts: shown where something is wrong, or on request */
  readonly details?: readonly string[];
}

/** The checks with no user name and password in any text: settings of every kind may hold addresses. */
export function withoutCredentials(checks: readonly Check[]): readonly Check[] {
  return checks.map((check) => {
    const texts = Object.entries(check).map(([key, value]) => [
      key,
      typeof value === "string" ? redactAddresses(value) : Array.isArray(value) ? value.map(redactAddresses) : value,
    ]);
    return Object.fromEntries(texts) as Check;
  });
}

/** The gravest status of several checks. */
export function gravest(checks: readonly Check[]): Status {
  for (const status of ["failed", "skipped", "warned"] as const)
    if (checks.some((check) => check.status === status)) return status;
  return "passed";
}

/** A number with its unit, as people say it: `1.4 GiB`. */
export function bytesInWords(bytes: number): string {
  const units = ["bytes", "KiB", "MiB", "GiB", "TiB"];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return unit === 0 ? `${value} bytes` : `${value < 10 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}

/** Lines of a list that may be long: the first ten, and how many more there are. */
export function firstLines(lines: readonly string[]): readonly string[] {
  return lines.length <= 10 ? lines : [...lines.slice(0, 10), `and ${lines.length - 10} more`];
}
