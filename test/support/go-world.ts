import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { proxyPath, type World } from "./world.ts";

/** A module tree on the disk that the go command can read: a `file://` proxy of `.mod` and `.info` files, and a fresh module cache. */
export interface GoWorld {
  /** holds everything; the proxy is `proxy`, the module cache `cache`, the main module lies two folders deep */
  readonly root: string;
  readonly main: string;
  readonly env: Readonly<Record<string, string>>;
  /** Puts another main module over the same proxy, with a go.sum that knows every go.mod of it. */
  write(world: World): void;
  go(...args: string[]): GoResult;
  dispose(): void;
}

export interface GoResult {
  /** exit status 0 */
  readonly ok: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

/** Why the go command cannot be asked; undefined where it can. */
export function goMissing(): string | undefined {
  return spawnSync("go", ["version"]).status === 0 ? undefined : "there is no go command";
}

export function goWorld(modules: ReadonlyMap<string, string>, settings: Readonly<Record<string, string>> = {}): GoWorld {
  const root = mkdtempSync(join(tmpdir(), "gomod-lint-world-"));
  const proxy = join(root, "proxy");
  const work = join(root, "work");
  const main = join(work, "app");
  for (const [module, text] of modules) {
    put(join(proxy, proxyPath(module, "mod")), text);
    const version = module.slice(module.lastIndexOf("@") + 1);
    put(join(proxy, proxyPath(module, "info")), JSON.stringify({ Version: version, Time: "2023-01-02T03:04:05Z" }));
  }
  mkdirSync(main, { recursive: true });
  // Counters are written by a process of their own, which would still be at it when the folder goes.
  put(join(root, ".config/go/telemetry/mode"), "off\n");
  const sums = [...modules].map(([module, text]) => sumLine(module, text)).join("");
  const env = {
    HOME: root,
    GOCACHE: join(root, "gocache"),
    GOENV: "off",
    GOFLAGS: "-mod=mod",
    GOMODCACHE: join(root, "cache"),
    GONOSUMDB: "*",
    GOPROXY: pathToFileURL(proxy).href,
    GOTOOLCHAIN: "local",
    GOWORK: "off",
    ...settings,
  };
  return {
    root,
    main,
    env,
    write(world) {
      rmSync(work, { recursive: true, force: true });
      mkdirSync(main, { recursive: true });
      put(join(main, world.mainName), world.main);
      put(join(main, "go.sum"), sums);
      for (const [name, text] of world.folder) put(join(main, name), text);
    },
    go(...args) {
      const run = spawnSync("go", args, {
        cwd: main,
        env: { PATH: process.env["PATH"], ...env },
        encoding: "utf8",
        maxBuffer: 1 << 28,
      });
      return { ok: run.status === 0, stdout: run.stdout, stderr: run.stderr };
    },
    dispose() {
      // The module cache is read-only on purpose.
      spawnSync("chmod", ["-R", "u+w", root]);
      rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}

/** The line that go.sum has for the go.mod of `PATH@VERSION`. */
export function sumLine(module: string, text: string): string {
  return `${module.replace(/@(?=[^@]*$)/, " ")}/go.mod ${goModHash(text)}\n`;
}

/** go.sum's hash of a go.mod (golang.org/x/mod/sumdb/dirhash.Hash1 of that one file), computed apart from the code under test. */
function goModHash(text: string): string {
  const file = createHash("sha256").update(text).digest("hex");
  return `h1:${createHash("sha256").update(`${file}  go.mod\n`).digest("base64")}`;
}

function put(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
