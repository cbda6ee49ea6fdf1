import { Buffer } from "node:buffer";
import { setImmediate } from "node:timers/promises";
import { pathsOf } from "../environment/file-paths.ts";
import type { Host } from "../host/host.ts";
import { type FilePlace, filePlace } from "./file-place.ts";
import { goImports } from "./go-imports.ts";

/** For how long the search works at a stretch, in milliseconds: others wait so long. */
const stretch = 8;
/** Larger Go files are left out, in bytes. */
const readLimit = 4 * 1024 * 1024;

interface ScannedFile {
  /** size, time of change and identity */
  readonly stamp: string;
  readonly imports: readonly { readonly path: string; readonly place: FilePlace }[];
}

/** What `ImportSites.find` looks for. */
export interface ImportQuery {
  /** where the module's go.mod is; nothing is found where that is not absolute */
  readonly directory: string;
  /** the module's `ignore` directives */
  readonly ignore: readonly string[];
  readonly wanted: (importPath: string) => boolean;
}

/**
 * Finds imports in the Go files of a module, tests included, by the rules of the pattern `./...` (modload.matchPackages): nested modules,
 * `vendor`, `testdata`, names that begin with `.` or `_` and what the module ignores are left out, as is `node_modules`. A file is read once
 * for as long as its size and time of change stay the same.
 */
export class ImportSites {
  readonly #host: Host;
  readonly #known = new Map<string, ScannedFile>();
  /** import paths, each once: parts of a file's text would keep the text */
  readonly #paths = new Map<string, string>();

  constructor(host: Host) {
    this.#host = host;
  }

  /** @returns directory by directory; what was found so far when `signal` is aborted */
  async find({ directory, ignore, wanted }: ImportQuery, signal?: AbortSignal): Promise<readonly FilePlace[]> {
    const found: FilePlace[] = [];
    const ignored = ignoredBy(ignore);
    const { isAbsolute, join } = pathsOf(this.#host);
    if (!isAbsolute(directory)) return found;
    let since = performance.now();
    const pending: { readonly path: string; readonly relative: string }[] = [{ path: directory, relative: "" }];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      const entries = this.#host.list(next.path) ?? [];
      if (next.relative !== "" && entries.some(({ name, kind }) => name === "go.mod" && kind !== "directory")) continue;
      const inside: typeof pending = [];
      for (const { name, kind } of entries) {
        if (/^[._]/.test(name)) continue;
        const path = join(next.path, name);
        if (kind === "directory") {
          const relative = next.relative === "" ? name : `${next.relative}/${name}`;
          if (!leftOut.has(name) && !ignored(relative)) inside.push({ path, relative });
        } else if (name.endsWith(".go") && kind !== "other") {
          for (const { path: imported, place } of this.#scan(path)) if (wanted(imported)) found.push(place);
          if (performance.now() - since > stretch) {
            await setImmediate();
            if (signal?.aborted === true) return found;
            since = performance.now();
          }
        }
      }
      pending.push(...inside.reverse());
    }
    return found;
  }

  #scan(path: string): ScannedFile["imports"] {
    const stat = this.#host.stat(path);
    if ("failed" in stat || stat.kind !== "file") return [];
    const stamp = `${stat.modified} ${stat.size} ${stat.identity}`;
    const known = this.#known.get(path);
    if (known?.stamp === stamp) return known.imports;
    const text = this.#host.readText(path, readLimit);
    const imports =
      typeof text === "string"
        ? goImports(text).map((found) => ({ path: this.#own(found.path), place: filePlace(path, text, found.span) }))
        : [];
    this.#known.set(path, { stamp, imports });
    return imports;
  }

  #own(path: string): string {
    let own = this.#paths.get(path);
    if (own === undefined) {
      own = Buffer.from(path).toString();
      this.#paths.set(own, own);
    }
    return own;
  }
}

const leftOut: ReadonlySet<string> = new Set(["vendor", "testdata", "node_modules"]);

/** Directories that `ignore` lines name: from the module's root on with `./`, else wherever the elements stand (search.IgnorePatterns). */
function ignoredBy(ignore: readonly string[]): (relative: string) => boolean {
  const cleaned = ignore.map((pattern) => pattern.replaceAll("\\", "/").replace(/\/+$/, ""));
  const rooted = cleaned.flatMap((pattern) => (pattern.startsWith("./") ? [pattern.slice(2)] : []));
  const anywhere = cleaned.filter((pattern) => pattern !== "" && !pattern.startsWith("./"));
  return (relative) => rooted.includes(relative) || anywhere.some((tail) => relative === tail || relative.endsWith(`/${tail}`));
}
