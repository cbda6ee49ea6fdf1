import type { Host } from "../host/host.ts";
import { joinedSums, readGoSums } from "../sources/known-sums.ts";
import type { Sums } from "./verify.ts";

/**
 * What the go.sum files of a module or workspace say together.
 * @param files absolute; one that is not there says nothing
 */
export function readSums(host: Host, files: readonly string[]): Sums {
  const all = readGoSums(host, files);
  return { mod: joinedSums(all, "go.mod"), zip: joinedSums(all, "zip") };
}
