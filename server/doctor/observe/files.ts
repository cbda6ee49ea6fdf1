import { pathsOf } from "../../environment/file-paths.ts";
import type { Host, ReadFailure } from "../../host/host.ts";
import type { Depth, Subject } from "../subject.ts";
import { type Mount, mountOf } from "./mounts.ts";

/** A file that commands such as go get write. */
export interface ModuleFile {
  /** absolute */
  readonly path: string;
  readonly exists: boolean;
  /** undefined: it may be written */
  readonly unwritable: ReadFailure | undefined;
  readonly owner: number | undefined;
  /** of a file that may not be written */
  readonly mount: Mount | undefined;
}

export interface FilesFacts {
  readonly files: readonly ModuleFile[];
  readonly uid: number | undefined;
  /** whether builds may write go.mod: -mod=mod */
  readonly buildsWrite: boolean;
}

/** go.mod, go.sum and go.work with go.work.sum, those that are there and those that would be made. */
export function observeFiles({ host, module }: Subject, { writing }: Depth, mounts: readonly Mount[]): FilesFacts | undefined {
  if (module === undefined) return undefined;
  const paths = new Set([...module.documents.map(({ path }) => path), ...module.sums]);
  const files: ModuleFile[] = [];
  for (const path of paths) {
    const file = observeFile(host, path, writing, mounts);
    // A go.work.sum comes only where it is needed.
    if (file.exists || !path.endsWith(".work.sum")) files.push(file);
  }
  return { files, uid: host.uid, buildsWrite: module.mod.mode === "mod" };
}

function observeFile(host: Host, path: string, writing: Depth["writing"], mounts: readonly Mount[]): ModuleFile {
  const exists = host.kind(path) !== "missing";
  const at = exists ? path : pathsOf(host).dirname(path);
  const stat = host.stat(at);
  // A new file is made in its directory, where trying would leave a trace for whoever watches it.
  const unwritable = host.writable(at, exists ? writing : "asked");
  return {
    path,
    exists,
    unwritable,
    owner: "failed" in stat ? undefined : stat.uid,
    mount: unwritable === undefined ? undefined : mountOf(mounts, host.realPath(at) ?? at),
  };
}
