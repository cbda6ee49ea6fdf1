import type { ReadFailure } from "./host.ts";

/** What kept a file from being read. */
export function failure(error: unknown): ReadFailure {
  const detail = errorCode(error);
  switch (detail) {
    case "ENOENT":
    case "ENOTDIR":
    case "ERR_INVALID_ARG_VALUE": // a NUL character in the path
      return { failed: "missing", detail: detail === "ERR_INVALID_ARG_VALUE" ? "invalid path" : detail };
    case "EACCES":
    case "EPERM":
      return { failed: "denied", detail };
    case "EISDIR":
    case "ENXIO": // a socket, or a device without its driver
      return { failed: "not-regular", detail };
    case "EROFS":
      return { failed: "read-only", detail };
    case "ENOSPC":
    case "EDQUOT":
      return { failed: "no-space", detail };
    default:
      return { failed: "other", detail };
  }
}

/** What kept a file from being written. */
export function writeFailure(error: unknown): ReadFailure {
  const known = failure(error);
  // Both a file without the write bit and a directory that takes no new file end here: to the reader it is read-only.
  return known.failed === "denied" ? { failed: "read-only", detail: known.detail } : known;
}

/** The system's word for an error, such as `EACCES`; its message where it has none. */
export function errorCode(error: unknown): string {
  if (error instanceof Error) return "code" in error && typeof error.code === "string" ? error.code : error.message;
  return String(error);
}
