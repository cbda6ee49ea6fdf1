import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import type { Check } from "../../server/doctor/check.ts";
import { moduleZip } from "./module-zip.ts";
import { program } from "./spawn-cli.ts";
import { proxyPath } from "./world.ts";

/** How a process is started: its settings beside the world's own, a user without rights, a namespace of mounts of its own. */
export interface Start {
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** absolute; default: the module's folder */
  readonly cwd?: string;
  readonly uid?: number;
  /** shell commands that mount something, in a namespace that ends with the process */
  readonly mounts?: string;
}

/** A program that builds here: a module with one dependency, its proxy as a file tree, caches of its own. Everything below `root`. */
export interface SickWorld {
  readonly root: string;
  readonly app: string;
  readonly env: Readonly<Record<string, string>>;
  path(...names: string[]): string;
  write(name: string, text: string): void;
  go(args: readonly string[], start?: Start): { readonly ok: boolean; readonly output: string };
  doctor(
    start?: Start,
    args?: readonly string[],
  ): { readonly exit: number | null; readonly bad: readonly Check[]; readonly checks: readonly Check[] };
  raw(args: readonly string[], start?: Start): SpawnSyncReturns<string>;
  /** Runs another program in the module's folder; its exit code. */
  spawn(command: readonly string[]): number | null;
  /** Makes all of it, or one folder, another user's. */
  give(uid: number, name?: string): void;
  /** A world of its own with the same files; its build cache is shared. */
  copy(): SickWorld;
  /** Every file and directory, with sizes. */
  listing(): readonly string[];
  dispose(): void;
}

/** Everybody's files in truth: nobody of Debian and its kin. */
export const nobody = 65534;

export const dependency = "example.com/log@v1.3.0";

export function sickWorld(): SickWorld {
  const root = newRoot();
  const write = (name: string, text: string | Buffer): void => put(join(root, name), text);
  const goMod = "module example.com/log\n\ngo 1.21\n";
  write(`proxy/${proxyPath(dependency, "mod")}`, goMod);
  write(`proxy/${proxyPath(dependency, "info")}`, '{"Version":"v1.3.0","Time":"2024-01-02T03:04:05Z"}');
  const zip = moduleZip(dependency, { "go.mod": goMod, "log.go": "package log\n\nfunc Say() {}\n" });
  write(`proxy/${proxyPath(dependency, "info").replace(/info$/, "zip")}`, zip);
  write("proxy/example.com/log/@v/list", "v1.3.0\n");
  write("app/go.mod", "module example.com/app\n\ngo 1.22\n\nrequire example.com/log v1.3.0\n");
  write("app/main.go", 'package main\n\nimport "example.com/log"\n\nfunc main() { log.Say() }\n');
  for (const name of ["home", "tmp", "gocache", "cache"]) fs.mkdirSync(join(root, name));
  write("home/.config/go/telemetry/mode", "off\n");
  return worldAt(root, join(root, "gocache"));
}

/** A new directory for a world. */
function newRoot(): string {
  // realpath: macOS' temporary directory is a link.
  const root = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), "gomod-lint-doctor-")));
  fs.chmodSync(root, 0o755);
  return root;
}

function put(path: string, text: string | Buffer): void {
  fs.mkdirSync(dirname(path), { recursive: true });
  if (fs.existsSync(path)) fs.chmodSync(path, 0o644); // the go command makes what is in its cache read-only
  fs.writeFileSync(path, text);
}

function worldAt(root: string, buildCache: string): SickWorld {
  const at = (...names: string[]): string => join(root, ...names);
  const env = {
    PATH: process.env["PATH"] ?? "",
    HOME: at("home"),
    TMPDIR: at("tmp"),
    GOENV: "off",
    GOFLAGS: "",
    GOWORK: "auto",
    GOMODCACHE: at("cache"),
    GOCACHE: buildCache,
    GOPROXY: pathToFileURL(at("proxy")).href,
    GOSUMDB: "off",
    CGO_ENABLED: "0",
    GOTOOLCHAIN: "local",
  };
  const run = (command: readonly string[], start: Start = {}): SpawnSyncReturns<string> => {
    const settings = Object.fromEntries(Object.entries({ ...env, ...start.env }).filter(([, value]) => value !== undefined));
    const user = start.uid === undefined ? {} : { uid: start.uid, gid: start.uid };
    const inNamespace =
      start.mounts === undefined
        ? command
        : ["unshare", "-m", "sh", "-c", `${start.mounts} && cd "$0" && exec "$@"`, start.cwd ?? at("app"), ...command];
    const [file = "", ...args] = inNamespace;
    return spawnSync(file, args, {
      cwd: start.cwd ?? at("app"),
      env: settings as Record<string, string>,
      encoding: "utf8",
      timeout: 120_000,
      ...user,
    });
  };
  return {
    root,
    app: at("app"),
    env,
    path: at,
    write: (name, text) => put(at(name), text),
    go(args, start) {
      const { status, stdout, stderr } = run(["go", ...args], start);
      return { ok: status === 0, output: stdout + stderr };
    },
    doctor(start, args = []) {
      const { status, stdout, stderr } = run([process.execPath, program, "doctor", "--format", "json", ...args], start);
      if (!stdout.startsWith("{")) throw new Error(`doctor said: ${stdout}${stderr}`);
      const { checks } = JSON.parse(stdout) as { checks: readonly Check[] };
      return { exit: status, checks, bad: checks.filter((check) => check.status === "failed" || check.status === "warned") };
    },
    raw: (args, start) => run([process.execPath, program, ...args], start),
    give: (uid, name = ".") => void spawnSync("chown", ["-R", `${uid}:${uid}`, at(name)]),
    spawn: (command) => run(command).status,
    copy() {
      const copy = newRoot();
      // cp keeps modes; who may write what everybody can tell from the paths.
      for (const name of ["app", "cache", "home", "proxy", "tmp"]) spawnSync("cp", ["-a", at(name), copy]);
      for (const name of ["tmp", "home"]) fs.chmodSync(join(copy, name), 0o777);
      spawnSync("chmod", ["-R", "a+rwX", buildCache]);
      return worldAt(copy, buildCache);
    },
    listing: () =>
      (fs.readdirSync(root, { recursive: true }) as string[]).map((name) => `${name} ${fs.lstatSync(at(name)).size}`).sort(),
    dispose() {
      // The module cache is read-only on purpose.
      spawnSync("chmod", ["-R", "u+rwX", root]);
      fs.rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}

/** Whether this machine lets a process mount something for itself. */
export function canMount(): boolean {
  return spawnSync("unshare", ["-m", "sh", "-c", "mount -t tmpfs tmpfs /mnt"]).status === 0;
}

/** Whether this process may act as another user. */
export function canBeNobody(): boolean {
  return process.getuid?.() === 0 && spawnSync("true", [], { uid: nobody, gid: nobody }).status === 0;
}
