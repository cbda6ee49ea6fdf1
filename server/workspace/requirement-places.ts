import type { ModuleVersion } from "../graph/module-version.ts";
import type { Host } from "../host/host.ts";
import type { ModSources } from "../sources/mod-sources.ts";
import type { Span } from "../text/span.ts";

/** A place in a file of this machine. */
export interface FilePlace {
  /** absolute */
  readonly path: string;
  /** the file's text, that `span` is in */
  readonly text: string;
  readonly span: Span;
}

/** Bound on remembered places: each holds its file's text. */
const limit = 200;

/**
 * Finds the lines by which dependencies require each other, in their go.mod files in the module cache and in replacement directories.
 * Looks for the line without parsing: a finding with its chains asks for several files, of which most are never opened.
 */
export class RequirementPlaces {
  readonly #host: Host;
  readonly #sources: ModSources;
  readonly #overlay: (path: string) => string | undefined;
  /** places in files of the module cache, which do not change */
  readonly #known = new Map<string, FilePlace>();

  /** @param overlay the text of an open document */
  constructor(host: Host, sources: ModSources, overlay: (path: string) => string | undefined) {
    this.#host = host;
    this.#sources = sources;
    this.#overlay = overlay;
  }

  /**
   * The path and version of a requirement as they stand in a dependency's file.
   * @param from whose go.mod is read: a module at a version, or a directory with the version `""`
   * @returns undefined when the file is not on this machine or does not say it in so many words
   */
  find(from: ModuleVersion, required: ModuleVersion): FilePlace | undefined {
    const path = this.#sources.file(from);
    if (path === undefined) return undefined;
    const key = [path, required.path, required.version].join("\n");
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const text = this.#overlay(path) ?? this.#host.readText(path);
    if (typeof text !== "string") return undefined;
    const span = requirementLine(text, required);
    if (span === undefined) return undefined;
    const place = { path, text, span };
    if (from.version !== "") {
      if (this.#known.size >= limit) this.#known.clear();
      this.#known.set(key, place);
    }
    return place;
  }
}

function requirementLine(text: string, { path, version }: ModuleVersion): Span | undefined {
  const line = new RegExp(
    `^[ \\t]*(?:require[ \\t]+)?(["\`]?${literal(path)}["\`]?[ \\t]+["\`]?${literal(version)}["\`]?)(?=[ \\t\\r]*(?://.*)?$)`,
    "dm",
  );
  const [start, end] = line.exec(text)?.indices?.[1] ?? [];
  return start === undefined || end === undefined ? undefined : { start, end };
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
