import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { repository } from "./paths.ts";

/** The program that the package installs. */
export const program = join(repository, JSON.parse(readFileSync(join(repository, "package.json"), "utf8")).bin["gomod-lint"]);

export interface Finished {
  /** exit code; null when a signal ended it */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface SpawnOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string | Buffer;
  /** the user to run it as */
  readonly uid?: number;
  /** another program than this one */
  readonly command?: readonly [string, ...string[]];
}

/** Puts the program into a directory under its name, as an installation does into one of PATH. */
export function installProgram(directory: string): void {
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, "gomod-lint"), `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`, { mode: 0o755 });
}

/** This process's environment with the user's settings of Go and the network out of the way, and without what `others` matches. */
export function offlineEnvironment(others: RegExp): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith("GO") && !others.test(name));
  return { ...Object.fromEntries(inherited), GOENV: "off", GOWORK: "off", GOPROXY: "off" };
}

/** Starts the program as a process of its own; settings of the user and colours are out of the way. */
export function startCli(
  args: readonly string[],
  { cwd, env = {}, uid, command = [process.execPath, program] }: SpawnOptions,
): ChildProcess {
  const [file, ...before] = command;
  return spawn(file, [...before, ...args], {
    cwd,
    env: { ...offlineEnvironment(/^(NO_COLOR|FORCE_COLOR)/), ...env },
    stdio: "pipe",
    ...(uid === undefined ? {} : { uid }),
  });
}

/** Runs it to its end. */
export async function runCli(args: readonly string[], options: SpawnOptions): Promise<Finished> {
  const child = startCli(args, options);
  const parts = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
  child.stdout?.on("data", (part: Buffer) => parts.stdout.push(part));
  child.stderr?.on("data", (part: Buffer) => parts.stderr.push(part));
  child.stdin?.on("error", () => {}); // a program that reads no input may be gone before it is written
  child.stdin?.end(options.input ?? "");
  const [code, signal] = (await once(child, "close")) as [number | null, NodeJS.Signals | null];
  return { code, signal, stdout: Buffer.concat(parts.stdout).toString(), stderr: Buffer.concat(parts.stderr).toString() };
}
