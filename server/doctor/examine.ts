import { pathsOf } from "../environment/file-paths.ts";
import { type Check, gravest, withoutCredentials } from "./check.ts";
import { type CacheNeed, checkCaches } from "./checks/caches.ts";
import { checkCleanUp } from "./checks/clean-up.ts";
import { checkFiles } from "./checks/files.ts";
import { checkGo } from "./checks/go.ts";
import { checkGoFlags } from "./checks/goflags.ts";
import { checkMachine, checkUser } from "./checks/machine.ts";
import { checkModuleMode } from "./checks/module-mode.ts";
import { cacheNeed, checkOffline, checkSpoiled } from "./checks/offline.ts";
import { checkPrivate } from "./checks/private.ts";
import { checkProxies } from "./checks/proxies.ts";
import { observeAccess } from "./observe/access.ts";
import { observeCleanUp } from "./observe/clean-up.ts";
import { observeDirectories } from "./observe/directories.ts";
import { observeFiles } from "./observe/files.ts";
import { readGitConfig } from "./observe/git-config.ts";
import { observeGo } from "./observe/go.ts";
import { observeGoFlags } from "./observe/goflags.ts";
import { observeMachine, observeUser } from "./observe/machine.ts";
import { observeModuleMode } from "./observe/module-mode.ts";
import { readMounts } from "./observe/mounts.ts";
import { observeOffline } from "./observe/offline.ts";
import { Places } from "./observe/places.ts";
import { observePrivate, privateSigns } from "./observe/private.ts";
import { observeProxies } from "./observe/proxies.ts";
import type { Subject } from "./subject.ts";

export interface ExamineOptions {
  /** as if there were no network */
  readonly networkOff: boolean;
  /** how long the size of each cache is counted, in milliseconds; 0: not at all */
  readonly counting: number;
}

/** Everything that can be found out on this machine, without the network and without starting a program. */
export function examine(subject: Subject, { networkOff, counting }: ExamineOptions): readonly Check[] {
  const { host, env, module } = subject;
  const mounts = readMounts(host);
  const depth = { writing: "tried", whole: true } as const;
  const git = readGitConfig(host);
  const offline = module === undefined ? undefined : observeOffline(subject, module, depth, new Places(host, env));
  const files = observeFiles(subject, depth, mounts);
  const need: CacheNeed = offline === undefined ? "unknown" : offline.vendor ? "complete" : cacheNeed(offline);
  const used = module?.facts.workFile === undefined ? undefined : module.set.mains.map((main) => main.dir);
  const proxies = checkProxies(observeProxies(subject, observeAccess(host, env)));
  const network = networkOff ? "off" : gravest(proxies) === "failed" ? "unclear" : "as set";
  return withoutCredentials([
    ...checkModuleMode(observeModuleMode(subject, depth, used)),
    ...checkGo(observeGo(subject, networkOff)),
    ...checkGoFlags(observeGoFlags(subject, depth)),
    ...checkCaches(observeDirectories(subject, depth, mounts), need, true),
    ...(offline === undefined ? [] : checkSpoiled(offline)),
    ...(files === undefined ? [] : checkFiles(files)),
    ...proxies,
    ...(module === undefined ? [] : checkPrivate(observePrivate(subject, privateSigns(env, git)))),
    ...(offline === undefined ? unknownModules(subject) : checkOffline(offline, network)),
    ...checkMachine(observeMachine(subject, folders(subject), mounts)),
    ...checkUser(observeUser(subject, git)),
    ...(counting > 0 ? checkCleanUp(observeCleanUp(subject, counting)) : []),
  ]);

  function folders({ module: of }: Subject): ReadonlyMap<string, string> {
    const all = new Map<string, string>();
    for (const main of of?.set.mains ?? []) all.set(`module ${main.path}`, main.dir);
    for (const variable of ["GOMODCACHE", "GOCACHE"] as const) {
      const { value } = env.get(variable);
      if (pathsOf(host).isAbsolute(value)) all.set(variable, value);
    }
    return all;
  }
}

/** What is needed is not known of a module that cannot be loaded. */
function unknownModules({ problem }: Subject): readonly Check[] {
  if (problem === undefined) return [];
  return [
    { system: "offline", status: "skipped", subject: "modules", observed: "not known", reason: "the module cannot be loaded" },
  ];
}
