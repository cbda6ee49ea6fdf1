import { decodeUtf8 } from "../text/utf8.ts";
import type { Git, GitResult } from "./git.ts";

/** Bytes of an answer that are taken. */
const limit = 256 * 1024 * 1024;

/**
 * What the configuration of the repository, which comes with the folder, may not decide. In a partial clone git fetches an object that is
 * asked for, by a command and from an address that stand in that configuration: GIT_NO_LAZY_FETCH forbids it from Git 2.45 on, and
 * before that no protocol is allowed to do it.
 */
const settings = { GIT_NO_LAZY_FETCH: "1", GIT_ALLOW_PROTOCOL: "none", GIT_TERMINAL_PROMPT: "0", GIT_OPTIONAL_LOCKS: "0" };
const options = ["--no-pager", "-c", "core.fsmonitor=false"];

/** Runs a git command, named by its absolute path: no shell is started. */
export async function runGit(command: string, ...[args, cwd, input]: Parameters<Git>): Promise<GitResult> {
  const { execFile } = await import("node:child_process");
  return new Promise((resolve) => {
    const env = { ...process.env, ...settings };
    const child = execFile(
      command,
      [...options, ...args],
      { cwd, env, maxBuffer: limit, encoding: "buffer", windowsHide: true },
      (error, stdout, stderr) => {
        if (error !== null && typeof error.code === "string") resolve({ failed: error.code });
        else resolve({ ok: error === null, stdout, stderr: decodeUtf8(stderr) });
      },
    );
    child.stdin?.on("error", () => {}); // one that ends without reading says why by itself
    child.stdin?.end(input);
  });
}
