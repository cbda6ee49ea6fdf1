import { pathsOf } from "../environment/file-paths.ts";
import type { Host } from "../host/host.ts";

/** What the root of a repository holds, for the version control systems that the go command knows, and one more. */
const marks = [".git", ".hg", ".jj", ".svn", ".bzr"] as const;

/**
 * The root of the repository that a directory is in: the nearest one upwards. A git submodule counts as a part of the repository around it,
 * where there is one: whoever clones that gets both.
 *
 * @param directory absolute
 */
export function repositoryRoot(host: Host, directory: string): string | undefined {
  const paths = pathsOf(host);
  let submodule: string | undefined;
  for (let at = directory; ; at = paths.dirname(at)) {
    for (const mark of marks) {
      const kind = host.kind(paths.join(at, mark));
      if (kind === "missing") continue;
      if (kind !== "file" || !isSubmodule(host, paths.join(at, mark))) return at;
      submodule ??= at;
    }
    if (paths.dirname(at) === at) return submodule;
  }
}

/** A submodule's .git is a file that names a folder among the outer repository's own; a worktree's names another. */
function isSubmodule(host: Host, path: string): boolean {
  const text = host.readText(path, 4096);
  return typeof text === "string" && /^gitdir:.*[\\/]modules[\\/]/.test(text);
}
