import type { Host } from "../host/host.ts";
import { type GoSum, parseGoSum } from "../modfile/go-sum.ts";

/** The hashes that go.sum has for a file of a module (`h1:…`), by default its go.mod; undefined or empty where it has none. */
export type KnownSums = (path: string, version: string) => readonly string[] | undefined;

/**
 * What a go.sum says of go.mod files, or of zips. Hashes of other kinds than `h1:` are for other versions of Go, and say nothing
 * (modfetch.haveModSumLocked).
 */
export function knownSums(sum: GoSum, of: "go.mod" | "zip" = "go.mod"): KnownSums {
  const hashes = new Map<string, string[]>();
  for (const { path, version, goMod, hash } of sum.entries) {
    if (goMod !== (of === "go.mod") || !hash.value.startsWith("h1:")) continue;
    const key = `${path.value}@${version.value}`;
    const list = hashes.get(key);
    if (list === undefined) hashes.set(key, [hash.value]);
    else list.push(hash.value);
  }
  return (path, version) => hashes.get(`${path}@${version}`);
}

/** What several go.sum files say together. */
export function joinedSums(sums: readonly GoSum[], of: "go.mod" | "zip"): KnownSums {
  const each = sums.map((sum) => knownSums(sum, of));
  return (path, version) => each.flatMap((known) => known(path, version) ?? []);
}

/** @param files absolute; one that is not there, or cannot be read, says nothing */
export function readGoSums(host: Host, files: readonly string[]): readonly GoSum[] {
  return files.flatMap((file) => {
    const text = host.readText(file);
    return typeof text === "string" ? [parseGoSum(text)] : [];
  });
}
