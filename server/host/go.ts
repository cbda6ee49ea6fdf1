/** How a run of the go command ended: its exit code; or why it has none. */
export type GoResult =
  | { readonly code: number }
  | { readonly ended: "timeout" | "aborted" }
  /** the system's own word, such as `ENOENT`, for why it could not be started */
  | { readonly failed: string };

export interface GoRun {
  /** the go command's file, absolute */
  readonly command: string;
  readonly args: readonly string[];
  /** absolute */
  readonly cwd: string;
  /** environment variables besides those of this process, which they go before */
  readonly env: Readonly<Record<string, string>>;
  /** longest time, in milliseconds */
  readonly timeout: number;
  readonly signal: AbortSignal;
  /** told of what it prints on either output, a line at a time */
  readonly onLine: (line: string) => void;
}

/** Runs the go command, because the user has asked for it. Never rejects; what the command has started ends with it. */
export type RunGo = (run: GoRun) => Promise<GoResult>;
