import { pathsOf, withSlashes } from "../../environment/file-paths.ts";
import type { Host } from "../../host/host.ts";
import { isSemver } from "../../version/semver.ts";
import { repositoryRoot } from "../repository-root.ts";

/** Bytes of packed-refs that are read. */
const packedLimit = 8 * 1024 * 1024;

/**
 * The versions of a module that its git repository has tags of, read from git's own files: of a module in a folder of the repository
 * those whose tags begin with the folder's path, as the go command wants them. Empty where there is no git repository.
 *
 * @param directory absolute: where the module's go.mod is
 */
export function ownTags(host: Host, directory: string): readonly string[] {
  const paths = pathsOf(host);
  const root = repositoryRoot(host, directory);
  const git = root === undefined ? undefined : gitDirectory(host, paths.join(root, ".git"));
  if (root === undefined || git === undefined) return [];
  const folder = withSlashes(host, paths.relative(root, directory));
  // A major version's own folder is no part of its tags: lib/v2.1.0 for lib/v2.
  const prefixes = [folder, folder.replace(/(?:^|\/)v[2-9]\d*$/, "")].map((part) => (part === "" ? "" : `${part}/`));
  const found = new Set<string>();
  for (const prefix of new Set(prefixes)) {
    for (const { name, kind } of host.list(paths.join(git, "refs", "tags", prefix)) ?? []) {
      if (kind === "file" && isSemver(name)) found.add(name);
    }
  }
  const packed = host.readText(paths.join(git, "packed-refs"), packedLimit);
  for (const [, tag = ""] of typeof packed === "string" ? packed.matchAll(/^[0-9a-f]+ refs\/tags\/(.+)$/gm) : []) {
    for (const prefix of prefixes) {
      const version = tag.startsWith(prefix) ? tag.slice(prefix.length) : "";
      if (isSemver(version)) found.add(version);
    }
  }
  return [...found];
}

/** Where a repository keeps its tags: of a worktree or submodule `.git` is a file that names the place. */
function gitDirectory(host: Host, path: string): string | undefined {
  const paths = pathsOf(host);
  if (host.kind(path) === "directory") return path;
  const text = host.readText(path, 4096);
  const named = typeof text === "string" ? /^gitdir: *(.+?)\s*$/m.exec(text)?.[1] : undefined;
  if (named === undefined) return undefined;
  const own = paths.resolve(paths.dirname(path), named);
  const common = host.readText(paths.join(own, "commondir"), 4096);
  return typeof common === "string" ? paths.resolve(own, common.trim()) : own;
}
