import type { Readable } from "node:stream";
import type { GoResult, GoRun, RunGo } from "./go.ts";

/** How long a command that is to end may take to do so before it is killed, in milliseconds. */
const grace = 2000;

/** Runs the go command as a process of its own group: no shell is started. */
export const runGo: RunGo = async (run: GoRun) => {
  const { spawn } = await import("node:child_process");
  const { createInterface } = await import("node:readline");
  return new Promise<GoResult>((resolve) => {
    const child = spawn(run.command, [...run.args], {
      cwd: run.cwd,
      // PWD as a shell would set it: without it the go command shows a directory behind a link by its real name.
      env: { ...process.env, ...run.env, PWD: run.cwd },
      stdio: ["ignore", "pipe", "pipe"],
      windowsHide: true,
      // A group of its own, so that what it starts can be ended with it.
      detached: process.platform !== "win32",
    });
    let ended: "timeout" | "aborted" | undefined;
    let killing: ReturnType<typeof setTimeout> | undefined;
    const kill = (signal: NodeJS.Signals): void => {
      try {
        if (process.platform === "win32" || child.pid === undefined) child.kill(signal);
        else process.kill(-child.pid, signal);
      } catch {
        // It is gone already.
      }
    };
    const end = (why: "timeout" | "aborted"): void => {
      if (ended !== undefined) return;
      ended = why;
      kill("SIGTERM");
      killing = setTimeout(() => kill("SIGKILL"), grace);
    };
    const timer = setTimeout(() => end("timeout"), run.timeout);
    const abort = (): void => end("aborted");
    if (run.signal.aborted) abort();
    run.signal.addEventListener("abort", abort);
    const done = (result: GoResult): void => {
      clearTimeout(timer);
      clearTimeout(killing);
      run.signal.removeEventListener("abort", abort);
      resolve(ended === undefined ? result : { ended });
    };
    const lines = (stream: Readable): void => {
      createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }).on("line", run.onLine);
    };
    lines(child.stdout);
    lines(child.stderr);
    child.on("error", (error) => done({ failed: "code" in error ? String(error.code) : error.message }));
    child.on("close", (code) => done({ code: code ?? -1 }));
  });
};
