import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A process to time: how it is started, and in which folder and environment. */
export interface Subject {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** environment variables that name a new and empty folder at each run */
  readonly fresh?: readonly string[];
  /** puts things in order before each run, which is not timed */
  readonly prepare?: () => void;
  /** exit codes that count as an answer; another one ends the measurement */
  readonly codes?: readonly number[];
}

/** Milliseconds of each run. */
export type Times = readonly number[];

export function median(times: Times): number {
  const sorted = [...times].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
}

export function least(times: Times): number {
  return Math.min(...times);
}

/** The time below which `share` (0 … 1) of the runs lie. */
export function percentile(times: Times, share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/**
 * Runs the subjects in turn (A B C A B C …), so that a noisy moment meets all of them, after one warm-up round.
 * @throws Error with what a subject printed, when it ends with another code than expected
 */
export function inTurn(subjects: readonly Subject[], rounds: number): Map<string, Times> {
  const times = new Map<string, number[]>(subjects.map((subject) => [subject.name, []]));
  for (let round = -1; round < rounds; round++) {
    for (const subject of subjects) {
      const time = runOnce(subject);
      if (round >= 0) times.get(subject.name)?.push(time);
    }
  }
  return times;
}

function runOnce({ name, command, cwd, env, fresh = [], prepare, codes = [0] }: Subject): number {
  const [program, ...args] = command;
  prepare?.();
  const folders = fresh.map((variable) => [variable, mkdtempSync(join(tmpdir(), "gomod-lint-fresh-"))] as const);
  const start = process.hrtime.bigint();
  const run = spawnSync(program, args, {
    ...(cwd === undefined ? {} : { cwd }),
    env: { ...process.env, ...env, ...Object.fromEntries(folders) },
    stdio: ["ignore", "pipe", "pipe"],
    maxBuffer: 1 << 28,
  });
  const time = Number(process.hrtime.bigint() - start) / 1e6;
  for (const [, folder] of folders) rmSync(folder, { recursive: true, force: true });
  if (run.status === null || !codes.includes(run.status)) {
    throw new Error(`${name} ended with ${run.status ?? run.signal}: ${run.stderr.toString().slice(0, 500)}`);
  }
  return time;
}

// Printed at the very end of a process by a module loaded before its program: its largest resident set in KiB.
const reportPeak =
  'data:text/javascript,import{writeSync}from"node:fs";process.on("exit",()=>writeSync(2,"\\npeak:"+process.resourceUsage().maxRSS+"\\n"))';

/** The largest resident set of a Node.js program, in MiB. */
export function peakMemory(args: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}): number {
  const run = spawnSync(process.execPath, ["--import", reportPeak, ...args], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    maxBuffer: 1 << 28,
  });
  const found = /\npeak:(\d+)\n/.exec(run.stderr.toString())?.[1];
  if (found === undefined) throw new Error(`no peak from ${args.join(" ")}: ${run.stderr.toString().slice(0, 500)}`);
  return Number(found) / 1024;
}
