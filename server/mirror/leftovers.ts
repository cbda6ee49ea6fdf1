import { pathsOf } from "../environment/file-paths.ts";
import type { Host } from "../host/host.ts";
import { parseTemporaryName } from "../host/temporary-name.ts";

/** No file takes so long to be written, in milliseconds: its process is gone, and another has its number. */
const longest = 24 * 60 * 60_000;

/** Removes from a folder the temporary files of processes that were ended while they wrote. */
export function removeLeftovers(host: Host, folder: string): void {
  for (const { name, kind } of host.list(folder) ?? []) {
    const maker = kind === "file" ? parseTemporaryName(name)?.maker : undefined;
    if (maker === undefined) continue;
    const path = pathsOf(host).join(folder, name);
    const stat = host.stat(path);
    const old = "kind" in stat && host.now() - stat.modified > longest;
    if (old || !host.running(maker)) host.remove(path);
  }
}
