import { rules } from "../../rules/index.ts";
import type { ExitCode, Io } from "../../server/cli/io.ts";
import { run } from "../../server/cli/run.ts";
import { nodeHost } from "../../server/host/node.ts";
import type { Output } from "../../server/host/output.ts";
import { drawPicture } from "../../server/picture/picture.ts";
import { readConfiguration } from "../../server/workspace/configuration/read.ts";
import { repository } from "./paths.ts";

export interface RanOnDisk {
  readonly exit: ExitCode;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a command line in this process over the real file system: in `cwd`, and with `env` as its whole environment, so that without a PATH
 * there is no go command to ask.
 */
export async function runOnDisk(args: readonly string[], cwd: string, env: Readonly<Record<string, string>>): Promise<RanOnDisk> {
  const written = { stdout: "", stderr: "" };
  const output = (name: "stdout" | "stderr"): Output => ({
    write(text) {
      written[name] += text;
    },
    gone: () => false,
    terminal: () => false,
    flush: async () => undefined,
  });
  const io: Io = {
    host: { ...nodeHost(), cwd, env, home: env["HOME"] ?? "" },
    stdout: output("stdout"),
    stderr: output("stderr"),
    stdin: async () => "",
    rules: async () => rules,
    configuration: async () => readConfiguration,
    picture: async () => drawPicture,
    git: async () => ({ failed: "ENOENT" }),
    packageDirectory: repository,
    languageServer: async () => 0,
    breathe: async () => {},
    pause: async () => {},
    uptime: () => performance.now(),
  };
  return { exit: await run(args, io), ...written };
}
