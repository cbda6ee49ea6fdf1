import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

/** Folder of the repository. */
export const repository = fileURLToPath(new URL("../../..", import.meta.url));

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

/** Starts the program as a process of its own; settings of the user and colours are out of the way. */
export function startCli(
  args: readonly string[],
  { cwd, env = {}, uid, command = [process.execPath, program] }: SpawnOptions,
): ChildProcess {
  const [file, ...before] = command;
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(GO|NO_COLOR|FORCE_COLOR)/.test(name)));
  return spawn(file, [...before, ...args], {
    cwd,
    env: { ...inherited, GOENV: "off", GOWORK: "off", GOPROXY: "off", ...env },
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
