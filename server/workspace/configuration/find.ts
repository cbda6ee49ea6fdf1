import { pathsOf } from "../../environment/file-paths.ts";
import type { Host } from "../../host/host.ts";

/** What a configuration file may be called, in the order in which they are looked for. */
export const configurationNames = [".gomod-lint.yaml", ".gomod-lint.yml", ".gomod-lint.json"] as const;

/**
 * Finds the configuration that holds in a directory: the nearest one upwards, up to the root of the repository (where `.git` is; without
 * one, up to the root of the file system). Each directory is looked at once in the finder's life.
 * @returns absolute path of the file
 */
export function configurationFinder(host: Pick<Host, "kind" | "platform">): (directory: string) => string | undefined {
  const paths = pathsOf(host);
  const known = new Map<string, string | undefined>();
  return function find(directory: string): string | undefined {
    if (known.has(directory)) return known.get(directory);
    const own = configurationNames.map((name) => paths.join(directory, name)).find((path) => host.kind(path) !== "missing");
    const parent = paths.dirname(directory);
    const ends = parent === directory || (own === undefined && host.kind(paths.join(directory, ".git")) !== "missing");
    const found = own ?? (ends ? undefined : find(parent));
    known.set(directory, found);
    return found;
  };
}
