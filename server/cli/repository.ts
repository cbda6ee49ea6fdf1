import { pathsOf } from "../environment/file-paths.ts";
import type { Host } from "../host/host.ts";

/** The nearest directory upwards of `from` that git works in (`.git` is a file in a worktree); undefined where there is none. */
export function repositoryRoot(host: Host, from: string): string | undefined {
  const paths = pathsOf(host);
  for (let at = from; ; at = paths.dirname(at)) {
    if (host.kind(paths.join(at, ".git")) !== "missing") return at;
    if (paths.dirname(at) === at) return undefined;
  }
}

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
