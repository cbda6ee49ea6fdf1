import { pathsOf } from "../environment/file-paths.ts";
import type { ModuleVersion } from "../graph/module-version.ts";
import type { Host } from "../host/host.ts";
import type { ModSources } from "../sources/mod-sources.ts";
import type { Span } from "../text/span.ts";
import { type FilePlace, filePlace } from "./file-place.ts";

/** Bound on remembered places: about 200 bytes each. */
const limit = 10_000;

/** Bound on remembered texts, in UTF-16 units, which take a byte each in nearly all of them. */
const textLimit = 4_000_000;

/** The places of one file that were looked for; each of them names the file by the same string. */
interface KnownFile {
  readonly path: string;
  readonly places: Map<string, FilePlace>;
}

/**
 * Finds lines in the go.mod files of dependencies, in the module cache and in replacement directories: where a module is declared, and
 * where it requires another. Looks for the line without parsing: who requires a module may be hundreds of files.
 */
export class ModulePlaces {
  readonly #host: Host;
  readonly #sources: ModSources;
  readonly #overlay: (path: string) => string | undefined;
  /** files of the module cache, which do not change, by path */
  readonly #known = new Map<string, KnownFile>();
  /** how many places they have */
  #count = 0;
  /** the files that were read last, of the module cache: what is asked next is often about the same */
  readonly #texts = new Map<string, string>();
  /** UTF-16 units that they have */
  #length = 0;

  /** @param overlay the text of an open document */
  constructor(host: Host, sources: ModSources, overlay: (path: string) => string | undefined) {
    this.#host = host;
    this.#sources = sources;
    this.#overlay = overlay;
  }

  /**
   * The path and version of a requirement as they stand in a dependency's file; of `go` and `toolchain` that line.
   * @param from whose go.mod is read: a module at a version, or a directory with the version `""`
   * @returns undefined when the file is not on this machine or does not say it in so many words
   */
  requirement(from: ModuleVersion, required: ModuleVersion): FilePlace | undefined {
    return this.#find(from, `${required.path} ${required.version}`, (text) => requirementSpan(text, required));
  }

  /**
   * The path in the module line of a module's go.mod, or the file's start where it has none.
   * @param module at a version, or a directory with the version `""`
   * @returns undefined when the file is not on this machine
   */
  declaration(module: ModuleVersion): FilePlace | undefined {
    return this.#find(module, "", moduleSpan);
  }

  /**
   * The same for a directory as a go.mod or go.work spells it.
   * @param file where it is spelled; what has no absolute path is in no directory
   */
  directory(file: string, spelled: string): FilePlace | undefined {
    const { dirname, isAbsolute, resolve } = pathsOf(this.#host);
    return isAbsolute(file) ? this.declaration({ path: resolve(dirname(file), spelled), version: "" }) : undefined;
  }

  #find(from: ModuleVersion, what: string, spanIn: (text: string) => Span | undefined): FilePlace | undefined {
    const path = this.#sources.file(from);
    if (path === undefined) return undefined;
    const known = this.#known.get(path);
    const before = known?.places.get(what);
    if (before !== undefined) return before;
    const text = from.version === "" ? this.#current(path) : this.#cached(path);
    const span = text === undefined ? undefined : spanIn(text);
    if (text === undefined || span === undefined) return undefined;
    const place = filePlace(known?.path ?? path, text, span);
    if (from.version !== "") this.#keep(known ?? { path, places: new Map() }, what, place);
    return place;
  }

  #keep(file: KnownFile, what: string, place: FilePlace): void {
    if (this.#count >= limit) {
      this.#known.clear();
      file.places.clear();
      this.#count = 0;
    }
    file.places.set(what, place);
    this.#known.set(file.path, file);
    this.#count++;
  }

  #current(path: string): string | undefined {
    const text = this.#overlay(path) ?? this.#host.readText(path);
    return typeof text === "string" ? text : undefined;
  }

  #cached(path: string): string | undefined {
    const known = this.#texts.get(path);
    if (known !== undefined) return known;
    const text = this.#current(path);
    if (text === undefined) return undefined;
    this.#texts.set(path, text);
    this.#length += text.length;
    for (const [oldest, { length }] of this.#texts) {
      if (this.#length <= textLimit) break;
      this.#texts.delete(oldest);
      this.#length -= length;
    }
    return text;
  }
}

function requirementSpan(text: string, required: ModuleVersion): Span | undefined {
  const { path, version } = required;
  const plain = `${path} ${version}`;
  for (let at = text.indexOf(plain); at !== -1; at = text.indexOf(plain, at + 1)) {
    const span = { start: at, end: at + plain.length };
    if (isWholeLine(text, span) && !isExcluded(text, at)) return span;
  }
  // Aligned, or quoted.
  const line = new RegExp(
    `^[ \\t]*(?:require[ \\t]+)?(["\`]?${literal(path)}["\`]?[ \\t]+["\`]?${literal(version)}["\`]?)(?=[ \\t\\r]*(?://.*)?$)`,
    "dgm",
  );
  for (const match of text.matchAll(line)) {
    const [start = 0, end = 0] = match.indices?.[1] ?? [];
    if (!isExcluded(text, start)) return { start, end };
  }
  return undefined;
}

/** Whether nothing but a verb stands before and nothing but a comment behind. */
function isWholeLine(text: string, { start, end }: Span): boolean {
  const before = text.slice(text.lastIndexOf("\n", start - 1) + 1, start);
  const next = text.indexOf("\n", end);
  const behind = text.slice(end, next === -1 ? text.length : next);
  return /^[ \t]*(?:require[ \t]+)?$/.test(before) && /^[ \t\r]*(?:\/\/.*)?$/.test(behind);
}

/** Whether a line stands in an exclude block, where lines look as in a require block. */
function isExcluded(text: string, at: number): boolean {
  if (!text.includes("exclude")) return false;
  const opened = text.slice(0, at).match(/^[ \t]*(?:\w+[ \t]*\(|\))/gm);
  return opened?.at(-1)?.trimStart().startsWith("exclude") === true;
}

function moduleSpan(text: string): Span {
  const [start, end] = /^\s*module(?:[ \t]+|[ \t]*\(\s*)("[^"\n]*"|`[^`\n]*`|[^\s()"`]+)/dm.exec(text)?.indices?.[1] ?? [];
  return start === undefined || end === undefined ? { start: 0, end: 0 } : { start, end };
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
