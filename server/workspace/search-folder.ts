import { pathsOf } from "../environment/file-paths.ts";
import type { Host } from "../host/host.ts";

/** One folder of a search. */
export interface SearchedFolder {
  /** absolute */
  readonly directory: string;
  /** absolute paths of its go.mod and go.work; undefined: it could not be listed */
  readonly files: readonly string[] | undefined;
}

/** Folders that are not searched (what the go command skips for `./...`, and packages of npm). */
const skipped: ReadonlySet<string> = new Set(["vendor", "testdata", "node_modules"]);

/**
 * Searches a directory and those below for go.mod and go.work files, a folder a step, its own files before those below, by name. Links are
 * not followed: they would lead in circles, or out of it.
 */
export function* searchFolder(host: Host, directory: string): Generator<SearchedFolder> {
  const paths = pathsOf(host);
  const stack = [directory];
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    const entries = host.list(at);
    const below: string[] = [];
    const files: string[] = [];
    for (const { name, kind } of entries ?? []) {
      if (kind === "directory") {
        if (!skipped.has(name) && !name.startsWith(".") && !name.startsWith("_")) below.push(paths.join(at, name));
      } else if (name === "go.mod" || name === "go.work") files.push(paths.join(at, name));
    }
    stack.push(...below.reverse());
    yield { directory: at, files: entries === undefined ? undefined : files };
  }
}
