import { posix } from "node:path";
import type {
  DirectoryEntry,
  FileStat,
  FreeSpace,
  Host,
  HttpFailure,
  HttpRequest,
  HttpResponse,
  ReadFailure,
} from "../../server/host/host.ts";
import { decodeUtf8, encodeUtf8 } from "../../server/text/utf8.ts";

/** What a path of a memory host can be besides text; directories follow from the files in them, or end in `/`. */
export type MemoryNode =
  | string
  | Uint8Array
  | { readonly text: string; readonly mode?: number; readonly modified?: number; readonly uid?: number }
  | { readonly link: string }
  | { readonly special: "fifo" | "device" | "socket" }
  | { readonly fails: ReadFailure };

export interface MemoryHostOptions {
  /** absolute posix path → content; a path that ends in `/` is an empty directory */
  readonly files?: Readonly<Record<string, MemoryNode>>;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  readonly home?: string;
  readonly os?: string;
  readonly arch?: string;
  /** answers requests; without it every request is refused */
  readonly http?: (request: HttpRequest) => Promise<HttpResponse | HttpFailure> | HttpResponse | HttpFailure;
  readonly now?: () => number;
  /** directories, and files in them, that may not be written, with the reason */
  readonly unwritable?: Readonly<Record<string, ReadFailure>>;
  /** room on the file system of a directory and all below; elsewhere there is plenty */
  readonly space?: Readonly<Record<string, FreeSpace>>;
  /** default 1000; files without an owner of their own belong to 0 */
  readonly uid?: number;
}

/** The paths and URLs that were asked for, in order; empty them with `length = 0`. */
export interface InputOutput {
  readonly reads: string[];
  readonly stats: string[];
  readonly lists: string[];
  readonly writes: string[];
  readonly requests: string[];
}

export interface MemoryHost extends Host {
  readonly io: InputOutput;
  /** Puts a file (or replaces it), as another program would. */
  set(path: string, node: MemoryNode): void;
  /** Lets time go by for the changes of files that follow, in milliseconds. */
  pass(time: number): void;
}

/** A Host over a tree in memory, posix paths, that records every access. */
export function memoryHost(options: MemoryHostOptions = {}): MemoryHost {
  const nodes = new Map<string, MemoryNode>();
  const directories = new Set<string>(["/"]);
  /** when a name last came or went, by directory */
  const changed = new Map<string, number>();
  const io: InputOutput = { reads: [], stats: [], lists: [], writes: [], requests: [] };
  const cwd = options.cwd ?? "/";
  let clock = 1_700_000_000_000;

  const addDirectories = (path: string): void => {
    for (let at = path; !directories.has(at); at = posix.dirname(at)) {
      directories.add(at);
      changed.set(posix.dirname(at), clock++);
    }
  };
  const set = (path: string, node: MemoryNode): void => {
    addDirectories(posix.dirname(path));
    if (!nodes.has(path)) changed.set(posix.dirname(path), clock++);
    nodes.set(path, typeof node === "string" || node instanceof Uint8Array ? stamped(node, clock++) : node);
  };
  for (const [path, node] of Object.entries(options.files ?? {})) {
    if (path.endsWith("/")) addDirectories(posix.resolve(path));
    else set(path, node);
  }

  /** The path with its links resolved, directory by directory. */
  const follow = (path: string): string | undefined => {
    let rest = posix.resolve(cwd, path).split("/").slice(1);
    let at = "/";
    for (let links = 0; rest.length > 0; ) {
      const next = posix.join(at, rest[0] ?? "");
      const node = nodes.get(next);
      rest = rest.slice(1);
      if (node !== undefined && typeof node === "object" && "link" in node) {
        if (++links > 40) return undefined;
        rest = [...posix.resolve(at, node.link).split("/").slice(1), ...rest];
        at = "/";
      } else at = next;
    }
    return at;
  };

  const readBytes = (path: string, limit = 16 * 1024 * 1024): Uint8Array | ReadFailure => {
    io.reads.push(path);
    const target = path.includes("\0") ? undefined : follow(path);
    if (target !== undefined && directories.has(target)) return { failed: "not-regular", detail: "a directory" };
    const node = target === undefined ? undefined : nodes.get(target);
    if (node === undefined) return { failed: "missing", detail: "ENOENT" };
    if (node instanceof Uint8Array) return bounded(node, limit);
    if (typeof node === "string") return bounded(encodeUtf8(node), limit);
    if ("text" in node) {
      return (node.mode ?? 0o644) & 0o444 ? bounded(encodeUtf8(node.text), limit) : { failed: "denied", detail: "EACCES" };
    }
    if ("fails" in node) return node.fails;
    return { failed: "not-regular", detail: "special" in node ? `a ${node.special}` : "a link" };
  };

  const stat = (path: string): FileStat | ReadFailure => {
    io.stats.push(path);
    const target = path.includes("\0") ? undefined : follow(path);
    const common = { size: 0, modified: 0, mode: 0o755, uid: 0, gid: 0, identity: `memory:${target}` };
    if (target !== undefined && directories.has(target))
      return { ...common, kind: "directory", modified: changed.get(target) ?? 0 };
    const node = target === undefined ? undefined : nodes.get(target);
    if (node === undefined) return { failed: "missing", detail: "ENOENT" };
    if (typeof node === "string") return { ...common, kind: "file", size: encodeUtf8(node).length, mode: 0o644 };
    if (node instanceof Uint8Array) return { ...common, kind: "file", size: node.length, mode: 0o644 };
    if ("text" in node) {
      const { mode = 0o644, modified = 0, uid = 0 } = node;
      return { ...common, kind: "file", size: encodeUtf8(node.text).length, mode, modified, uid };
    }
    if ("fails" in node) return node.fails.failed === "denied" ? node.fails : { ...common, kind: "file" };
    return { ...common, kind: "other" };
  };

  return {
    platform: "posix",
    os: options.os ?? "linux",
    arch: options.arch ?? "x64",
    cwd,
    env: Object.freeze({ ...options.env }),
    home: options.home ?? "/home/user",
    io,
    set,
    pass(time) {
      clock += time;
    },
    remove(path) {
      changed.set(posix.dirname(path), clock++);
      return nodes.delete(path) ? undefined : { failed: "missing", detail: "ENOENT" };
    },
    changed(path) {
      const found = stat(path);
      return "failed" in found ? undefined : found.modified;
    },
    readBytes,
    readText(path, limit) {
      const bytes = readBytes(path, limit);
      return "failed" in bytes ? bytes : decodeUtf8(bytes);
    },
    stat,
    kind(path) {
      const answer = stat(path);
      if ("kind" in answer) return answer.kind;
      return answer.failed === "denied" ? "denied" : "missing";
    },
    realPath(path) {
      io.stats.push(path);
      const target = follow(path);
      return target !== undefined && (nodes.has(target) || directories.has(target)) ? target : undefined;
    },
    executable(path) {
      const answer = stat(path);
      return "kind" in answer && answer.kind === "file" && (answer.mode & 0o111) !== 0;
    },
    list(path) {
      io.lists.push(path);
      const target = follow(path);
      if (target === undefined || !directories.has(target)) return undefined;
      const entries = new Map<string, DirectoryEntry>();
      for (const directory of directories) {
        if (directory !== target && posix.dirname(directory) === target) {
          entries.set(posix.basename(directory), { name: posix.basename(directory), kind: "directory" });
        }
      }
      for (const [file, node] of nodes) {
        if (posix.dirname(file) !== target) continue;
        const object = typeof node === "object" && !(node instanceof Uint8Array);
        const kind = object && "link" in node ? "link" : object && "special" in node ? "other" : "file";
        entries.set(posix.basename(file), { name: posix.basename(file), kind });
      }
      return [...entries.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
    },
    write(path, content, { parents = false } = {}) {
      io.writes.push(path);
      const target = follow(path);
      if (target === undefined) return { failed: "other", detail: "ELOOP" };
      if (directories.has(target)) return { failed: "not-regular", detail: "a directory" };
      const old = nodes.get(target);
      const object = typeof old === "object" && !(old instanceof Uint8Array) ? old : undefined;
      if (object !== undefined && "special" in object) return { failed: "not-regular", detail: `a ${object.special}` };
      if (object !== undefined && "fails" in object) return object.fails;
      const mode = object !== undefined && "text" in object ? (object.mode ?? 0o644) : 0o644;
      if ((mode & 0o222) === 0) return { failed: "read-only", detail: "EACCES" };
      if (!parents && !directories.has(posix.dirname(target))) return { failed: "missing", detail: "ENOENT" };
      addDirectories(posix.dirname(target));
      nodes.set(target, { text: typeof content === "string" ? content : decodeUtf8(content), mode, modified: clock++ });
      return undefined;
    },
    writable(path) {
      const target = follow(path);
      if (target === undefined || (!directories.has(target) && !nodes.has(target)))
        return { failed: "missing", detail: "ENOENT" };
      const node = nodes.get(target);
      if (typeof node === "object" && "text" in node && ((node.mode ?? 0o644) & 0o222) === 0) {
        return { failed: "read-only", detail: "EACCES" };
      }
      return nearest(options.unwritable, target);
    },
    space: (path) => nearest(options.space, posix.resolve(cwd, path)) ?? { free: 1e11, total: 2e11, freeFiles: 1e7 },
    uid: options.uid ?? 1000,
    running: () => false,
    async http(request) {
      io.requests.push(request.url);
      return options.http === undefined ? { failed: "refused", detail: "ECONNREFUSED" } : await options.http(request);
    },
    now: options.now ?? (() => clock),
  };
}

/** What is said of a path or the nearest directory above it. */
function nearest<T>(said: Readonly<Record<string, T>> = {}, path: string): T | undefined {
  for (let at = path; ; at = posix.dirname(at)) {
    const found = said[at];
    if (found !== undefined || at === "/") return found;
  }
}

function stamped(content: string | Uint8Array, modified: number): MemoryNode {
  return { text: typeof content === "string" ? content : decodeUtf8(content), modified };
}

function bounded(bytes: Uint8Array, limit: number): Uint8Array | ReadFailure {
  return bytes.length > limit ? { failed: "too-large", detail: `${bytes.length} bytes` } : bytes;
}
