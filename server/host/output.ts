import type { ReadFailure } from "./host.ts";

/** Standard output or standard error of a command. Text is kept until enough of it is there; `flush` brings out the rest. */
export interface Output {
  write(text: string): void;
  /** Whether somebody reads along on a terminal. */
  terminal(): boolean;
  /** Whether the reader has gone away, as far as writing has shown it: what is written from then on is dropped. */
  gone(): boolean;
  /**
   * Resolves when all that was written has left the process. A reader that went away, as in `| head`, is no failure: the rest is dropped.
   * @returns why it could not be written, such as a full disk
   */
  flush(): Promise<ReadFailure | undefined>;
}
