/** What the program may ask of the machine. Types alone: `node.ts` does it for real, tests hand in their own. */
export interface Host {
  readonly platform: "win32" | "posix";
  readonly cwd: string;
  /** process environment, as it was at the start */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** the user's home directory; empty when there is none */
  readonly home: string;
  /**
   * Reads a regular file of at most `limit` bytes (default 16 MiB) as UTF-8.
   * Never throws: what keeps it from being read is a value.
   */
  readText(path: string, limit?: number): string | ReadFailure;
  /** The same as bytes-exact hash input: the raw bytes. */
  readBytes(path: string, limit?: number): Uint8Array | ReadFailure;
  /** What a path is, links followed. */
  kind(path: string): "file" | "directory" | "other" | "missing" | "denied";
  /** Names in a directory, sorted; undefined when it cannot be listed. */
  list(path: string): readonly DirectoryEntry[] | undefined;
  /** Replaces a file's content atomically (temporary file beside it, fsync, rename), its mode kept, links followed. */
  write(path: string, text: string): undefined | ReadFailure;
  /** milliseconds since the epoch */
  now(): number;
}

export interface DirectoryEntry {
  readonly name: string;
  readonly kind: "file" | "directory" | "link" | "other";
}

/** Why a file was not read or written. */
export interface ReadFailure {
  readonly failed: "missing" | "denied" | "not-regular" | "too-large" | "read-only" | "other";
  /** the system's own word, such as `EACCES`, for the message */
  readonly detail: string;
}
