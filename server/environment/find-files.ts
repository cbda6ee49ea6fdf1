import type { Host } from "../host/host.ts";
import { cleanPath, inDirectory, pathsOf, temporaryDirectory } from "./file-paths.ts";

/**
 * The go.mod file that the go command uses in a directory (modload.FindGoMod): the nearest one upwards. One right in the system's directory
 * for temporary files does not count (golang.org/issue/26708), and neither does any above it.
 *
 * @param directory absolute
 */
export function findGoMod(host: Host, directory: string): string | undefined {
  const found = findUpwards(host, directory, "go.mod");
  if (found === undefined) return undefined;
  const root = pathsOf(host).dirname(found);
  return inDirectory(host, root, temporaryDirectory(host)) === "." ? undefined : found;
}

/**
 * The go.work file that the go command uses in a directory when GOWORK says nothing else (modload.findWorkspaceFile): the nearest one
 * upwards, not looking past GOROOT.
 *
 * @param directory absolute
 * @param goRoot empty when unknown
 */
export function findWorkFile(host: Host, directory: string, goRoot: string): string | undefined {
  return findUpwards(host, directory, "go.work", goRoot);
}

/** The nearest file of a name in a directory or above it; a directory of that name is passed over. `stopBelow` is not entered. */
export function findUpwards(host: Host, directory: string, name: string, stopBelow = ""): string | undefined {
  const paths = pathsOf(host);
  for (let at = cleanPath(host, directory); ; ) {
    const path = paths.join(at, name);
    const kind = host.kind(path);
    if (kind === "file" || kind === "other") return path; // anything but a directory counts
    const above = paths.dirname(at);
    if (above === at || (stopBelow !== "" && above === stopBelow)) return undefined;
    at = above;
  }
}
