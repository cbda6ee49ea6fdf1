import type { Host } from "../../host/host.ts";

/** A mounted file system, as /proc/self/mountinfo has it (proc(5)). */
export interface Mount {
  /** where it is mounted */
  readonly point: string;
  /** which directory of the file system it shows: not `/` for a bind mount of a part of one */
  readonly root: string;
  /** ext4, overlay, tmpfs, 9p, nfs4 … */
  readonly type: string;
  readonly source: string;
  readonly readOnly: boolean;
  /** both of the mount and of its file system, as written there */
  readonly options: string;
}

/** All mounts of this process; empty where the system has no such file. */
export function readMounts(host: Host): readonly Mount[] {
  const text = host.os === "linux" ? host.readText("/proc/self/mountinfo") : "";
  return typeof text === "string" ? parseMounts(text) : [];
}

/** @param text of a mountinfo file */
function parseMounts(text: string): readonly Mount[] {
  const mounts: Mount[] = [];
  for (const line of text.split("\n")) {
    const words = line.split(" ");
    const dash = words.indexOf("-", 6);
    const [, , , root, point, own = ""] = words;
    if (dash < 0 || root === undefined || point === undefined) continue;
    const [type = "", source = "", shared = ""] = words.slice(dash + 1);
    const readOnly = [own, shared].some((options) => options.split(",").includes("ro"));
    const options = own === shared ? own : `${own} (file system: ${shared})`;
    mounts.push({ point: unescaped(point), root: unescaped(root), type, source: unescaped(source), readOnly, options });
  }
  return mounts;
}

/**
 * The mount that a path lies on: of those above it the nearest, of several at one place the last.
 * @param path absolute, links resolved
 */
export function mountOf(mounts: readonly Mount[], path: string): Mount | undefined {
  let found: Mount | undefined;
  for (const mount of mounts) {
    const within = mount.point === "/" || path === mount.point || path.startsWith(`${mount.point}/`);
    if (within && mount.point.length >= (found?.point.length ?? 0)) found = mount;
  }
  return found;
}

/** Spaces and their like stand there as octal numbers. */
function unescaped(word: string): string {
  return word.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));
}

/** A mount for the reader: `/src (ext4, ro,relatime)`. */
export function mountInWords({ point, type, options }: Mount): string {
  return `${point} (${type}, ${options})`;
}
