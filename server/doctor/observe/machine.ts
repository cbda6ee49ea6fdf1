import { pathsOf, processVariable } from "../../environment/file-paths.ts";
import { findProgram } from "../../environment/go-command.ts";
import { flagValue, parseGoFlags } from "../../environment/go-flags.ts";
import type { Host } from "../../host/host.ts";
import type { Subject } from "../subject.ts";
import type { GitSetting } from "./git-config.ts";
import { type Mount, mountOf } from "./mounts.ts";

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
  readonly repository: Repository | undefined;
  /** another user's repository, of which git is not told to trust it, and is there to be asked by the go command */
  readonly refused: boolean;
  /** whether the module has a program, where the repository is refused: only of those go build asks git about the repository */
  readonly program: boolean;
}

export interface Repository {
  readonly root: string;
  /** number of the user that it belongs to */
  readonly owner: number;
}

/** Repositories by the directories that lie in them. */
export type SeenRepositories = Map<string, Repository | undefined>;

/** @param folders by what they are: the module's directory, GOMODCACHE, GOCACHE */
export function observeMachine({ host }: Subject, folders: ReadonlyMap<string, string>, mounts: readonly Mount[]): MachineFacts {
  const [container, containerSign] = containerOf(host, mounts) ?? [];
  const bound = [...folders].flatMap(([what, path]) => {
    const mount = mountOf(mounts, host.realPath(path) ?? path);
    return mount === undefined || mount.point === "/" ? [] : [{ what, path, mount }];
  });
  return { container, containerSign, virtual: virtualOf(host), bound };
}

/**
 * @param git what git's configuration says
 * @param seen takes what was looked at, for further modules
 */
export function observeUser(
  { host, env, module }: Subject,
  git: readonly GitSetting[],
  seen: SeenRepositories = new Map(),
): UserFacts {
  const { uid } = host;
  const repository = uid === undefined ? undefined : repositoryOf(host, env.directory, seen);
  if (repository === undefined || repository.owner === uid) return { uid, repository, refused: false, program: false };
  // Where git is not there, or -buildvcs is off, the go command leaves out what it would say.
  const stamping = flagValue(parseGoFlags(env.get("GOFLAGS").value, env.command?.version), "buildvcs");
  const asked = stamping !== "false" && stamping !== "0" && !isTrusted(git, repository.root);
  const refused = asked && findProgram(host, "git") !== undefined;
  return { uid, repository, refused, program: refused && module?.program() === true };
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

/** The nearest repository upwards; other modules' directories have most of the way in common. */
function repositoryOf(host: Host, directory: string, seen: SeenRepositories): Repository | undefined {
  if (seen.has(directory)) return seen.get(directory);
  const paths = pathsOf(host);
  const mark = paths.join(directory, ".git");
  const above = paths.dirname(directory);
  let found: Repository | undefined;
  if (host.kind(mark) !== "missing") found = ownedRepository(host, directory, mark);
  else if (above !== directory) found = repositoryOf(host, above, seen);
  seen.set(directory, found);
  return found;
}

/** Git looks at the owner of the folder and of .git alike. */
function ownedRepository(host: Host, root: string, mark: string): Repository | undefined {
  const owners = [host.stat(root), host.stat(mark)].flatMap((stat) => ("failed" in stat ? [] : [stat.uid]));
  const owner = owners.find((one) => one !== host.uid) ?? owners[0];
  return owner === undefined ? undefined : { root, owner };
}

/** Whether safe.directory names a repository (git-config(1)): itself, `*`, or a folder above with `/*`. */
function isTrusted(git: readonly GitSetting[], root: string): boolean {
  return git.some(
    ({ section, key, value }) =>
      section === "safe" &&
      key === "directory" &&
      (value === "*" || value === root || (value.endsWith("/*") && root.startsWith(value.slice(0, -1)))),
  );
}
