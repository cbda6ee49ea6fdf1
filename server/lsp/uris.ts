import { fileURLToPath, pathToFileURL } from "node:url";

export type Platform = "win32" | "posix";

/**
 * The absolute path of a file: URI. A drive letter comes out in upper case, so that `file:///c%3A/` and `file:///C:/` are one folder.
 * @returns undefined for other schemes, other hosts (but on win32, where they are UNC paths), and URIs that name no file
 */
export function pathOfUri(uri: string, platform: Platform): string | undefined {
  if (!/^file:/i.test(uri)) return undefined;
  try {
    const path = fileURLToPath(uri, { windows: platform === "win32" });
    return platform === "win32" ? path.replace(/^[a-z]:/, (drive) => drive.toUpperCase()) : path;
  } catch {
    return undefined; // a stray %, an encoded slash, a host that posix has no place for
  }
}

/** The file: URI of an absolute path. */
export function uriOfPath(path: string, platform: Platform): string {
  return pathToFileURL(path, { windows: platform === "win32" }).href;
}
