import type { Host } from "../host/host.ts";
import { parseGoSum } from "../modfile/go-sum.ts";
import { type KnownSums, knownSums } from "../sources/known-sums.ts";
import type { Sums } from "./verify.ts";

/**
 * What the go.sum files of a module or workspace say together.
 * @param files absolute; one that is not there says nothing
 */
export function readSums(host: Host, files: readonly string[]): Sums {
  const all = files.flatMap((file) => {
    const text = host.readText(file);
    return typeof text === "string" ? [parseGoSum(text)] : [];
  });
  const joined = (of: "go.mod" | "zip"): KnownSums => {
    const each = all.map((sum) => knownSums(sum, of));
    return (path, version) => each.flatMap((known) => known(path, version) ?? []);
  };
  return { mod: joined("go.mod"), zip: joined("zip") };
}
