import { pathsOf } from "../environment/file-paths.ts";
import type { Unavailable } from "../graph/lookup.ts";
import type { Host, ReadFailure } from "../host/host.ts";
import type { ModSummary } from "../modfile/scan.ts";
import type { ScanMemo } from "../modfile/scan-memo.ts";
import { summarize } from "./module-cache.ts";

/** The text of an open document by its absolute path; undefined when it is not open. */
export type Overlay = (path: string) => string | undefined;

/** The go.mod files of directories: replacement targets and the modules of a workspace. */
export interface Directories {
  /** @param directory absolute */
  read(directory: string): ModSummary | Unavailable;
  /** The file that `read` looks at. */
  file(directory: string): string;
  /** Reads a file anew at its next use, although size and time are as they were. */
  forget(path: string): void;
}

/**
 * An open document goes before the file. What a file says is kept as long as its size and time of change stay the same: one look at the
 * file system per use.
 */
export function directories(host: Host, overlay: Overlay | undefined, memo: ScanMemo): Directories {
  // `open` holds for a document, `stamp` for a file: size, time of change and identity.
  const kept = new Map<string, { readonly open?: string; readonly stamp?: string; readonly answer: ModSummary | Unavailable }>();
  const paths = pathsOf(host);
  const file = (directory: string): string => paths.join(directory, "go.mod");

  return {
    file,
    forget(path) {
      kept.delete(path);
    },
    read(directory) {
      const path = file(directory);
      const known = kept.get(path);
      const open = overlay?.(path);
      if (open !== undefined) {
        if (known?.open === open) return known.answer;
        const answer = summarize(open, path, memo);
        kept.set(path, { open, answer });
        return answer;
      }
      const stat = host.stat(path);
      if ("failed" in stat) {
        kept.delete(path);
        return absent(host, directory, path, stat);
      }
      const stamp = `${stat.modified} ${stat.size} ${stat.identity}`;
      if (known?.stamp === stamp) return known.answer;
      const text = host.readText(path);
      const answer = typeof text === "string" ? summarize(text, path, memo) : unreadable(path, text);
      kept.set(path, { stamp, answer });
      return answer;
    },
  };
}

function absent(host: Host, directory: string, path: string, failure: ReadFailure): Unavailable {
  if (failure.failed !== "missing") return unreadable(path, failure);
  switch (host.kind(directory)) {
    case "directory":
      return { unavailable: "no-go-mod", detail: `${directory} has no go.mod` };
    case "missing":
      return { unavailable: "no-directory", detail: `${directory} does not exist` };
    case "denied":
      return { unavailable: "unreadable", detail: `${directory}: permission denied` };
    default:
      return { unavailable: "no-directory", detail: `${directory} is not a directory` };
  }
}

function unreadable(path: string, failure: ReadFailure): Unavailable {
  return { unavailable: "unreadable", detail: `${path}: ${failure.detail}` };
}
