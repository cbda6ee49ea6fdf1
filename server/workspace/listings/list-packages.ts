import { pathsOf } from "../../environment/file-paths.ts";
import type { Host } from "../../host/host.ts";
import { packageName } from "../program.ts";

/** A package of a module. */
export interface Package {
  /** its folder in the module, with `/`; empty for the module's root */
  readonly folder: string;
  /** whether it is a program */
  readonly main: boolean;
}

/** How many folders are looked into. */
const folderLimit = 80;
/** How deep below the folder that is asked for. */
const depthLimit = 2;

/**
 * The packages at and below a folder of a module, as far as a bounded look goes; `cmd`, where programs lie by custom, comes first.
 *
 * @param root absolute: where the module's files are
 * @param folder in the module, with `/`; empty for the root
 */
export function listPackages(host: Host, root: string, folder: string): readonly Package[] {
  const { join } = pathsOf(host);
  const found: Package[] = [];
  let level = [folder];
  for (let depth = 0, left = folderLimit; depth <= depthLimit; depth++) {
    const next: string[] = [];
    for (const at of level) {
      if (left-- <= 0) return found;
      const directory = join(root, at);
      const entries = host.list(directory);
      // Another module's files are not this one's packages.
      if (entries === undefined || (at !== "" && entries.some(({ name }) => name === "go.mod"))) continue;
      const name = packageName(host, directory, entries);
      if (name !== undefined) found.push({ folder: at, main: name === "main" });
      for (const entry of entries) {
        if (entry.kind !== "directory" || /^[._]/.test(entry.name) || entry.name === "testdata" || entry.name === "vendor")
          continue;
        if (entry.name === "internal" && at === "") continue;
        next.push(at === "" ? entry.name : `${at}/${entry.name}`);
      }
    }
    level = next.sort((a, b) => Number(isCommand(b)) - Number(isCommand(a)));
  }
  return found;
}

function isCommand(folder: string): boolean {
  return folder === "cmd" || folder.startsWith("cmd/");
}
