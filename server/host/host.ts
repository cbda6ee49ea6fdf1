/**
 * What the program may ask of the machine. Types alone: `node.ts` does it for real, tests hand in their own.
 *
 * Nothing here throws: what keeps a file from being read or written is a value. Paths are the platform's own, absolute or relative to
 * `cwd`. A path that holds a NUL character names nothing and answers as missing.
 */
export interface Host {
  /** which rules paths and environment names follow */
  readonly platform: "win32" | "posix";
  /** the system as Node.js names it (`process.platform`): `linux`, `darwin`, `win32`, `freebsd` … */
  readonly os: string;
  /** the processor as Node.js names it (`process.arch`): `x64`, `arm64` … */
  readonly arch: string;
  readonly cwd: string;
  /** process environment, as it was at the start; on win32, where names know no case, every name is in upper case */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** the user's home directory; empty when there is none */
  readonly home: string;
  /**
   * Reads a regular file of at most `limit` bytes (default 16 MiB). A directory, FIFO, socket or device is neither read nor waited for.
   *
   * The text is the bytes decoded as UTF-8 without loss: a byte that is no part of valid UTF-8 becomes the lone surrogate
   * U+DC00 + byte (U+DC80 … U+DCFF), of which valid UTF-8 has none, and `write` and `readBytes` agree on the way back. A caller that must
   * know asks `/[\uDC80-\uDCFF]/u`, which matches lone surrogates only. A byte order mark stays.
   */
  readText(path: string, limit?: number): string | ReadFailure;
  /** The same as raw bytes: for hashes and archives. */
  readBytes(path: string, limit?: number): Uint8Array | ReadFailure;
  /** What a path is, links followed. */
  kind(path: string): "file" | "directory" | "other" | "missing" | "denied";
  /** Size, times and rights of what a path names, links followed. */
  stat(path: string): FileStat | ReadFailure;
  /**
   * When a file or directory, or its rights, last changed, links followed, in milliseconds since the epoch, as the file system noted it,
   * which no program can alter; undefined where there is none. A directory changes when a name in it comes, goes or is given to another file.
   */
  changed(path: string): number | undefined;
  /** The path with every link resolved; undefined where it names nothing. */
  realPath(path: string): string | undefined;
  /** Whether it is a regular file that this process may execute. */
  executable(path: string): boolean;
  /** Names in a directory, sorted by UTF-16 code unit; undefined when it cannot be listed. */
  list(path: string): readonly DirectoryEntry[] | undefined;
  /**
   * Replaces a file's content atomically (temporary file beside it, fsync, rename), its mode and owner kept, links followed. A file that
   * may not be written stays as it is (`read-only`), although its directory would let it be replaced. Text that `readText` gave is written
   * back as the bytes that it was.
   */
  write(path: string, content: string | Uint8Array, options?: WriteOptions): undefined | ReadFailure;
  /** Removes a file (of a link, the link). */
  remove(path: string): undefined | ReadFailure;
  /**
   * Whether this process may write, as the system says and not as mode bits look (rights of the superuser, ACLs, read-only mounts). Nothing
   * that is there changes. `asked`: the question alone. `tried`: a file is opened for writing; in a directory a file of 4 KiB is made and
   * removed, which finds full disks, too.
   */
  writable(path: string, how: "asked" | "tried"): undefined | ReadFailure;
  /** What is left on the file system that a path lies on. */
  space(path: string): FreeSpace | ReadFailure;
  /** The number of the user that this process acts as; undefined on win32, where there is none. */
  readonly uid: number | undefined;
  /** Whether there is a process of this number, as far as this one sees others. */
  running(pid: number): boolean;
  /** One HTTP exchange: redirects, credentials and further tries are the caller's. Never rejects. */
  http(request: HttpRequest): Promise<HttpResponse | HttpFailure>;
  /** milliseconds since the epoch */
  now(): number;
}

export interface WriteOptions {
  /** creates the directories above that are missing */
  readonly parents?: boolean;
  /** false: no fsync, for content that is checked when it is read back, such as a cache; still atomic among processes */
  readonly durable?: boolean;
}

export interface FileStat {
  readonly kind: "file" | "directory" | "other";
  /** bytes */
  readonly size: number;
  /** last change of the content, milliseconds since the epoch, with fraction */
  readonly modified: number;
  /** permission bits, as chmod takes them */
  readonly mode: number;
  /** numbers of the owner and group; 0 on win32 */
  readonly uid: number;
  readonly gid: number;
  /** tells two paths to the same file from two files: device and inode */
  readonly identity: string;
}

/** Room on a file system, for who is not the superuser. */
export interface FreeSpace {
  /** bytes */
  readonly free: number;
  readonly total: number;
  /** how many files and directories more there may be; undefined where the file system sets no limit */
  readonly freeFiles: number | undefined;
}

export interface DirectoryEntry {
  readonly name: string;
  readonly kind: "file" | "directory" | "link" | "other";
}

/** Why a file was not read or written. */
export interface ReadFailure {
  readonly failed: "missing" | "denied" | "not-regular" | "too-large" | "read-only" | "no-space" | "other";
  /** the system's own word, such as `EACCES`, for the message */
  readonly detail: string;
}

export interface HttpRequest {
  readonly method: "GET" | "HEAD";
  /** absolute, http or https, without user name and password */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** the HTTP proxy to go through, with its user name and password where it has them; undefined: straight to the host */
  readonly via?: string | undefined;
  /** longest body taken, in bytes */
  readonly limit: number;
  /** longest time for the whole exchange, connection to last byte, in milliseconds */
  readonly timeout: number;
  readonly signal?: AbortSignal | undefined;
}

/** What a server answered, whatever its status. */
export interface HttpResponse {
  readonly status: number;
  /** names in lower case; a header that came several times is joined by `, ` */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** whether the server ends the connection behind it, so that another request needs a new one */
  readonly closes?: boolean;
}

/** Why there is no whole answer. */
export interface HttpFailure {
  readonly failed: "dns" | "refused" | "reset" | "tls" | "timeout" | "aborted" | "too-large" | "truncated" | "other";
  /** the system's own word, such as `ECONNRESET`; never a credential */
  readonly detail: string;
}
