import { pathsOf, processVariable, userCacheDirectory } from "../environment/file-paths.ts";
import type { Host } from "../host/host.ts";
import { sha256 } from "../text/sha256.ts";

/**
 * What proxies sent, kept in the user's cache directory. The go.mod files of one fetch are written together, as a pack with its index:
 * two files for hundreds, since making files is what costs when a graph is fetched (as much as all the requests on some file systems).
 *
 * An index (`mod/KEY/RANDOM.idx`) has a line `start length sha256 name` for each entry, start and length in UTF-16 code units of the text
 * of its pack (`.pack`). An entry whose hash is not that of its text, for whatever reason, is not there. Files are written atomically,
 * under new names, and never changed, so that any number of processes may use them at once. KEY comes of the proxy's address: what one
 * proxy says of a private module is no other's word.
 */
export interface OwnCache {
  /** absolute */
  readonly directory: string;
  /** @param name as `moduleFiles` gives it */
  read(proxy: string, name: string): string | undefined;
  /** Takes an answer in; `flush` writes it. */
  add(proxy: string, name: string, text: string): void;
  /** Writes what was taken in. A cache that cannot be written is no failure. */
  flush(): void;
  /** A file that holds an entry as it is, for an editor to open: written when it is first asked for. */
  file(proxy: string, name: string): string | undefined;
}

/** `GOMODLINT_CACHE`, or `gomod-lint` in the system's place for caches; undefined where there is none, or GOMODLINT_CACHE says `off`. */
export function ownCacheDirectory(host: Host): string | undefined {
  const named = processVariable(host, "GOMODLINT_CACHE");
  if (named === "off") return undefined;
  if (named !== "") return pathsOf(host).resolve(host.cwd, named);
  const base = userCacheDirectory(host);
  return base === undefined ? undefined : pathsOf(host).join(base, "gomod-lint");
}

/** Entries of a pack: it is read whole, so that it must not grow without end. */
const packSize = 512;

/** So many small packs are put together when the next one is written. */
const manyPacks = 24;

/** @param proxy addresses are without user name and password */
export function ownCache(host: Host, directory: string): OwnCache {
  const shelves = new Map<string, Shelf>();
  const shelfOf = (proxy: string): Shelf => {
    let shelf = shelves.get(proxy);
    if (shelf === undefined) {
      shelf = openShelf(host, pathsOf(host).join(directory, "mod", digest(proxy).slice(0, 16)));
      shelves.set(proxy, shelf);
    }
    return shelf;
  };
  let used: boolean | undefined;
  const read = (proxy: string, name: string): string | undefined => {
    // Who never fetched has no such directory, and need not load node:crypto for a name in it (5 ms).
    used ??= host.kind(pathsOf(host).join(directory, "mod")) === "directory";
    if (!used && !shelves.has(proxy)) return undefined;
    const shelf = shelfOf(proxy);
    return shelf.added.get(name) ?? textOf(host, shelf, name);
  };
  return {
    directory,
    read,
    add(proxy, name, text) {
      shelfOf(proxy).added.set(name, text);
    },
    flush() {
      for (const shelf of shelves.values()) if (shelf.added.size > 0) writePacks(host, shelf);
    },
    file(proxy, name) {
      const text = read(proxy, name);
      if (text === undefined) return undefined;
      const folder = name.replace(/\/@v\/(.*)\.mod$/, "@$1");
      const path = pathsOf(host).join(directory, "files", digest(proxy).slice(0, 16), folder, "go.mod");
      if (host.readText(path) === text) return path;
      return host.write(path, text, { parents: true, durable: false }) === undefined ? path : undefined;
    },
  };
}

interface Entry {
  /** path of the pack without its ending */
  readonly pack: string;
  readonly start: number;
  readonly length: number;
  readonly hash: string;
}

/** The packs of one proxy. */
interface Shelf {
  readonly directory: string;
  /** by name; several where an entry was damaged and fetched again, or two processes fetched at once */
  readonly entries: Map<string, Entry[]>;
  /** texts of packs that were needed; undefined for one that cannot be read */
  readonly packs: Map<string, string | undefined>;
  /** entries by pack, as the indexes have them */
  readonly sizes: Map<string, number>;
  /** not yet written */
  readonly added: Map<string, string>;
}

function openShelf(host: Host, directory: string): Shelf {
  const shelf: Shelf = { directory, entries: new Map(), packs: new Map(), sizes: new Map(), added: new Map() };
  for (const { name } of host.list(directory) ?? []) {
    if (!name.endsWith(".idx")) continue;
    const pack = pathsOf(host).join(directory, name.slice(0, -4));
    const index = host.readText(`${pack}.idx`);
    let size = 0;
    for (const line of typeof index === "string" ? index.split("\n") : []) {
      const [, start, length, hash, entry] = /^(\d{1,9}) (\d{1,9}) ([0-9a-f]{64}) (\S+)$/.exec(line) ?? [];
      if (hash === undefined || entry === undefined) continue;
      addEntry(shelf, entry, { pack, start: Number(start), length: Number(length), hash });
      size++;
    }
    shelf.sizes.set(pack, size);
  }
  return shelf;
}

function addEntry({ entries }: Shelf, name: string, entry: Entry): void {
  const list = entries.get(name);
  if (list === undefined) entries.set(name, [entry]);
  else list.push(entry);
}

/** The text of an entry that is whole. */
function textOf(host: Host, shelf: Shelf, name: string): string | undefined {
  for (const entry of shelf.entries.get(name) ?? []) {
    if (!shelf.packs.has(entry.pack)) {
      const text = host.readText(`${entry.pack}.pack`);
      shelf.packs.set(entry.pack, typeof text === "string" ? text : undefined);
    }
    const text = shelf.packs.get(entry.pack)?.slice(entry.start, entry.start + entry.length);
    if (text !== undefined && digest(text) === entry.hash) return text;
  }
  return undefined;
}

function writePacks(host: Host, shelf: Shelf): void {
  const small = [...shelf.sizes].filter(([, size]) => size < packSize / 2).map(([pack]) => pack);
  const merged = small.length >= manyPacks ? small : [];
  const all = new Map<string, string>();
  for (const [name, entries] of merged.length === 0 ? [] : shelf.entries) {
    const text = entries.some(({ pack }) => merged.includes(pack)) ? textOf(host, shelf, name) : undefined;
    if (text !== undefined) all.set(name, text);
  }
  for (const [name, text] of shelf.added) all.set(name, text);
  shelf.added.clear();
  const list = [...all];
  let complete = true;
  for (let from = 0; from < list.length; from += packSize) {
    if (!writePack(host, shelf, list.slice(from, from + packSize))) complete = false;
  }
  if (!complete) return;
  for (const pack of merged) {
    host.remove(`${pack}.idx`);
    host.remove(`${pack}.pack`);
    shelf.sizes.delete(pack);
    shelf.packs.delete(pack);
  }
}

/** @returns whether both files were written; in any case this process knows the entries */
function writePack(host: Host, shelf: Shelf, list: readonly (readonly [string, string])[]): boolean {
  const pack = pathsOf(host).join(shelf.directory, packName());
  let text = "";
  let index = "";
  for (const [name, body] of list) {
    const entry: Entry = { pack, start: text.length, length: body.length, hash: digest(body) };
    index += `${entry.start} ${entry.length} ${entry.hash} ${name}\n`;
    text += body;
    addEntry(shelf, name, entry);
  }
  shelf.packs.set(pack, text);
  shelf.sizes.set(pack, list.length);
  // The pack first: an index promises what is there.
  const options = { parents: true, durable: false };
  return host.write(`${pack}.pack`, text, options) === undefined && host.write(`${pack}.idx`, index, options) === undefined;
}

/** Packs of several processes must not meet. */
function packName(): string {
  const random = (): string =>
    Math.floor(Math.random() * 2 ** 32)
      .toString(16)
      .padStart(8, "0");
  return random() + random();
}

/** Bytes that are no UTF-8 count as U+FFFD, on both sides alike: this tells damage, not intent. */
function digest(text: string): string {
  return sha256(text, "hex");
}
