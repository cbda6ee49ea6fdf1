import type { GoEnv } from "../environment/go-env.ts";
import { type SettingProblem, settingProblems } from "../environment/setting-problems.ts";
import type { Host } from "../host/host.ts";
import { type Check, withoutCredentials } from "./check.ts";
import { type CacheNeed, checkCaches } from "./checks/caches.ts";
import { checkFiles } from "./checks/files.ts";
import { checkGoSettings } from "./checks/go.ts";
import { checkGoFlags } from "./checks/goflags.ts";
import { checkUser } from "./checks/machine.ts";
import { checkModuleMode } from "./checks/module-mode.ts";
import { cacheNeed, checkOffline } from "./checks/offline.ts";
import { checkPrivate } from "./checks/private.ts";
import { checkProxies } from "./checks/proxies.ts";
import { type DirectoriesFacts, observeDirectories } from "./observe/directories.ts";
import { observeFiles } from "./observe/files.ts";
import { type GitSetting, readGitConfig } from "./observe/git-config.ts";
import { observeGoFlags } from "./observe/goflags.ts";
import { observeUser, type SeenRepositories } from "./observe/machine.ts";
import { observeModuleMode } from "./observe/module-mode.ts";
import { type Mount, readMounts } from "./observe/mounts.ts";
import { networkAllowed } from "./observe/network.ts";
import { observeOffline } from "./observe/offline.ts";
import { Places } from "./observe/places.ts";
import { observePrivate, privateSigns, type SignOf } from "./observe/private.ts";
import { observeProxies } from "./observe/proxies.ts";
import type { Subject } from "./subject.ts";

/** What is the same for all modules of a machine, to be kept for as long as nothing changes on the disk. */
export interface Surroundings {
  readonly mounts: readonly Mount[];
  readonly settings: readonly SettingProblem[];
  readonly directories: DirectoriesFacts;
  /** of GOROOT, GOTOOLCHAIN and GOPROXY */
  readonly checks: readonly Check[];
  /** of the caches, where it is not known what a module needs of them */
  readonly caches: readonly Check[];
  /** whether it depends on what is in the caches whether there is anything to say */
  readonly cachesMatter: boolean;
  readonly git: readonly GitSetting[];
  readonly signOf: SignOf;
  readonly repositories: SeenRepositories;
  readonly places: Places;
}

/** The system is asked where `examine` tries. */
const depth = { writing: "asked", whole: false } as const;

/** @param env in any directory */
export function lookAround(host: Host, env: GoEnv): Surroundings {
  const settings = settingProblems(host, env);
  const go = { root: env.get("GOROOT"), setting: env.get("GOTOOLCHAIN") };
  const problems = settings.filter(({ variable }) => variable === "GOROOT" || variable === "GOTOOLCHAIN");
  const machine = { host, env, settings, module: undefined };
  const mounts = readMounts(host);
  const directories = observeDirectories(machine, depth, mounts);
  const git = readGitConfig(host);
  const readOnlyCache = directories.directories.some(
    ({ variable, unwritable }) => variable === "GOMODCACHE" && unwritable !== undefined,
  );
  return {
    mounts,
    settings,
    directories,
    checks: [...checkGoSettings({ ...go, problems }), ...checkProxies(observeProxies(machine, undefined))],
    caches: checkCaches(directories, "unknown", false),
    cachesMatter: readOnlyCache || !networkAllowed(env),
    git,
    signOf: privateSigns(env, git),
    repositories: new Map(),
    places: new Places(host, env),
  };
}

/**
 * What of the machine is in the way, cheap enough for an editor: nothing is tried, hashed or counted.
 * What rules of their own tell is left out: the toolchain, go.mod files that are missing, vendor/modules.txt.
 * So is a workspace that does not use the module, which may be there to be a replacement.
 *
 * @returns what failed or warned
 */
export function inspect({ host, env, module }: Omit<Subject, "settings" | "problem">, around: Surroundings): readonly Check[] {
  const { mounts, settings, directories, checks, git, signOf, repositories } = around;
  const subject = { host, env, module, settings };
  const files = observeFiles(subject, depth, mounts);
  const offline = module !== undefined && around.cachesMatter ? observeOffline(subject, module, depth, around.places) : undefined;
  const need: CacheNeed = offline === undefined ? "unknown" : offline.vendor ? "complete" : cacheNeed(offline);
  const broken = checks.some(({ system, status }) => system === "proxies" && status === "failed");
  const zips = offline && { ...offline, unreadable: [], lacking: offline.lacking.filter((one) => one.files.includes("zip")) };
  const all = [
    ...checkModuleMode(observeModuleMode(subject, depth)),
    ...checks,
    ...checkGoFlags(observeGoFlags(subject, depth)),
    ...(need === "unknown" ? around.caches : checkCaches(directories, need, false)),
    ...(files === undefined ? [] : checkFiles(files)),
    ...(module === undefined ? [] : checkPrivate(observePrivate(subject, signOf))),
    ...(zips === undefined ? [] : checkOffline(zips, broken ? "unclear" : "as set")),
    ...checkUser(observeUser(subject, git, repositories)),
  ];
  return withoutCredentials(all.filter(({ status }) => status === "failed" || status === "warned"));
}
