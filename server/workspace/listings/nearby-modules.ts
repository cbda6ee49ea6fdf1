import { pathsOf } from "../../environment/file-paths.ts";
import type { Host } from "../../host/host.ts";

/** How many directories one search lists. */
const listLimit = 150;
/** How many directories of one folder are looked at. */
const childLimit = 100;
/** How deep below the directory, and below the one above it. */
const depths = { own: 4, above: 2 } as const;
/** Directories that hold no modules that anyone would name: the go command passes over them, or they hold what others wrote. */
const passedOver = /^(?:[._].*|vendor|testdata|node_modules)$/;

/**
 * The directories with a go.mod in and around a directory: below it, and below the directory that it lies in, as the modules of one
 * repository lie. Near ones first; the directory itself included.
 *
 * @param directory absolute
 */
export function nearbyModules(host: Host, directory: string): readonly string[] {
  const { dirname } = pathsOf(host);
  const found = new Set<string>();
  const seen = new Set<string>();
  walk(host, directory, depths.own, listLimit, found, seen);
  const above = dirname(directory);
  // The top of a file system is nobody's repository.
  if (above !== directory && dirname(above) !== above) walk(host, above, depths.above, listLimit, found, seen);
  return [...found];
}

/** Breadth first, so that what is near is found before the limit is reached. */
function walk(host: Host, root: string, depth: number, limit: number, found: Set<string>, seen: Set<string>): void {
  const { join } = pathsOf(host);
  let level = [root];
  for (let at = 0, left = limit; at <= depth && level.length > 0; at++) {
    const next: string[] = [];
    for (const directory of level) {
      if (seen.has(directory)) continue;
      if (left-- <= 0) return;
      seen.add(directory);
      let children = 0;
      for (const { name, kind } of host.list(directory) ?? []) {
        if (name === "go.mod" && kind !== "directory") found.add(directory);
        if (kind === "directory" && !passedOver.test(name) && children++ < childLimit) next.push(join(directory, name));
      }
    }
    level = next;
  }
}
