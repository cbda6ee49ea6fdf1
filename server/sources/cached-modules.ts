import { pathsOf } from "../environment/file-paths.ts";
import { isToolchain } from "../graph/module-version.ts";
import type { Host } from "../host/host.ts";
import { unescapePath } from "../version/module-escape.ts";

/** What is known of the modules in a module cache. */
export interface KnownModules {
  /** module paths, unescaped, in no order */
  readonly paths: Iterable<string>;
  /** false while parts of the cache have not been looked at */
  readonly complete: boolean;
}

/** Which modules a module cache has files of. */
export interface CachedModules {
  /**
   * Those that are known, after a bounded look at what was not: first where modules lie whose paths begin with `typed`. The rest is
   * looked through in pieces, while nothing else is to do.
   */
  known(typed: string): KnownModules;
  /** Looks through all of it in the background, before anybody asks. */
  begin(): void;
  /** What was found holds no longer: something was downloaded. It is still given until the next look has come to its end. */
  forget(): void;
  dispose(): void;
}

export interface CachedModulesOptions {
  /** most folders that the first call of `known` lists */
  readonly atOnce: number;
  /** most folders that a later call lists, where modules lie that go with what is typed */
  readonly near: number;
  /** folders that are listed in one piece in the background */
  readonly piece: number;
  /** how long what was found is taken for all there is, in milliseconds */
  readonly lasts: number;
}

/** A folder takes 20–40 µs. Pieces of 50 kept one hover of twenty waiting for 2 ms more. */
const defaults: CachedModulesOptions = { atOnce: 300, near: 40, piece: 15, lasts: 2 * 60_000 };
/** No module path has more elements. */
const depthLimit = 16;
/** Something else than a cache would take the memory that there is. */
const folderLimit = 200_000;

/** One walk over the cache. */
interface Walk {
  readonly found: Set<string>;
  /** folders relative to the root that have not been listed, escaped, with `/` */
  pending: string[];
  listed: number;
  /** when its last folder was listed, in milliseconds since the epoch */
  ended: number | undefined;
}

/**
 * @param directory GOMODCACHE, absolute; empty when there is none
 */
export function cachedModules(host: Host, directory: string, options: Partial<CachedModulesOptions> = {}): CachedModules {
  const { atOnce, near, piece, lasts } = { ...defaults, ...options };
  const paths = pathsOf(host);
  const root = directory === "" ? "" : paths.join(directory, "cache", "download");
  /** what is answered from, and a later walk that is to take its place */
  let current: Walk | undefined;
  let next: Walk | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const list = (walk: Walk, folder: string): void => {
    walk.listed++;
    for (const { name, kind } of host.list(paths.join(root, folder)) ?? []) {
      if (kind !== "directory" || name.startsWith(".")) continue;
      if (name === "@v") addModule(walk, folder);
      // The first element of a module path is a domain; beside those lies what belongs to the checksum database.
      else if (folder === "" ? name.includes(".") : !name.startsWith("@")) {
        const below = folder === "" ? name : `${folder}/${name}`;
        if (below.split("/").length <= depthLimit) walk.pending.push(below);
      }
    }
    if (walk.listed >= folderLimit) walk.pending = [];
    if (walk.pending.length === 0) walk.ended = host.now();
  };
  /** A folder of versions may hold nothing but locks of downloads that failed. */
  const addModule = (walk: Walk, folder: string): void => {
    walk.listed++;
    const path = unescapePath(folder);
    if (path === undefined || isToolchain(path) || path === "golang.org/toolchain") return;
    const files = host.list(paths.join(root, folder, "@v")) ?? [];
    if (files.some(({ name }) => /\.(?:mod|info|zip)$/.test(name))) walk.found.add(path);
  };
  /** Lists pending folders of a kind, the last first, until so many are listed in all. */
  const lookInto = (walk: Walk, limit: number, wanted: (folder: string) => boolean): void => {
    while (walk.listed < limit) {
      const at = walk.pending.findLastIndex(wanted);
      const [folder] = at === -1 ? [] : walk.pending.splice(at, 1);
      if (folder === undefined) return;
      list(walk, folder);
    }
  };
  const continueLater = (): void => {
    if (timer !== undefined) return;
    timer = setTimeout(() => {
      timer = undefined;
      const walk = next ?? current;
      if (walk === undefined || walk.ended !== undefined) return;
      lookInto(walk, walk.listed + piece, () => true);
      if (walk.ended === undefined) return continueLater();
      current = walk;
      next = undefined;
    }, 0);
    timer.unref();
  };

  return {
    begin() {
      if (root === "" || current !== undefined) return;
      current = { found: new Set(), pending: [""], listed: 0, ended: undefined };
      continueLater();
    },
    known(typed) {
      if (root === "") return { paths: [], complete: true };
      const first = current === undefined;
      current ??= { found: new Set(), pending: [""], listed: 0, ended: undefined };
      const walk = current;
      if (walk.ended === undefined) {
        const wanted = typed.toLowerCase();
        lookInto(walk, walk.listed + (first ? atOnce : near), (folder) => leadsTo(folder, wanted));
        if (first) lookInto(walk, atOnce, () => true);
        if (walk.ended === undefined) continueLater();
      } else if (host.now() - walk.ended > lasts && next === undefined) {
        next = { found: new Set(), pending: [""], listed: 0, ended: undefined };
        continueLater();
      }
      return { paths: walk.found, complete: walk.ended !== undefined };
    },
    forget() {
      if (current?.ended !== undefined) current.ended = Number.NEGATIVE_INFINITY;
    },
    dispose() {
      clearTimeout(timer);
    },
  };
}

/** Whether a module lies in a folder, or below it, whose path begins with what was typed. */
function leadsTo(folder: string, typed: string): boolean {
  const plain = folder.replaceAll("!", "");
  return plain.startsWith(typed) || typed.startsWith(plain);
}
