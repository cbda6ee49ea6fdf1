import { decodeUtf8 } from "../text/utf8.ts";
import type { Git } from "./git.ts";

/** Bytes of an answer that are taken. */
const limit = 256 * 1024 * 1024;

/** Runs the git command that PATH has: no shell is started. */
export const runGit: Git = async (args, cwd, input) => {
  const { execFile } = await import("node:child_process");
  return new Promise((resolve) => {
    const options = { cwd, maxBuffer: limit, encoding: "buffer", windowsHide: true } as const;
    const child = execFile("git", [...args], options, (error, stdout, stderr) => {
      if (error !== null && typeof error.code === "string") resolve({ failed: error.code });
      else resolve({ ok: error === null, stdout, stderr: decodeUtf8(stderr) });
    });
    child.stdin?.on("error", () => {}); // one that ends without reading says why by itself
    child.stdin?.end(input);
  });
};
