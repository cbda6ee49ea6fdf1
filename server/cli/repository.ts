import { pathsOf } from "../environment/file-paths.ts";
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
    const relative = paths.relative(root, path);
    const inside = relative !== "" && !/^\.\.([\\/]|$)/.test(relative) && !paths.isAbsolute(relative);
    const shown = inside ? relative : path;
    return host.platform === "win32" ? shown.replaceAll("\\", "/") : shown;
  };
}
