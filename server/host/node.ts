import { Buffer } from "node:buffer";
import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readlinkSync,
  readSync,
  realpathSync,
  renameSync,
  type Stats,
  statSync,
  unlinkSync,
  writeSync,
} from "node:fs";
import { homedir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { decodeUtf8, encodeUtf8 } from "../text/utf8.ts";
import type { DirectoryEntry, FileStat, Host, ReadFailure, WriteOptions } from "./host.ts";
import { workingDirectory } from "./node-cwd.ts";
import { freeSpace, writable } from "./node-disk.ts";
import { errorCode, failure, writeFailure } from "./node-failure.ts";
import { httpClient } from "./node-http.ts";
import { parseTemporaryName, temporaryName } from "./temporary-name.ts";

// `process` is the global here: importing node:process reads each of its properties, which sets up three streams (5 ms of a start).

const defaultLimit = 16 * 1024 * 1024;

/** Bytes of a file that one system call reads; nearly every go.mod file is smaller. */
const chunk = 64 * 1024;

// O_NONBLOCK: opening a FIFO that nobody writes to returns at once. It means nothing for regular files.
const readFlags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0);

/** What a host shows of the process, where it is to be something else. */
export interface HostSurroundings {
  /** the working directory */
  readonly cwd?: string | undefined;
  /** environment variables, all of them */
  readonly env?: NodeJS.ProcessEnv | undefined;
}

/**
 * The machine itself: the only code that does input and output.
 * @throws where no `cwd` is given and the process has none that can be named
 *
 * Reading was measured on the 2,059 `.mod` files of a graph in a process that has just started, per file: `readFileSync(path, "utf8")`
 * 9.8 µs, which would read a device; `openSync`, `fstatSync`, `readSync` into one buffer 12.8 µs; two `readSync` without `fstatSync`, of
 * which the second finds the end, 11.0 µs.
 */
export function nodeHost({ cwd, env }: HostSurroundings = {}): Host {
  const buffer = Buffer.allocUnsafeSlow(chunk);

  /** The bytes of a regular file; valid only until the next call where it fits the buffer. */
  const read = (path: string, limit: number): Buffer | ReadFailure => {
    let fd: number;
    try {
      fd = openSync(path, readFlags);
    } catch (error) {
      return failure(error);
    }
    try {
      // At a position: of a FIFO, a socket or a terminal that is an error, and nothing is taken out of it.
      const count = readSync(fd, buffer, 0, chunk, 0);
      // A device that has something at every position, such as /dev/zero, fills the buffer.
      const whole = count > 0 && count < chunk && readSync(fd, buffer, count, chunk - count, count) === 0;
      return whole && count <= limit ? buffer.subarray(0, count) : readRegular(fd, limit);
    } catch (error) {
      return notRegular(fd) ?? failure(error);
    } finally {
      closeSync(fd);
    }
  };

  return {
    platform: process.platform === "win32" ? "win32" : "posix",
    os: process.platform,
    arch: process.arch,
    cwd: resolve(cwd ?? workingDirectory(env ?? process.env)),
    env: environment(env ?? process.env),
    home: homeDirectory(),
    readText(path, limit = defaultLimit) {
      const bytes = read(path, limit);
      return "failed" in bytes ? bytes : decodeUtf8(bytes);
    },
    readBytes(path, limit = defaultLimit) {
      const bytes = read(path, limit);
      return "failed" in bytes || bytes.buffer !== buffer.buffer ? bytes : Uint8Array.prototype.slice.call(bytes);
    },
    kind(path) {
      const stat = statFile(path);
      if ("kind" in stat) return stat.kind;
      return stat.failed === "denied" ? "denied" : "missing";
    },
    stat: statFile,
    changed(path) {
      try {
        return statSync(path, { throwIfNoEntry: false })?.ctimeMs;
      } catch {
        return undefined;
      }
    },
    realPath(path) {
      try {
        return realpathSync(path);
      } catch {
        return undefined;
      }
    },
    executable(path) {
      try {
        accessSync(path, constants.X_OK);
        return statSync(path).isFile();
      } catch {
        return false;
      }
    },
    list: listDirectory,
    write: writeFile,
    remove(path) {
      try {
        unlinkSync(path);
        return undefined;
      } catch (error) {
        return writeFailure(error);
      }
    },
    writable,
    space: freeSpace,
    uid: process.geteuid?.(),
    running(pid) {
      try {
        process.kill(pid, 0);
        return true;
      } catch (error) {
        return errorCode(error) !== "ESRCH";
      }
    },
    http: httpClient(),
    now: Date.now,
  };
}

/** Reads a file of any length from its start: files of /proc say that they are empty, and others may grow meanwhile. */
function readRegular(fd: number, limit: number): Buffer | ReadFailure {
  const irregular = notRegular(fd);
  if (irregular !== undefined) return irregular;
  const { size } = fstatSync(fd);
  if (size > limit) return { failed: "too-large", detail: `${size} bytes` };
  const parts: Buffer[] = [];
  let total = 0;
  for (;;) {
    const part = Buffer.allocUnsafe(chunk);
    const count = readSync(fd, part, 0, chunk, null);
    if (count === 0) return Buffer.concat(parts, total);
    total += count;
    if (total > limit) return { failed: "too-large", detail: `more than ${limit} bytes` };
    parts.push(part.subarray(0, count));
  }
}

function notRegular(fd: number): ReadFailure | undefined {
  const { mode } = fstatSync(fd);
  return (mode & constants.S_IFMT) === constants.S_IFREG ? undefined : { failed: "not-regular", detail: describeMode(mode) };
}

function statFile(path: string): FileStat | ReadFailure {
  try {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat === undefined) return { failed: "missing", detail: "ENOENT" };
    return {
      kind: stat.isFile() ? "file" : stat.isDirectory() ? "directory" : "other",
      size: stat.size,
      modified: stat.mtimeMs,
      mode: stat.mode & 0o7777,
      uid: stat.uid,
      gid: stat.gid,
      identity: `${stat.dev}:${stat.ino}`,
    };
  } catch (error) {
    return failure(error);
  }
}

function listDirectory(path: string): readonly DirectoryEntry[] | undefined {
  try {
    const entries = readdirSync(path, { withFileTypes: true }).map(
      (entry): DirectoryEntry => ({
        name: entry.name,
        kind: entry.isFile() ? "file" : entry.isDirectory() ? "directory" : entry.isSymbolicLink() ? "link" : "other",
      }),
    );
    return entries.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  } catch {
    return undefined;
  }
}

function writeFile(path: string, content: string | Uint8Array, options: WriteOptions = {}): undefined | ReadFailure {
  const bytes = typeof content === "string" ? encodeUtf8(content) : content;
  let temporary: string | undefined;
  try {
    let target = resolve(path);
    let old = lstatSync(target, { throwIfNoEntry: false });
    if (old?.isSymbolicLink() === true) {
      target = followLinks(target);
      old = statSync(target, { throwIfNoEntry: false });
    }
    if (old !== undefined) {
      if (!old.isFile()) return { failed: "not-regular", detail: describeMode(old.mode) };
      accessSync(target, constants.W_OK);
    }
    if (options.durable !== false) removeLeftovers(target);
    // In the same directory, for rename works only within a file system; a random name, for several processes may write the same file.
    const name = join(dirname(target), temporaryName(basename(target), process.pid));
    const fd = openNew(name, old === undefined ? 0o666 : old.mode & 0o777, options.parents === true);
    temporary = name;
    try {
      if (old !== undefined) keepOwnerAndMode(fd, old);
      for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at);
      if (options.durable !== false) fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    renameSync(name, target);
    temporary = undefined;
    if (options.durable !== false) syncDirectory(dirname(target));
    return undefined;
  } catch (error) {
    return writeFailure(error);
  } finally {
    if (temporary !== undefined) removeQuietly(temporary);
  }
}

/** Milliseconds after which no write of a file is still going on. */
const leftover = 60 * 60 * 1000;

/** Removes what earlier writes of a file have left beside it when their process was killed in the middle. */
function removeLeftovers(target: string): void {
  const directory = dirname(target);
  const own = basename(target);
  try {
    for (const name of readdirSync(directory)) {
      if (parseTemporaryName(name)?.of !== own) continue;
      const path = join(directory, name);
      const stat = lstatSync(path);
      if (stat.isFile() && Date.now() - stat.mtimeMs > leftover) removeQuietly(path);
    }
  } catch {
    // A directory that may not be listed can be written all the same.
  }
}

function openNew(path: string, mode: number, parents: boolean): number {
  try {
    return openSync(path, "wx", mode);
  } catch (error) {
    if (!parents || errorCode(error) !== "ENOENT") throw error;
    mkdirSync(dirname(path), { recursive: true });
    return openSync(path, "wx", mode);
  }
}

/** The file that a path leads to, also where the last link names a file that does not exist yet. */
function followLinks(path: string): string {
  let at = path;
  for (let links = 0; links < 40; links++) {
    let link: string;
    try {
      link = readlinkSync(at);
    } catch {
      return at; // no link, or nothing there
    }
    at = resolve(dirname(at), link);
  }
  throw Object.assign(new Error("too many links"), { code: "ELOOP" });
}

function keepOwnerAndMode(fd: number, old: Stats): void {
  const made = fstatSync(fd);
  if (made.uid !== old.uid || made.gid !== old.gid) {
    try {
      fchownSync(fd, old.uid, old.gid);
    } catch {
      // Only root may give files away; others keep what they may, as every editor that writes this way.
    }
  }
  fchmodSync(fd, old.mode & 0o777); // behind chown, which clears bits, and against the umask
}

function syncDirectory(path: string): void {
  try {
    const fd = openSync(path, "r");
    try {
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
  } catch {
    // Not every system and file system syncs directories; the content itself is on disk.
  }
}

function removeQuietly(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // The failure that led here is the one to tell.
  }
}

function environment(given: NodeJS.ProcessEnv): Readonly<Record<string, string | undefined>> {
  const copy: Record<string, string | undefined> = Object.create(null);
  for (const [name, value] of Object.entries(given)) copy[process.platform === "win32" ? name.toUpperCase() : name] = value;
  return Object.freeze(copy);
}

function homeDirectory(): string {
  try {
    return homedir();
  } catch {
    return ""; // no HOME, and a user number without an entry in the user database, as in many containers
  }
}

function describeMode(mode: number): string {
  switch (mode & constants.S_IFMT) {
    case constants.S_IFDIR:
      return "a directory";
    case constants.S_IFIFO:
      return "a FIFO";
    case constants.S_IFSOCK:
      return "a socket";
    default:
      return "a device";
  }
}
