import { pathsOf } from "../../environment/file-paths.ts";
import type { DirectoryEntry, Host } from "../../host/host.ts";
import type { Subject } from "../subject.ts";

export interface CleanUpFacts {
  readonly caches: readonly CacheSize[];
  /** modules whose unpacking was cut short (VERSION.partial), and downloads that were (VERSION.zip….tmp): */
  readonly leftovers: readonly Leftover[];
}

export interface Leftover {
  readonly path: string;
  readonly bytes: number;
}

export interface CacheSize {
  readonly variable: "GOMODCACHE" | "GOCACHE";
  readonly path: string;
  readonly bytes: number;
  readonly files: number;
  /** false: counting was cut off, and there is more */
  readonly whole: boolean;
}

/** Files between two looks at the clock. */
const step = 64;

/**
 * How large the caches are, counted for so long.
 * @param milliseconds for each cache
 */
export function observeCleanUp({ host, env }: Subject, milliseconds: number): CleanUpFacts {
  const leftovers: Leftover[] = [];
  const paths = pathsOf(host);
  const caches = (["GOMODCACHE", "GOCACHE"] as const).flatMap((variable): CacheSize[] => {
    const path = env.get(variable).value;
    if (!paths.isAbsolute(path) || host.kind(path) !== "directory") return [];
    return [{ variable, path, ...measure(host, path, milliseconds, leftovers) }];
  });
  return { caches, leftovers };
}

function measure(host: Host, root: string, milliseconds: number, leftovers: Leftover[]): Omit<CacheSize, "variable" | "path"> {
  const paths = pathsOf(host);
  const end = host.now() + milliseconds;
  const waiting = [root];
  let bytes = 0;
  let files = 0;
  let seen = 0;
  for (let directory = waiting.pop(); directory !== undefined; directory = waiting.pop()) {
    for (const entry of host.list(directory) ?? []) {
      // Links are not followed: what they lead to is not in the cache.
      const path = paths.join(directory, entry.name);
      if (entry.kind === "directory") waiting.push(path);
      else if (entry.kind === "file") {
        const stat = host.stat(path);
        const size = "failed" in stat ? 0 : stat.size;
        files++;
        bytes += size;
        if (isLeftover(directory, entry)) leftovers.push({ path, bytes: size });
      }
      if (++seen % step === 0 && host.now() > end) return { bytes, files, whole: false };
    }
  }
  return { bytes, files, whole: true };
}

/** What modfetch leaves where it is interrupted: VERSION.partial beside the zip, VERSION.zip….tmp. */
function isLeftover(directory: string, { name }: DirectoryEntry): boolean {
  return /[/\\]@v$/.test(directory) && (/\.partial$/.test(name) || /\.(?:zip|mod|info|ziphash)\d+\.tmp$/.test(name));
}
