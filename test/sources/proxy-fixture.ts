import assert from "node:assert/strict";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readGoEnv } from "../../server/environment/go-env.ts";
import type { Unavailable } from "../../server/graph/lookup.ts";
import type { ModuleVersion } from "../../server/graph/module-version.ts";
import type { Host } from "../../server/host/host.ts";
import { nodeHost } from "../../server/host/node.ts";
import { httpClient } from "../../server/host/node-http.ts";
import type { Expand } from "../../server/sources/fetch-all.ts";
import type { FetchLimits } from "../../server/sources/fetch-limits.ts";
import type { KnownSums } from "../../server/sources/known-sums.ts";
import { type ModSources, modSources } from "../../server/sources/mod-sources.ts";
import { certificateFile, type ModuleProxy, startModuleProxy } from "../support/module-proxy.ts";

/** What the proxies have: a requires b and c, b requires d, which requires a again. */
export const world: Record<string, string> = {
  "/example.com/a/@v/v1.0.0.mod":
    "module example.com/a\n\ngo 1.20\n\nrequire (\n\texample.com/b v1.1.0\n\texample.com/c v1.2.0\n)\n",
  "/example.com/b/@v/v1.1.0.mod": "module example.com/b\n\nrequire example.com/d v1.3.0\n",
  "/example.com/c/@v/v1.2.0.mod": "module example.com/c\n\nrequire example.com/Upper v1.0.0+incompatible\n",
  "/example.com/d/@v/v1.3.0.mod": "module example.com/d\n\nrequire example.com/a v1.0.0\n",
  "/example.com/!upper/@v/v1.0.0+incompatible.mod": "module example.com/Upper\n",
};
export const a = { path: "example.com/a", version: "v1.0.0" };
export const b = { path: "example.com/b", version: "v1.1.0" };
export const aFile = "/example.com/a/@v/v1.0.0.mod";
export const expand: Expand = (_, summary) => summary.require;
/** Short, so that a test of a fault takes no time; a hang is told from an answer by a wide margin. */
export const limits: Partial<FetchLimits> = { request: 400, backoff: 10, total: 5_000, retryAfter: 200 };

export interface ProxyFixture {
  readonly proxy: ModuleProxy;
  readonly other: ModuleProxy;
  /** the user's home directory, empty at first */
  readonly home: string;
  /** servers of a test, to be closed behind it */
  readonly extra: { close(): Promise<void> }[];
  /** Sources of a user with an empty home directory; `env` may say more. */
  sourcesOf(env: Record<string, string>, options?: { limits?: Partial<FetchLimits>; offline?: boolean }): ModSources;
  /** The files in the cache directory. */
  cached(): string[];
  /** Fetches a module that must not come, and holds what is true of every failure. */
  failureOf(sources: ModSources, target?: ModuleVersion, sums?: KnownSums): Promise<Unavailable>;
}

/** Two proxies with the world and a home directory, new for every test of the suite that calls it. */
export function proxyFixture(): ProxyFixture {
  let proxy: ModuleProxy;
  let other: ModuleProxy;
  let home: string;
  const extra: { close(): Promise<void> }[] = [];

  beforeEach(async () => {
    proxy = await startModuleProxy(world);
    other = await startModuleProxy(world);
    home = fs.mkdtempSync(join(tmpdir(), "proxies-"));
  });
  afterEach(async () => {
    await Promise.all([proxy, other, ...extra.splice(0)].map((server) => server.close()));
    fs.rmSync(home, { recursive: true, force: true });
  });

  const sourcesOf = (
    env: Record<string, string>,
    { offline = false, ...options }: { limits?: Partial<FetchLimits>; offline?: boolean } = {},
  ): ModSources => {
    const full: Record<string, string> = { HOME: home, GOMODCACHE: join(home, "modcache"), ...env };
    const host: Host = { ...nodeHost(), env: full, cwd: home, http: httpClient({ SSL_CERT_FILE: certificateFile }) };
    return modSources({ host, env: readGoEnv(host, home), offline: () => offline, limits: { ...limits, ...options.limits } });
  };
  const cached = (): string[] => {
    const list: string[] = [];
    const walk = (directory: string): void => {
      if (!fs.existsSync(directory)) return;
      for (const entry of fs.readdirSync(directory, { withFileTypes: true })) {
        if (entry.isDirectory()) walk(join(directory, entry.name));
        else list.push(join(directory, entry.name));
      }
    };
    walk(join(home, ".cache"));
    return list;
  };
  const failureOf = async (sources: ModSources, target: ModuleVersion = a, sums?: KnownSums): Promise<Unavailable> => {
    const report = await sources.prefetch([target], { sums });
    assert.equal(report.fetched, 0);
    assert.equal(report.failed.length, 1);
    const problem = report.failed[0]?.problem as Unavailable;
    const later = (sums === undefined ? sources.lookup : sources.verified(sums))(target);
    assert.deepEqual(later, problem, "lookup says the same afterwards");
    assert.deepEqual(cached(), [], "nothing is kept");
    return problem;
  };

  return {
    get proxy() {
      return proxy;
    },
    get other() {
      return other;
    },
    get home() {
      return home;
    },
    extra,
    sourcesOf,
    cached,
    failureOf,
  };
}
