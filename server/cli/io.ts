import type { AnyRule } from "../analysis/rule.ts";
import type { Git } from "../host/git.ts";
import type { Host, ReadFailure } from "../host/host.ts";
import type { Output } from "../host/output.ts";
import type { DrawPicture } from "../picture/picture.ts";
import type { ReadConfiguration } from "../workspace/configuration/read.ts";

/** 0 clean, 1 findings at or above the failing level, 2 usage or configuration, 3 could not finish. */
export type ExitCode = 0 | 1 | 2 | 3;

/** All that a command has to do with: handed in by main.ts, or by a test. */
export interface Io {
  readonly host: Host;
  readonly stdout: Output;
  readonly stderr: Output;
  /** The whole of standard input, decoded as `Host.readText` does, or why it cannot be had. */
  stdin(): Promise<string | ReadFailure>;
  /** The registry of rules. */
  rules(): Promise<readonly AnyRule[]>;
  /** What reads configuration files. Its parser takes 10 ms to load: it is asked for where there is one. */
  configuration(): Promise<ReadConfiguration>;
  /** What draws module graphs; asked for where a picture is wanted. */
  picture(): Promise<DrawPicture>;
  /** Runs the git command; asked for by --new-from-rev alone. */
  readonly git: Git;
  /** Absolute folder of the installed package: package.json, and the rules' documentation in rules/. */
  readonly packageDirectory: string;
  /**
   * Serves an editor until it says `exit` or is gone.
   * @param client the process whose end is the server's, besides the one that the editor names itself
   */
  languageServer(channel: EditorChannel, client: number | undefined): Promise<ExitCode>;
  /** Lets what waits have its turn in a long run, such as an interrupt. */
  breathe(): Promise<void>;
  /** Waits, in milliseconds. */
  pause(time: number): Promise<void>;
  /** Milliseconds since the process began, with fraction. */
  uptime(): number;
}

/**
 * How an editor is spoken with: over standard input and output, as a client of the socket (a port of this machine, or a path) where it
 * waits, or over the channel of the Node.js process that it has started.
 */
export type EditorChannel = "stdio" | "node-ipc" | { readonly port: number } | { readonly path: string };

/** The graver of two exit codes: not to have finished before wrong usage before findings. */
export function graver(a: ExitCode, b: ExitCode): ExitCode {
  return a > b ? a : b;
}
