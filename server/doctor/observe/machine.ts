import { pathsOf, processVariable, splitPathList } from "../../environment/file-paths.ts";
import { flagValue, parseGoFlags } from "../../environment/go-flags.ts";
import type { Host } from "../../host/host.ts";
import type { Subject } from "../subject.ts";
import { type Mount, mountOf, readMounts } from "./mounts.ts";

export interface MachineFacts {
  /** docker, podman, kubernetes, lxc …, or `container` where it does not say; undefined outside of one */
  readonly container: string | undefined;
  /** what tells so */
  readonly containerSign: string | undefined;
  /** the kind of virtual machine, or `virtual machine`; undefined on bare metal and where nothing tells */
  readonly virtual: string | undefined;
  /** folders that are mounted from elsewhere: the module's, the caches' */
  readonly bound: readonly { readonly what: string; readonly path: string; readonly mount: Mount }[];
}

/** Who works, and in whose repository. */
export interface UserFacts {
  readonly uid: number | undefined;
  /** the git repository that the module lies in */
  readonly repository: RepositoryFacts | undefined;
  /** whether the module has a program, where the repository is another user's: only of those go build asks git about the repository */
  readonly program: boolean;
}

export interface RepositoryFacts {
  readonly root: string;
  readonly owner: number;
  /** whether git is there to be asked, for without it the go command leaves out what it would say */
  readonly git: boolean;
  /** -buildvcs=false in GOFLAGS */
  readonly stampingOff: boolean;
  /** git is told to trust it (safe.directory) */
  readonly trusted: boolean;
}

/** @param folders by what they are: the module's directory, GOMODCACHE, GOCACHE */
export function observeMachine({ host }: Subject, folders: ReadonlyMap<string, string>, mounts = readMounts(host)): MachineFacts {
  const [container, containerSign] = containerOf(host, mounts) ?? [];
  const bound = [...folders].flatMap(([what, path]) => {
    const mount = mountOf(mounts, host.realPath(path) ?? path);
    return mount === undefined || mount.point === "/" ? [] : [{ what, path, mount }];
  });
  return { container, containerSign, virtual: virtualOf(host), bound };
}

export function observeUser({ host, env, module }: Subject): UserFacts {
  const stamping = flagValue(parseGoFlags(env.get("GOFLAGS").value, env.command?.version), "buildvcs");
  const off = stamping === "false" || stamping === "0";
  const repository = host.uid === undefined ? undefined : repositoryOf(host, env.directory, off);
  return {
    uid: host.uid,
    repository,
    program: repository !== undefined && repository.owner !== host.uid && module?.program() === true,
  };
}

function containerOf(host: Host, mounts: readonly Mount[]): readonly [string, string] | undefined {
  if (processVariable(host, "KUBERNETES_SERVICE_HOST") !== "") return ["kubernetes", "KUBERNETES_SERVICE_HOST is set"];
  if (host.os !== "linux") return undefined;
  if (host.kind("/run/.containerenv") === "file") return ["podman", "/run/.containerenv"];
  if (host.kind("/.dockerenv") === "file") return ["docker", "/.dockerenv"];
  const named = processVariable(host, "container");
  if (named !== "") return [named, "the variable container"];
  const groups = host.readText("/proc/1/cgroup", 64 * 1024);
  const word = typeof groups === "string" ? /docker|kubepods|containerd|libpod|lxc|garden/.exec(groups)?.[0] : undefined;
  if (word !== undefined) return [word === "kubepods" ? "kubernetes" : word === "libpod" ? "podman" : word, "/proc/1/cgroup"];
  const root = mounts.find(({ point }) => point === "/");
  return root?.type === "overlay" ? ["container", "the root file system is an overlay"] : undefined;
}

function virtualOf(host: Host): string | undefined {
  if (host.os !== "linux") return undefined;
  const read = (path: string): string => {
    const text = host.readText(path, 256 * 1024);
    return typeof text === "string" ? text : "";
  };
  if (/microsoft/i.test(read("/proc/version"))) return "WSL";
  const maker = `${read("/sys/class/dmi/id/sys_vendor")} ${read("/sys/class/dmi/id/product_name")}`.trim().replace(/\s+/g, " ");
  const known =
    /QEMU|KVM|VMware|VirtualBox|Xen|Hyper-V|Virtual Machine|Amazon EC2|Google Compute Engine|OpenStack|Parallels|Firecracker/i.exec(
      maker,
    )?.[0];
  if (known !== undefined) return known;
  return /^flags\s*:.*\bhypervisor\b/m.test(read("/proc/cpuinfo")) ? "virtual machine" : undefined;
}

function repositoryOf(host: Host, directory: string, stampingOff: boolean): RepositoryFacts | undefined {
  const paths = pathsOf(host);
  let root = directory;
  while (host.kind(paths.join(root, ".git")) === "missing") {
    const above = paths.dirname(root);
    if (above === root) return undefined;
    root = above;
  }
  // Git looks at the owner of the folder and of .git alike.
  const stats = [host.stat(root), host.stat(paths.join(root, ".git"))];
  const uid = host.uid;
  const owners = stats.flatMap((stat) => ("failed" in stat ? [] : [stat.uid]));
  const owner = owners.find((one) => one !== uid) ?? owners[0];
  if (owner === undefined) return undefined;
  if (owner === uid) return { root, owner, git: true, stampingOff, trusted: true };
  const git = splitPathList(host, processVariable(host, "PATH")).some((bin) =>
    host.executable(paths.join(bin, host.platform === "win32" ? "git.exe" : "git")),
  );
  return { root, owner, git, stampingOff, trusted: isTrusted(host, root) };
}

/** Whether safe.directory of the user's or the system's git configuration names a repository (git-config(1)): itself, `*`, or a folder above with `/*`. */
function isTrusted(host: Host, root: string): boolean {
  const paths = pathsOf(host);
  const xdg = processVariable(host, "XDG_CONFIG_HOME") || paths.join(host.home, ".config");
  const files = ["/etc/gitconfig", paths.join(xdg, "git", "config"), paths.join(host.home, ".gitconfig")];
  for (const file of files) {
    const text = host.readText(file, 1024 * 1024);
    if (typeof text !== "string") continue;
    let section = "";
    for (const line of text.split("\n")) {
      section = /^\s*\[\s*([^\]"\s]+)/.exec(line)?.[1]?.toLowerCase() ?? section;
      const value = section === "safe" ? /^(?:\s*\[[^\]]*\])?\s*directory\s*=\s*"?([^"\n]*?)"?\s*$/i.exec(line)?.[1] : undefined;
      if (value === undefined) continue;
      if (value === "*" || value === root || (value.endsWith("/*") && root.startsWith(value.slice(0, -1)))) return true;
    }
  }
  return false;
}
