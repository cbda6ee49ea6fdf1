import { pathsOf } from "../environment/file-paths.ts";
import type { Host, ReadFailure } from "../host/host.ts";
import { unescapeVersion } from "../version/module-escape.ts";
import { isPseudoVersion } from "../version/pseudo-version.ts";
import { compareSemver, isSemver } from "../version/semver.ts";

/** What became of a file. */
export type Outcome = "kept" | "written" | "missing" | "differs" | ReadFailure;

/** Another process may put files beside while a list is written; each round takes in what came. */
const rounds = 8;

/**
 * Brings the `list` of a folder of versions (`PATH/@v`) up to date: the tagged versions that have an .info, those of other mirrors in the
 * same directory included, since `go get` takes any version that a list names.
 *
 * @param folder absolute
 * @param writing whether it may be written
 */
export function updateList(host: Host, folder: string, writing: boolean): Outcome {
  const path = pathsOf(host).join(folder, "list");
  let outcome: Outcome = "kept";
  for (let round = 0; round < rounds; round++) {
    const wanted = listOf(host, folder);
    const there = host.readText(path);
    if (there === wanted) return outcome;
    if (!writing) return typeof there === "string" ? "differs" : "missing";
    const failure = writeFile(host, path, wanted);
    if (failure !== undefined) return failure;
    outcome = "written";
  }
  return outcome;
}

function listOf(host: Host, folder: string): string {
  const versions: string[] = [];
  for (const { name, kind } of host.list(folder) ?? []) {
    const version = kind === "file" && name.endsWith(".info") ? unescapeVersion(name.slice(0, -".info".length)) : undefined;
    if (version !== undefined && isSemver(version) && !isPseudoVersion(version)) versions.push(version);
  }
  return versions
    .sort(compareSemver)
    .map((version) => `${version}\n`)
    .join("");
}

/** Writes a file of the mirror: whole or not at all. */
export function writeFile(host: Host, path: string, content: string | Uint8Array): ReadFailure | undefined {
  const write = (): ReadFailure | undefined => host.write(path, content, { parents: true });
  const failure = write();
  // A process on another machine may have taken the temporary file for a leftover.
  return failure?.failed === "missing" ? write() : failure;
}
