import type { Host } from "../host/host.ts";
import { cleanPath, pathsOf, processVariable, splitPathList } from "./file-paths.ts";

/** The go command that a shell would start, known without running it. */
export interface GoCommand {
  /** the file found on PATH (or in GOROOT/bin), as it is spelled there */
  readonly path: string;
  /** its own installation, which GOROOT in the environment does not change; undefined for a wrapper or shim that lies in none */
  readonly root: string | undefined;
  /** the first line of VERSION there, such as `go1.26.8`; undefined when there is none */
  readonly version: string | undefined;
}

/**
 * Finds the go command on PATH, or else in the directory that the environment's GOROOT names.
 */
export function findGoCommand(host: Host): GoCommand | undefined {
  const paths = pathsOf(host);
  const environmentRoot = processVariable(host, "GOROOT");
  const path = findProgram(host, "go", paths.isAbsolute(environmentRoot) ? [paths.join(environmentRoot, "bin")] : []);
  if (path === undefined) return undefined;
  const root = rootOfExecutable(host, path);
  return { path, root, version: root === undefined ? undefined : readVersion(host, root) };
}

/**
 * Finds a program on PATH. Relative entries are passed over, as os/exec does (ErrDot), and so is the working directory on Windows: what they
 * find depends on the folder that is open.
 * @param name without `.exe`
 * @param further directories behind those of PATH, absolute
 * @returns its absolute path
 */
export function findProgram(host: Host, name: string, further: readonly string[] = []): string | undefined {
  const paths = pathsOf(host);
  const file = host.platform === "win32" ? `${name}.exe` : name;
  return [...splitPathList(host, processVariable(host, "PATH")), ...further]
    .filter((directory) => paths.isAbsolute(directory))
    .map((directory) => paths.join(directory, file))
    .find((path) => host.executable(path));
}

// Where os.Executable answers with the file itself, links already followed: /proc/self/exe and its kin.
const resolvingSystems: readonly string[] = ["linux", "android", "freebsd", "netbsd", "sunos"];

/** The GOROOT that a go command believes to lie in (cfg.findGOROOT): two or three directories above it, its links followed last. */
function rootOfExecutable(host: Host, path: string): string | undefined {
  const resolved = host.realPath(path);
  const spellings = resolvingSystems.includes(host.os) ? [resolved ?? path] : [path, resolved ?? path];
  for (const executable of spellings) {
    for (const up of ["../..", "../../.."]) {
      const root = pathsOf(host).join(executable, up);
      if (isGoRoot(host, root)) return cleanPath(host, root);
    }
  }
  return undefined;
}

function isGoRoot(host: Host, directory: string): boolean {
  return host.kind(pathsOf(host).join(directory, "pkg", "tool")) === "directory";
}

/** The first line of a GOROOT's VERSION file (`go1.26.8`, `devel go1.27-0123456789`): what runtime.Version says of its go command. */
function readVersion(host: Host, root: string): string | undefined {
  const text = host.readText(pathsOf(host).join(root, "VERSION"), 4096);
  if (typeof text !== "string") return undefined;
  const line = (text.split("\n", 1)[0] ?? "").trim();
  return line === "" ? undefined : line;
}
