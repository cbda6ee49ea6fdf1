import { pathsOf } from "../../environment/file-paths.ts";
import type { GoEnv } from "../../environment/go-env.ts";
import { parseToolchainSetting } from "../../environment/toolchain.ts";
import type { Host } from "../../host/host.ts";
import { toolchainGoVersion } from "../../version/go-version.ts";

/**
 * Names of the toolchains that the module cache has, unpacked or as a file, and of the one that GOTOOLCHAIN names: `go1.25.4`. In no order,
 * each once.
 */
export function cachedToolchains(host: Host, env: GoEnv): readonly string[] {
  const paths = pathsOf(host);
  const cache = env.get("GOMODCACHE").value;
  const found = new Set<string>();
  const add = (name: string | undefined): void => {
    if (name !== undefined && toolchainGoVersion(name) !== "") found.add(name);
  };
  if (paths.isAbsolute(cache)) {
    // golang.org/toolchain@v0.0.1-go1.25.4.linux-amd64
    for (const { name } of host.list(paths.join(cache, "golang.org")) ?? []) {
      add(/^toolchain@v0\.0\.1-(go.+)\.[a-z0-9]+-[a-z0-9]+$/.exec(name)?.[1]);
    }
    // A lock alone is left of a download that failed.
    for (const { name } of host.list(paths.join(cache, "cache", "download", "golang.org", "toolchain", "@v")) ?? []) {
      add(/^v0\.0\.1-(go.+)\.[a-z0-9]+-[a-z0-9]+\.(?:zip|mod|info)$/.exec(name)?.[1]);
    }
  }
  const setting = parseToolchainSetting(env.get("GOTOOLCHAIN").value);
  if ("least" in setting && setting.least !== "local") add(setting.least);
  if (env.command?.version !== undefined) found.delete(env.command.version);
  return [...found];
}
