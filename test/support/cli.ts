import { rules } from "../../rules/index.ts";
import type { ExitCode, Io } from "../../server/cli/io.ts";
import { run } from "../../server/cli/run.ts";
import type { Git } from "../../server/host/git.ts";
import type { Output } from "../../server/host/output.ts";
import { drawPicture } from "../../server/picture/picture.ts";
import { readConfiguration } from "../../server/workspace/configuration/read.ts";
import { type MemoryHost, type MemoryHostOptions, memoryHost } from "./memory-host.ts";

export interface Ran {
  readonly exit: ExitCode;
  readonly stdout: string;
  readonly stderr: string;
  readonly host: MemoryHost;
}

export interface Surroundings extends MemoryHostOptions {
  readonly stdin?: string;
  readonly terminal?: boolean;
  /** what git answers; without it there is none */
  readonly git?: Git;
  /** is called with what was written so far whenever the program waits; until it says that its reader is gone */
  readonly onPause?: (written: { stdout: string; stderr: string }, host: MemoryHost) => undefined | "gone";
  /** a host to go on with, instead of a new one */
  readonly host?: MemoryHost;
}

/** Runs a command line on a machine in memory: working directory /work, module cache /cache, network only where `env` names a proxy. */
export async function gomodLint(args: readonly string[], surroundings: Surroundings = {}): Promise<Ran> {
  const host =
    surroundings.host ??
    memoryHost({ cwd: "/work", ...surroundings, env: { GOMODCACHE: "/cache", GOPROXY: "off", ...surroundings.env } });
  const written = { stdout: "", stderr: "" };
  let gone = false;
  const output = (name: "stdout" | "stderr"): Output => ({
    write(text) {
      written[name] += text;
    },
    gone: () => gone,
    terminal: () => surroundings.terminal === true,
    flush: async () => undefined,
  });
  const io: Io = {
    host,
    stdout: output("stdout"),
    stderr: output("stderr"),
    stdin: async () => surroundings.stdin ?? "",
    rules: async () => rules,
    configuration: async () => readConfiguration,
    picture: async () => drawPicture,
    git: surroundings.git ?? (async () => ({ failed: "ENOENT" })),
    packageDirectory: "/package",
    languageServer: async () => 0,
    breathe: async () => {},
    async pause() {
      gone ||= surroundings.onPause?.(written, host) === "gone";
    },
    uptime: () => performance.now(),
  };
  const exit = await run(args, io);
  return { exit, ...written, host };
}

/** The files of modules in the module cache, by `path@version`. */
export function cached(modules: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(modules).map(([module, text]) => {
      const [path = "", version = ""] = module.split("@");
      return [`/cache/cache/download/${path}/@v/${version}.mod`, text];
    }),
  );
}

/** A module whose requirement on log is too low: web requires v1.3.0. */
export const conflict: Readonly<Record<string, string>> = {
  "/work/go.mod": "module example.com/app\n\ngo 1.21\n\nrequire (\n\texample.com/log v1.0.0\n\texample.com/web v1.4.0\n)\n",
  ...cached({
    "example.com/log@v1.0.0": "module example.com/log\n\ngo 1.21\n",
    "example.com/log@v1.3.0": "module example.com/log\n\ngo 1.21\n",
    "example.com/web@v1.4.0": "module example.com/web\n\ngo 1.21\n\nrequire example.com/log v1.3.0\n",
  }),
};
