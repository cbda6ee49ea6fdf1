import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { homedir, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import process from "node:process";
import { goMissing } from "./go-world.ts";

/** Published programs and libraries with all that they need, downloaded once and kept for later runs. */
export interface Published {
  /** a module cache that has them, as `go mod download` leaves it; for reading only */
  readonly moduleCache: string;
  /** the build cache of these tests */
  readonly buildCache: string;
  /** Puts the files of a module into a directory: `cobra`, `gin`, `helm`; of the workspace of the first two: `workspace`. */
  copy(name: PublishedName, directory: string): void;
}

export type PublishedName = "cobra" | "gin" | "helm" | "workspace";

const versions: Readonly<Record<Exclude<PublishedName, "workspace">, string>> = {
  cobra: "github.com/spf13/cobra@v1.10.1",
  gin: "github.com/gin-gonic/gin@v1.11.0",
  helm: "helm.sh/helm/v3@v3.19.0",
};

/** What the go command is run with beside its caches. */
export const plainGo = {
  GOENV: "off",
  GOFLAGS: "-modcacherw",
  GONOSUMDB: "*",
  GOTOOLCHAIN: "local",
  GOWORK: "",
  CGO_ENABLED: "0",
} as const;

/** @returns why they cannot be had, where they cannot */
export function published(): Published | string {
  const missing = goMissing();
  if (missing !== undefined) return missing;
  const base = join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "gomod-lint-ci");
  const moduleCache = join(base, "modules");
  const sources = join(base, "published");
  const marker = join(sources, `done ${Object.values(versions).join(" ").replace(/\//g, "_")}`);
  if (!fs.existsSync(marker)) {
    const problem = download(moduleCache, sources);
    if (problem !== undefined) return problem;
    fs.writeFileSync(marker, "");
  }
  return {
    moduleCache,
    buildCache: join(base, "builds"),
    copy(name, directory) {
      fs.cpSync(join(sources, name), directory, { recursive: true });
    },
  };
}

function download(moduleCache: string, sources: string): string | undefined {
  fs.rmSync(sources, { recursive: true, force: true });
  fs.mkdirSync(sources, { recursive: true });
  const inherited = { PATH: process.env["PATH"] ?? "", HOME: homedir(), ...proxySettings() };
  const go = (cwd: string, ...args: string[]): string | undefined => {
    const env = { ...inherited, ...plainGo, GOMODCACHE: moduleCache };
    const { status, stderr, stdout } = spawnSync("go", args, { cwd, env, encoding: "utf8", timeout: 300_000 });
    return status === 0 ? undefined : `go ${args.join(" ")}: ${(stderr + stdout).slice(0, 300)}`;
  };
  for (const [name, module] of Object.entries(versions)) {
    const failed = go(tmpdir(), "mod", "download", module);
    if (failed !== undefined) return failed;
    fs.cpSync(join(moduleCache, module), join(sources, name), { recursive: true });
    const problem = go(join(sources, name), "mod", "download");
    if (problem !== undefined) return problem;
  }
  const workspace = join(sources, "workspace");
  for (const name of ["cobra", "gin"]) fs.cpSync(join(sources, name), join(workspace, name), { recursive: true });
  fs.writeFileSync(join(workspace, "go.work"), "go 1.23.0\n\nuse (\n\t./cobra\n\t./gin\n)\n");
  return go(workspace, "mod", "download");
}

/** What leads to the module proxy on this machine. */
function proxySettings(): Record<string, string> {
  const names = /^(?:GOPROXY|https?_proxy|no_proxy|SSL_CERT_(?:FILE|DIR))$/i;
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (names.test(name) && value ? [[name, value]] : [])),
  );
}

/** Whether a process can be cut off from every network here. */
export function canLoseNetwork(): boolean {
  return spawnSync("unshare", ["-n", "true"]).status === 0;
}

/** Every file below a directory by its name there, with `/`, sorted. */
export function treeOf(directory: string): ReadonlyMap<string, Buffer> {
  const names = (fs.readdirSync(directory, { recursive: true }) as string[]).sort();
  const files = names.filter((name) => fs.statSync(join(directory, name)).isFile());
  return new Map(files.map((name) => [name, fs.readFileSync(join(directory, name))]));
}

/** Puts a file, with the directories above it. */
export function put(path: string, content: string | Uint8Array): void {
  fs.mkdirSync(dirname(path), { recursive: true });
  fs.writeFileSync(path, content);
}
