import type { ModSummary } from "../modfile/scan.ts";
import type { ModuleVersion } from "./module-version.ts";

/** Why the go.mod of a module could not be had. */
export type UnavailableReason =
  | "not-in-cache" // no source on disk has it, and the network was not asked
  | "not-found" // a proxy says that there is none (404, 410)
  | "proxy-failed" // a proxy answered otherwise, not at all, or too late
  | "checksum-mismatch" // what was received is not what go.sum names
  | "needs-direct" // only version control could bring it, which needs the go command
  | "proxy-off" // GOPROXY=off forbids asking
  | "no-directory" // a replacement directory that does not exist
  | "no-go-mod" // a replacement directory without go.mod
  | "unreadable" // a file is there and cannot be read
  | "malformed" // a file is there and modfile.ParseLax rejects it
  | "path-mismatch" // it declares another module path than it is required as
  | "conflicting-replacements" // two modules of a workspace replace it by different things
  | "invalid-module"; // a path or version that cannot name a module

/** The answer of a source that has no go.mod for a module. */
export interface Unavailable {
  readonly unavailable: UnavailableReason;
  /** one clause for the reader: the file or URL and what the system or server said of it; never a credential */
  readonly detail: string;
}

/**
 * Where the graph gets a module's go.mod from: synchronous, replacement already applied (a target with version `""` is a directory,
 * absolute). Must answer the same for the same target while one graph is built.
 */
export type Lookup = (target: ModuleVersion) => ModSummary | Unavailable;

export function isUnavailable(answer: ModSummary | Unavailable): answer is Unavailable {
  return "unavailable" in answer;
}
