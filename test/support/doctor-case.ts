import assert from "node:assert/strict";
import type { Check } from "../../server/doctor/check.ts";
import { gomodLint, type Ran, type Surroundings } from "./cli.ts";
import type { MemoryNode } from "./memory-host.ts";

const zipHash = "h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
const modHash = "h1:BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB=";

/** A machine on which all is well: one module in /work that requires example.com/log, which is in the module cache. */
export const healthy = {
  uid: 1000,
  files: {
    "/work/go.mod": "module example.com/app\n\ngo 1.24\n\nrequire example.com/log v1.3.0\n",
    "/work/go.sum": `example.com/log v1.3.0 ${zipHash}\nexample.com/log v1.3.0/go.mod ${modHash}\n`,
    "/cache/cache/download/example.com/log/@v/v1.3.0.mod": "module example.com/log\n\ngo 1.21\n",
    "/cache/cache/download/example.com/log/@v/v1.3.0.info": '{"Version":"v1.3.0"}',
    "/cache/cache/download/example.com/log/@v/v1.3.0.zip": "PK",
    "/cache/cache/download/example.com/log/@v/v1.3.0.ziphash": zipHash,
    "/cache/example.com/log@v1.3.0/log.go": "package log\n",
    "/usr/local/go/VERSION": "go1.26.8\n",
    "/usr/local/go/go.env": "GOPROXY=https://proxy.golang.org,direct\nGOSUMDB=sum.golang.org\nGOTOOLCHAIN=auto\n",
    "/usr/local/go/bin/go": { text: "", mode: 0o755 },
    "/usr/local/go/pkg/tool/": "",
    "/home/gopher/": "",
    "/tmp/": "",
  } as Readonly<Record<string, MemoryNode>>,
  env: {
    HOME: "/home/gopher",
    PATH: "/usr/local/go/bin",
    GOMODCACHE: "/cache",
    GOPROXY: "https://proxy.golang.org,direct",
    GOTOOLCHAIN: "local",
  } as Readonly<Record<string, string>>,
};

/** What is different from a healthy machine; a file that is undefined is not there. */
export interface Illness extends Omit<Surroundings, "files" | "env"> {
  readonly files?: Readonly<Record<string, MemoryNode | undefined>>;
  readonly env?: Readonly<Record<string, string>>;
}

export async function runDoctor(illness: Illness = {}, args: readonly string[] = []): Promise<Ran> {
  const files: Record<string, MemoryNode> = {};
  for (const [path, node] of Object.entries({ ...healthy.files, ...illness.files })) if (node !== undefined) files[path] = node;
  return gomodLint(["doctor", ...args], { ...illness, files, env: { ...healthy.env, ...illness.env } });
}

/** The checks of a machine, as `--format json` has them; those that failed or warned also by subject. */
export async function diagnose(
  illness: Illness = {},
  args: readonly string[] = [],
): Promise<{ exit: number; checks: readonly Check[] }> {
  const { exit, stdout } = await runDoctor(illness, ["--format", "json", ...args]);
  const { checks } = JSON.parse(stdout) as { checks: readonly Check[] };
  return { exit, checks };
}

/** The only check that did not pass. */
export async function complaintOf(illness: Illness, args: readonly string[] = []): Promise<Check> {
  const { exit, checks } = await diagnose(illness, args);
  // What could not be done because of another failure is not a complaint of its own.
  const failed = checks.some(({ status }) => status === "failed");
  const bad = checks.filter(({ status }) => status !== "passed" && !(failed && status === "skipped"));
  const shown = JSON.stringify(bad, undefined, 1);
  assert.equal(bad.length, 1, shown);
  const [check] = bad as [Check];
  assert.equal(exit, check.status === "failed" ? 1 : check.status === "skipped" ? 3 : 0);
  assert.ok(check.reason !== undefined && check.remedy !== undefined, `a complaint has a reason and a remedy: ${shown}`);
  return check;
}
