import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { App } from "./corpus.ts";
import { inTurn } from "./measure.ts";
import { type Row, ratio } from "./row.ts";

/** A proxy in a process of its own, which has what this machine's module cache has. */
export interface Proxy {
  readonly url: string;
  close(): void;
}

export async function startProxy(): Promise<Proxy> {
  const cache = spawnSync("go", ["env", "GOMODCACHE"], { encoding: "utf8" }).stdout.trim();
  const program = fileURLToPath(new URL("./proxy.js", import.meta.url));
  const child: ChildProcess = spawn(process.execPath, [program, join(cache, "cache", "download")], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
    return { url: line, close: () => child.stdin?.end() };
  }
  throw new Error("the proxy ended without an address");
}

/**
 * What it costs to bring a whole graph from a proxy, with nothing in any cache, against the go command. Neither asks the checksum
 * database: it could not, and gomod-lint does not.
 */
export function coldRows(app: App, main: string, rounds: number, proxy: Proxy): readonly Row[] {
  const root = mkdtempSync(join(tmpdir(), "gomod-lint-bench-"));
  try {
    const env = {
      GOPROXY: proxy.url,
      GONOSUMDB: "*",
      GOFLAGS: "-mod=mod",
      GOWORK: "off",
      GOTOOLCHAIN: "local",
    };
    const prepare = (): void => {
      // The go command writes both.
      cpSync(join(app.dir, "go.mod"), join(root, "go.mod"));
      rmSync(join(root, "go.sum"), { force: true });
    };
    const fresh = ["GOMODCACHE", "GOMODLINT_CACHE"];
    const times = inTurn(
      [
        { name: "graph", command: [process.execPath, main, "graph"], cwd: root, env, fresh, prepare },
        { name: "go", command: ["go", "mod", "graph"], cwd: root, env, fresh, prepare },
      ],
      rounds,
    );
    const what = "cold graph over a loopback proxy / go mod graph";
    return [ratio(app.name, what, times.get("graph") ?? [], times.get("go") ?? [], 0.7)];
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
