import { statSync } from "node:fs";

/**
 * The working directory by the name that the go command calls it (os.Getwd): what PWD says where that names this very directory, so that a
 * directory that is reached through a link keeps the name that a shell shows; else, and on Windows, what the system says.
 * @throws what the system says of a directory that is gone
 */
export function workingDirectory(env: NodeJS.ProcessEnv): string {
  const named = env["PWD"] ?? "";
  if (process.platform === "win32" || !named.startsWith("/")) return process.cwd();
  const here = statSync(".");
  try {
    const there = statSync(named);
    if (here.dev === there.dev && here.ino === there.ino) return named;
  } catch {
    // It names nothing any more.
  }
  return process.cwd();
}
