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
import { observeDirectories, type SeenDirectories } from "./observe/directories.ts";
import { observeFiles } from "./observe/files.ts";
import { observeGoFlags } from "./observe/goflags.ts";
import { observeUser } from "./observe/machine.ts";
import { observeModuleMode } from "./observe/module-mode.ts";
import { type Mount, readMounts } from "./observe/mounts.ts";
import { networkAllowed } from "./observe/network.ts";
import { observeOffline } from "./observe/offline.ts";
import { insteadOf, observePrivate } from "./observe/private.ts";
import { observeProxies } from "./observe/proxies.ts";
import type { Subject } from "./subject.ts";

/** What is the same for all modules of a machine, to be kept for as long as nothing changes on the disk. */
export interface Surroundings {
  readonly mounts: readonly Mount[];
  readonly seen: SeenDirectories;
  readonly settings: readonly SettingProblem[];
  /** of GOROOT, GOTOOLCHAIN and GOPROXY */
  readonly checks: readonly Check[];
  /** module paths that git fetches from elsewhere */
  readonly rewritten: readonly string[];
}

/** @param env in any directory */
export function lookAround(host: Host, env: GoEnv): Surroundings {
  const settings = settingProblems(host, env);
  const go = { root: env.get("GOROOT"), setting: env.get("GOTOOLCHAIN") };
  const problems = settings.filter(({ variable }) => variable === "GOROOT" || variable === "GOTOOLCHAIN");
  const proxies = checkProxies(observeProxies({ host, env, settings, module: undefined }, undefined));
  return {
    mounts: readMounts(host),
    seen: new Map(),
    settings,
    checks: [...checkGoSettings({ ...go, problems }), ...proxies],
    rewritten: insteadOf(host),
  };
}

/**
 * What of the machine is in the way, cheap enough for an editor: the system is asked where `examine` tries, and nothing is hashed or counted.
 * What rules of their own tell is left out: the toolchain, go.mod files that are missing, vendor/modules.txt.
 * So is a workspace that does not use the module, which may be there to be a replacement.
 *
 * @returns what failed or warned
 */
export function inspect(
  { host, env, module }: Omit<Subject, "settings" | "problem">,
  { mounts, seen, settings, checks, rewritten }: Surroundings,
): readonly Check[] {
  const subject = { host, env, module, settings };
  const asked = { writing: "asked" } as const;
  const directories = observeDirectories(subject, asked, mounts, seen);
  const files = observeFiles(subject, asked, mounts);
  const flags = observeGoFlags(subject);
  const readOnlyCache = directories.directories.some(
    ({ variable, unwritable }) => variable === "GOMODCACHE" && unwritable !== undefined,
  );
  const offline =
    module !== undefined && (readOnlyCache || !networkAllowed(env)) ? observeOffline(subject, module, false) : undefined;
  const need: CacheNeed = offline === undefined ? "unknown" : offline.vendor ? "complete" : cacheNeed(offline);
  const broken = checks.some(({ system, status }) => system === "proxies" && status === "failed");
  const zips = offline && { ...offline, unreadable: [], lacking: offline.lacking.filter((one) => one.files.includes("zip")) };
  const all = [
    ...checkModuleMode(observeModuleMode(subject)),
    ...checks,
    ...checkGoFlags({ ...flags, vendor: flags.vendor && { ...flags.vendor, problems: [] } }),
    ...checkCaches(directories, need, false),
    ...(files === undefined ? [] : checkFiles(files)),
    ...(module === undefined ? [] : checkPrivate(observePrivate(subject, rewritten))),
    ...(zips === undefined ? [] : checkOffline(zips, broken ? "unclear" : "as set")),
    ...checkUser(observeUser(subject)),
  ];
  return withoutCredentials(all.filter(({ status }) => status === "failed" || status === "warned"));
}
