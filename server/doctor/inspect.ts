import type { Check } from "./check.ts";
import { type CacheNeed, checkCaches } from "./checks/caches.ts";
import { checkFiles } from "./checks/files.ts";
import { checkGo } from "./checks/go.ts";
import { checkGoFlags } from "./checks/goflags.ts";
import { checkMachine } from "./checks/machine.ts";
import { checkModuleMode } from "./checks/module-mode.ts";
import { cacheNeed, checkOffline } from "./checks/offline.ts";
import { checkPrivate } from "./checks/private.ts";
import { checkProxies } from "./checks/proxies.ts";
import { observeDirectories } from "./observe/directories.ts";
import { observeFiles } from "./observe/files.ts";
import { observeGo } from "./observe/go.ts";
import { observeGoFlags } from "./observe/goflags.ts";
import { observeMachine } from "./observe/machine.ts";
import { observeModuleMode } from "./observe/module-mode.ts";
import { readMounts } from "./observe/mounts.ts";
import { networkAllowed } from "./observe/network.ts";
import { observeOffline } from "./observe/offline.ts";
import { observePrivate } from "./observe/private.ts";
import { observeProxies } from "./observe/proxies.ts";
import type { Subject } from "./subject.ts";

/**
 * What of the machine is in the way, cheap enough for an editor: the system is asked where `examine` tries, and nothing is hashed or counted.
 * What rules of their own tell is left out: the toolchain, go.mod files that are missing, vendor/modules.txt.
 *
 * @param used in a workspace: absolute directories of the modules that it uses
 * @returns what failed or warned
 */
export function inspect(subject: Subject, used: readonly string[] | undefined): readonly Check[] {
  const { env, module } = subject;
  const asked = { writing: "asked" } as const;
  const mounts = readMounts(subject.host);
  const directories = observeDirectories(subject, asked, mounts);
  const proxies = checkProxies(observeProxies(subject, undefined));
  const files = observeFiles(subject, asked, mounts);
  const flags = observeGoFlags(subject);
  const readOnlyCache = directories.directories.some(
    ({ variable, unwritable }) => variable === "GOMODCACHE" && unwritable !== undefined,
  );
  const offline =
    module !== undefined && (readOnlyCache || !networkAllowed(env)) ? observeOffline(subject, module, false) : undefined;
  const need: CacheNeed = offline === undefined ? "unknown" : offline.vendor ? "complete" : cacheNeed(offline);
  const broken = proxies.some(({ status }) => status === "failed");
  const zips = offline && {
    ...offline,
    unreadable: [],
    lacking: offline.lacking.filter((lacking) => lacking.files.includes("zip")),
  };
  return [
    ...checkModuleMode(observeModuleMode(subject, used)),
    ...checkGo(observeGo(subject, false)).filter(({ subject: of }) => of === "GOROOT" || of === "GOTOOLCHAIN"),
    ...checkGoFlags({ ...flags, vendor: flags.vendor && { ...flags.vendor, problems: [] } }),
    ...checkCaches(directories, need),
    ...(files === undefined ? [] : checkFiles(files)),
    ...proxies,
    ...(module === undefined ? [] : checkPrivate(observePrivate(subject))),
    ...(zips === undefined ? [] : checkOffline(zips, broken ? "unclear" : "as set")),
    ...checkMachine(observeMachine(subject, new Map(), mounts)),
  ].filter(({ status }) => status === "failed" || status === "warned");
}
