import { pathsOf, wayDown, withSlashes } from "../environment/file-paths.ts";
import type { Host } from "../host/host.ts";
import { repositoryRoot } from "../workspace/repository-root.ts";

/**
 * Names of files as a forge takes them: relative to the repository's root, `/` between the parts; absolute where they lie outside. Without
 * a repository they are relative to the working directory.
 */
export function namesInRepository(host: Host): (name: string) => string {
  const paths = pathsOf(host);
  const root = repositoryRoot(host, host.cwd) ?? host.cwd;
  return (name) => {
    const path = paths.resolve(host.cwd, name);
    return wayDown(host, root, path) || withSlashes(host, path);
  };
}

/**
 * Where a file that is a link leads out of the repository that the link lies in: whoever made the folder could have another file shown in a
 * report, or changed. A folder may itself be reached by links, and without a repository there is nothing to be out of.
 * @param path absolute
 * @returns the place outside; undefined: it is none of that
 */
export function linkedOutside(host: Host, path: string): string | undefined {
  const paths = pathsOf(host);
  const directory = host.realPath(paths.dirname(path));
  const real = host.realPath(path);
  if (directory === undefined || real === undefined || real === paths.join(directory, paths.basename(path))) return undefined;
  const root = repositoryRoot(host, directory);
  return root === undefined || wayDown(host, root, real) !== undefined ? undefined : real;
}
