import { Buffer } from "node:buffer";
import * as fs from "node:fs";
import { homedir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { decodeUtf8, encodeUtf8 } from "../text/utf8.ts";
import type { DirectoryEntry, FileStat, Host, ReadFailure, WriteOptions } from "./host.ts";
import { httpClient } from "./node-http.ts";

// `process` is the global here: importing node:process reads each of its properties, which sets up three streams (5 ms of a start).

const defaultLimit = 16 * 1024 * 1024;

/** Bytes of a file that one system call reads; nearly every go.mod file is smaller. */
const chunk = 64 * 1024;

// O_NONBLOCK: opening a FIFO that nobody writes to returns at once. It means nothing for regular files.
const readFlags = fs.constants.O_RDONLY | (fs.constants.O_NONBLOCK ?? 0) | (fs.constants.O_NOCTTY ?? 0);

/**
 * The machine itself: the only code that does input and output.
 *
 * Reading was measured on 5,000 `.mod` files of a warm module cache, per file: `readFileSync(path, "utf8")` 7.1 µs, which would wait for a
 * FIFO and read a device; `statSync` first 9.8 µs; `openSync`, `fstatSync`, `readSync` into one buffer and decoding 6.9 µs.
 */
export function nodeHost(): Host {
  const buffer = Buffer.allocUnsafeSlow(chunk);

  /** The bytes of a regular file; valid only until the next call where it fits the buffer. */
  const read = (path: string, limit: number): Buffer | ReadFailure => {
    let fd: number;
    try {
      fd = fs.openSync(path, readFlags);
    } catch (error) {
      return failure(error);
    }
    try {
      const { size, mode } = fs.fstatSync(fd);
      if ((mode & fs.constants.S_IFMT) !== fs.constants.S_IFREG) return { failed: "not-regular", detail: describeMode(mode) };
      if (size > limit) return { failed: "too-large", detail: `${size} bytes` };
      const count = fs.readSync(fd, buffer, 0, chunk, null);
      // Files of /proc say size 0 and come in pieces; a file that grows meanwhile is read to its end.
      if (count === size && count < chunk && count <= limit)
        return count === 0 ? readRest(fd, [], 0, limit) : buffer.subarray(0, count);
      return readRest(fd, [Buffer.from(buffer.subarray(0, count))], count, limit);
    } catch (error) {
      return failure(error);
    } finally {
      fs.closeSync(fd);
    }
  };

  return {
    platform: process.platform === "win32" ? "win32" : "posix",
    os: process.platform,
    arch: process.arch,
    cwd: process.cwd(),
    env: environment(),
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
    realPath(path) {
      try {
        return fs.realpathSync(path);
      } catch {
        return undefined;
      }
    },
    executable(path) {
      try {
        fs.accessSync(path, fs.constants.X_OK);
        return fs.statSync(path).isFile();
      } catch {
        return false;
      }
    },
    list: listDirectory,
    write: writeFile,
    remove(path) {
      try {
        fs.unlinkSync(path);
        return undefined;
      } catch (error) {
        return writeFailure(error);
      }
    },
    http: httpClient(),
    now: Date.now,
  };
}

function readRest(fd: number, parts: Buffer[], had: number, limit: number): Buffer | ReadFailure {
  let total = had;
  for (;;) {
    const part = Buffer.allocUnsafe(chunk);
    const count = fs.readSync(fd, part, 0, chunk, null);
    if (count === 0) return Buffer.concat(parts, total);
    total += count;
    if (total > limit) return { failed: "too-large", detail: `more than ${limit} bytes` };
    parts.push(part.subarray(0, count));
  }
}

function statFile(path: string): FileStat | ReadFailure {
  try {
    const stat = fs.statSync(path, { throwIfNoEntry: false });
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
    const entries = fs.readdirSync(path, { withFileTypes: true }).map(
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
    let old = fs.lstatSync(target, { throwIfNoEntry: false });
    if (old?.isSymbolicLink() === true) {
      target = followLinks(target);
      old = fs.statSync(target, { throwIfNoEntry: false });
    }
    if (old !== undefined) {
      if (!old.isFile()) return { failed: "not-regular", detail: describeMode(old.mode) };
      fs.accessSync(target, fs.constants.W_OK);
    }
    // In the same directory, for rename works only within a file system; a random name, for several processes may write the same file.
    const random = Math.random().toString(36).slice(2, 12);
    const name = join(dirname(target), `.${basename(target)}.${process.pid}${random}.tmp`);
    const fd = openNew(name, old === undefined ? 0o666 : old.mode & 0o777, options.parents === true);
    temporary = name;
    try {
      if (old !== undefined) keepOwnerAndMode(fd, old);
      for (let at = 0; at < bytes.length; ) at += fs.writeSync(fd, bytes, at);
      if (options.durable !== false) fs.fsyncSync(fd);
    } finally {
      fs.closeSync(fd);
    }
    fs.renameSync(name, target);
    temporary = undefined;
    if (options.durable !== false) syncDirectory(dirname(target));
    return undefined;
  } catch (error) {
    return writeFailure(error);
  } finally {
    if (temporary !== undefined) removeQuietly(temporary);
  }
}

function openNew(path: string, mode: number, parents: boolean): number {
  try {
    return fs.openSync(path, "wx", mode);
  } catch (error) {
    if (!parents || errorCode(error) !== "ENOENT") throw error;
    fs.mkdirSync(dirname(path), { recursive: true });
    return fs.openSync(path, "wx", mode);
  }
}

/** The file that a path leads to, also where the last link names a file that does not exist yet. */
function followLinks(path: string): string {
  let at = path;
  for (let links = 0; links < 40; links++) {
    let link: string;
    try {
      link = fs.readlinkSync(at);
    } catch {
      return at; // no link, or nothing there
    }
    at = resolve(dirname(at), link);
  }
  throw Object.assign(new Error("too many links"), { code: "ELOOP" });
}

function keepOwnerAndMode(fd: number, old: fs.Stats): void {
  const made = fs.fstatSync(fd);
  if (made.uid !== old.uid || made.gid !== old.gid) {
    try {
      fs.fchownSync(fd, old.uid, old.gid);
    } catch {
      // Only root may give files away; others keep what they may, as every editor that writes this way.
    }
  }
  fs.fchmodSync(fd, old.mode & 0o777); // behind chown, which clears bits, and against the umask
}

function syncDirectory(path: string): void {
  try {
    const fd = fs.openSync(path, "r");
    try {
      fs.fsyncSync(fd);
    } finally {
      fs.closeSync(fd);
    }
  } catch {
    // Not every system and file system syncs directories; the content itself is on disk.
  }
}

function removeQuietly(path: string): void {
  try {
    fs.unlinkSync(path);
  } catch {
    // The failure that led here is the one to tell.
  }
}

function environment(): Readonly<Record<string, string | undefined>> {
  const copy: Record<string, string | undefined> = Object.create(null);
  for (const [name, value] of Object.entries(process.env)) copy[process.platform === "win32" ? name.toUpperCase() : name] = value;
  return Object.freeze(copy);
}

function homeDirectory(): string {
  try {
    return homedir();
  } catch {
    return ""; // no HOME, and a user number without an entry in the user database, as in many containers
  }
}

function failure(error: unknown): ReadFailure {
  const detail = errorCode(error);
  switch (detail) {
    case "ENOENT":
    case "ENOTDIR":
    case "ERR_INVALID_ARG_VALUE": // a NUL character in the path
      return { failed: "missing", detail: detail === "ERR_INVALID_ARG_VALUE" ? "invalid path" : detail };
    case "EACCES":
    case "EPERM":
      return { failed: "denied", detail };
    case "EISDIR":
    case "ENXIO": // a socket, or a device without its driver
      return { failed: "not-regular", detail };
    case "EROFS":
      return { failed: "read-only", detail };
    case "ENOSPC":
    case "EDQUOT":
      return { failed: "no-space", detail };
    default:
      return { failed: "other", detail };
  }
}

function writeFailure(error: unknown): ReadFailure {
  const known = failure(error);
  // Both a file without the write bit and a directory that takes no new file end here: to the reader it is read-only.
  return known.failed === "denied" ? { failed: "read-only", detail: known.detail } : known;
}

function errorCode(error: unknown): string {
  if (error instanceof Error) return "code" in error && typeof error.code === "string" ? error.code : error.message;
  return String(error);
}

function describeMode(mode: number): string {
  switch (mode & fs.constants.S_IFMT) {
    case fs.constants.S_IFDIR:
      return "a directory";
    case fs.constants.S_IFIFO:
      return "a FIFO";
    case fs.constants.S_IFSOCK:
      return "a socket";
    default:
      return "a device";
  }
}
