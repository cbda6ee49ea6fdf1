import { hash } from "node:crypto";
import { pathsOf, processVariable, userCacheDirectory } from "../environment/file-paths.ts";
import type { Host } from "../host/host.ts";

/**
 * What proxies sent, kept in the user's cache directory. Each entry is one file, whose first line has the SHA-256 of the rest: an entry
 * that was damaged, or is half written by whatever means, is not there. Written atomically, so that any number of processes may use it at
 * once. There is one flat directory `mod/KEY` for each proxy, KEY coming of its address: what one proxy says of a private module is no
 * other's word, and directories as deep as module paths cost four times as much to write as the files in them.
 */
export interface OwnCache {
  /** absolute */
  readonly directory: string;
  /** @param name as `moduleFiles` gives it */
  read(proxy: string, name: string): { readonly file: string; readonly text: string } | undefined;
  file(proxy: string, name: string): string;
  /** Keeps an answer; a cache that cannot be written is no failure. */
  write(proxy: string, name: string, text: string): void;
}

/** `GOMODLINT_CACHE`, or `gomod-lint` in the system's place for caches; undefined where there is none, or GOMODLINT_CACHE says `off`. */
export function ownCacheDirectory(host: Host): string | undefined {
  const named = processVariable(host, "GOMODLINT_CACHE");
  if (named === "off") return undefined;
  if (named !== "") return pathsOf(host).resolve(host.cwd, named);
  const base = userCacheDirectory(host);
  return base === undefined ? undefined : pathsOf(host).join(base, "gomod-lint");
}

/** @param proxy addresses are without user name and password */
export function ownCache(host: Host, directory: string): OwnCache {
  const keys = new Map<string, string>();
  const base = (proxy: string): string => {
    let key = keys.get(proxy);
    if (key === undefined) {
      key = `${pathsOf(host).join(directory, "mod", sha256(proxy).slice(0, 16))}/`;
      keys.set(proxy, key);
    }
    return key;
  };
  const file = (proxy: string, name: string): string => base(proxy) + flatName(name);
  return {
    directory,
    file,
    read(proxy, name) {
      const path = file(proxy, name);
      const stored = host.readText(path);
      if (typeof stored !== "string" || !stored.startsWith(prefix) || stored.charCodeAt(bodyAt - 1) !== 0x0a) return undefined;
      const text = stored.slice(bodyAt);
      return sha256(text) === stored.slice(prefix.length, bodyAt - 1) ? { file: path, text } : undefined;
    },
    write(proxy, name, text) {
      host.write(file(proxy, name), `${prefix}${sha256(text)}\n${text}`, { parents: true, durable: false });
    },
  };
}

const prefix = "gomod-lint 1 ";
const bodyAt = prefix.length + 64 + 1;

/** One file name for a path: `,` is in no module path and no version. Names that are too long for file systems go by their hash. */
function flatName(name: string): string {
  return name.length <= 200 ? name.replaceAll("/", ",") : `${sha256(name)}.mod`;
}

/** Bytes that are no UTF-8 count as U+FFFD, on both sides alike: this tells damage, not intent. */
function sha256(text: string): string {
  return hash("sha256", text);
}
